"""Tabs of a work list as filters, and lights.

A case is 待办 when a duty step of the table could be taken now by one of the actor's seats; 已办 when it is
finished, or the unit's own part is; 在办 is the rest of what the actor sees.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Assignment, Case
from cases.reading.duties import duties_of, with_duties
from cases.reading.queries import unit_assignments, visible_cases
from cases.states import (
    CLOCK_OFF,
    FINISHED,
    OPEN,
    UNIT_FINISHED,
)
from kernel.actor import Actor
from kernel.clock import today
from people.roles import UNIT_STAFF, Role
from rules.models import RulePack


class Box(StrEnum):
    """The tabs of the work list."""

    TO_DO = "TO_DO"
    DOING = "DOING"
    DONE = "DONE"
    ALL = "ALL"


class Light(StrEnum):
    """Where a clock stands."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"
    GREY = "GREY"


YELLOW_DAYS = 7
RUNNING = ("DISPATCHED", "HANDLING", "REHANDLING")


def light(
    due_on: date | None, *, running: bool, yellow_days: int = YELLOW_DAYS, on: date | None = None
) -> Light:
    """The light of a clock on a day: grey when it does not run, red past due, yellow from ``yellow_days`` before."""
    if due_on is None or not running:
        return Light.GREY
    left = (due_on - (on or today())).days
    if left < 0:
        return Light.RED
    return Light.YELLOW if left <= yellow_days else Light.GREEN


def case_runs(case: Case) -> bool:
    """Whether the clock to 办复 runs."""
    return case.state in RUNNING


def assignment_runs(assignment: Assignment) -> bool:
    """Whether the unit's own clock runs."""
    return assignment.state not in CLOCK_OFF


def with_light(cases: QuerySet[Case], lights: set[Light]) -> QuerySet[Case]:
    """Cases whose light is one of these today."""
    return cases.filter(lit(lights))


def lit(lights: set[Light]) -> Q:
    """The condition that a case's light is one of these today; yellow begins when the case's own pack says."""
    day, running = today(), Q(state__in=RUNNING, due_on__isnull=False)
    wanted = {Light.RED: running & Q(due_on__lt=day), Light.GREY: ~running}
    if lights & {Light.YELLOW, Light.GREEN}:
        soon = Q(pk__in=())
        for days, packs in _packs_by_yellow_days().items():
            soon |= Q(pack__in=packs, due_on__lte=day + timedelta(days=days))
        wanted[Light.YELLOW] = running & Q(due_on__gte=day) & soon
        wanted[Light.GREEN] = running & Q(due_on__gte=day) & ~soon
    chosen = Q(pk__in=())
    for one in lights:
        chosen |= wanted[one]
    return chosen


def _packs_by_yellow_days() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pk, days in RulePack.objects.values_list("pk", "body__yellow_days"):
        found.setdefault(days, []).append(pk)
    return found


def in_box(actor: Actor, box: Box) -> QuerySet[Case]:
    """The visible cases in one tab of the actor's work list."""
    cases = visible_cases(actor)
    if box is Box.ALL:
        return cases
    if box is Box.DONE:
        return cases.filter(done_of(actor)).exclude(duties_of(actor))
    if box is Box.TO_DO:
        return with_duties(cases, actor)
    return cases.filter(_unfinished(actor)).exclude(duties_of(actor))


def done_of(actor: Actor) -> Q:
    """Finished cases; for units also those in which their own part is finished."""
    finished = Q(state__in=FINISHED)
    at_work = _at_work(actor)
    return finished if at_work is None else finished | ~at_work


def _unfinished(actor: Actor) -> Q:
    """The rest, named by its states, for which there is an index."""
    at_work = _at_work(actor)
    return Q(state__in=OPEN) if at_work is None else Q(state__in=OPEN) & at_work


def _at_work(actor: Actor) -> Q | None:
    """For units' people: their own part is not finished."""
    units = actor.units_as(*UNIT_STAFF)
    if not units or Role.GENERAL_OFFICE in actor.roles:
        return None
    parts = unit_assignments(units).filter(case=OuterRef("pk")).exclude(state__in=UNIT_FINISHED)
    return Q(Exists(parts))
