"""Reading cases: what an actor may see. Every read of the product starts from one of these querysets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import (
    Assignment,
    Case,
    CaseEvent,
    CaseSession,
    Commitment,
    CoOpinion,
    DueDay,
    DueKind,
    FeedbackRound,
    Reply,
    UrgeNotice,
)
from cases.states import ANSWERING, AssignmentState, Machine, ReplyState
from kernel.actor import Actor
from kernel.statements import SOME_KEYS, Statement
from people.roles import CPPCC_SIDE, NPC_SIDE, UNIT_STAFF, Role

HIDDEN_FROM_UNIT = (AssignmentState.RECALLED, AssignmentState.CANCELLED)


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """The cases an actor may see: the office all, committees their kind, units what they handle, merged papers too."""
    return _seen(actor, lambda units: Q(pk__in=_cases_of(units)))


def visible_case(actor: Actor) -> QuerySet[Case]:
    """The same, for one case that is asked for by its key: not all others of the unit are looked up beside it."""
    return _seen(actor, lambda units: Q(Exists(_handled_by(units))))


def _seen(actor: Actor, handled: Callable[[frozenset[int]], Q]) -> QuerySet[Case]:
    if actor.system or Role.GENERAL_OFFICE in actor.roles:
        return Case.objects.all()
    kinds = [
        kind for kind, side in (("SUGGESTION", NPC_SIDE), ("PROPOSAL", CPPCC_SIDE)) if actor.roles & side
    ]
    seen = Q(kind__in=kinds) if kinds else Q(pk__in=())
    units = actor.units_as(*UNIT_STAFF)
    if units:
        seen |= handled(units)
    return Case.objects.filter(seen)


def _cases_of(units: frozenset[int]) -> QuerySet[Any, int]:
    """Keys of what was dispatched to these units, and of the papers merged into it: handled together (并案)."""
    own = unit_assignments(units).values_list("case_id", flat=True)
    together = Case.objects.filter(merged_into__in=own).values_list("pk", flat=True)
    return own.union(together, all=True)


def _handled_by(units: frozenset[int]) -> QuerySet[Assignment]:
    """The parts of these units in the outer query's case, and in that into which it was merged."""
    own = Q(case=OuterRef("pk")) | Q(case=OuterRef("merged_into"))
    return unit_assignments(units).filter(own)


def unit_assignments(units: frozenset[int]) -> QuerySet[Assignment]:
    """Assignments of these units that the units still see."""
    return Assignment.objects.filter(unit_id__in=units).exclude(state__in=HIDDEN_FROM_UNIT)


def sees_everything(actor: Actor) -> bool:
    """Whether the actor sees drafts and internal events of all units: the general office does."""
    return actor.system or Role.GENERAL_OFFICE in actor.roles


def on_a_side(actor: Actor) -> bool:
    """Whether the actor sits for the congress or the CPPCC."""
    return bool(actor.roles & (NPC_SIDE | CPPCC_SIDE))


def visible_replies(actor: Actor) -> QuerySet[Reply]:
    """Replies an actor may see: drafts are their unit's and the office's; others see what was issued."""
    replies = Reply.objects.exclude(state=ReplyState.VOID)
    if sees_everything(actor):
        return replies
    outgoing = Q(state__in=[ReplyState.ISSUED, ReplyState.DELIVERED])
    joint = Exists(
        Assignment.objects.filter(
            case=OuterRef("case"), unit_id__in=actor.units_as(*UNIT_STAFF), role="JOINT_LEAD"
        ).exclude(state__in=HIDDEN_FROM_UNIT)
    )
    return replies.filter(outgoing | Q(assignment__unit_id__in=actor.units_as(*UNIT_STAFF)) | Q(joint))


def visible_co_opinions(actor: Actor) -> QuerySet[CoOpinion]:
    """Co-opinions: own and to the lead; committees see them once the answer is out (domain.md 3)."""
    opinions = CoOpinion.objects.all()
    if sees_everything(actor):
        return opinions
    units = actor.units_as(*UNIT_STAFF)
    leads = Exists(
        Assignment.objects.filter(case=OuterRef("assignment__case"), unit_id__in=units)
        .exclude(role="CO")
        .exclude(state__in=HIDDEN_FROM_UNIT)
    )
    seen = Q(assignment__unit_id__in=units) | Q(leads)
    if on_a_side(actor):
        issued = Exists(
            Reply.objects.filter(case=OuterRef("assignment__case"), state__in=["ISSUED", "DELIVERED"])
        )
        seen |= Q(issued)
    return opinions.filter(seen)


