"""Founding the same thing again: the rows that commands wrote the first time are copied in, and not worked out anew."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

from kernel.clock import now, today

P = ParamSpec("P")
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
    upon: tuple[object, ...]  # keys of what was founded before, and is built upon

    @classmethod
    def here(cls, upon: tuple[object, ...] = ()) -> Ground:
        """The government of the current scope, today."""
        moment = now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()::regnamespace::oid::bigint")
            found = cursor.fetchone()[0]
        server = str(connection.settings_dict["HOST"])
        return cls(server, found, today(), moment if moment == now() else None, upon)


class Founding(Generic[P, Made]):
    """Calls ``make`` once for each ground; into the same tables, when they are empty, its rows are put back.

    What it is called with, and builds upon, was founded itself and has a ``key``: the same for the same rows.
    """

    def __init__(self, make: Callable[P, Made]) -> None:
        self._make = make
        self._met: set[Ground] = set()
        self._known: dict[Ground, tuple[Rows, bytes] | None] = {}

    def __call__(self, *upon: P.args, **_none: P.kwargs) -> Made:
        """The objects, and their rows in the current government."""
        ground = Ground.here(tuple(_key(one) for one in upon))
        if ground not in self._known:
            return self._made(ground, *upon, **_none)
        known = self._known[ground]
        if known is None or not known[0].put_back():
            return self._make(*upon, **_none)
        again: Made = pickle.loads(known[1])
        return again

    def _made(self, ground: Ground, *upon: P.args, **_none: P.kwargs) -> Made:
        """Made by ``make``, and written down; not at a stopped clock's moment that may never come again."""
        if ground.stopped_at is not None and ground not in self._met:
            self._met.add(ground)
            return self._make(*upon, **_none)
        before = _rows()
        made = self._make(*upon, **_none)
        rows = {table: text for table, text in _rows().items() if text != before[table]}
        only_added = not any(before[table] for table in rows)
        self._known[ground] = (Rows.of(rows), pickle.dumps(made)) if only_added else None
        return made


@dataclass(frozen=True)
class Rows:
    """Statements that look whether some tables are empty, and that fill them; each is one round trip."""

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


def _key(founded: Any) -> object:
    return founded.key


def _rows() -> dict[str, str]:
    """Every table of the government, as the text of an array of its rows."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        one = SQL("SELECT {}, (SELECT array_agg(one)::text FROM {} AS one)")
        cursor.execute(SQL(" UNION ALL ").join(one.format(name, Identifier(name)) for name in names), None)
        return {name: text or "" for name, text in cursor.fetchall()}
