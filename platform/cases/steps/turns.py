"""Turn conditions: what makes a step somebody's duty beside state, right and gates, for rows of the lifecycle table."""

from __future__ import annotations

from datetime import date, timedelta

from cases.models import Assignment, Case, Commitment
from cases.states import AT_WORK, CaseState
from cases.steps.meetings import owed
from cases.steps.parts import current_reply, handling
from rules.pack import Pack

NEAR = timedelta(days=30)  # so long before its day a promise is followed only


def is_orphaned(case: Case, _subject: Case, _pack: Pack) -> bool:
    """A case that no unit answers any more waits for the office to dispatch it anew."""
    return not handling(case)


def is_to_be_met(case: Case, subject: Assignment, pack: Pack) -> bool:
    """After the answer nothing but a meeting that the pack asks for is left to the unit: then it is its work."""
    return subject.state not in AT_WORK and bool(owed(case, subject, pack))


def has_no_draft(_case: Case, subject: Assignment, _pack: Pack) -> bool:
    """No reply of the part's round exists: what is drafted is submitted, which is the next act."""
    return current_reply(subject) is None


def is_dispatched(case: Case, _subject: Case, _pack: Pack) -> bool:
    """A request from below may be answered before anybody handles it, but that is nobody's work yet."""
    return case.state != CaseState.FILED


def is_reported(case: Case, _subject: Case, _pack: Pack) -> bool:
    """The government that sent the case has its answer, and has not taken it yet."""
    return (
        case.linked
        and case.state != CaseState.CLOSED
        and case.reported_on is not None
        and case.accepted_on is None
    )


def a_month_before(promise: Commitment) -> date:
    """The day from which a promise is work: until then it is only followed (跟踪)."""
    return promise.promised_on - NEAR
