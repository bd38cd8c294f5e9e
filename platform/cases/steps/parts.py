"""Parts of a case and what they have delivered: shared by conditions of steps, lists and clocks."""

from __future__ import annotations

from cases.models import Assignment, Case, Reply
from cases.states import ANSWERING, GONE, OUTGOING, AssignmentState, ReplyState, UnitRole
from kernel.sql.rows import of

OPINION_IN = frozenset({AssignmentState.CO_ACCEPTED, AssignmentState.DONE})
OPINION_GIVEN = OPINION_IN | {AssignmentState.CO_SUBMITTED}
UNDER_REVIEW = frozenset(
    {ReplyState.LEADER_REVIEW, ReplyState.OFFICE_REVIEW, ReplyState.APPROVED, ReplyState.ADOPTED}
)
# What an answer in this government's name can be made of; the latter ones are of former times.
REPORTABLE = frozenset({ReplyState.ADOPTED, ReplyState.APPROVED, ReplyState.SIGNED}) | OUTGOING
PART_READY = frozenset({AssignmentState.REPLIED, AssignmentState.DONE, AssignmentState.JOINT_AGREED})


def wants_opinion(subject: object) -> bool:
    """Whether this is asked for an opinion, not a reply: a case of a consultation, a co-handler's part in any case."""
    if isinstance(subject, Case):
        return subject.consulted
    return isinstance(subject, Assignment) and subject.role == UnitRole.CO


def active(case: Case) -> list[Assignment]:
    """Assignments of the case that still stand, in the order of dispatch."""
    return [one for one in case.assignments.all() if one.state not in GONE]


def answering(case: Case) -> list[Assignment]:
    """Assignments that answer the case now."""
    return [one for one in active(case) if one.role in ANSWERING]


def handling(case: Case) -> list[Assignment]:
    """Parts by which the case is answered: where another government wants an opinion, every one."""
    return active(case) if case.asked_opinion else answering(case)


def not_ready(case: Case) -> list[Assignment]:
    """Parts without which the answer to the government that sent the case cannot be reported yet."""
    return [one for one in handling(case) if not is_ready(one)]


def is_ready(part: Assignment) -> bool:
    """Whether the part has brought what the answer to another government is made of."""
    if part.role == UnitRole.CO:
        return part.state in OPINION_GIVEN or bool(part.waived_reason)
    if part.state in PART_READY:
        return True
    reply = current_reply(part)
    return reply is not None and reply.state in REPORTABLE


def open_opinions(case: Case) -> list[Assignment]:
    """Co-handlers whose opinion the lead still waits for."""
    return [
        one
        for one in active(case)
        if one.role == UnitRole.CO and one.state not in OPINION_IN and not one.waived_reason
    ]


def principal(case: Case) -> Assignment | None:
    """The joint lead that drafts for all: the first named at dispatch."""
    return next((one for one in active(case) if one.role == UnitRole.JOINT_LEAD), None)


def current_reply(assignment: Assignment) -> Reply | None:
    """The reply of an assignment's present round to its own case, or None."""
    return next(
        (
            one
            for one in of(assignment, "replies")
            if one.round == assignment.round
            and one.case_id == assignment.case_id
            and one.state != ReplyState.VOID
        ),
        None,
    )
