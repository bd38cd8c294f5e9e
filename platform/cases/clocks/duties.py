"""Duties of a whole government, computed again: to compare, to repair, and to fill one that had none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Q

from cases.changing.duty_rows import DutyChanges, changes_of, write
from cases.models import Case, CaseDuty, CaseEvent
from cases.reading.whole import whole_cases
from cases.states import CaseState
from kernel.clock import now

SHARE = 200  # cases that are read at a time


def duty_differences() -> list[int]:
    """Keys of the cases whose rows do not say what the case says; empty when all is right."""
    return sorted(key for keys in _shares() for key in changes_of(whole_cases(keys), now()).cases)


def restore_duties() -> list[int]:
    """Compute the rows of all cases anew and write those that differ; the keys of these cases.

    A duty that had no row began with the last event of what it is about.
    """
    repaired: list[int] = []
    for keys in _shares():
        with transaction.atomic():
            list(
                Case.objects.select_for_update(no_key=True)
                .filter(pk__in=keys)
                .order_by("pk")
                .values_list("pk")
            )
            changes = changes_of(whole_cases(keys), now())
            _date(changes)
            write(changes)
        repaired += sorted(changes.cases)
    return repaired


def _shares() -> Iterator[list[int]]:
    """Keys of the cases that have parts, wait for their first, or have rows: what came in ended owes nothing."""
    concerned = Q(pk__in=CaseDuty.objects.values("case")) | ~Q(state=CaseState.ARCHIVED)
    keys = list(Case.objects.filter(concerned).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), SHARE):
        yield keys[start : start + SHARE]


def _date(changes: DutyChanges) -> None:
    """Let rows that were missing begin when their object came into its state, or else was last touched."""
    moved = _moments(changes)
    last = CaseEvent.objects.filter(case__in=changes.cases).order_by().values("case").annotate(at=Max("at"))
    touched = dict(last.values_list("case", "at"))
    for row in changes.added:
        row.since = moved.get((row.case_id, row.machine, row.subject)) or touched.get(row.case_id, row.since)


def _moments(changes: DutyChanges) -> dict[tuple[int, str, int], datetime]:
    found = CaseEvent.objects.filter(case__in=changes.cases).exclude(from_state=F("to_state")).order_by()
    by_object = found.values("case", "machine", "subject_id").annotate(at=Max("at"))
    return {
        (case, machine, subject): at
        for case, machine, subject, at in by_object.values_list("case", "machine", "subject_id", "at")
    }
