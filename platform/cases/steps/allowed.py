"""Allowed steps of an actor on a case: computed from the lifecycle table, served as ``allowedSteps``.

A step whose right and state fit but whose condition is not met is listed too, with the sentence that says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from cases.models import Assignment, Case, Commitment
from cases.models.subjects import Subject
from cases.steps.judgement import judged, subjects_of
from cases.steps.lifecycle import STEPS
from cases.steps.parts import wants_opinion
from cases.steps.rights import may
from cases.steps.step import Step
from kernel.actor import Actor
from kernel.wording import called
from rules.explaining.sentences import in_words_of
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
    pack, subjects = pack_of(case.pack), subjects_of(case)
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
    found = judged(step, case, subject, pack)
    if found is None:
        return None
    blocked, refusal = "", found.refusal
    if refusal is not None:
        refusal.render(partial(in_words_of, pack), opinion=wants_opinion(case))
        blocked = refusal.message
    name = in_words_of(pack, called("steps", step.code, opinion=wants_opinion(subject)))
    return AllowedStep(step, name, subject.pk, _name(subject), blocked, found.duty)


def _name(subject: Subject) -> str:
    if isinstance(subject, Case):
        return ""
    if isinstance(subject, Assignment):
        return subject.unit.short_name
    unit = subject.assignment.unit.short_name
    return f"{unit}：{subject.content[:LONGEST_NAME]}" if isinstance(subject, Commitment) else unit
