"""Version check of the tables against this program: for the upgrade, health, and before a process serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import LiteralString

import psycopg
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from psycopg import Connection, sql

from governments.entering.roles import PLATFORM
from governments.migration.compiled import newest_version
from lianban.cli.trouble import Trouble

PlatformConnection = Connection[tuple[object, ...]]
CONNECT_TIMEOUT = 3  # seconds to connect

# What an empty server says: no database, no role, no tables.
NOTHING_YET = (
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedObject,
    psycopg.errors.InvalidParameterValue,
    psycopg.errors.InsufficientPrivilege,
)


@dataclass(frozen=True)
class Tables:
    """Of the public schema: migrations to apply, and those that only a newer program knows; governments not like it."""

    missing: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def tables_of(database: PlatformConnection) -> Tables:
    """What the database says of itself. Public's list also notes the migrations of governments' apps."""
    applied = {(str(app), str(name)) for app, name in as_platform(database, NOTED)}
    known, public = _migrations()
    labels = {app for app, _ in known}
    missing = public - applied
    unknown = {
        one for one in applied - known if one[0] in labels
    }  # an app that was given up stays in the list
    behind = [] if missing else as_platform(database, VERSIONS)
    return Tables(
        tuple(sorted(".".join(one) for one in missing)),
        tuple(sorted(".".join(one) for one in unknown)),
        tuple(str(code) for code, version in behind if version != newest_version()),
    )


NOTED: LiteralString = "SELECT app, name FROM public.django_migrations"
VERSIONS: LiteralString = "SELECT code, schema_version FROM public.governments_government ORDER BY id"


def as_platform(
    database: PlatformConnection, question: LiteralString, *values: str
) -> list[tuple[object, ...]]:
    """Ask under the platform's role, to which the tables of ``public`` belong."""
    database.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(PLATFORM)))
    return database.execute(question, values or None).fetchall()


@cache
def _migrations() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """All migrations that this program contains, and those that change the public schema."""
    shared = {name.rpartition(".")[2] for name in settings.SHARED_APPS}
    disk = frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    return disk, frozenset(one for one in disk if one[0] in shared)


def found() -> Tables | None:
    """What there is, asked with a connection of its own; None when nothing was set up yet. Raises OperationalError."""
    try:
        with psycopg.connect(
            settings.DATABASE_URL, connect_timeout=CONNECT_TIMEOUT, autocommit=True
        ) as database:
            return tables_of(database)
    except NOTHING_YET:
        return None


def require_tables() -> None:
    """Refuse to serve on tables of another version; raises Trouble with the command that repairs it.

    A database that does not answer is no reason: who serves waits for it, and ``/health/ready`` reports it.
    """
    try:
        tables = found()
    except psycopg.OperationalError:
        return
    if tables is None:
        raise Trouble("tables_none")
    refuse_newer(tables)
    if tables.missing:
        raise Trouble("tables_behind", number=len(tables.missing), first=tables.missing[0])


def refuse_newer(tables: Tables) -> None:
    """An older program leaves newer tables alone; raises Trouble."""
    if tables.unknown:
        raise Trouble("tables_newer", number=len(tables.unknown), first=tables.unknown[-1])
