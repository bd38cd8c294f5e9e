"""Visible state of a unit's part: a viewer who does not see a return request sees the part as it was before it."""

from __future__ import annotations

from cases.models import Assignment
from cases.reading.seeing.table import Aspect
from cases.reading.seeing.viewers import sees
from cases.states import AssignmentState
from kernel.actor import Actor


def shown_state(actor: Actor, part: Assignment) -> str:
    """The part's state, without the return request where that is not seen (domain.md 2.2: asked before work)."""
    if part.state != AssignmentState.RETURN_REQUESTED or sees(actor, Aspect.RETURNS, "", part.unit_id):
        return part.state
    return AssignmentState.PENDING_SIGN if part.signed_for_at is None else AssignmentState.HANDLING
