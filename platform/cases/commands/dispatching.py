"""Dispatch and its correction: dispatch, redispatch, accept_return, reject_return, recall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from cases.changing.change import Change
from cases.changing.door import through
from cases.clocks.parts import days_to_answer, start_clocks, summarise
from cases.exchange import crosses, exchange, follow, name_helpers
from cases.inputs import MAX_REASON, AssignmentInput, DispatchInput, check_shape, optional
from cases.models import Assignment, ReturnRequest
from cases.states import ANSWERING, AssignmentState, CaseState, ReplyState, UnitRole
from cases.steps import lifecycle
from cases.steps.parts import active, current_reply
from kernel.clock import now, today
from kernel.refusals import NotVisible, Refusal
from kernel.sql import rows
from people.models import Unit
from people.queries import handling_units_of


@through(lifecycle.DISPATCH)
def dispatch(change: Change, *, order: DispatchInput) -> None:
    """Hand a filed case to its units with roles and due days (C8); the clocks start on the day of dispatch."""
    case = change.case
    day = _day(order, case.filed_on, "dispatch_day_wrong")
    check_shape([one.role for one in order.assignments], opinion=case.asked_opinion)
    case.dispatched_on, case.complex = day, order.complex
    case.requirements = optional(order.requirements, "requirements", MAX_REASON)
    _assign(change, order, day)


@through(lifecycle.REDISPATCH)
def redispatch(change: Change, *, order: DispatchInput) -> None:
    """Add units after a return or recall; with those still at work they must form a valid dispatch."""
    if not order.assignments:
        raise Refusal("dispatch_shape", field="assignments")
    standing = [UnitRole(one.role) for one in active(change.case)]
    opinion = change.case.asked_opinion and not set(standing) & ANSWERING
    check_shape([*standing, *(one.role for one in order.assignments)], opinion=opinion)
    change.case.complex = change.case.complex or order.complex
    asked = optional(order.requirements, "requirements", MAX_REASON)
    change.case.requirements = asked or change.case.requirements
    _assign(change, order, _day(order, change.case.dispatched_on, "redispatch_day_wrong"))


def _day(order: DispatchInput, earliest: date | None, otherwise: str) -> date:
    """The day of dispatch; refused when it lies in the future or before the step that came first."""
    day = order.dispatched_on or today()
    if day > today() or (earliest and day < earliest):
        raise Refusal(otherwise, field="dispatchedOn")
    return day


def _assign(change: Change, order: DispatchInput, day: date) -> None:
    units = _units(order.assignments)
    present = {one.unit_id for one in active(change.case)}
    added: list[Assignment] = []
    for one in order.assignments:
        if one.unit_id in present:
            raise Refusal("unit_twice", field="assignments", unit=units[one.unit_id].short_name)
        present.add(one.unit_id)
        if one.role == UnitRole.SEPARATE and not one.part.strip():
            raise Refusal("part_required", field="assignments", unit=units[one.unit_id].short_name)
        if units[one.unit_id].government and one.role == UnitRole.JOINT_LEAD:
            raise Refusal("lower_government_joint", field="assignments", unit=units[one.unit_id].short_name)
        added.append(
            Assignment(
                case=change.case,
                unit_id=one.unit_id,
                role=one.role,
                part=optional(one.part, "part", 300),
                dispatched_on=day,
            )
        )
    roles = [one.role for one in added]
    days = days_to_answer(change.case, change.pack, order, roles, day, change.actor.label)
    for assignment in sorted(added, key=lambda one: one.role == UnitRole.CO):
        start_clocks(change, assignment, days, day)
        assignment.unit = units[assignment.unit_id]
    change.take_in(added)
    summarise(change)
    for assignment in added:
        if crosses(assignment):
            exchange().send(change, assignment)
    name_helpers(change)
    change.facts = {
        "units": [
            f"{change.pack.unit_roles[one.role]}：{units[one.unit_id].name}" for one in order.assignments
        ],
        "due_on": change.case.due_on.isoformat() if change.case.due_on else "",
    }


def _units(wanted: Sequence[AssignmentInput]) -> dict[int, Unit]:
    keys = {one.unit_id for one in wanted}
    units = handling_units_of(list(keys))
    if keys - set(units):
        raise NotVisible("unit_unknown", field="assignments")
    return units


@through(lifecycle.ACCEPT_RETURN)
def accept_return(change: Change, *, reason: str = "") -> None:
    """Relieve a unit that asked to be; the case waits for a new dispatch of its part."""
    _decide(change, "ACCEPTED", reason)
    follow(change, change.subject, "accept_return")
    _void_reply(change, change.subject)
    _left(change)


@through(lifecycle.REJECT_RETURN)
def reject_return(change: Change, *, reason: str) -> None:
    """Uphold the dispatch: the unit must go on (青岛 Art. 19); it counts as signed for from now."""
    _decide(change, "REJECTED", reason)
    assignment = change.subject
    if assignment.signed_for_at is None:
        assignment.signed_for_at, assignment.signed_for_by = now(), change.actor.label
    change.move(assignment, AssignmentState.HANDLING)
    begin_handling(change)
    follow(change, assignment, "reject_return")


def _decide(change: Change, decision: str, reason: str) -> None:
    request = max(_undecided(change.subject), key=attrgetter("pk"))
    request.decision, request.decision_reason = decision, optional(reason, "reason", 500)
    request.decided_by, request.decided_at = change.actor.label, now()
    change.note(request)
    change.facts = {"unit": change.subject.unit.name}


def _undecided(assignment: Assignment) -> list[ReturnRequest]:
    return [one for one in rows.of(assignment, "return_requests") if not one.decision]


@through(lifecycle.RECALL)
def recall(change: Change, *, reason: str) -> None:
    """Take a mis-dispatched case back from a unit; its work so far stays readable to the office."""
    change.facts = {"unit": change.subject.unit.name}
    _void_reply(change, change.subject)
    change.move(change.subject, AssignmentState.RECALLED)
    follow(change, change.subject, "recall")
    _left(change)


def _left(change: Change) -> None:
    summarise(change, without=change.subject.pk)
    name_helpers(change)


def _void_reply(change: Change, assignment: Assignment) -> None:
    reply = current_reply(assignment)
    if reply is None:
        return
    if reply.state in (ReplyState.ISSUED, ReplyState.DELIVERED):
        raise Refusal("reply_already_issued")
    change.move(reply, ReplyState.VOID)


def begin_handling(change: Change) -> None:
    """The first unit at work brings the case from 交办 to 办理 (C9)."""
    if change.case.state == CaseState.DISPATCHED:
        change.move(change.case, CaseState.HANDLING)
