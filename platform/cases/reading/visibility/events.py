"""Visibility of events: an event is seen exactly when what it reports is seen, and shows no more of it.

The same holds of envelopes between governments and their steps.
"""

from __future__ import annotations

from django.db.models import Case as Either
from django.db.models import Q, QuerySet, Value, When

from cases.aspects import Aspect
from cases.models import CaseEvent
from cases.reading.visibility.filters import NOTHING, OF_EVENT, seen
from cases.reading.visibility.table import EVENT_VISIBILITY, TABLE, Relation, Visibility
from cases.reading.visibility.viewers import relations_of, sees
from cases.steps.step import Transition
from kernel.actor import Actor

WORDED = "worded"
READERS = (Relation.OFFICE, Relation.ANSWERS, Relation.HELPS, Relation.SIDE, Relation.SEAT)


def visible_events(actor: Actor) -> QuerySet[CaseEvent]:
    """Events that report what the actor sees. ``worded``: their reasons and facts are visible, too."""
    worded = Either(When(_of(actor, "words"), then=Value(True)), default=Value(False))
    return CaseEvent.objects.filter(_of(actor, "aspect")).annotate(**{WORDED: worded})


def _of(actor: Actor, part: str) -> Q:
    """Events whose step's aspect, or words, the actor sees; steps about one aspect are queried together."""
    steps: dict[Aspect, list[str]] = {}
    for step, event in EVENT_VISIBILITY.items():
        steps.setdefault(getattr(event, part), []).append(step)
    found = NOTHING
    for aspect, codes in steps.items():
        found |= Q(step__in=sorted(codes)) & seen(actor, aspect, OF_EVENT)
    return found


def sees_step(actor: Actor, step: str) -> bool:
    """Whether the actor sees this step in every case that it sees, whoever took it."""
    event = EVENT_VISIBILITY.get(step)
    return event is not None and all(
        TABLE[event.aspect][relation] is Visibility.ALL for relation in relations_of(actor)
    )


def is_shown(step: str, *, of_side: Relation | None, of_unit: bool) -> bool:
    """Whether a step is shown on the board of the unit it belongs to, or of the seat of its case's committee."""
    event = EVENT_VISIBILITY.get(step)
    if event is None:
        return False
    cells = TABLE[event.aspect]
    own = of_unit and cells[Relation.ANSWERS] in (Visibility.ALL, Visibility.OWN)
    return own or of_side is not None and cells[of_side] is Visibility.ALL


def is_shown_to_all(step: str) -> bool:
    """Whether everybody who reads a case sees this step: it may be shown in a public place."""
    event = EVENT_VISIBILITY.get(step)
    return event is not None and all(TABLE[event.aspect][one] is Visibility.ALL for one in READERS)


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


def sees_crossing_step(actor: Actor, step: Transition, kind: str) -> bool:
    """Whether the actor sees this step of an envelope."""
    return sees(actor, step.aspect, kind, None)


def reads_crossing(actor: Actor, step: Transition, kind: str) -> bool:
    """Whether the actor reads this step's reason and the facts stored with it."""
    return sees(actor, step.words or step.aspect, kind, None)
