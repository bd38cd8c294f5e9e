"""Founding the same thing again: the rows that commands wrote the first time are copied in, and not worked out anew."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

from kernel.clock import now, today

Made = TypeVar("Made")
TABLES = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
 AND has_table_privilege(oid, 'SELECT')"""


@dataclass(frozen=True)
class Ground:
    """Where and when something was founded; a schema that is built anew is another one."""

    server: str
    schema: int
    day: date
    stopped_at: datetime | None  # a stopped clock's moment stands in the rows: at another one they are others

    @classmethod
    def here(cls) -> Ground:
        """The government of the current scope, today."""
        moment = now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()::regnamespace::oid::bigint")
            found = cursor.fetchone()[0]
        server = str(connection.settings_dict["HOST"])
        return cls(server, found, today(), moment if moment == now() else None)


class Founding(Generic[Made]):
    """Calls ``make`` once for each ground; into the same tables, when they are empty, its rows are put back."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._met: set[Ground] = set()
        self._known: dict[Ground, tuple[Rows, bytes]] = {}

    def __call__(self) -> Made:
        """The objects, and their rows in the current government."""
        ground = Ground.here()
        if ground not in self._known:
            return self._made(ground)
        rows, made = self._known[ground]
        if not rows.put_back():
            return self._make()
        again: Made = pickle.loads(made)
        return again

    def _made(self, ground: Ground) -> Made:
        """Made by ``make``, and written down; not at a stopped clock's moment that may never come again."""
        if ground.stopped_at is not None and ground not in self._met:
            self._met.add(ground)
            return self._make()
        before = _rows()
        made = self._make()
        rows = {table: text for table, text in _rows().items() if text != before[table]}
        if not any(before[table] for table in rows):
            self._known[ground] = Rows.of(rows), pickle.dumps(made)
        return made


@dataclass(frozen=True)
class Rows:
    """Statements that look whether some tables are empty, and that fill them; each is one journey."""

    look: str
    fill: str

    @classmethod
    def of(cls, rows: dict[str, str]) -> Rows:
        """Foreign keys are deferred, so the order of the tables does not matter."""
        names = [Identifier(table) for table in rows]
        looks = SQL(" OR ").join(SQL("EXISTS (SELECT FROM {})").format(name) for name in names)
        fills = [
            SQL("INSERT INTO {0} SELECT * FROM unnest({1}::{0}[]);").format(name, text)
            for name, text in zip(names, rows.values(), strict=True)
        ]
        return cls(SQL("SELECT {}").format(looks).as_string(None), SQL("").join(fills).as_string(None))

    def put_back(self) -> bool:
        """Fill the tables, and say so, unless one of them holds anything."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self.look)
            empty = not cursor.fetchone()[0]
            if empty:
                cursor.execute(self.fill, None)
        return empty


def _rows() -> dict[str, str]:
    """Every table of the government, as the text of an array of its rows."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        one = SQL("SELECT {}, (SELECT array_agg(one)::text FROM {} AS one)")
        cursor.execute(SQL(" UNION ALL ").join(one.format(name, Identifier(name)) for name in names), None)
        return {name: text or "" for name, text in cursor.fetchall()}
