"""Visibility filters: query conditions made of an actor's seats alone, so that one statement serves equal seats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.aspects import Aspect
from cases.models import Assignment, Reply
from cases.reading.visibility.sent import event_sent, reply_sent, version_sent
from cases.reading.visibility.table import TABLE, Relation, Visibility
from cases.reading.visibility.viewers import SIDES, kinds_as, own_units, relations_of
from cases.states import ANSWERING, GONE, OUTGOING, UnitRole
from kernel.actor import Actor

NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING  # an empty ``Q`` would vanish beside others


@dataclass(frozen=True, slots=True)
class OwnerColumns:
    """Where a row says which case and which unit it belongs to."""

    case: str
    unit: str = ""
    sent: Callable[[], Q] = lambda: EVERYTHING

    @property
    def of_case(self) -> str:
        """What leads to a column of the case."""
        return "" if self.case == "pk" else f"{self.case}__"


THE_CASE = OwnerColumns("pk")
OF_CASE = OwnerColumns("case")
OF_PART = OwnerColumns("case", "unit_id")
OF_EVENT = OwnerColumns("case", "unit_id", event_sent)
UNDER_PART = OwnerColumns("assignment__case", "assignment__unit_id")
OF_REPLY = OwnerColumns("case", "assignment__unit_id", reply_sent)
BESIDE_PART = OwnerColumns(
    "case", "assignment__unit_id"
)  # of rows that name their case too: it may be a merged paper
OF_VERSION = OwnerColumns("reply__case", "reply__assignment__unit_id", version_sent)


def seen(actor: Actor, aspect: Aspect, at: OwnerColumns) -> Q:
    """Which rows of visible cases the actor sees, when they are this aspect or report it."""
    cells = {relation: TABLE[aspect][relation] for relation in relations_of(actor)}
    if set(cells.values()) == {Visibility.ALL}:
        return EVERYTHING
    found = NOTHING
    for relation, visibility in cells.items():
        found |= _to(actor, relation, visibility, at) & FILTERS[visibility](actor, aspect, at)
    return found


def standing(actor: Actor, case: str) -> QuerySet[Assignment]:
    """Parts of the actor's units that still stand, in the outer query's case."""
    parts = Assignment.objects.filter(case=OuterRef(case), unit_id__in=own_units(actor))
    return parts.exclude(state__in=GONE)


def _to(actor: Actor, relation: Relation, visibility: Visibility, at: OwnerColumns) -> Q:
    """Rows of cases to which the actor is this; not queried where the visibility says it or nothing else can be."""
    if visibility in (Visibility.NONE, Visibility.OWN, Visibility.OPEN) or len(relations_of(actor)) == 1:
        return EVERYTHING
    if relation in SIDES:
        return Q(**{f"{at.of_case}kind__in": kinds_as(actor, relation)})
    roles = ANSWERING if relation is Relation.ANSWERS else {UnitRole.CO}
    return Q(Exists(standing(actor, at.case).filter(role__in=sorted(roles))))


def _own(actor: Actor, aspect: Aspect, at: OwnerColumns) -> Q:
    own = Q(**{f"{at.unit}__in": own_units(actor)})
    if aspect is Aspect.WORKINGS:  # joint leads share the common text among themselves
        own |= Q(Exists(standing(actor, at.case).filter(role=UnitRole.JOINT_LEAD)))
    return own


def _issued(_actor: Actor, _aspect: Aspect, at: OwnerColumns) -> Q:
    return Q(Exists(Reply.objects.filter(case=OuterRef(at.case), state__in=sorted(OUTGOING))))


def _shared(actor: Actor, aspect: Aspect, at: OwnerColumns) -> Q:
    return _issued(actor, aspect, at) & Q(**{f"{at.of_case}pack__body__share_minutes": True})


FILTERS: dict[Visibility, Callable[[Actor, Aspect, OwnerColumns], Q]] = {
    Visibility.ALL: lambda _actor, _aspect, _at: EVERYTHING,
    Visibility.SENT: lambda _actor, _aspect, at: at.sent(),
    Visibility.OWN: _own,
    Visibility.ISSUED: _issued,
    Visibility.SHARED: _shared,
    Visibility.MEETS: lambda _actor, _aspect, at: Q(**{f"{at.of_case}pack__body__has_key": "co_meetings"}),
    Visibility.OPEN: lambda _actor, _aspect, at: Q(**{f"{at.of_case}protect_proposer": False}),
    Visibility.NONE: lambda _actor, _aspect, _at: NOTHING,
}
