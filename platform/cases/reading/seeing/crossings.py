"""Visibility of envelopes between governments: whether one is seen, which of its steps, with or without their texts."""

from __future__ import annotations

from cases.reading.seeing.table import CROSSINGS, TABLE, Aspect, EventVisibility, Visibility
from cases.reading.seeing.viewers import relations_of, sees
from kernel.actor import Actor

PLAIN = EventVisibility(Aspect.CROSSING, Aspect.CROSSED)


def may_cross(actor: Actor) -> bool:
    """Whether there are cases of which the actor sees that they cross."""
    return any(TABLE[Aspect.CROSSING][relation] is Visibility.ALL for relation in relations_of(actor))


def sees_crossing(actor: Actor, kind: str) -> bool:
    """Whether the actor sees that a visible case of this kind crosses."""
    return sees(actor, Aspect.CROSSING, kind, None)


def reads_crossed(actor: Actor, kind: str) -> bool:
    """Whether the actor reads what was asked and answered."""
    return sees(actor, Aspect.CROSSED, kind, None)


def sees_returns(actor: Actor, kind: str) -> bool:
    """Whether the actor sees that the other government wanted to be relieved."""
    return sees(actor, Aspect.RETURNS, kind, None)


def sees_crossing_step(actor: Actor, step: str, kind: str) -> bool:
    """Whether the actor sees this step of an envelope."""
    return sees(actor, CROSSINGS.get(step, PLAIN).aspect, kind, None)


def reads_crossing(actor: Actor, step: str, kind: str) -> bool:
    """Whether the actor reads this step's reason and the facts stored with it."""
    return sees(actor, CROSSINGS.get(step, PLAIN).words, kind, None)
