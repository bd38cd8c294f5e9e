"""Conditions of steps beyond right and state: each gate refuses with the sentence that says what is missing.

Rows of the lifecycle table name them. The door asks them before the body runs; ``allowed_steps`` asks them to grey a
button with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cases.exchange import exchange
from cases.models import Assignment, Case, Reply, UrgeNotice
from cases.states import (
    AWAITING,
    FINISHED,
    GONE,
    SETTLED,
    AssignmentState,
    CaseState,
    Origin,
    UnitRole,
)
from cases.steps.gates_opinion import check_opinions
from cases.steps.meetings import missing
from cases.steps.parts import UNDER_REVIEW, active, answering, current_reply, handling, not_ready, principal
from cases.steps.step import Step
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.sql.rows import of
from kernel.wording import label, section
from rules.pack import Pack


def check_gates(step: Step, case: Case, subject: Any, pack: Pack) -> None:
    """Refuse the step when one of its conditions is not met; steps without any pass."""
    if step.own and case.linked:
        raise Refusal("linked_letter")
    for gate in step.gates:
        gate(case, subject, pack)


def _names(assignments: Iterable[Assignment]) -> str:
    return "、".join(one.unit.short_name for one in assignments)


def redispatch(case: Case, subject: Any, pack: Pack) -> None:
    """A case is dispatched anew only in place of a part that has gone."""
    if not any(one.state in GONE for one in case.assignments.all()):
        raise Refusal("nothing_to_redispatch")


def return_from_office(case: Case, subject: Any, pack: Pack) -> None:
    """What has been reported to the government above stays as it is."""
    if case.reported_on is not None:
        raise Refusal("answer_reported")


def request_return(case: Case, subject: Assignment, pack: Pack) -> None:
    """A unit asks to be relieved before it drafts, as often as the pack has judges, and in time where it says so."""
    if current_reply(subject) is not None:
        raise Refusal("return_after_draft")
    if refused_before(subject) >= len(pack.ladder):
        raise Refusal("return_final", judge=pack.ladder[-1].label)
    if pack.late_return == "forbid" and today() > subject.return_until:
        raise Refusal("return_too_late", until=subject.return_until.isoformat())


def refused_before(assignment: Assignment) -> int:
    """How often the unit's request to be relieved of this part has been refused: the next goes one level up."""
    return sum(one.decision == "REJECTED" for one in of(assignment, "return_requests"))


def open_urges(assignment: Assignment) -> list[UrgeNotice]:
    """What the office urged and the unit has not answered, oldest first."""
    return [one for one in of(assignment, "urge_notices") if one.answered_at is None]


def urge(case: Case, subject: Assignment, pack: Pack) -> None:
    """One urge at a time: the next when the day of the last has passed without an answer."""
    waiting = [one.reply_by for one in open_urges(subject) if one.reply_by >= today()]
    if waiting:
        raise Refusal("urge_open", unit=subject.unit.short_name, day=max(waiting).isoformat())


def answer_urge(case: Case, subject: Assignment, pack: Pack) -> None:
    """Something was urged that the unit has not answered."""
    if not open_urges(subject):
        raise Refusal("nothing_urged")


def draft(case: Case, subject: Assignment, pack: Pack) -> None:
    """The first of joint leads drafts for all, and nobody while the reply is on its way through review."""
    if subject.role == UnitRole.JOINT_LEAD:
        first = principal(case)
        if first is not None and first.pk != subject.pk:
            raise Refusal("principal_drafts", unit=first.unit.short_name)
    reply = current_reply(subject)
    if reply is not None and reply.state not in {"DRAFT", "UNIT_RETURNED", "OFFICE_RETURNED"}:
        raise Refusal("reply_in_review", state=label("states", f"REPLY.{reply.state}"))


def whole(case: Case, subject: Reply, pack: Pack) -> None:
    """The letter says everything that its points say."""
    if subject.unsaid:
        raise Refusal("points_not_in_letter", numbers=subject.unsaid)


def submit(case: Case, subject: Reply, pack: Pack) -> None:
    """Co-handlers' opinions are there, and the unit has met the proposer."""
    check_opinions(case, pack, office=False)
    _check_met(pack, pack.meetings_before_review, [subject.assignment])


def agree(case: Case, subject: Assignment, pack: Pack) -> None:
    """A joint lead agrees to a draft of the principal's that is under review, after its own meetings."""
    first = principal(case)
    if first is None or first.pk == subject.pk:
        raise Refusal("principal_does_not_agree")
    reply = current_reply(first)
    if reply is None or reply.state not in UNDER_REVIEW:
        raise Refusal("nothing_to_agree", unit=first.unit.short_name)
    _check_met(
        pack, pack.meetings_before_review, [subject]
    )  # each lead meets, also the one that does not draft


