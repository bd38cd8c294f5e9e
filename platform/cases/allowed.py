"""What an actor may do with a case now: computed from the lifecycle table, served as ``allowedSteps``.

A step whose right and state fit but whose condition is not met is listed too, with the sentence that says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.gates import check_gate, open_opinions
from cases.lifecycle import STEPS
from cases.models import Assignment, Case
from cases.rights import Subject, may
from cases.states import AWAITING, SETTLED, Machine
from cases.steps import Step
from kernel.actor import Actor
from kernel.refusals import Refusal
from kernel.wording import label
from rules.pack import Pack
from rules.queries import pack_of


@dataclass(frozen=True, slots=True)
class AllowedStep:
    """A step with the object it would act on; ``blocked`` is the missing condition, empty when it can be taken."""

    step: Step
    subject_id: int
    subject_label: str
    blocked: str


def allowed_steps(actor: Actor, case: Case) -> list[AllowedStep]:
    """All steps of this case that the actor's seats carry now, in the order of the procedure."""
    if actor.read_only or not actor.seats and not actor.system:
        return []
    pack = pack_of(case.pack)
    found = []
    for step in STEPS:
        for subject in _subjects(step.machine, case):
            one = _judge(step, actor, case, subject, pack)
            if one is not None:
                found.append(one)
    return found


def outstanding(case: Case) -> list[str]:
    """还差什么: what the case waits for before it can be answered and closed, one sentence each."""
    lines = [
        label("outstanding", "opinion").format(unit=one.unit.short_name, due=one.due_on.isoformat())
        for one in open_opinions(case)
    ]
    for one in case.assignments.all():
        if one.state == "PENDING_SIGN":
            lines.append(label("outstanding", "sign_for").format(unit=one.unit.short_name))
    for round_ in case.feedback_rounds.all():
        if round_.state in AWAITING:
            lines.append(label("outstanding", "feedback").format(unit=round_.assignment.unit.short_name))
    for promise in case.commitments.all():
        if promise.state not in SETTLED:
            lines.append(
                label("outstanding", "promise").format(
                    content=promise.content, day=promise.promised_on.isoformat()
                )
            )
    return lines


def _judge(step: Step, actor: Actor, case: Case, subject: Any, pack: Pack) -> AllowedStep | None:
    if subject.state not in step.leaves or not may(step, actor, case, subject, pack):
        return None
    if isinstance(subject, Assignment) and step.unit_roles and subject.role not in step.unit_roles:
        return None
    blocked = ""
    try:
        check_gate(step, case, subject, pack)
    except Refusal as refusal:
        if refusal.code in SILENT:
            return None
        blocked = refusal.message
    return AllowedStep(step, subject.pk, _name(subject), blocked)


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
        "no_upper",
        "linked_ends_above",
    }
)


def _subjects(machine: Machine, case: Case) -> Iterable[Subject]:
    rows: dict[Machine, Iterator[Subject]] = {
        Machine.CASE: iter([case]),
        Machine.ASSIGNMENT: iter(case.assignments.all()),
        Machine.REPLY: (one for one in case.replies.all() if one.case_id == case.pk),
        Machine.FEEDBACK: iter(case.feedback_rounds.all()),
        Machine.COMMITMENT: iter(case.commitments.all()),
    }
    return rows[machine]


def _name(subject: Subject) -> str:
    if isinstance(subject, Case):
        return ""
    return subject.unit.short_name if isinstance(subject, Assignment) else subject.assignment.unit.short_name
