"""Judgement of a step on an object whoever asks: its conditions, and whether it is a duty now.

``allowed_steps`` adds who asks, ``owed`` keeps what is a duty; both speak by this one judgement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Assignment, Case
from cases.models.subjects import Subject
from cases.states import Machine
from cases.steps.gates import check_gates
from cases.steps.step import Step
from kernel.clock import today
from kernel.refusals import Refusal
from rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Judged:
    """A step that is offered on an object: the condition that it lacks, whether it serves a duty, and from when."""

    refusal: Refusal | None
    serves: bool
    begins_on: date | None

    @property
    def duty(self) -> bool:
        """Whether it is somebody's duty today."""
        return self.serves and (self.begins_on is None or self.begins_on <= today())


def judged(step: Step, case: Case, subject: Any, pack: Pack) -> Judged | None:
    """The step on an object in one of the states that it leaves; None where it is not offered at all."""
    if isinstance(subject, Assignment) and step.unit_roles and subject.role not in step.unit_roles:
        return None
    if step.own and case.linked:
        return None
    serves = step.duty is not None and (step.turn is None or step.turn(case, subject, pack))
    begins = step.begins(subject) if serves and step.begins is not None else None
    try:
        check_gates(step, case, subject, pack)
    except Refusal as refusal:
        if refusal.code in step.silent:
            return None
        return Judged(refusal, serves and refusal.code not in step.later, begins)
    return Judged(None, serves, begins)


def subjects_of(case: Case) -> dict[Machine, Sequence[Subject]]:
    """What a step of each machine can act on; read once for all steps."""
    return {
        Machine.CASE: [case],
        Machine.ASSIGNMENT: list(case.assignments.all()),
        Machine.REPLY: [one for one in case.replies.all() if one.case_id == case.pk],
        Machine.FEEDBACK: list(case.feedback_rounds.all()),
        Machine.COMMITMENT: list(case.commitments.all()),
    }
