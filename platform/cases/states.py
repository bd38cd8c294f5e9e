"""States of the five machines of a case, and the sets of states that rules speak of.

A case, the assignment of a unit to it, the reply, the feedback round and the commitment each have a state
of their own (domain.md section 2). The sixth machine, the transfer between governments, is ``transfers``'.
"""

from __future__ import annotations

from enum import StrEnum


class Machine(StrEnum):
    """What has a state of its own."""

    CASE = "CASE"
    ASSIGNMENT = "ASSIGNMENT"
    REPLY = "REPLY"
    FEEDBACK = "FEEDBACK"
    COMMITMENT = "COMMITMENT"


class CaseState(StrEnum):
    """States of a case; 办复 (REPLIED) is not 销号 (CLOSED)."""

    REGISTERED = "REGISTERED"
    UNDER_REVIEW = "UNDER_REVIEW"
    FILED = "FILED"
    NOT_FILED = "NOT_FILED"
    MERGED = "MERGED"
    WITHDRAWN = "WITHDRAWN"
    DISPATCHED = "DISPATCHED"
    HANDLING = "HANDLING"
    REPLIED = "REPLIED"
    REHANDLING = "REHANDLING"
    TRACKING = "TRACKING"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"
    RECALLED = "RECALLED"


class AssignmentState(StrEnum):
    """States of one unit's part in a case."""

    PENDING_SIGN = "PENDING_SIGN"
    HANDLING = "HANDLING"
    RETURN_REQUESTED = "RETURN_REQUESTED"
    RETURNED = "RETURNED"
    CO_SUBMITTED = "CO_SUBMITTED"
    CO_ACCEPTED = "CO_ACCEPTED"
    JOINT_AGREED = "JOINT_AGREED"
    REPLIED = "REPLIED"
    REHANDLING = "REHANDLING"
    DONE = "DONE"
    ANSWERED = "ANSWERED"
    RECALLED = "RECALLED"
    CANCELLED = "CANCELLED"


class ReplyState(StrEnum):
    """States of one reply, from draft to delivery."""

    DRAFT = "DRAFT"
    SECTION_REVIEW = "SECTION_REVIEW"
    LEADER_REVIEW = "LEADER_REVIEW"
    UNIT_RETURNED = "UNIT_RETURNED"
    OFFICE_REVIEW = "OFFICE_REVIEW"
    OFFICE_RETURNED = "OFFICE_RETURNED"
    APPROVED = "APPROVED"
    ADOPTED = "ADOPTED"
    SIGNED = "SIGNED"
    ISSUED = "ISSUED"
    DELIVERED = "DELIVERED"
    VOID = "VOID"


class FeedbackState(StrEnum):
    """States of one round of asking the proposer."""

    SENT = "SENT"
    OVERDUE = "OVERDUE"
    URGED = "URGED"
    RETURNED = "RETURNED"
    NO_RESPONSE = "NO_RESPONSE"


class CommitmentState(StrEnum):
    """States of a promise made in a reply."""

    OPEN = "OPEN"
    DELAYED = "DELAYED"
    CLAIMED = "CLAIMED"
    VERIFIED = "VERIFIED"
    INFEASIBLE = "INFEASIBLE"
    REPLACED = "REPLACED"


STATES: dict[Machine, type[StrEnum]] = {
    Machine.CASE: CaseState,
    Machine.ASSIGNMENT: AssignmentState,
    Machine.REPLY: ReplyState,
    Machine.FEEDBACK: FeedbackState,
    Machine.COMMITMENT: CommitmentState,
}


class Origin(StrEnum):
    """Where a case comes from: filed here; sent from above to be answered or for an opinion; requested from below."""

    OWN = "OWN"
    UPPER = "UPPER"
    CONSULT = "CONSULT"
    LOWER = "LOWER"


class UnitRole(StrEnum):
    """What a unit is in a case (domain.md 1.3)."""

    SOLE = "SOLE"
    LEAD = "LEAD"
    JOINT_LEAD = "JOINT_LEAD"
    SEPARATE = "SEPARATE"
    CO = "CO"


# The other government wants an opinion, no letter to a proposer (domain.md T2, T4).
FOR_OPINION = frozenset({Origin.CONSULT, Origin.LOWER})
ANSWERING = frozenset({UnitRole.SOLE, UnitRole.LEAD, UnitRole.JOINT_LEAD, UnitRole.SEPARATE})
FINISHED = frozenset(
    {
        CaseState.NOT_FILED,
        CaseState.MERGED,
        CaseState.WITHDRAWN,
        CaseState.CLOSED,
        CaseState.ARCHIVED,
        CaseState.RECALLED,
    }
)
OPEN = frozenset(CaseState) - FINISHED
UNDERWAY = frozenset({CaseState.DISPATCHED, CaseState.HANDLING, CaseState.REHANDLING})  # at the units
ANSWERED = frozenset({CaseState.REPLIED, CaseState.TRACKING})
AT_WORK = frozenset({AssignmentState.HANDLING, AssignmentState.REHANDLING})
AT_THE_UNIT = AT_WORK | {AssignmentState.PENDING_SIGN}
GONE = frozenset({AssignmentState.RETURNED, AssignmentState.RECALLED, AssignmentState.CANCELLED})
UNIT_FINISHED = GONE | {AssignmentState.REPLIED, AssignmentState.CO_ACCEPTED, AssignmentState.DONE}
CLOCK_OFF = UNIT_FINISHED | {  # parts in these states ring no more
    AssignmentState.CO_SUBMITTED,
    AssignmentState.JOINT_AGREED,
    AssignmentState.ANSWERED,
}
EDITABLE = frozenset({ReplyState.DRAFT, ReplyState.UNIT_RETURNED, ReplyState.OFFICE_RETURNED})
OUTGOING = frozenset({ReplyState.ISSUED, ReplyState.DELIVERED})
AWAITING = frozenset({FeedbackState.SENT, FeedbackState.OVERDUE, FeedbackState.URGED})
SETTLED = frozenset({CommitmentState.VERIFIED, CommitmentState.INFEASIBLE, CommitmentState.REPLACED})
