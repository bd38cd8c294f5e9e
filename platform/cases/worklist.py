"""Whose turn it is: the 待办 of an actor as one filter, made from the lifecycle table, and lights.

A case is 待办 when a duty step of the table could be taken now by one of the actor's seats; 已办 when it is
finished, or the unit's own part is; 在办 is the rest of what the actor sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.gates import UNDER_REVIEW
from cases.lifecycle import STEPS, UNDERWAY
from cases.models import Assignment, Case, Commitment, FeedbackRound, Reply, UrgeNotice
from cases.queries import unit_assignments, visible_cases
from cases.rights import ACTED_FOR, roles_for
from cases.states import (
    ANSWERING,
    AWAITING,
    FINISHED,
    GONE,
    SETTLED,
    UNIT_FINISHED,
    CaseState,
    Machine,
    Origin,
    UnitRole,
)
from cases.steps import Scope, Step
from kernel.actor import Actor
from kernel.clock import today
from people.models import Unit
from people.roles import UNIT_STAFF, Role
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import pack_of


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
CLOCK_OFF = frozenset(UNIT_FINISHED | {"CO_SUBMITTED", "JOINT_AGREED", "ANSWERED"})


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
        return cases.filter(duties_of(actor))
    return cases.exclude(done_of(actor)).exclude(duties_of(actor))


def done_of(actor: Actor) -> Q:
    """Finished cases; for units also those in which their own part is finished."""
    finished = Q(state__in=FINISHED)
    units = actor.units_as(*UNIT_STAFF)
    if not units or Role.GENERAL_OFFICE in actor.roles:
        return finished
    at_work = unit_assignments(units).filter(case=OuterRef("pk")).exclude(state__in=UNIT_FINISHED)
    return finished | ~Q(Exists(at_work))


def duties_of(actor: Actor) -> Q:
    """Cases in which a duty step is this actor's to take now."""
    found = Q(pk__in=())
    if actor.read_only:
        return found
    for pack, under in _procedures():
        for step in STEPS:
            turn = _turn(step, actor, pack.kind, pack) if step.duty else None
            if turn is not None:
                found |= under & turn
    return found | _orphaned() if Role.GENERAL_OFFICE in actor.roles else found


def _procedures() -> Iterator[tuple[Pack, Q]]:
    """Packs with the condition that a case is under one; those that name the same people are taken together."""
    alike: dict[tuple[str, frozenset[str], frozenset[str], frozenset[str]], list[RulePack]] = {}
    for row in RulePack.objects.order_by("kind", "version"):
        pack = pack_of(row)
        alike.setdefault((row.kind, pack.review_by, pack.feedback_by, pack.signers), []).append(row)
    ways = Counter(kind for kind, *_ in alike)
    for (kind, *_), rows in alike.items():
        yield pack_of(rows[0]), Q(kind=kind) if ways[kind] == 1 else Q(pack__in=[one.pk for one in rows])


def _orphaned() -> Q:
    """Underway, and no unit answers it any more: the office dispatches it anew."""
    parts = Assignment.objects.filter(case=OuterRef("pk"), role__in=ANSWERING).exclude(state__in=GONE)
    return Q(state__in=UNDERWAY) & ~Q(Exists(parts))


def _turn(step: Step, actor: Actor, kind: str, pack: Pack) -> Q | None:
    """Cases in which the step is this actor's; None when none can be."""
    roles = roles_for(step, kind, pack)
    if step.scope in (Scope.GOVERNMENT, Scope.SIDE):
        return _at(step, None) if roles & actor.roles else None
    units = actor.units_as(*roles)
    found = _at(step, units) if units else None
    if step.code in ACTED_FOR and Role.GENERAL_OFFICE in actor.roles:
        acted_for = _at(step, Unit.objects.exclude(government="").values_list("pk", flat=True))
        return acted_for if found is None else found | acted_for
    return found


Units = Iterable[int] | None


def _at(step: Step, units: Units) -> Q:
    """Cases that hold an object from which the step leaves, in these units (None: in any)."""
    if step.machine is Machine.CASE:
        return Q(state__in=step.leaves) & _besides(step)
    if step.machine is Machine.ASSIGNMENT:
        return _assignments_at(step, units)
    model = {Machine.REPLY: Reply, Machine.FEEDBACK: FeedbackRound, Machine.COMMITMENT: Commitment}[
        step.machine
    ]
    rows = model._default_manager.filter(case=OuterRef("pk"), state__in=step.leaves)
    if units is not None:
        rows = rows.filter(assignment__unit_id__in=units)
    return Q(Exists(rows))


def _besides(step: Step) -> Q:
    """What a step on a case needs beside its state to be somebody's turn."""
    if step.code == "close":
        return _nothing_left() & (Q(origin=Origin.OWN) | Q(accepted_on__isnull=False))
    if step.code == "report_answer":
        waiting = ~Q(origin=Origin.OWN) & Q(reported_on=None)
        return waiting & ~Q(state=CaseState.FILED)
    return Q()


def _nothing_left() -> Q:
    """A case is the office's to close once every proposer has spoken and every promise is settled."""
    awaited = FeedbackRound.objects.filter(case=OuterRef("pk"), state__in=AWAITING)
    promised = Commitment.objects.filter(case=OuterRef("pk")).exclude(state__in=SETTLED)
    return ~Q(Exists(awaited)) & ~Q(Exists(promised))


def _assignments_at(step: Step, units: Units) -> Q:
    rows = Assignment.objects.filter(case=OuterRef("pk"), state__in=step.leaves)
    if step.unit_roles:
        rows = rows.filter(role__in=step.unit_roles)
    if step.code == "draft_reply":
        rows = rows.exclude(Exists(_reply_on_its_way())).exclude(Exists(_principal()))
    if step.code == "answer_urge":
        rows = rows.filter(Exists(_unanswered()))
    if step.code == "agree_jointly":
        rows = rows.filter(Exists(_principal()), Exists(_draft_to_agree_to()))
    if units is None:
        return Q(Exists(rows))
    if step.scope is Scope.UNIT:
        return Q(Exists(rows.filter(unit_id__in=units)))
    leads = Assignment.objects.filter(case=OuterRef("pk"), unit_id__in=units, role__in=ANSWERING)
    return Q(Exists(rows)) & Q(Exists(leads.exclude(state__in=GONE)))


def _principal() -> QuerySet[Assignment]:
    """For a joint lead: who was named before it, and so drafts for all. None for other parts."""
    earlier = Assignment.objects.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    return earlier.filter(role=UnitRole.JOINT_LEAD).exclude(state__in=GONE)


def _unanswered() -> QuerySet[UrgeNotice]:
    return UrgeNotice.objects.filter(assignment=OuterRef("pk"), answered_at=None)


def _draft_to_agree_to() -> QuerySet[Reply]:
    return Reply.objects.filter(case=OuterRef("case"), state__in=UNDER_REVIEW)


def _reply_on_its_way() -> QuerySet[Reply]:
    """Replies of the assignment's round that have left the drafter's desk or wait there to be submitted."""
    return Reply.objects.filter(
        assignment=OuterRef("pk"), round=OuterRef("round"), case=OuterRef("case")
    ).exclude(state="VOID")
