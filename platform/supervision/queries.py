"""Reading reminders: what an actor may see, and which of them wait for the actor."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from cases.reading.queries import rows_about, sees_everything
from cases.reading.visibility.table import CLOCKS
from cases.reading.visibility.viewers import kinds_of, own_units
from cases.reading.worklist import Light
from kernel.actor import Actor
from people.roles import UNIT_STAFF, Role
from supervision.models import RecipientGroup, Reminder


def visible_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Reminders an actor may see: of what rang for it, what the visibility table shows.

    For the office all ring, for a unit its own, for a committee the red ones of its side.
    """
    return Reminder.objects.filter(_rang_for(actor) & rows_about(actor, CLOCKS))


def _rang_for(actor: Actor) -> Q:
    if sees_everything(actor):
        return ~Q(pk__in=())
    of_side = Q(light=Light.RED, told__contains=[RecipientGroup.SIDE], case__kind__in=kinds_of(actor))
    return Q(unit_id__in=own_units(actor)) | of_side


def audience_of(actor: Actor) -> RecipientGroup:
    """As whom an actor is addressed: the office, a committee, else a unit."""
    if sees_everything(actor):
        return RecipientGroup.OFFICE
    return RecipientGroup.SIDE if kinds_of(actor) and not own_units(actor) else RecipientGroup.UNIT


def addressed_to(actor: Actor) -> Q:
    """What was sent to the actor's audience; to the office also what was sent to a unit of its people.

    A case can be dispatched to the general office itself, whose seat stands for every seat of a unit there.
    """
    addressed = Q(told__contains=[audience_of(actor)])
    own = _own_units(actor)
    return addressed | Q(told__contains=[RecipientGroup.UNIT], unit_id__in=own) if own else addressed


def is_addressed(actor: Actor, addressed: Collection[str], unit_id: int | None) -> bool:
    """The same of one that was read."""
    return (
        audience_of(actor) in addressed or RecipientGroup.UNIT in addressed and unit_id in _own_units(actor)
    )


def _own_units(actor: Actor) -> frozenset[int]:
    """Units for which the office's people act themselves; others are addressed as a unit anyway."""
    return actor.units_as(*UNIT_STAFF, Role.GENERAL_OFFICE) if sees_everything(actor) else frozenset()


def unseen_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Visible reminders that were sent to the actor and that nobody of its audience has noted as seen."""
    return visible_reminders(actor).filter(addressed_to(actor)).exclude(seen__has_key=audience_of(actor))