def sign(case: Case, subject: Reply, pack: Pack) -> None:
    """The other joint leads have agreed."""
    if subject.assignment.role != UnitRole.JOINT_LEAD:
        return
    waiting = [
        one
        for one in active(case)
        if one.role == UnitRole.JOINT_LEAD
        and one.pk != subject.assignment_id
        and one.state != AssignmentState.JOINT_AGREED
    ]
    if waiting:
        raise Refusal("joint_leads_missing", units=_names(waiting))


def order_rehandling(case: Case, subject: Assignment, pack: Pack) -> None:
    """The proposer's last word was dissatisfaction."""
    last = max(of(subject, "feedback_rounds"), key=lambda one: one.round, default=None)
    if last is None or not pack.dissatisfied(last.result, last.attitude):
        raise Refusal("not_dissatisfied")


def report_answer(case: Case, subject: Any, pack: Pack) -> None:
    """The government that sent the case waits for an answer, and the units' parts are there."""
    if not case.linked:
        raise Refusal("not_linked")
    if case.reported_on is not None:
        raise Refusal("answer_reported")
    if case.origin == Origin.CONSULT:
        raise Refusal("opinion_wanted")
    if case.state != CaseState.FILED or case.origin != Origin.LOWER:  # a request may be answered at once
        _check_ready(case)


def report_opinion(case: Case, subject: Any, pack: Pack) -> None:
    """The government that sent the case waits for an opinion, and the units' parts are there."""
    if not case.linked:
        raise Refusal("not_linked")
    if case.origin != Origin.CONSULT:
        raise Refusal("no_opinion_wanted")
    if case.reported_on is not None:
        raise Refusal("answer_reported")
    _check_ready(case)


def _check_ready(case: Case) -> None:
    if not handling(case):
        raise Refusal("answer_needs_handling")
    waiting = not_ready(case)
    if waiting:
        raise Refusal("answer_not_ready", units=_names(waiting))


def ask_upper(case: Case, subject: Any, pack: Pack) -> None:
    """There is a government above that uses the system."""
    if not exchange().above():
        raise Refusal("no_upper")


def of_this_government(case: Case, subject: Any, pack: Pack) -> None:
    """A case from another government ends there, not here."""
    if case.linked:
        raise Refusal("linked_ends_above")


def close(case: Case, subject: Any, pack: Pack) -> None:
    """The answer is accepted, proposers have spoken, promises are settled, meetings held."""
    if case.linked and case.accepted_on is None:
        raise Refusal("answer_not_accepted")
    waiting = [one for one in of(case, "feedback_rounds") if one.state in AWAITING]
    if waiting:
        raise Refusal("feedback_outstanding", units=_names(one.assignment for one in waiting))
    promises = [one for one in of(case, "commitments") if one.state not in SETTLED]
    if promises:
        raise Refusal("commitments_open", number=len(promises))
    if not case.asked_opinion:
        _check_each_met(case, pack)
    _check_co_met(case, pack)


def _check_met(pack: Pack, wanted: Iterable[str], parts: Iterable[Assignment]) -> None:
    """Refuse when a stage is without a meeting in a form that the pack counts as one; others are mere contact."""
    held = {one.stage for part in parts for one in of(part, "meetings") if one.form in pack.face_to_face}
    short = [stage for stage in wanted if stage not in held]
    if short:
        forms = [name for code, name in section("meeting_forms").items() if code in pack.face_to_face]
        stages = "、".join(label("meeting_stages", one) for one in short)
        raise Refusal("meetings_missing", stages=stages, forms="、".join(forms))


def _check_each_met(case: Case, pack: Pack) -> None:
    """Every answering unit must have met for itself ([S1]: every lead): one unit's meeting is not another's."""
    parts = answering(case)
    if len(parts) == 1:
        _check_met(pack, pack.meetings_before_close, parts)
    short = [one for one in parts if missing(one, pack.meetings_before_close, pack)]
    if short:
        stages = "、".join(label("meeting_stages", one) for one in pack.meetings_before_close)
        raise Refusal("unit_meetings_missing", units=_names(short), stages=stages)


def _check_co_met(case: Case, pack: Pack) -> None:
    """Every co-handler must have met, where the pack asks it of them: one unit's meeting is not another's."""
    co = [one for one in active(case) if one.role == UnitRole.CO]
    short = [one for one in co if missing(one, pack.co_meetings_before_close, pack)]
    if short:
        stages = "、".join(label("meeting_stages", one) for one in pack.co_meetings_before_close)
        raise Refusal("co_meetings_missing", units=_names(short), stages=stages)


def submit_opinion(case: Case, subject: Assignment, pack: Pack) -> None:
    """A co-handler has met the proposer where the pack asks that before its opinion."""
    _check_met(pack, pack.co_meetings_before_opinion, [subject])


def record_meeting(case: Case, subject: Assignment, pack: Pack) -> None:
    """The case is not finished."""
    if case.state in FINISHED:
        raise Refusal("case_finished")
