"""Extension of a unit's due day (延期): asked for by the unit, decided by whom the rule pack names (domain.md 2.2)."""

from __future__ import annotations

from datetime import date

from cases import lifecycle_dates as lifecycle
from cases.change import Change
from cases.clocks import summarise
from cases.door import through
from cases.gates import open_extension
from cases.inputs import MAX_REASON, optional, required
from cases.models import Assignment, Case, DueKind, ExtensionRequest
from cases.upper_clock import before_upper
from kernel.clock import now
from kernel.refusals import Refusal
from rules.deadlines import Reckoning, extended, reckon
from rules.pack import Pack


@through(lifecycle.REQUEST_EXTENSION)
def request_extension(change: Change, *, until: date, reason: str, statement: str = "") -> None:
    """Ask for a later due day, at most the pack's latest from the dispatch; with a report where the pack wants one."""
    assignment, pack = change.subject, change.pack
    _check_day(change, until)
    report = pack.extension is not None and pack.extension.report
    words = required if report else optional
    ExtensionRequest.objects.create(
        assignment=assignment,
        until=until,
        reason=required(reason, "reason", MAX_REASON),
        statement=words(statement, "statement", MAX_REASON),
        requested_by=change.actor.label,
        requested_at=now(),
    )
    change.keep(assignment)
    change.facts = {"unit": assignment.unit.name, "until": until.isoformat()}


def latest_extension(case: Case, assignment: Assignment, pack: Pack) -> Reckoning:
    """The last day to which a part can be extended, by the pack and the sender; refused without a rule for it."""
    if pack.extension is None:
        raise Refusal("no_extension")
    dispatched = assignment.dispatched_on
    return before_upper(case, pack, reckon(pack.extension.latest, "reply", dispatched), dispatched)


def _check_day(change: Change, until: date) -> None:
    """Refuse a day that is none later, or later than the latest that the form tells."""
    assignment: Assignment = change.subject
    if until <= assignment.due_on:
        raise Refusal("extension_not_later", field="until", due=assignment.due_on.isoformat())
    latest = latest_extension(change.case, assignment, change.pack)
    if until > latest.day:
        code = "extension_too_long" if latest.upper is None else "due_after_upper"
        raise Refusal(code, field="until", latest=latest.day.isoformat())


@through(lifecycle.GRANT_EXTENSION)
def grant_extension(change: Change, *, reason: str = "") -> None:
    """Grant the extension asked for: the new day holds, the reckoning names who granted it and the article."""
    request = _decide(change, "GRANTED", reason)
    assignment, rule = change.subject, change.pack.extension
    _check_day(change, request.until)  # it, or the sender's, may have moved meanwhile
    article = rule.latest.article if rule else ""
    reckoning = extended("reply", assignment.dispatched_on, request.until, change.actor.label, article)
    assignment.due_on = change.due(DueKind.ANSWER, reckoning, assignment)
    change.keep(assignment)
    summarise(change)


@through(lifecycle.REFUSE_EXTENSION)
def refuse_extension(change: Change, *, reason: str) -> None:
    """Refuse the extension asked for: the day stays."""
    _decide(change, "REFUSED", reason)
    change.keep(change.subject)


def _decide(change: Change, decision: str, reason: str) -> ExtensionRequest:
    request = open_extension(change.subject)
    if request is None:
        raise Refusal("no_extension_asked")
    request.decision, request.decision_reason = decision, optional(reason, "reason", 500)
    request.decided_by, request.decided_at = change.actor.label, now()
    change.note(request)
    change.facts = {"unit": change.subject.unit.name, "until": request.until.isoformat()}
    return request
