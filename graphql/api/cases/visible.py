"""What belongs to a case, narrowed to the viewer: the querysets behind every relation of the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from api.context import Context
from cases import queries
from cases.models import (
    Assignment,
    Case,
    CaseEvent,
    CaseProposer,
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
)
from people.models import Account, Section, Unit
from people.roles import UNIT_STAFF


def cases(context: Context) -> QuerySet[Case]:
    """Cases the viewer may see; others do not exist for them."""
    return queries.visible_cases(context.actor)


def units(_context: Context) -> QuerySet[Unit]:
    """Every unit is known to everybody."""
    return Unit.objects.all()


def sessions(_context: Context) -> QuerySet[CaseSession]:
    """Every session is known to everybody."""
    return queries.sessions()


def proposers(_context: Context) -> QuerySet[CaseProposer]:
    """Proposers of a visible case; phones are judged apart."""
    return CaseProposer.objects.select_related("proposer")


def assignments(_context: Context) -> QuerySet[Assignment]:
    """Who handles a visible case is no secret among those who see it."""
    return Assignment.objects.all()


def replies(context: Context) -> QuerySet[Reply]:
    """Drafts are their unit's and the office's; others see what was issued."""
    return queries.visible_replies(context.actor).select_related("assignment")


def co_opinions(context: Context) -> QuerySet[CoOpinion]:
    """A co-handler's own and to the lead; committees once the answer is out."""
    return queries.visible_co_opinions(context.actor)


def events(context: Context) -> QuerySet[CaseEvent]:
    """Without other units' internal process."""
    return queries.visible_events(context.actor)


def feedback_rounds(context: Context) -> QuerySet[FeedbackRound]:
    """The proposer's word: not for co-handlers."""
    return queries.visible_feedback(context.actor).select_related("assignment")


def commitments(context: Context) -> QuerySet[Commitment]:
    """Promises and how they are kept: not for co-handlers."""
    return queries.visible_commitments(context.actor).select_related("assignment")


def return_requests(context: Context) -> QuerySet[ReturnRequest]:
    """A request to be relieved is between the unit and the office."""
    requests = ReturnRequest.objects.all()
    if queries.sees_everything(context.actor):
        return requests
    return requests.filter(assignment__unit_id__in=own_units(context))


def extension_requests(context: Context) -> QuerySet[ExtensionRequest]:
    """A request for a later day is between the unit and those who decide; other units see the day."""
    requests = ExtensionRequest.objects.all()
    if queries.sees_everything(context.actor) or queries.on_a_side(context.actor):
        return requests
    return requests.filter(assignment__unit_id__in=own_units(context))


def due_days(context: Context) -> QuerySet[DueDay]:
    """Due days of a visible case; those between a unit and the office, or the proposer, not for other units."""
    return queries.visible_due_days(context.actor)


def meetings(_context: Context) -> QuerySet[Meeting]:
    """Talks with the proposer."""
    return Meeting.objects.all()


def versions(_context: Context) -> QuerySet[ReplyVersion]:
    """Asked only for replies whose workings the viewer sees."""
    return ReplyVersion.objects.all()


def sections(_context: Context) -> QuerySet[Section]:
    """Asked only for assignments whose workings the viewer sees."""
    return Section.objects.all()


def accounts(_context: Context) -> QuerySet[Account]:
    """Asked only for assignments whose workings the viewer sees."""
    return Account.objects.all()


def own_units(context: Context) -> frozenset[int]:
    """Units for which the viewer handles cases."""
    return context.actor.units_as(*UNIT_STAFF)


def sees_workings(context: Context, unit_id: int) -> bool:
    """Whether the viewer sees how a unit works on its part: who drafts, versions, checklists."""
    return queries.sees_everything(context.actor) or unit_id in own_units(context)


def at_work(row: Any) -> int:
    """The unit that an assignment, or what hangs on one, belongs to."""
    return int(row.unit_id if isinstance(row, Assignment) else row.assignment.unit_id)
