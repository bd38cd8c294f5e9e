"""Reading cases: what an actor may see. Every read of the product starts from one of these querysets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Case as Either
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value, When

from cases.aspects import Aspect
from cases.models import (
    Assignment,
    Case,
    CaseSession,
    Commitment,
    CoOpinion,
    DueDay,
    ExtensionRequest,
    FeedbackRound,
    Meeting,
    Reply,
    ReplyVersion,
    ReturnRequest,
    UrgeNotice,
)
from cases.reading.visibility.events import visible_events
from cases.reading.visibility.filters import (
    BESIDE_PART,
    OF_PART,
    OF_REPLY,
    OF_VERSION,
    THE_CASE,
    UNDER_PART,
    seen,
)
from cases.reading.visibility.sent import with_own_text, with_sent_text
from cases.reading.visibility.table import DUE
from cases.reading.visibility.viewers import is_office, kinds_of, own_units, sees
from cases.states import AT_THE_UNIT, GONE, OUTGOING, AssignmentState, ReplyState
from kernel.actor import Actor, Seat
from kernel.sql.statements import KEYS_PARAM, Statement

__all__ = ["own_units", "sees", "visible_events"]


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """The cases an actor may see: the office all, committees their kind, units what they handle, merged papers too."""
    return _seen(actor, lambda units: Q(pk__in=_cases_of(units)))


def visible_case(actor: Actor) -> QuerySet[Case]:
    """The same, for one case that is asked for by its key: not all others of the unit are looked up beside it."""
    return _seen(actor, lambda units: Q(Exists(_handled_by(units))))


def _seen(actor: Actor, handled: Callable[[frozenset[int]], Q]) -> QuerySet[Case]:
    if is_office(actor):
        return Case.objects.all()
    kinds = kinds_of(actor)
    seen_of_side = Q(kind__in=kinds) if kinds else Q(pk__in=())
    units = own_units(actor)
    return Case.objects.filter(seen_of_side | handled(units) if units else seen_of_side)


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
    """Parts of these units that still stand: who was relieved, recalled or cancelled has its own record only."""
    return Assignment.objects.filter(unit_id__in=units).exclude(state__in=GONE)


def mentioning(actor: Actor, words: str) -> Q:
    """Visible cases in whose title, numbers or proposer's name these words stand; a name only where it is seen."""
    return (
        Q(title__icontains=words)
        | Q(case_no__icontains=words)
        | Q(registration_no__icontains=words)
        | Q(lead_proposer_name__icontains=words) & seen(actor, Aspect.PROPOSERS, THE_CASE)
    )


def sees_everything(actor: Actor) -> bool:
    """Whether the actor is the general office, to which every case of the government is open."""
    return is_office(actor)


def visible_assignments(actor: Actor) -> QuerySet[Assignment]:
    """The units' parts; one that was returned only where the return is seen: who was relieved would reveal it."""
    returned = Q(state=AssignmentState.RETURNED)
    return Assignment.objects.filter(~returned | seen(actor, Aspect.RETURNS, OF_PART))


def visible_replies(actor: Actor) -> QuerySet[Reply]:
    """Replies by the table: what is issued, and drafts as their unit's workings."""
    outgoing, inside = Q(state__in=sorted(OUTGOING)), ~Q(state__in=sorted(OUTGOING))
    shown = outgoing & seen(actor, Aspect.REPLIES, OF_REPLY)
    shown |= inside & seen(actor, Aspect.WORKINGS, OF_REPLY)
    replies = Reply.objects.exclude(state=ReplyState.VOID).filter(shown)
    return with_sent_text(replies) if is_office(actor) else with_own_text(replies)


def visible_versions(actor: Actor) -> QuerySet[ReplyVersion]:
    """Saved texts of replies."""
    return ReplyVersion.objects.filter(seen(actor, Aspect.WORKINGS, OF_VERSION))


def visible_co_opinions(actor: Actor) -> QuerySet[CoOpinion]:
    """Co-opinions by the table."""
    return CoOpinion.objects.filter(seen(actor, Aspect.OPINIONS, UNDER_PART))


def visible_returns(actor: Actor) -> QuerySet[ReturnRequest]:
    """Requests to be relieved, with basis and ruling."""
    return ReturnRequest.objects.filter(seen(actor, Aspect.RETURNS, UNDER_PART))


def visible_extensions(actor: Actor) -> QuerySet[ExtensionRequest]:
    """Requests for a later day."""
    return ExtensionRequest.objects.filter(seen(actor, Aspect.EXTENSIONS, UNDER_PART))


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Talks with the proposer; ``minuted`` says whether place, people and what was said are seen too."""
    minuted = Either(When(seen(actor, Aspect.MINUTES, UNDER_PART), then=Value(True)), default=Value(False))
    return Meeting.objects.filter(seen(actor, Aspect.MEETINGS, UNDER_PART)).annotate(minuted=minuted)


def visible_feedback(actor: Actor) -> QuerySet[FeedbackRound]:
    """The proposer's word."""
    return FeedbackRound.objects.filter(seen(actor, Aspect.FEEDBACK, BESIDE_PART))


