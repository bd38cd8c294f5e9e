"""Duties owed of a case: computed from the lifecycle table by the judgement of allowed steps, for everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.duties import OFFICERS, Duty
from cases.models import Assignment, Case, DueKind
from cases.steps.gates import open_urges
from cases.steps.judgement import judged, subjects_of
from cases.steps.lifecycle import STEPS
from cases.steps.parts import answering
from cases.steps.rights import acts_elsewhere, seats_for
from cases.steps.step import Scope, Step
from kernel.sql.rows import of
from rules.pack import Pack

Days = Mapping[
    tuple[str, int | None], date
]  # days of a case that no row repeats, by kind and what they are of
SERVING = tuple(step for step in STEPS if step.duty is not None)


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty, as a row of it says it."""

    duty: Duty
    step: str
    machine: str
    subject: int
    part: int | None
    unit: int | None
    seats: tuple[str, ...]
    person: int | None
    due_on: date | None
    begins_on: date | None


def owed_of(case: Case, pack: Pack, days: Mapping[tuple[str, int | None], date]) -> list[Owed]:
    """The duties of a case in the order of the procedure; several steps on one object that serve one are one."""
    subjects, found = subjects_of(case), dict[tuple[Duty, str, int], Owed]()
    for step in SERVING:
        for subject in subjects[step.machine]:
            one = _owed(step, case, subject, pack, days)
            if one is not None:
                key = (one.duty, one.machine, one.subject)
                found[key] = _together(found[key], one) if key in found else one
    return list(found.values())


def _owed(step: Step, case: Case, subject: Any, pack: Pack, days: Days) -> Owed | None:
    if step.duty is None or subject.state not in step.leaves:
        return None
    found = judged(step, case, subject, pack)
    if found is None or not found.serves:
        return None
    part = _part(subject)
    return Owed(
        duty=step.duty,
        step=step.code,
        machine=step.machine.value,
        subject=subject.pk,
        part=part.pk if part else None,
        unit=_holding_unit(step, case, part),
        seats=tuple(sorted(seats_for(step, case, subject, pack))) if step.roles or step.by else (),
        person=part.officer_id if part and step.duty in OFFICERS else None,
        due_on=_my_day(step.duty)(case, part, subject, days),
        begins_on=found.begins_on,
    )


def _together(first: Owed, other: Owed) -> Owed:
    """Another step that serves the same duty: the first stays its primary act, and whoever may take either has it."""
    return replace(first, seats=tuple(sorted({*first.seats, *other.seats})))


def _part(subject: Any) -> Assignment | None:
    if isinstance(subject, Case):
        return None
    found: Assignment = subject if isinstance(subject, Assignment) else subject.assignment
    return found


def _holding_unit(step: Step, case: Case, part: Assignment | None) -> int | None:
    """The unit whose duty it is; none where a seat of the government has it."""
    if step.scope is Scope.UNIT:
        return part.unit_id if part else None
    leads = answering(case) if step.scope is Scope.LEAD else []
    return next((one.unit_id for one in leads if not acts_elsewhere(one)), None)


def _of_part(case: Case, part: Assignment | None, _subject: Any, _days: Days) -> date | None:
    """The unit's own day; of the case where it is no part's."""
    return part.due_on if part is not None else case.due_on


def _of_return(_case: Case, part: Any, _subject: Any, _days: Days) -> date | None:
    return next((one.adjudicate_due_on for one in of(part, "return_requests") if not one.decision), None)


def _first_urged(_case: Case, part: Any, _subject: Any, _days: Days) -> date | None:
    return min((one.reply_by for one in open_urges(part)), default=None)


def _none(_case: Case, _part: Any, _subject: Any, _days: Days) -> date | None:
    return None


# The day by which the seat of a duty must have acted, where that is not the unit's own.
MY_DAY: dict[Duty, Callable[[Case, Any, Any, Days], date | None]] = {
    Duty.REVIEW: _none,
    Duty.DISPATCH: lambda _case, _part, _subject, days: days.get((DueKind.DISPATCH, None)),
    Duty.SIGN_FOR: lambda _case, part, _subject, _days: part.sign_due_on,
    Duty.RULE_RETURN: _of_return,
    Duty.MEET: _none,  # after the answer no day is set
    Duty.ADOPT_OPINION: lambda case, _part, _subject, _days: case.due_on,
    Duty.REPORT: lambda case, _part, _subject, _days: case.upper_due_on or case.due_on,
    Duty.AWAIT_ABOVE: _none,
    Duty.ENTER_FEEDBACK: lambda _case, _part, subject, _days: subject.due_on,
    Duty.FULFIL: lambda _case, _part, subject, _days: subject.promised_on,
    Duty.VERIFY: lambda _case, _part, subject, days: days.get((DueKind.FULFILMENT, subject.pk)),
    Duty.CLOSE: _none,
    Duty.ANSWER_URGE: _first_urged,
}


def _my_day(duty: Duty) -> Callable[[Case, Any, Any, Days], date | None]:
    return MY_DAY.get(duty, _of_part)


def deadlines_asked() -> Iterator[str]:
    """Kinds of due days that no row repeats and a duty's day is: their newest rows are read with the case."""
    yield from (DueKind.DISPATCH.value, DueKind.FULFILMENT.value)
