"""Fleet migration to the newest tables: compiled once per starting point, one transaction each, resumable."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from cases.clocks.duties import restore_duties
from governments.entering.registry import clear
from governments.entering.scope import administering, platform_scope
from governments.migration.compiled import (
    MigrationKey,
    MigrationPlan,
    MigrationScript,
    compile_from,
    newest_version,
)
from governments.models import Government
from governments.owner import owner_connection, run
from governments.provisioning.founding import one_at_a_time, settle_rights
from kernel.outages import is_outage

log = logging.getLogger(__name__)

LOCK_TIMEOUT = "5s"  # rather skip a busy government, and take it in the next run, than hold up its work
DUTIES = ("cases", "0016_duties")  # what made the rows of duties, which no SQL fills
PER_SESSION = 50  # a session's memory grows with the schemas it has seen


@dataclass
class FleetUpgrade:
    """What a fleet migration did: codes brought up to date, and those that failed with the reason."""

    target: str
    migrated: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def migrate_fleet(
    report: Callable[[str, int, int], None] = lambda *_: None, plan: MigrationPlan | None = None
) -> FleetUpgrade:
    """Migrate every government whose version is not the newest; a failed one is noted and the rest goes on.

    ``report(code, done, total)`` is called after each. Run again to resume: what is done is not looked at.
    """
    upgrade = FleetUpgrade(plan.version if plan else newest_version())
    with platform_scope():
        behind = list(Government.objects.exclude(schema_version=upgrade.target).order_by("id"))
    if not behind:
        return upgrade
    plan = plan or MigrationPlan()
    programs: dict[frozenset[MigrationKey], MigrationScript] = {}
    for start in range(0, len(behind), PER_SESSION):
        with owner_connection():
            for done, row in enumerate(behind[start : start + PER_SESSION], start + 1):
                _migrate_noting(row, plan, programs, upgrade)
                report(str(row.code), done, len(behind))
    clear()
    return upgrade


def _migrate_noting(
    row: Government,
    plan: MigrationPlan,
    programs: dict[frozenset[MigrationKey], MigrationScript],
    upgrade: FleetUpgrade,
) -> None:
    try:
        found, known = _applied(row), frozenset(plan.migrations)
        _refuse_newer(found, known)
        applied = found & known
        if applied not in programs:
            programs[applied] = compile_from(applied, plan)
        _migrate(row, plan, applied, programs[applied])
    except Exception as error:  # whatever it is: the others go on
        if is_outage(error):
            raise
        log.exception("fleet: %s was not migrated", row.code)
        upgrade.failed[str(row.code)] = f"{type(error).__name__}: {error}"
    else:
        upgrade.migrated.append(str(row.code))


def _migrate(
    row: Government, plan: MigrationPlan, applied: frozenset[MigrationKey], program: MigrationScript
) -> None:
    with transaction.atomic(), administering(row) as connection:
        run(connection, [f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"])
        one_at_a_time(connection)
        if _applied(row) & frozenset(plan.migrations) != applied:
            raise DatabaseError("another administration is migrating this government")
        program.apply(connection)
        if DUTIES in program.applies and applied:
            restore_duties()
        settle_rights(connection, str(row.schema_name))
        with platform_scope():
            Government.objects.filter(pk=row.pk).update(schema_version=plan.version)


def _refuse_newer(found: frozenset[MigrationKey], known: frozenset[MigrationKey]) -> None:
    """An older program leaves the tables of a newer one as they are."""
    labels = {app for app, _ in known}
    newer = sorted(f"{app}.{name}" for app, name in found - known if app in labels)
    if newer:
        raise DatabaseError(f"tables of a newer program, which has {newer[-1]}")


def _applied(row: Government) -> frozenset[MigrationKey]:
    with administering(row) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return frozenset((app, name) for app, name in cursor.fetchall())
