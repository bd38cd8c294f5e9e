"""Reading reminders: what an actor may see, and which of them wait for the actor."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.queries import sees_everything, visible_cases
from cases.worklist import Light
from kernel.actor import Actor
from people.roles import CPPCC_SIDE, NPC_SIDE, UNIT_STAFF
from supervision.models import Audience, Reminder


def visible_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Reminders an actor may see: the office all, a unit its own, a committee the red ones of its side."""
    if sees_everything(actor):
        return Reminder.objects.all()
    seen = Q(unit_id__in=actor.units_as(*UNIT_STAFF))
    if actor.roles & (NPC_SIDE | CPPCC_SIDE):
        seen |= Q(light=Light.RED, told__contains=[Audience.SIDE]) & _of_side(actor)
    visible = Exists(visible_cases(actor).filter(pk=OuterRef("case")))
    return Reminder.objects.filter(seen & Q(visible))


def _of_side(actor: Actor) -> Q:
    kinds = [
        kind for kind, side in (("SUGGESTION", NPC_SIDE), ("PROPOSAL", CPPCC_SIDE)) if actor.roles & side
    ]
    return Q(case__kind__in=kinds)


def audience_of(actor: Actor) -> Audience:
    """As whom an actor is told: the office, a committee, else a unit."""
    if sees_everything(actor):
        return Audience.OFFICE
    if actor.roles & (NPC_SIDE | CPPCC_SIDE) and not actor.units_as(*UNIT_STAFF):
        return Audience.SIDE
    return Audience.UNIT


def unseen_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Visible reminders that were told to the actor's audience and that nobody of it has noted as seen."""
    audience = audience_of(actor)
    return visible_reminders(actor).filter(told__contains=[audience]).exclude(seen__has_key=audience)
