"""Proposer's word: entering feedback, urging, closing without response, handling again."""

from __future__ import annotations

from cases.changing.change import Change
from cases.changing.door import through
from cases.clocks.parts import again
from cases.exchange import follow
from cases.inputs import MAX_REASON, optional
from cases.models import Assignment, FeedbackRound
from cases.models.due_columns import AGAIN
from cases.states import AssignmentState, CaseState, FeedbackState, UnitRole
from cases.steps import lifecycle
from cases.steps.parts import active
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.sql import rows
from kernel.wording import label


@through(lifecycle.ENTER_FEEDBACK)
def enter_feedback(change: Change, *, attitude: str, result: str, channel: str, opinion: str = "") -> None:
    """Enter the proposer's judgement on both axes; dissatisfaction needs words (山东, 上海, 重庆).

    Where the rule pack says so, a dissatisfied round sends the case back to its unit at once.
    """
    grades = {one.code: one.label for one in change.pack.grades}
    for field_name, value in (("attitude", attitude), ("result", result)):
        if value not in grades:
            raise Refusal("choice_unknown", field=field_name, label=label("fields", field_name))
    if channel not in {one.code for one in change.pack.channels}:
        raise Refusal("choice_unknown", field="channel", label=label("fields", "channel"))
    words = optional(opinion, "opinion", MAX_REASON)
    dissatisfied = change.pack.dissatisfied(attitude, result)
    if dissatisfied and not words:
        raise Refusal("opinion_required", field="opinion")
    feedback: FeedbackRound = change.subject
    feedback.attitude, feedback.result, feedback.opinion = attitude, result, words
    feedback.channel, feedback.returned_on, feedback.entered_by = channel, today(), change.actor.label
    change.facts = {
        "unit": feedback.assignment.unit.name,
        "attitude": grades[attitude],
        "result": grades[result],
    }
    _follow(change, feedback, dissatisfied=dissatisfied)


def _follow(change: Change, feedback: FeedbackRound, *, dissatisfied: bool) -> None:
    """Send the case back, or settle the unit's part once every paper answered by it has spoken."""
    assignment = feedback.assignment
    if assignment.state != AssignmentState.REPLIED:
        return
    if dissatisfied:
        if change.pack.rehandle_trigger == "auto":
            rehandle(change, assignment)
        return
    others = [
        one
        for one in rows.of(assignment, "feedback_rounds")
        if one.round == feedback.round and one.pk != feedback.pk
    ]
    if all(one.state in (FeedbackState.RETURNED, FeedbackState.NO_RESPONSE) for one in others):
        for one in together(change, assignment):
            change.move(one, AssignmentState.DONE)


def rehandle(change: Change, assignment: Assignment) -> None:
    """Open the next round: a new clock for the unit (and its joint leads), ending before the sender's; 重新办理."""
    case = change.beside(assignment.case_id)
    for one in together(change, assignment):
        one.round += 1
        ending = again(change, one, AGAIN)
        change.move(one, AssignmentState.REHANDLING)
        follow(change, one, "order_again")
    change.move(case, CaseState.REHANDLING)
    change.facts |= {"due_on": ending.day.isoformat()}


def together(change: Change, assignment: Assignment) -> list[Assignment]:
    """The assignment, with its joint leads, as objects of this change; its case may be the main one of a merger."""
    standing = active(change.beside(assignment.case_id))
    if assignment.role == UnitRole.JOINT_LEAD:
        return [one for one in standing if one.role == UnitRole.JOINT_LEAD]
    return [one for one in standing if one.pk == assignment.pk]


@through(lifecycle.EXPIRE_FEEDBACK)
def expire_feedback(change: Change) -> None:
    """The system notes that a round's day has passed without an answer."""
    feedback = change.subject
    if feedback.due_on >= today():
        raise Refusal("feedback_not_due", due=feedback.due_on.isoformat())
    change.facts = {"unit": feedback.assignment.unit.name}


@through(lifecycle.URGE_FEEDBACK)
def urge_feedback(change: Change) -> None:
    """Ask the proposer again for a word."""
    change.facts = {"unit": change.subject.assignment.unit.name}


@through(lifecycle.CLOSE_FEEDBACK)
def close_feedback(change: Change, *, reason: str) -> None:
    """Close a round that stayed without response after urging; it leaves the rate (重庆 Art. 29)."""
    feedback = change.subject
    change.facts = {"unit": feedback.assignment.unit.name}
    _follow(change, feedback, dissatisfied=False)


@through(lifecycle.ORDER_REHANDLING)
def order_rehandling(change: Change, *, reason: str) -> None:
    """Order a unit to handle again after a dissatisfied round, where that is a matter of judgement."""
    change.facts = {"unit": change.subject.unit.name}
    rehandle(change, change.subject)
