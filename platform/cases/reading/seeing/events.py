"""Events by the table: one is seen exactly when what it tells of is seen, and says no more of it."""

from __future__ import annotations

from django.db.models import Case as Either
from django.db.models import Q, QuerySet, Value, When

from cases.models import CaseEvent
from cases.reading.seeing.filters import NOTHING, OF_EVENT, seen
from cases.reading.seeing.table import TABLE, TELLS, Relation, Thing, Visibility
from cases.reading.seeing.viewers import relations_of
from kernel.actor import Actor

WORDED = "worded"
READERS = (Relation.OFFICE, Relation.ANSWERS, Relation.HELPS, Relation.SIDE, Relation.SEAT)


def visible_events(actor: Actor) -> QuerySet[CaseEvent]:
    """Events that tell of what the actor sees. ``worded`` says whether their reasons and facts are part of that."""
    worded = Either(When(_of(actor, "words"), then=Value(True)), default=Value(False))
    return CaseEvent.objects.filter(_of(actor, "thing")).annotate(**{WORDED: worded})


def _of(actor: Actor, part: str) -> Q:
    """Events whose step's thing, or words, the actor sees; steps about one thing are asked about together."""
    steps: dict[Thing, list[str]] = {}
    for step, telling in TELLS.items():
        steps.setdefault(getattr(telling, part), []).append(step)
    found = NOTHING
    for thing, told in steps.items():
        found |= Q(step__in=sorted(told)) & seen(actor, thing, OF_EVENT)
    return found


def hears(actor: Actor, step: str) -> bool:
    """Whether the actor hears of this step in every case that it sees, whoever took it."""
    telling = TELLS.get(step)
    return telling is not None and all(
        TABLE[telling.thing][relation] is Visibility.ALL for relation in relations_of(actor)
    )


def is_told(step: str, *, of_side: Relation | None, of_unit: bool) -> bool:
    """Whether a step is told on the board of the unit it belongs to, or of the seat of its case's committee."""
    telling = TELLS.get(step)
    if telling is None:
        return False
    cells = TABLE[telling.thing]
    own = of_unit and cells[Relation.ANSWERS] in (Visibility.ALL, Visibility.OWN)
    return own or of_side is not None and cells[of_side] is Visibility.ALL


def is_told_to_all(step: str) -> bool:
    """Whether everybody who reads a case is told of this step: it may stand where anybody passes by."""
    telling = TELLS.get(step)
    return telling is not None and all(TABLE[telling.thing][one] is Visibility.ALL for one in READERS)
