"""What an actor may do with a case now: computed from the lifecycle table, served as ``allowedSteps``.

A step whose right and state fit but whose condition is not met is listed too, with the sentence that says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from cases.models import Assignment, Case, Commitment
from cases.states import Machine
from cases.steps.gates import check_gate
from cases.steps.lifecycle import AT_WORK, RECORD_MEETING, REDISPATCH, STEPS
from cases.steps.meetings import owed
from cases.steps.parts import handling, wants_opinion
from cases.steps.rights import Subject, may
from cases.steps.step import Step
from kernel.actor import Actor
from kernel.refusals import Refusal
from kernel.wording import called
from rules.explaining.naming import in_words_of
from rules.pack import Pack
from rules.queries import pack_of

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class AllowedStep:
    """A step, called as the case's rule pack has it, with the object it would act on.

    ``blocked`` is the missing condition, empty when it can be taken.
    """

    step: Step
    label: str
    subject_id: int
    subject_label: str
    blocked: str
    duty: bool


def allowed_steps(actor: Actor, case: Case) -> list[AllowedStep]:
    """All steps of this case that the actor's seats carry now, in the order of the procedure."""
    if actor.read_only or not actor.seats and not actor.system:
        return []
    pack, subjects = pack_of(case.pack), _subjects(case)
    found = []
    for step in STEPS:
        for subject in subjects[step.machine]:
            one = _judge(step, actor, case, subject, pack)
            if one is not None:
                found.append(one)
    return found


def _judge(step: Step, actor: Actor, case: Case, subject: Any, pack: Pack) -> AllowedStep | None:
    if subject.state not in step.leaves or not may(step, actor, case, subject, pack):
        return None
    if isinstance(subject, Assignment) and step.unit_roles and subject.role not in step.unit_roles:
        return None
    blocked, duty = "", step.duty or _orphaned(step, case) or _to_be_met(step, case, subject, pack)
    try:
        check_gate(step, case, subject, pack)
    except Refusal as refusal:
        if refusal.code in SILENT:
            return None
        duty = duty and refusal.code not in NOT_THEIR_TURN
        refusal.render(partial(in_words_of, pack), opinion=wants_opinion(case))
        blocked = refusal.message
    name = in_words_of(pack, called("steps", step.code, opinion=wants_opinion(subject)))
    return AllowedStep(step, name, subject.pk, _name(subject), blocked, duty)


def _to_be_met(step: Step, case: Case, subject: Any, pack: Pack) -> bool:
    """After the answer nothing but a meeting that the pack asks for is left to the unit: then it is its work."""
    return step is RECORD_MEETING and subject.state not in AT_WORK and bool(owed(case, subject, pack))


def _orphaned(step: Step, case: Case) -> bool:
    """A case that nobody answers any more waits for the office to dispatch it anew."""
    return step is REDISPATCH and not handling(case)


# Conditions that others meet first, as the work list counts them: told on the page, but not this person's work yet.
NOT_THEIR_TURN = frozenset(
    {
        "principal_drafts",
        "nothing_to_agree",
        "answer_not_accepted",
        "feedback_outstanding",
        "commitments_open",
        "answer_not_ready",
    }
)
# Conditions under which a step is not offered at all: it would only be noise on the page.
SILENT = frozenset(
    {
        "nothing_to_redispatch",
        "not_dissatisfied",
        "already_waived",
        "principal_does_not_agree",
        "reply_in_review",
        "return_after_draft",
        "not_linked",
        "answer_reported",
        "answer_needs_handling",
        "opinion_wanted",
        "no_opinion_wanted",
        "linked_letter",
        "no_upper",
        "linked_ends_above",
        "nothing_urged",
        "opinion_adopted",
        "case_finished",
        "extension_by_notice",
        "extension_not_by_notice",
        "no_extension_asked",
    }
)


def _subjects(case: Case) -> dict[Machine, Sequence[Subject]]:
    """What a step of each machine can act on; read once for all steps."""
    return {
        Machine.CASE: [case],
        Machine.ASSIGNMENT: list(case.assignments.all()),
        Machine.REPLY: [one for one in case.replies.all() if one.case_id == case.pk],
        Machine.FEEDBACK: list(case.feedback_rounds.all()),
        Machine.COMMITMENT: list(case.commitments.all()),
    }


def _name(subject: Subject) -> str:
    if isinstance(subject, Case):
        return ""
    if isinstance(subject, Assignment):
        return subject.unit.short_name
    unit = subject.assignment.unit.short_name
    return f"{unit}：{subject.content[:LONGEST_NAME]}" if isinstance(subject, Commitment) else unit
