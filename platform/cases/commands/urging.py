"""Urging (催办): the general office reminds a unit in writing and asks for an answer by a day; the unit answers."""

from __future__ import annotations

from datetime import date

from cases.changing.change import Change
from cases.changing.door import through
from cases.exchange import crosses, exchange
from cases.inputs import MAX_REASON, required
from cases.models import Case, DueKind, UrgeNotice
from cases.steps import lifecycle
from cases.steps.gates import open_urges
from kernel.clock import now, today
from kernel.refusals import Refusal
from rules.counting.deadlines import urged


@through(lifecycle.URGE_UNIT)
def urge_unit(change: Change, *, text: str, reply_by: date) -> None:
    """Urge a unit (催办): what it is to do, and by when it says how it stands; its due day stays."""
    assignment = change.subject
    if reply_by < today():
        raise Refusal("urge_day_past", field="replyBy")
    _before_upper(change.case, reply_by)
    notice = UrgeNotice(
        assignment=assignment,
        text=required(text, "urgeText", MAX_REASON),
        urged_by=change.actor.label,
        urged_at=now(),
    )
    change.begin(notice, {DueKind.URGE: urged(today(), reply_by, change.actor.label)})
    change.keep(assignment)
    if crosses(assignment):  # a lower government is urged as the unit it is here (domain.md 1.1, T12)
        exchange().urge(change, assignment, notice)
    change.facts = {"unit": assignment.unit.name, "text": notice.text, "reply_by": reply_by.isoformat()}


def _before_upper(case: Case, reply_by: date) -> None:
    """What the government above has urged is handed on in time: the unit's word comes before the one that waits."""
    upper = exchange().urged(case) if case.envelope else None
    if upper is not None and reply_by > max(upper, today()):
        raise Refusal("urge_later_than_upper", field="replyBy", day=max(upper, today()).isoformat())


@through(lifecycle.ANSWER_URGE)
def answer_urge(change: Change, *, text: str) -> None:
    """Answer what the office urged (答复催办): how it stands and by when it will be done. All open ones at once."""
    assignment = change.subject
    words = required(text, "urgeAnswer", MAX_REASON)
    for notice in open_urges(assignment):
        notice.answer, notice.answered_by, notice.answered_at = words, change.actor.label, now()
        change.note(notice)
    change.keep(assignment)
    change.facts = {"unit": assignment.unit.name, "answer": words}
