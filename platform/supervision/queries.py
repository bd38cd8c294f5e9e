"""Reading reminders: what an actor may see, and which of them wait for the actor."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cases.queries import sees_everything, told_of
from cases.seeing.table import CLOCKS
from cases.seeing.viewers import kinds_of, own_units
from cases.worklist import Light
from kernel.actor import Actor
from supervision.models import Audience, Reminder


def visible_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Reminders an actor may see: of what rang for it, what the table of sight shows to it.

    For the office all ring, for a unit its own, for a committee the red ones of its side.
    """
    return Reminder.objects.filter(_rang_for(actor) & told_of(actor, CLOCKS))


def _rang_for(actor: Actor) -> Q:
    if sees_everything(actor):
        return ~Q(pk__in=())
    of_side = Q(light=Light.RED, told__contains=[Audience.SIDE], case__kind__in=kinds_of(actor))
    return Q(unit_id__in=own_units(actor)) | of_side


def audience_of(actor: Actor) -> Audience:
    """As whom an actor is told: the office, a committee, else a unit."""
    if sees_everything(actor):
        return Audience.OFFICE
    return Audience.SIDE if kinds_of(actor) and not own_units(actor) else Audience.UNIT


def unseen_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Visible reminders that were told to the actor's audience and that nobody of it has noted as seen."""
    audience = audience_of(actor)
    return visible_reminders(actor).filter(told__contains=[audience]).exclude(seen__has_key=audience)
