"""County whose tables are of an earlier version and filled: what an upgrade finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.migrations import Migration
from psycopg.sql import SQL, Identifier

from governments.entering.registry import clear
from governments.migration.compiled import MigrationKey, MigrationPlan, compile_from
from governments.owner import owner_connection, run
from governments.provisioning.founding import build_schema
from support.governments import CITY, COUNTY, government

COLUMNS = """
SELECT string_agg(format('%%I', attname), ', ') FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""


@dataclass
class Earlier(MigrationPlan):
    """The migrations of an earlier version: of each app named, those up to a number."""

    newest: Mapping[str, str] = field(default_factory=dict)

    @property
    def migrations(self) -> dict[MigrationKey, Migration]:
        """Those that it had."""
        everything = super().migrations.items()
        return {key: one for key, one in everything if key[1][:4] <= self.newest.get(key[0], "9999")}


def fill_county_of(newest: Mapping[str, str], more: str = "") -> None:
    """The county gets the tables of that version (and ``more``), and in them the rows of the city."""
    row = government(COUNTY)
    with owner_connection() as owner, transaction.atomic():
        run(owner, [SQL("DROP SCHEMA {} CASCADE").format(Identifier(COUNTY))])
        build_schema(owner, row, compile_from(frozenset(), Earlier(newest=newest)))
        run(owner, [more] if more else [])
    with owner_connection() as owner, transaction.atomic(), owner.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables():
            cursor.execute(COLUMNS, [f"{COUNTY}.{table}"])
            names = cursor.fetchone()[0]
            cursor.execute(f"DELETE FROM {COUNTY}.{table}")
            cursor.execute(
                f"INSERT INTO {COUNTY}.{table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {CITY}.{table}"
            )
        run(
            owner,
            [f"UPDATE public.governments_government SET schema_version = 'older' WHERE code = '{COUNTY}'"],
        )
    clear()


def tables() -> list[str]:
    """What both versions have and people have filled."""
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace"
            " AND relname !~ '^(axes_|django_migrations)' ORDER BY 1",
            [COUNTY],
        )
        return [str(name) for (name,) in cursor.fetchall()]
