"""Model rows by prepared statements: columns, models, and what is joined or annotated.

A reading is made of an ordinary queryset (``select_related``, ``only``, ``annotate`` included), asks for its rows
through a statement, and gives the same objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from kernel.sql.django_private import ResultColumns, compiled, concrete_fields, model_row
from kernel.sql.statements import Statement, rows_of_each

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Reading(Generic[M]):
    """A prepared queryset of model rows, with placeholders for values to come; see ``kernel.sql.statements``."""

    model: type[M]
    statement: Statement
    columns: ResultColumns | None

    @classmethod
    def of(cls, rows: QuerySet[M]) -> Reading[M]:
        """The reading of a queryset; one that can find nothing has no text."""
        try:
            sql, parameters, columns = compiled(rows)
        except EmptyResultSet:
            return cls(rows.model, Statement("", (), ()), None)
        return cls(rows.model, Statement.marked(sql, parameters), columns)

    def rows(self, values: Mapping[Any, Any]) -> list[M]:
        """The rows it finds with these values for the placeholders."""
        return self.made(self.statement.rows(values))

    def made(self, found: Iterable[Sequence[Any]]) -> list[M]:
        """Objects of rows as the database gives them."""
        columns = self.columns
        return [_made(self.model, columns, values) for values in found] if columns is not None else []


def read_together(*wanted: tuple[Reading[Any], Mapping[Any, Any]]) -> list[list[Any]]:
    """The rows of several readings, in one round trip."""
    asked = [(one, one.statement.query(values)) for one, values in wanted if one.statement.sql]
    found = iter(rows_of_each(*(query for _, query in asked)))
    return [one.made(next(found)) if one.statement.sql else [] for one, _ in wanted]


def whole_row(model: type[M], values: Sequence[Any]) -> tuple[M, dict[str, Any]]:
    """A row from all columns of its model in their order, as the database has them; and its values by attribute."""
    names, readers = _whole(model)
    if readers:
        values = list(values)
        for place, read in readers:
            values[place] = read(values[place], None, connection)
    return model_row(model, names, values), dict(zip(names, values, strict=True))


@cache
def _whole(model: type[Model]) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[..., Any]], ...]]:
    """Attributes of a model's columns, and for those the driver does not read: place and reader."""
    fields = concrete_fields(model)
    readers = [
        (place, one.from_db_value) for place, one in enumerate(fields) if hasattr(one, "from_db_value")
    ]
    return tuple(one.attname for one in fields), tuple(readers)


def _made(model: type[M], columns: ResultColumns, values: Sequence[Any]) -> M:
    if columns.converters:
        values = list(values)
        for place, convert, expression in columns.converters:
            values[place] = convert(values[place], expression, connection)
    row = model_row(model, columns.names, values[columns.start : columns.start + len(columns.names)])
    for populator in columns.joined:
        populator.populate(values, row)
    for name, place in columns.annotations:
        setattr(row, name, values[place])
    return row
