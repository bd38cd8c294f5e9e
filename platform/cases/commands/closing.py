"""Promises and the end: claim, delay, infeasible, verify, refuse; close (销号), reopen, archive."""

from __future__ import annotations

from datetime import date

from cases.changing.change import Change
from cases.changing.door import through
from cases.exchange import follow
from cases.inputs import MAX_REASON, optional
from cases.models import DueKind
from cases.states import AssignmentState, CommitmentState
from cases.steps import lifecycle
from cases.steps.parts import OPINION_IN, PART_READY, active
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.sql import rows
from rules.counting.deadlines import due

BROUGHT = OPINION_IN | PART_READY


@through(lifecycle.CLAIM_FULFILLED)
def claim_fulfilled(change: Change, *, reason: str) -> None:
    """The unit reports a promise kept, with its evidence; by when that is judged, the pack may say (重庆 Art. 28)."""
    _progress(change)
    if "commitment_review" in change.pack.deadlines:
        judged = due(change.pack, "commitment_review", today())
        change.due(DueKind.FULFILMENT, judged, change.subject.assignment, change.subject)


@through(lifecycle.DELAY_COMMITMENT)
def delay_commitment(change: Change, *, promised_on: date, reason: str) -> None:
    """Give a promise a later day, with the reason; the first day stays on record (上海 Art. 22)."""
    if promised_on <= max(change.subject.promised_on, today()):
        raise Refusal("delay_not_later", field="promisedOn")
    change.facts = {"from": change.subject.promised_on.isoformat(), "promised_to": promised_on.isoformat()}
    change.subject.promised_on = promised_on
    _progress(change)


@through(lifecycle.DECLARE_INFEASIBLE)
def declare_infeasible(change: Change, *, reason: str) -> None:
    """Explain in writing why a promise cannot be kept; it stays in the denominator of kept promises."""
    _progress(change)


@through(lifecycle.VERIFY_COMMITMENT)
def verify_commitment(change: Change) -> None:
    """The general office confirms that a promise was kept."""
    _progress(change)


@through(lifecycle.REFUSE_CLAIM)
def refuse_claim(change: Change, *, reason: str) -> None:
    """The general office does not accept the claim; the promise is open again."""
    _progress(change)
    change.move(change.subject, CommitmentState.OPEN)


def _progress(change: Change) -> None:
    promise = change.subject
    change.facts |= {"unit": promise.assignment.unit.name, "promise": promise.content}
    if change.reason:
        promise.progress = optional(change.reason, "reason", MAX_REASON)


@through(lifecycle.CLOSE)
def close(change: Change, *, reason: str = "") -> None:
    """Close a case (销号, C13); after a dissatisfied last round only with an explicit reason."""
    case = change.case
    rounds = {one.pk: one.round for one in case.assignments.all()}
    dissatisfied = any(
        "DISSATISFIED" in (one.attitude, one.result)
        for one in rows.of(case, "feedback_rounds")
        if one.round == (rounds.get(one.assignment_id) or one.assignment.round)
    )
    if dissatisfied and not reason.strip():
        raise Refusal("reason_for_dissatisfied", field="reason")
    case.closed_on = today()
    for one in active(case):
        if one.state not in BROUGHT:  # its opinion was waived, and is nobody's work any more
            follow(change, one, "cancel")
        change.move(one, AssignmentState.DONE)


@through(lifecycle.REOPEN)
def reopen(change: Change, *, reason: str) -> None:
    """Open a closed case again when a look-back finds it untrue (C15)."""
    change.case.closed_on = None


@through(lifecycle.ARCHIVE)
def archive(change: Change) -> None:
    """Put a closed case into the archive (C14)."""
