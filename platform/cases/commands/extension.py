"""Extension of a unit's due day (延期): asked for by the unit, decided by whom the rule pack names (domain.md 2.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cases.changing.change import Change
from cases.changing.door import through
from cases.clocks.parts import summarise
from cases.inputs import MAX_REASON, optional, required
from cases.models import Assignment, DueKind, ExtensionRequest
from cases.steps import lifecycle
from cases.steps.gates_extension import latest_extension, open_extension
from kernel.clock import now, today
from kernel.refusals import Refusal
from kernel.wording import label, section
from rules.counting.deadlines import Reckoning, extended, extended_by_notice


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


def _check_day(change: Change, until: date) -> None:
    """Refuse a day that is none later, or later than the latest that the form shows."""
    assignment: Assignment = change.subject
    if until <= assignment.due_on:
        raise Refusal("extension_not_later", field="until", due=assignment.due_on.isoformat())
    latest = latest_extension(change.case, assignment, change.pack)
    if until > latest.day:
        code = "extension_too_long" if latest.upper is None else "due_after_upper"
        raise Refusal(code, field="until", latest=latest.day.isoformat())


@through(lifecycle.EXTEND_BY_NOTICE)
def extend_by_notice(change: Change, *, until: date, reason: str, told_on: date, told_way: str) -> None:
    """Extend one's own due day after informing the proposer (河南 2017 Art. 20): day, way and reason."""
    assignment = change.subject
    _check_day(change, until)
    if not assignment.dispatched_on <= told_on <= today():
        raise Refusal("told_day_wrong", field="toldOn")
    ways = section("meeting_forms")
    if told_way not in ways:
        raise Refusal("choice_unknown", field="toldWay", label=label("fields", "toldWay"))
    who, at = change.actor.label, now()
    change.note(
        ExtensionRequest(
            assignment=assignment,
            until=until,
            reason=required(reason, "reason", MAX_REASON),
            requested_by=who,
            requested_at=at,
            decision="TOLD",
            decided_by=who,
            decided_at=at,
            told_on=told_on,
            told_way=told_way,
        )
    )
    _extend(change, until, lambda granted: extended_by_notice(granted, told_on, told_way))
    change.facts = {
        "unit": assignment.unit.name,
        "until": until.isoformat(),
        "told_on": told_on.isoformat(),
        "told_way": ways[told_way],
    }


@through(lifecycle.GRANT_EXTENSION)
def grant_extension(change: Change, *, reason: str = "") -> None:
    """Grant the extension asked for: the new day holds, the reckoning names who granted it and the article."""
    request = _decide(change, "GRANTED", reason)
    _check_day(change, request.until)  # it, or the sender's, may have moved meanwhile
    _extend(change, request.until)


def _extend(change: Change, until: date, told: Callable[[Reckoning], Reckoning] = lambda one: one) -> None:
    assignment, rule = change.subject, change.pack.extension
    article = rule.latest.article if rule else ""
    reckoning = extended("reply", assignment.dispatched_on, until, change.actor.label, article)
    change.due(DueKind.ANSWER, told(reckoning), assignment)
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