def visible_events(actor: Actor) -> QuerySet[CaseEvent]:
    """Events of visible cases; internal ones, and the proposer's word, are not for other units than the one."""
    events = CaseEvent.objects.all()
    if sees_everything(actor):
        return events
    open_to_all = Q(internal=False)
    if not on_a_side(actor):
        open_to_all &= ~Q(machine=Machine.FEEDBACK)
    return events.filter(open_to_all | Q(unit_id__in=actor.units_as(*UNIT_STAFF)))


def visible_feedback(actor: Actor) -> QuerySet[FeedbackRound]:
    """The proposer's word: for the office, the committees and the unit it is about (domain.md 3)."""
    rounds = FeedbackRound.objects.all()
    if sees_everything(actor) or on_a_side(actor):
        return rounds
    return rounds.filter(assignment__unit_id__in=actor.units_as(*UNIT_STAFF))


def visible_due_days(actor: Actor) -> QuerySet[DueDay]:
    """Due days: of a request to be relieved, and of the proposer's word, for those who see these only."""
    days = DueDay.objects.all()
    if sees_everything(actor):
        return days
    hidden = {DueKind.ADJUDICATE, DueKind.URGE}
    if not on_a_side(actor):
        hidden |= {DueKind.FEEDBACK, DueKind.FULFILMENT}
    return days.filter(~Q(what__in=hidden) | Q(assignment__unit_id__in=actor.units_as(*UNIT_STAFF)))


def visible_urge_notices(actor: Actor) -> QuerySet[UrgeNotice]:
    """What was urged and answered: between the office and the unit (visibility.md: urging)."""
    notices = UrgeNotice.objects.all()
    if sees_everything(actor):
        return notices
    return notices.filter(assignment__unit_id__in=actor.units_as(*UNIT_STAFF))


def visible_commitments(actor: Actor) -> QuerySet[Commitment]:
    """Promises with their progress: for the office, the committees and the unit that promised."""
    promises = Commitment.objects.all()
    if sees_everything(actor) or on_a_side(actor):
        return promises
    return promises.filter(assignment__unit_id__in=actor.units_as(*UNIT_STAFF))


def answered_here(actor: Actor, cases: Iterable[Case]) -> set[int]:
    """Keys of the cases that the actor's units answer; for the general office of all. One query."""
    keys = [case.pk for case in cases]
    if sees_everything(actor):
        return set(keys)
    return {case for (case,) in _answered_by(actor.units_as(*UNIT_STAFF)).rows({SOME_KEYS: keys})}


def with_phones(actor: Actor, cases: Iterable[Case]) -> set[int]:
    """Keys of the cases whose proposers' phones are shown: to office, committees, answering units; not co-handlers.

    A merged paper is answered by the units of its main case. One query for all.
    """
    mains = {case.pk: case.merged_into_id or case.pk for case in cases}
    if sees_everything(actor) or on_a_side(actor):
        return set(mains)
    handled = _not_merely_helped(actor.units_as(*UNIT_STAFF)).rows({SOME_KEYS: list(set(mains.values()))})
    answered = {case for (case,) in handled}
    return {pk for pk, main in mains.items() if main in answered}


@lru_cache(maxsize=1024)
def _answered_by(units: frozenset[int]) -> Statement:
    own = unit_assignments(units).filter(case__in=[SOME_KEYS], role__in=ANSWERING)
    return Statement.of(own.order_by().values_list("case_id"))


@lru_cache(maxsize=1024)
def _not_merely_helped(units: frozenset[int]) -> Statement:
    own = unit_assignments(units).filter(case__in=[SOME_KEYS]).exclude(role="CO")
    return Statement.of(own.order_by().values_list("case_id"))


def sessions() -> QuerySet[CaseSession]:
    """All sessions, newest first."""
    return CaseSession.objects.all()
