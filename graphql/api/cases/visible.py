"""Visible relations of a case: the querysets behind every relation of the API, filtered for the viewer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from api.reading.visible_rows import ViewerContext, for_everybody
from cases.aspects import Aspect
from cases.models import (
    Assignment,
    Case,
    CaseEvent,
    CaseProposer,
    CaseSession,
    Commitment,
    CoOpinion,
    DueDay,
    DueKind,
    ExtensionRequest,
    FeedbackRound,
    Meeting,
    Reply,
    ReplyVersion,
    ReturnRequest,
    UrgeNotice,
)
from cases.reading import queries
from cases.states import Machine
from people.models import Account, Section, Unit


def cases(context: ViewerContext) -> QuerySet[Case]:
    """Cases the viewer may see; others do not exist for them."""
    return queries.visible_cases(context.actor)


def case(context: ViewerContext) -> QuerySet[Case]:
    """The same for one case, or few, whose keys are known."""
    return queries.visible_case(context.actor)


@for_everybody
def units(_context: ViewerContext) -> QuerySet[Unit]:
    """Every unit is known to everybody."""
    return Unit.objects.all()


@for_everybody
def sessions(_context: ViewerContext) -> QuerySet[CaseSession]:
    """Every session is known to everybody."""
    return queries.sessions()


@for_everybody
def proposers(_context: ViewerContext) -> QuerySet[CaseProposer]:
    """Proposers of a visible case; phones are judged apart."""
    return CaseProposer.objects.select_related("proposer")


def assignments(context: ViewerContext) -> QuerySet[Assignment]:
    """Who handles a visible case; who was relieved of it where the return is seen."""
    return queries.visible_assignments(context.actor)


def replies(context: ViewerContext) -> QuerySet[Reply]:
    """Drafts are their unit's and the office's; others see what was issued."""
    return queries.visible_replies(context.actor).select_related("assignment__unit")


def co_opinions(context: ViewerContext) -> QuerySet[CoOpinion]:
    """A co-handler's own and to the lead; committees once the answer is out."""
    return queries.visible_co_opinions(context.actor)


def events(context: ViewerContext) -> QuerySet[CaseEvent]:
    """Each exactly where what it reports is seen."""
    return queries.visible_events(context.actor)


def feedback_rounds(context: ViewerContext) -> QuerySet[FeedbackRound]:
    """The proposer's word: not for co-handlers."""
    return queries.visible_feedback(context.actor).select_related("assignment__unit")


def commitments(context: ViewerContext) -> QuerySet[Commitment]:
    """Promises and how they are kept: not for co-handlers."""
    return queries.visible_commitments(context.actor).select_related("assignment__unit")


def return_requests(context: ViewerContext) -> QuerySet[ReturnRequest]:
    """A request to be relieved is between the unit and the office."""
    return queries.visible_returns(context.actor)


def extension_requests(context: ViewerContext) -> QuerySet[ExtensionRequest]:
    """A request for a later day is between the unit and those who decide; other units see the day."""
    return queries.visible_extensions(context.actor)


def urge_notices(context: ViewerContext) -> QuerySet[UrgeNotice]:
    """What was urged is between the office and the unit."""
    return queries.visible_urge_notices(context.actor)


def case_days(context: ViewerContext) -> QuerySet[DueDay]:
    """Due days of the case as such."""
    return due_days(context).filter(assignment=None)


def round_days(context: ViewerContext) -> QuerySet[DueDay]:
    """Due days of the proposer's word."""
    return due_days(context).filter(what=DueKind.FEEDBACK)


def answer_days(context: ViewerContext) -> QuerySet[DueDay]:
    """Due days of answers, with the parts they belong to."""
    return due_days(context).filter(what=DueKind.ANSWER).select_related("assignment").order_by("id")


def setting_events(context: ViewerContext) -> QuerySet[CaseEvent]:
    """Events that show who set a day."""
    return events(context).only("case", "version", "step", "actor", "at", "reason")


def delays(context: ViewerContext) -> QuerySet[CaseEvent]:
    """Events by which a promise was delayed."""
    return events(context).filter(machine=Machine.COMMITMENT, step="delay_commitment")


def due_days(context: ViewerContext) -> QuerySet[DueDay]:
    """Due days of a visible case; those between a unit and the office, or the proposer, not for other units."""
    return queries.visible_due_days(context.actor)


def meetings(context: ViewerContext) -> QuerySet[Meeting]:
    """Talks with the proposer, each with whether its minutes are seen."""
    return queries.visible_meetings(context.actor)


def versions(context: ViewerContext) -> QuerySet[ReplyVersion]:
    """Saved texts of replies whose workings the viewer sees."""
    return queries.visible_versions(context.actor)


@for_everybody
def sections(_context: ViewerContext) -> QuerySet[Section]:
    """Asked only for assignments whose workings the viewer sees."""
    return Section.objects.all()


@for_everybody
def accounts(_context: ViewerContext) -> QuerySet[Account]:
    """Asked only for assignments whose workings the viewer sees."""
    return Account.objects.all()


def own_units(context: ViewerContext) -> frozenset[int]:
    """Units for which the viewer handles cases."""
    return queries.own_units(context.actor)


def sees(context: ViewerContext, thing: Aspect, row: Any) -> bool:
    """Whether the viewer sees this aspect of the unit whose part, or what hangs on one, the row is."""
    return queries.sees(context.actor, thing, "", at_work(row))


def at_work(row: Any) -> int:
    """The unit that an assignment, or what hangs on one, belongs to."""
    return int(row.unit_id if isinstance(row, Assignment) else row.assignment.unit_id)
