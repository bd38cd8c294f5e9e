"""Prepared SQL: queries whose text is composed once; the ORM's composing takes longer than running them.

A statement holds no values of one use, only placeholders where they go. Whoever keeps one keeps it under everything
else that its text was made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from kernel.sql.django_private import preparing_cursor, text_of

# Objects that stand for a value to come. Each is recognised by identity, never by equality: what a
# caller sends, or a row holds, is a value even if it reads the same. Django hands them on as they are, but for whole
# numbers of some fields, see ``_is_placeholder``.
KEY_PARAM = -7_310_585_221_004_733
ACCOUNT_PARAM = -7_310_585_221_004_734
DAY_PARAM = date(1, 1, 1)
MOMENT_PARAM = datetime(1, 1, 1, tzinfo=UTC)
TEXT_PARAM = "\ue000 a text to come \ue000"
KEYS_PARAM = -7_310_585_221_004_735  # alone in a list: any number of them
OTHER_KEYS_PARAM = -7_310_585_221_004_736
TEXTS_PARAM = "\ue000 texts to come \ue000"
LISTS = (KEYS_PARAM, OTHER_KEYS_PARAM, TEXTS_PARAM)
KEYS = (KEY_PARAM, ACCOUNT_PARAM, KEYS_PARAM, OTHER_KEYS_PARAM)
PLACEHOLDERS = {
    id(placeholder)
    for placeholder in (
        KEY_PARAM,
        ACCOUNT_PARAM,
        DAY_PARAM,
        MOMENT_PARAM,
        TEXT_PARAM,
        *LISTS,
    )
}
SqlQuery = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A text for the database, its parameters, and which of them are placeholders."""

    sql: str
    parameters: tuple[Any, ...]
    placeholders: tuple[tuple[int, Any], ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Statement:
        """The statement of a queryset that was built with placeholders; one that can find nothing has no text."""
        try:
            return cls.parametrised(*text_of(rows))
        except EmptyResultSet:
            return cls("", (), ())

    @classmethod
    def parametrised(cls, sql: str, parameters: Sequence[Any]) -> Statement:
        """A text with its parameters, of which some are placeholders; a list of keys to come becomes one parameter."""
        placeholders = tuple((place, one) for place, one in enumerate(parameters) if _is_placeholder(one))
        lists = [place for place, placeholder in placeholders if placeholder in LISTS]
        if lists:
            pieces = sql.split("%s")
            for place in lists:
                pieces[place] = f"{pieces[place].removesuffix('IN (')}= ANY("
            sql = "%s".join(pieces)
        return cls(sql, tuple(parameters), placeholders)

    def rows(self, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        """The rows it finds with these values for the placeholders, as the database gives them."""
        return rows_of(*self.query(values)) if self.sql else []

    def query(self, values: Mapping[Any, Any]) -> SqlQuery:
        """Its text, which is not empty, and parameters with these values for the placeholders."""
        parameters = list(self.parameters)
        for place, placeholder in self.placeholders:
            parameters[place] = values[placeholder]
        return self.sql, parameters


def _is_placeholder(one: Any) -> bool:
    """Django wraps a value for a field of whole numbers in a type of psycopg: such a key is recognised by its value."""
    return id(one) in PLACEHOLDERS or (isinstance(one, int) and type(one) is not int and one in KEYS)


def rows_of(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that a text finds whose plan the server may keep."""
    with preparing_cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def rows_of_each(*queries: SqlQuery) -> list[list[tuple[Any, ...]]]:
    """The rows of several texts that travel together; each sees the database as the one before it left it."""
    if connection.queries_logged:
        return [rows_of(*one) for one in queries]
    cursors = [preparing_cursor() for _ in queries]
    here: Any = connection
    with connection.wrap_database_errors, here.connection.pipeline():
        for cursor, query in zip(cursors, queries, strict=True):
            cursor.execute(*query)
    return [cursor.fetchall() for cursor in cursors]
