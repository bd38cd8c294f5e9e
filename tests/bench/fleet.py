"""``fleet.open``, ``fleet.noop``, ``fleet.switch``: many governments, against django-tenants' own ways.

- open: a government ready for sign-in out of the pool of spares (schema, roles, registry, domain, seed data), against
  ``save()`` of django-tenants with ``auto_create_schema`` and the same apps, without roles, rights and seed data.
- noop: the fleet migration with nothing to do, against ``migrate_schemas``; the program's migrations are read from
  their files anew each time on both sides.
- switch: the statements of a request (the viewer's seats, fifty cases) in two governments by turns, each under its
  role and path, against the same statements with the schema written out, in a session that stays in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, cycle
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django_tenants.postgresql_backend.base import DatabaseWrapper as PlainWrapper
from environ import Env
from psycopg.sql import SQL, Identifier

from bench.crowd import crowd
from bench.ground import CODE, Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from governments.entering.scope import governing, platform_scope
from governments.migration.compiled import newest_version
from governments.migration.fleet import migrate_fleet
from governments.models import Government, Tier
from governments.owner import owner_connection, run
from governments.provisioning.founding import provision
from governments.provisioning.refilling import refill

FASTER_OPEN, FASTER_NOOP = Goal(1 / 100), Goal(1 / 1000)
SWITCH = Goal(1.25)
SPARES = 8  # opened, and as many saved by the reference
GOVERNMENTS = 20
CASES = 2_000
REQUESTS = 40  # of a round
OTHER = "fleetother"
SEATS = "SELECT * FROM {}people_post WHERE account_id = %s"
LIST = "SELECT id, case_no, title, kind, state, due_on, lead_unit_id FROM {}cases_case ORDER BY due_on, id LIMIT 50"

_numbers = count(1)


class Saved(Government):
    """The same row, made as django-tenants makes one."""

    auto_create_schema = True

    class Meta:
        proxy = True
        app_label = "governments"


def run_open(_ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Out of the pool."""
    rounds = min(sizes.rounds, sizes.or_default(SPARES))
    with platform_scope():
        newest_version()
        refill(rounds + 1)
        try:
            yield figure(
                "fleet.open",
                "spare",
                FASTER_OPEN,
                "ms",
                *interleaved(_opened, _saved, rounds=rounds, each=1),
            )
        finally:
            _unregister()


def run_noop(_ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Nothing to do."""
    governments = sizes.or_default(GOVERNMENTS)
    with platform_scope():
        try:
            refill(governments - 1)
            for _ in range(governments - 1):
                _opened()
            sides = interleaved(_migrated, _migrated_plainly, rounds=min(sizes.rounds, 3), each=1)
            yield figure("fleet.noop", f"of_{governments}", FASTER_NOOP, "ms", *sides)
        finally:
            _unregister()


def run_switch(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """By turns."""
    crowd(ground, sizes.or_default(CASES))
    with platform_scope():
        provision(OTHER, OTHER, tier=Tier.DISTRICT)
    _copy(CODE, OTHER)
    where = cycle((CODE, OTHER))
    account = ground.account("office").pk
    ours = [text.format("") for text in (SEATS, LIST)]
    qualified = [text.format(f"{CODE}.") for text in (SEATS, LIST)]

    def by_turns() -> None:
        for _ in range(REQUESTS):
            with governing(next(where)):
                _read(ours, account)

    def one_government() -> None:
        with governing(CODE):
            for _ in range(REQUESTS):
                _read(qualified, account)

    sides = interleaved(by_turns, one_government, rounds=sizes.rounds, each=1)
    yield figure("fleet.switch", "two_statements", SWITCH, "ms", *(one / REQUESTS for one in sides))
    _unregister()


def _read(texts: list[str], account: int) -> None:
    with connection.cursor() as cursor:
        for text, values in zip(texts, ([account], None), strict=True):
            cursor.execute(text, values)
            cursor.fetchall()


def _opened() -> None:
    code = f"fleet{next(_numbers)}"
    provision(code, code, tier=Tier.DISTRICT)


def _saved() -> None:
    code = f"fleet{next(_numbers)}"
    row = Saved(code=code, schema_name=code, name=code, short_name=code, tier=Tier.DISTRICT)
    with _plain_connection():
        row.save(verbosity=0)


def _migrated() -> None:
    newest_version.cache_clear()
    migrate_fleet()


def _migrated_plainly() -> None:
    with _plain_connection():
        call_command("migrate_schemas", tenant=True, verbosity=0, interactive=False)


@contextmanager
def _plain_connection() -> Iterator[None]:
    """django-tenants' own wrapper as the administrator, as it would be used without ours."""
    given = Env.db_url_config(settings.DATABASE_ADMIN_URL, engine="django_tenants.postgresql_backend")
    plain: Any = PlainWrapper(
        {**connections.settings["default"], **given, "OPTIONS": given.get("OPTIONS", {})}, "default"
    )
    before, connections["default"] = connections["default"], plain
    plain.set_schema_to_public()
    try:
        yield
    finally:
        connections["default"] = before
        plain.close()


def _copy(source: str, target: str) -> None:
    """The same cases in both governments, past foreign keys: only their own table is read."""
    with owner_connection() as owner:
        run(
            owner,
            [
                "SET session_replication_role = replica",
                SQL("INSERT INTO {}.cases_case SELECT * FROM {}.cases_case").format(
                    Identifier(target), Identifier(source)
                ),
                SQL("ANALYZE {}.cases_case").format(Identifier(target)),
            ],
        )


def _unregister() -> None:
    """Take the governments out of the registry, so that other benchmarks do not meet them."""
    with owner_connection() as owner:
        for table, column in (
            ("governments_domain", "tenant_id"),
            ("governments_government", "id"),
        ):
            run(
                owner,
                [
                    SQL(
                        "DELETE FROM public.{} WHERE {} IN"
                        " (SELECT id FROM public.governments_government WHERE code LIKE 'fleet%')"
                    ).format(Identifier(table), Identifier(column))
                ],
            )
