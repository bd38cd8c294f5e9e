"""Viewers: what an actor can be to a case, and visibility of an aspect that does not depend on state."""

from __future__ import annotations

from cases.aspects import Aspect
from cases.models import CaseKind
from cases.reading.visibility.table import TABLE, Relation, Visibility
from kernel.actor import Actor
from people.roles import UNIT_STAFF, Role

SIDES = {
    Relation.SIDE: {Role.NPC_OFFICE: CaseKind.SUGGESTION, Role.CPPCC_OFFICE: CaseKind.PROPOSAL},
    Relation.SEAT: {Role.NPC_SEAT: CaseKind.SUGGESTION, Role.CPPCC_SEAT: CaseKind.PROPOSAL},
}
UNITS = (Relation.ANSWERS, Relation.HELPS)


def is_office(actor: Actor) -> bool:
    """Whether the actor is the general office to every case."""
    return actor.system or Role.GENERAL_OFFICE in actor.roles


def kinds_as(actor: Actor, relation: Relation) -> tuple[str, ...]:
    """The kinds of cases to which the actor is a committee's office, or its reading seat."""
    return tuple(kind.value for role, kind in SIDES[relation].items() if role in actor.roles)


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """The kinds of cases that the actor sees for a committee, from whichever seat."""
    return tuple(dict.fromkeys(kind for relation in SIDES for kind in kinds_as(actor, relation)))


def role_for(relation: Relation, kind: str) -> Role:
    """The seat from which cases of a kind are seen so."""
    return next(role for role, of in SIDES[relation].items() if of == kind)


def own_units(actor: Actor) -> frozenset[int]:
    """Units for which the actor handles cases."""
    return actor.units_as(*UNIT_STAFF)


def relations_of(actor: Actor) -> tuple[Relation, ...]:
    """What the actor can be to a case that it sees; the office is nothing else."""
    if is_office(actor):
        return (Relation.OFFICE,)
    sides = tuple(one for one in SIDES if kinds_as(actor, one))
    return (*sides, *UNITS) if own_units(actor) else sides


def sees(actor: Actor, aspect: Aspect, kind: str, unit_id: int | None) -> bool:
    """Whether the actor sees this aspect of a unit in a visible case of this kind, where no state decides about it."""
    for relation in relations_of(actor):
        visibility = TABLE[aspect][relation]
        if relation in SIDES and kind not in kinds_as(actor, relation):
            continue
        if visibility is Visibility.ALL or visibility is Visibility.OWN and unit_id in own_units(actor):
            return True
    return False
