"""Subjects of steps: the models of the five machines."""

from __future__ import annotations

from cases.models.answer import Commitment, FeedbackRound, Reply
from cases.models.case import Case
from cases.models.handling import Assignment
from cases.states import Machine

Subject = Case | Assignment | Reply | FeedbackRound | Commitment
MODELS: dict[Machine, type[Subject]] = {
    Machine.CASE: Case,
    Machine.ASSIGNMENT: Assignment,
    Machine.REPLY: Reply,
    Machine.FEEDBACK: FeedbackRound,
    Machine.COMMITMENT: Commitment,
}
MACHINES = {model: machine for machine, model in MODELS.items()}
