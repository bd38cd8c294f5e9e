"""Rows of a case and of what belongs to it. Rules are in ``lifecycle`` and ``commands``; here is only shape."""

from cases.models.answer import Commitment, FeedbackRound, Reply, ReplyVersion
from cases.models.case import Case, CaseKind, CaseProposer, CaseSession, Period, Proposer
from cases.models.due import DueDay, DueKind
from cases.models.duty import CaseDuty
from cases.models.event import CaseEvent, Counter
from cases.models.handling import Assignment, CoOpinion, ExtensionRequest, Meeting, ReturnRequest, UrgeNotice

__all__ = [
    "Assignment",
    "Case",
    "CaseDuty",
    "CaseEvent",
    "CaseKind",
    "CaseProposer",
    "CaseSession",
    "CoOpinion",
    "Commitment",
    "Counter",
    "DueDay",
    "DueKind",
    "ExtensionRequest",
    "FeedbackRound",
    "Meeting",
    "Period",
    "Proposer",
    "Reply",
    "ReplyVersion",
    "ReturnRequest",
    "UrgeNotice",
]
