"""Refilling of spares in the background, one transaction each, and removal of outdated ones."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from governments.backend.base import FakeTenant
from governments.entering import roles
from governments.entering.scope import platform_scope
from governments.models import Spare
from governments.owner import owner_connection, run
from governments.provisioning.founding import build_schema, newest_program, one_at_a_time, spare_version

MOST = 200  # in one go; a spare costs about two megabytes
PER_SESSION = 50  # a session's memory grows with the schemas it has seen


def refill(number: int, report: Callable[[int, int], None] = lambda *_: None) -> int:
    """Bring the pool to this number of spares of this program; how many were built.

    Outdated ones are removed first. ``report(built, missing)`` is called after each. May be killed and run again at
    any moment, and by several at a time.
    """
    _remove(spare_version())
    missing = min(number - ready(), MOST)
    for start in range(0, missing, PER_SESSION):
        with owner_connection() as owner:
            for built in range(start, min(start + PER_SESSION, missing)):
                with transaction.atomic():
                    one_at_a_time(owner)
                    owner.enter(FakeTenant("public"))
                    row = Spare(schema_version=spare_version())
                    row.save()
                    owner.enter(FakeTenant("public"), as_owner=True)
                    build_schema(owner, FakeTenant(row.schema_name), newest_program()[0])
                    owner.enter(FakeTenant("public"), as_owner=True)
                report(built + 1, missing)
    return max(missing, 0)


def ready() -> int:
    """How many spares could be handed out now."""
    with platform_scope():
        return int(Spare.objects.filter(schema_version=spare_version()).count())


def _remove(version: str) -> None:
    """Remove the spares of every other version; one that is being handed out is left alone."""
    with platform_scope():
        outdated = list(Spare.objects.exclude(schema_version=version))
    for row in outdated:
        with owner_connection() as owner, transaction.atomic():
            one_at_a_time(owner)
            owner.enter(FakeTenant("public"))
            gone, _ = Spare.objects.filter(pk=row.pk).delete()
            if gone:
                owner.enter(FakeTenant(row.schema_name))
                run(owner, roles.drop_schema(row.schema_name))
                owner.enter(FakeTenant("public"), as_owner=True)
                run(owner, roles.drop_roles(row.schema_name))
