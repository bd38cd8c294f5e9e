"""Conditions of steps beyond right and state: each gate refuses with the sentence that says what is missing.

The door asks them before the body runs; ``allowed_steps`` asks them to grey a button with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cases.changing.rows import of
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
from cases.steps.gates_extension import EXTENSION_GATES
from cases.steps.gates_opinion import OPINION_GATES, check_opinions
from cases.steps.meetings import missing
from cases.steps.parts import UNDER_REVIEW, active, answering, current_reply, handling, not_ready, principal
from cases.steps.step import Step
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import label, section
from rules.pack import Pack

Gate = Callable[[Case, Any, Pack], None]


def check_gate(step: Step, case: Case, subject: Any, pack: Pack) -> None:
    """Refuse the step when its condition is not met; steps without a gate pass."""
    if step.own and case.linked:
        raise Refusal("linked_letter")
    gate = GATES.get(step.code)
    if gate is not None:
        gate(case, subject, pack)


def _names(assignments: Iterable[Assignment]) -> str:
    return "、".join(one.unit.short_name for one in assignments)


def _redispatch(case: Case, subject: Any, pack: Pack) -> None:
    if not any(one.state in GONE for one in case.assignments.all()):
        raise Refusal("nothing_to_redispatch")


def _return_from_office(case: Case, subject: Any, pack: Pack) -> None:
    if case.reported_on is not None:
        raise Refusal("answer_reported")


def _request_return(case: Case, subject: Assignment, pack: Pack) -> None:
    if current_reply(subject) is not None:
        raise Refusal("return_after_draft")
    if refused_before(subject) >= len(pack.ladder):
        raise Refusal("return_final", judge=pack.ladder[-1].label)
    if pack.late_return == "forbid" and today() > subject.return_until:
        raise Refusal("return_too_late", until=subject.return_until.isoformat())


def refused_before(assignment: Assignment) -> int:
    """How often the unit's wish to be relieved of this part has been refused: the next goes one level up."""
    return sum(one.decision == "REJECTED" for one in of(assignment, "return_requests"))


def open_urges(assignment: Assignment) -> list[UrgeNotice]:
    """What the office urged and the unit has not answered, oldest first."""
    return [one for one in of(assignment, "urge_notices") if one.answered_at is None]


def _urge(case: Case, subject: Assignment, pack: Pack) -> None:
    waiting = [one.reply_by for one in open_urges(subject) if one.reply_by >= today()]
    if waiting:
        raise Refusal("urge_open", unit=subject.unit.short_name, day=max(waiting).isoformat())


def _answer_urge(case: Case, subject: Assignment, pack: Pack) -> None:
    if not open_urges(subject):
        raise Refusal("nothing_urged")


def _draft(case: Case, subject: Assignment, pack: Pack) -> None:
    if subject.role == UnitRole.JOINT_LEAD:
        first = principal(case)
        if first is not None and first.pk != subject.pk:
            raise Refusal("principal_drafts", unit=first.unit.short_name)
    reply = current_reply(subject)
    if reply is not None and reply.state not in {"DRAFT", "UNIT_RETURNED", "OFFICE_RETURNED"}:
        raise Refusal("reply_in_review", state=label("states", f"REPLY.{reply.state}"))


def _whole(case: Case, subject: Reply, pack: Pack) -> None:
    if subject.unsaid:
        raise Refusal("points_not_in_letter", numbers=subject.unsaid)


def _submit(case: Case, subject: Reply, pack: Pack) -> None:
    _whole(case, subject, pack)
    check_opinions(case, pack, office=False)
    _check_met(pack, pack.meetings_before_review, [subject.assignment])


def _agree(case: Case, subject: Assignment, pack: Pack) -> None:
    first = principal(case)
    if first is None or first.pk == subject.pk:
        raise Refusal("principal_does_not_agree")
    reply = current_reply(first)
    if reply is None or reply.state not in UNDER_REVIEW:
        raise Refusal("nothing_to_agree", unit=first.unit.short_name)
    _check_met(
        pack, pack.meetings_before_review, [subject]
    )  # each lead meets, also the one that does not draft


def _sign(case: Case, subject: Reply, pack: Pack) -> None:
    _whole(case, subject, pack)
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


def _order_rehandling(case: Case, subject: Assignment, pack: Pack) -> None:
    last = max(of(subject, "feedback_rounds"), key=lambda one: one.round, default=None)
    if last is None or not pack.dissatisfied(last.result, last.attitude):
        raise Refusal("not_dissatisfied")


def _report_answer(case: Case, subject: Any, pack: Pack) -> None:
    if not case.linked:
        raise Refusal("not_linked")
    if case.reported_on is not None:
        raise Refusal("answer_reported")
    if case.origin == Origin.CONSULT:
        raise Refusal("opinion_wanted")
    if case.state != CaseState.FILED or case.origin != Origin.LOWER:  # a request may be answered at once
        _check_ready(case)


def _report_opinion(case: Case, subject: Any, pack: Pack) -> None:
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


def _ask_upper(case: Case, subject: Any, pack: Pack) -> None:
    if not exchange().above():
        raise Refusal("no_upper")


def _own(case: Case, subject: Any, pack: Pack) -> None:
    if case.linked:
        raise Refusal("linked_ends_above")


def _close(case: Case, subject: Any, pack: Pack) -> None:
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


def _submit_opinion(case: Case, subject: Assignment, pack: Pack) -> None:
    _check_met(pack, pack.co_meetings_before_opinion, [subject])


def _record_meeting(case: Case, subject: Assignment, pack: Pack) -> None:
    if case.state in FINISHED:
        raise Refusal("case_finished")


GATES: dict[str, Gate] = {
    **EXTENSION_GATES,
    **OPINION_GATES,
    "redispatch": _redispatch,
    "request_return": _request_return,
    "record_meeting": _record_meeting,
    "submit_co_opinion": _submit_opinion,
    "urge_unit": _urge,
    "answer_urge": _answer_urge,
    "draft_reply": _draft,
    "submit_reply": _submit,
    "return_from_office": _return_from_office,
    "agree_jointly": _agree,
    "pass_section_review": _whole,
    "pass_leader_review": _whole,
    "pass_office_review": _whole,
    "issue_reply": _whole,
    "sign_reply": _sign,
    "order_rehandling": _order_rehandling,
    "close": _close,
    "report_answer": _report_answer,
    "report_opinion": _report_opinion,
    "ask_upper": _ask_upper,
    "withdraw": _own,
    "merge": _own,
}