def visible_due_days(actor: Actor) -> QuerySet[DueDay]:
    """Due days, each with the row that is due."""
    shown = ~Q(what__in=sorted(DUE)) & seen(actor, Aspect.PARTS, BESIDE_PART)
    for what, thing in DUE.items():
        shown |= Q(what=what) & seen(actor, thing, BESIDE_PART)
    return DueDay.objects.filter(shown)


def rows_about(actor: Actor, thing: Aspect) -> Q:
    """Rows that report this aspect of a part (``case``, ``unit``): of cases that the actor sees, by the table."""
    if is_office(actor):
        return seen(actor, thing, OF_PART)
    return seen(actor, thing, OF_PART) & Q(Exists(visible_case(actor).filter(pk=OuterRef("case"))))


def visible_urge_notices(actor: Actor) -> QuerySet[UrgeNotice]:
    """What was urged and answered: between the office and the unit."""
    return UrgeNotice.objects.filter(seen(actor, Aspect.URGING, UNDER_PART))


def visible_commitments(actor: Actor) -> QuerySet[Commitment]:
    """Promises with their progress."""
    return Commitment.objects.filter(seen(actor, Aspect.PROMISES, BESIDE_PART))


SUBJECTS: dict[type[Model], Callable[[Actor], QuerySet[Any]]] = {
    Assignment: visible_assignments,
    Reply: visible_replies,
    FeedbackRound: visible_feedback,
    Commitment: visible_commitments,
}


def is_visible(actor: Actor, subject: Model) -> bool:
    """Whether the actor sees the object of a step, whose case it sees: a case itself, or what hangs on it."""
    visible = SUBJECTS.get(type(subject))
    return visible is None or actor.system or visible(actor).filter(pk=subject.pk).exists()


def with_upper_words(actor: Actor, cases: Iterable[Case]) -> set[int]:
    """Keys of the cases of which the actor reads what the government above says, by the table. One query for all."""
    found = _upper_words(actor.seats, actor.system).rows({KEYS_PARAM: [case.pk for case in cases]})
    return {pk for (pk,) in found}


def with_phones(actor: Actor, cases: Iterable[Case]) -> set[int]:
    """Keys of the cases whose proposers' phones are shown, by the table. One query for all.

    A merged paper is answered by the units of its main case.
    """
    mains = {case.pk: case.merged_into_id or case.pk for case in cases}
    found = _phones(actor.seats, actor.system).rows({KEYS_PARAM: list(set(mains.values()))})
    shown = {case for (case,) in found}
    return {pk for pk, main in mains.items() if main in shown}


def with_opinions(actor: Actor, parts: Iterable[int]) -> set[int]:
    """Keys of the parts whose co-opinions the actor may see. One query for all."""
    found = _opinions_of(actor.seats, actor.system).rows({KEYS_PARAM: list(parts)})
    return {pk for (pk,) in found}


@lru_cache(maxsize=1024)
def _opinions_of(seats: tuple[Seat, ...], system: bool) -> Statement:
    actor = Actor(account_id=None, name="", seats=seats, system=system)
    shown = Assignment.objects.filter(seen(actor, Aspect.OPINIONS, OF_PART), pk__in=[KEYS_PARAM])
    return Statement.of(shown.order_by().values_list("pk"))


@lru_cache(maxsize=1024)
def _phones(seats: tuple[Seat, ...], system: bool) -> Statement:
    actor = Actor(account_id=None, name="", seats=seats, system=system)
    shown = Case.objects.filter(seen(actor, Aspect.PHONES, THE_CASE), pk__in=[KEYS_PARAM])
    return Statement.of(shown.order_by().values_list("pk"))


@lru_cache(maxsize=1024)
def _upper_words(seats: tuple[Seat, ...], system: bool) -> Statement:
    actor = Actor(account_id=None, name="", seats=seats, system=system)
    shown = Case.objects.filter(seen(actor, Aspect.ABOVE, THE_CASE), pk__in=[KEYS_PARAM])
    return Statement.of(shown.order_by().values_list("pk"))


def sessions() -> QuerySet[CaseSession]:
    """All sessions, newest first."""
    return CaseSession.objects.all()


def at_units(cases: Iterable[int]) -> set[int]:
    """Those of the cases that a unit has and works on, so that it can be urged. One query for all."""
    parts = Assignment.objects.filter(case__in=list(cases), state__in=AT_THE_UNIT)
    return set(parts.values_list("case", flat=True))
