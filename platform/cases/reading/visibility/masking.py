"""Masking of what a viewer does not see: the state of a part whose unit asked to be relieved, the name of a protected
proposer (山东 Art. 11, 青岛 Art. 18).
"""

from __future__ import annotations

from typing import Any

from cases.aspects import Aspect
from cases.models import Assignment, Case
from cases.reading.visibility.viewers import sees
from cases.states import AssignmentState
from kernel.actor import Actor
from kernel.wording import sentence

NAMING = frozenset({"proposers", "to", "recipients"})  # facts of events that name him


def protected_name() -> str:
    """What is read instead of a protected proposer's name."""
    return sentence("protected_proposer")


def hides_proposer(actor: Actor, *, protected: bool, kind: str) -> bool:
    """Whether the proposer of such a case is hidden from the actor."""
    return protected and not sees(actor, Aspect.PROPOSERS, kind, None)


def hidden_in(actor: Actor, case: Case) -> bool:
    """Whether the proposer of this case is hidden from the actor."""
    return hides_proposer(actor, protected=case.protect_proposer, kind=case.kind)


def named(actor: Actor, case: Case, name: str) -> str:
    """The name, or what is read instead."""
    return protected_name() if hidden_in(actor, case) else name


def visible_fact(actor: Actor, case: Case, code: str, value: Any) -> Any:
    """A fact of an event, without names that are hidden."""
    return protected_name() if code in NAMING and hidden_in(actor, case) else value


def shown_state(actor: Actor, part: Assignment) -> str:
    """The part's state, without the return request where that is not seen (domain.md 2.2: asked before work)."""
    if part.state != AssignmentState.RETURN_REQUESTED or sees(actor, Aspect.RETURNS, "", part.unit_id):
        return part.state
    return AssignmentState.PENDING_SIGN if part.signed_for_at is None else AssignmentState.HANDLING
