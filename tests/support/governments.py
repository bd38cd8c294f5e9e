"""Three governments of the tests, and how a test that commits leaves them as they were."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from psycopg.sql import SQL, Identifier

from governments.models import Government, Tier
from governments.owner import owner_connection, run
from governments.provisioning.founding import (
    build_schema,
    migrate_public,
    newest_program,
    prepare_cluster,
    provision,
)

CITY, DISTRICT, COUNTY = "yunzhou", "binjiang", "heshan"
SCHEMAS = ("public", CITY, DISTRICT, COUNTY)
OFTEN = 150  # tests between two sweeps


def found_governments() -> None:
    """A database with a city, one of its districts and a county, made by the code that makes real ones."""
    prepare_cluster()
    migrate_public()
    city = provision(CITY, "云州市", short_name="云州", tier=Tier.CITY)
    provision(DISTRICT, "滨江区", short_name="滨江", tier=Tier.DISTRICT, parent=city, prefix="滨政")
    provision(COUNTY, "鹤山县", short_name="鹤山", tier=Tier.COUNTY, parent=city)


def rebuild_schemas() -> None:
    """The three schemas as they were built, empty: for tests that change tables."""
    program, _ = newest_program()
    for code in (CITY, DISTRICT, COUNTY):
        with owner_connection() as owner, transaction.atomic():
            run(owner, [SQL("DROP SCHEMA {} CASCADE").format(Identifier(code))])
            build_schema(owner, government(code), program)


@dataclass(frozen=True)
class Photograph:
    """The rows of all tables at one moment, by schema and table, in COPY format."""

    tables: dict[tuple[str, str], bytes]
    sequences: dict[str, int]

    @classmethod
    def taken(cls) -> Photograph:
        """Every row of the public schema and the three governments."""
        with owner_connection() as owner, owner.cursor() as cursor:
            cursor.execute(
                "SELECT relnamespace::regnamespace::text, relname FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace::regnamespace::text = ANY(%s)",
                [list(SCHEMAS)],
            )
            tables = {}
            for schema, table in cursor.fetchall():
                with cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(schema, table))) as rows:
                    tables[schema, table] = b"".join(bytes(row) for row in rows)
            return cls(tables, _sequences(cursor))

    def restore(self) -> None:
        """Put every table back to what the photograph shows, past triggers and append-only rights."""
        with owner_connection() as owner, transaction.atomic(), owner.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            deletes = [SQL("DELETE FROM {};").format(Identifier(*name)) for name in self.tables]
            cursor.execute(SQL("").join(deletes), None)
            for name, rows in self.tables.items():
                if rows:
                    with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(*name))) as copy:
                        copy.write(rows)
            # A schema that was built anew meanwhile counts from 1 again, and would meet these rows. None is put
            # back: what was founded meanwhile (``support/founded.py``) has numbers of its own.
            cursor.execute(
                "SELECT setval(name::regclass, greatest(last, pg_sequence_last_value(name::regclass)))"
                " FROM unnest(%s::text[], %s::bigint[]) AS one (name, last)",
                [list(self.sequences), list(self.sequences.values())],
            )


_begun = itertools.count(1)


def swept_now_and_then() -> None:
    """What rolled-back tests have left in the tables is vacuumed away every so often; the server does not by itself.

    A thousand of them would make each further one take twice as long.
    """
    if next(_begun) % OFTEN:
        return
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, relname FROM pg_stat_user_tables WHERE schemaname = ANY(%s) AND n_dead_tup > 100",
            [list(SCHEMAS)],
        )
        tables = [Identifier(*name) for name in cursor.fetchall()]
        if tables:
            cursor.execute(SQL("VACUUM {}").format(SQL(", ").join(tables)), None)


def _sequences(cursor: Any) -> dict[str, int]:
    """Where the counters of all tables stand."""
    cursor.execute(
        "SELECT format('%%I.%%I', schemaname, sequencename), last_value FROM pg_sequences"
        " WHERE schemaname = ANY(%s) AND last_value IS NOT NULL",
        [list(SCHEMAS)],
    )
    return dict(cursor.fetchall())


def government(code: str) -> Government:
    """The registry's row of one of the three."""
    return Government.objects.get(code=code)
