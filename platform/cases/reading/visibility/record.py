"""Record of a former part: what a unit that was relieved, recalled or cancelled still sees, as it was at its end."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.aspects import Aspect
from cases.models import (
    Assignment,
    CaseEvent,
    CoOpinion,
    Meeting,
    Reply,
    ReplyVersion,
    ReturnRequest,
    UrgeNotice,
)
from cases.reading.visibility.table import EVENT_VISIBILITY, TABLE, Relation, Visibility
from cases.reading.visibility.viewers import own_units
from cases.states import GONE, Machine
from kernel.actor import Actor


def left_parts(actor: Actor) -> QuerySet[Assignment]:
    """Parts of the actor's units that do not stand any more."""
    return Assignment.objects.filter(unit_id__in=own_units(actor), state__in=sorted(GONE))


def _own_record(actor: Actor, aspect: Aspect) -> Q:
    if TABLE[aspect][Relation.RELIEVED] is not Visibility.OWN:
        return Q(pk__in=())
    return Q(assignment__unit_id__in=own_units(actor), assignment__state__in=sorted(GONE))


def notified_before(actor: Actor, aspect: Aspect) -> Q:
    """Rows that report this aspect of a part that the actor's unit has left (``case``, ``unit``): visible then."""
    if TABLE[aspect][Relation.RELIEVED] is not Visibility.OWN:
        return Q(pk__in=())
    return Q(Exists(left_parts(actor).filter(case=OuterRef("case"), unit=OuterRef("unit"))))


def left_returns(actor: Actor) -> QuerySet[ReturnRequest]:
    """Its return request, with the ruling."""
    return ReturnRequest.objects.filter(_own_record(actor, Aspect.RETURNS))


def left_opinions(actor: Actor) -> QuerySet[CoOpinion]:
    """The opinions that it gave."""
    return CoOpinion.objects.filter(_own_record(actor, Aspect.OPINIONS))


def left_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The talks that it held."""
    return Meeting.objects.filter(_own_record(actor, Aspect.MINUTES))


def left_urging(actor: Actor) -> QuerySet[UrgeNotice]:
    """What it was urged to do, and its answers."""
    return UrgeNotice.objects.filter(_own_record(actor, Aspect.URGING))


def left_drafts(actor: Actor) -> QuerySet[Reply]:
    """The texts that it wrote and that became void with its part."""
    return Reply.objects.filter(_own_record(actor, Aspect.WORKINGS))


def left_versions(actor: Actor) -> QuerySet[ReplyVersion]:
    """Each text as it was saved."""
    drafts = left_drafts(actor).order_by().values("pk")
    return ReplyVersion.objects.filter(reply__in=drafts)


def ending_events(actor: Actor) -> QuerySet[CaseEvent]:
    """The events that ended such parts: when, and by whom."""
    ended = left_parts(actor).filter(case=OuterRef("case"), version=OuterRef("version"))
    return CaseEvent.objects.filter(Exists(ended)).only("case", "version", "at", "actor")


def left_events(actor: Actor) -> QuerySet[CaseEvent]:
    """What was done to its part, to the event that ended it; each unit's own alone."""
    aspects = {aspect for aspect, cells in TABLE.items() if cells[Relation.RELIEVED] is Visibility.OWN}
    steps = sorted(step for step, event in EVENT_VISIBILITY.items() if {event.aspect, event.words} <= aspects)
    of_part = Q(machine__in=[Machine.ASSIGNMENT, Machine.REPLY], unit_id__in=own_units(actor))
    return CaseEvent.objects.filter(of_part, step__in=steps)
