"""Work to do (待办) of an actor as keys of cases, derived from the lifecycle table.

Looked up from the objects in whose state a duty step leaves, so that the archive is not read for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from cases.models import Assignment, Case
from cases.models.subjects import MODELS
from cases.states import ANSWERING, FOR_OPINION, GONE, Machine, Origin
from cases.steps.lifecycle import STEPS
from cases.steps.rights import roles_for, units_for
from cases.steps.step import Scope, Step, Units
from kernel.actor import Actor
from people.models import Unit
from people.roles import Role
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import pack_of


def duties_of(actor: Actor) -> Q:
    """Cases in which a duty step is this actor's to take now; its negation reads well too."""
    keys = _keys_of_all(actor)
    return Q(pk__in=()) if keys is None else Q(pk__in=keys)


def with_duties(cases: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The same as a filter, for pages: the keys are looked up first and once.

    Left to choose, the planner walks the archive in the page's order and compares each row with every key.
    """
    keys = _keys_of_all(actor)
    return cases.none() if keys is None else cases.filter(EqualsAny(F("pk"), ArraySubquery(keys)))


class EqualsAny(Func):
    """Whether a value is one of an array's (``value = ANY (array)``), as a condition."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def _keys_of_all(actor: Actor) -> QuerySet[Any, Any] | None:
    """Keys of all duties in one query; None for whoever has none."""
    if actor.read_only:
        return None
    keys = list(_keys_of_duties(actor))
    return keys[0].union(*keys[1:], all=True) if keys else None


def _keys_of_duties(actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Keys of the cases for each duty step, looked up among what is open: the archive is not read for them.

    A case may come more than once.
    """
    packs = list(RulePack.objects.order_by("kind", "version"))
    procedures = list(_procedures(packs))
    of_cases = Q(pk__in=())
    for step in STEPS:
        for units, under in _turns(step, actor, procedures) if step.duty or step.owing else ():
            if step.owing is not None:
                yield _keys(Case.objects.filter(step.owing.cases(units, packs), _either(under)), "pk")
            elif step.machine is Machine.CASE:
                of_cases |= _either(under) & Q(state__in=step.leaves) & _turn(step)
            else:
                yield _keys(_holding(step, units).filter(_either(under, "case__")), "case_id")
    yield _keys(Case.objects.filter(of_cases), "pk")


def _keys(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(name)


Under = list[dict[str, Any]]  # what a case is under, one of these; empty: whatever it is under
Turn = tuple[Units, Under]


def _turns(step: Step, actor: Actor, procedures: Sequence[tuple[Pack, dict[str, Any]]]) -> list[Turn]:
    """In which units the step is this actor's (None: in any), and under which packs."""
    found: list[tuple[Units, Under]] = []
    for pack, under in procedures:
        for units in _units_of(step, actor, pack):
            alike = next((unders for other, unders in found if other == units), None)
            if alike is None:
                found.append((units, [under]))
            else:
                alike.append(under)
    return [(units, [] if len(unders) == len(procedures) else unders) for units, unders in found]


def _units_of(step: Step, actor: Actor, pack: Pack) -> Iterator[Units]:
    roles = roles_for(step, pack.kind, pack)
    if step.scope in (Scope.GOVERNMENT, Scope.SIDE):
        if roles & actor.roles:
            yield None
        return
    units = units_for(actor, roles)
    if units:
        yield units
    if step.acted_for and Role.GENERAL_OFFICE in actor.roles:
        yield ACTED_FOR_UNITS
    if step.scope is Scope.LEAD and Role.GENERAL_OFFICE in actor.roles:
        yield NOBODY_LEADS


def _either(unders: Under, prefix: str = "") -> Q:
    found = Q()
    for under in unders:
        found |= Q(**{f"{prefix}{name}": value for name, value in under.items()})
    return found


def _procedures(packs: Iterable[RulePack]) -> Iterator[tuple[Pack, dict[str, Any]]]:
    """Packs with the condition that a case is under one; those that name the same people are taken together."""
    named = [step for step in STEPS if step.by is not None and (step.duty or step.owing)]
    alike: dict[tuple[str, tuple[frozenset[Role], ...]], list[RulePack]] = {}
    for row in packs:
        pack = pack_of(row)
        people = tuple(roles_for(step, pack.kind, pack) for step in named)
        alike.setdefault((pack.kind, people), []).append(row)
    ways = Counter(kind for kind, _ in alike)
    for (kind, _), rows in alike.items():
        yield pack_of(rows[0]), {"kind": kind} if ways[kind] == 1 else {"pack__in": [one.pk for one in rows]}


# Where only an opinion is wanted, or a lower government leads, the office does what the lead would (``rights.may``).
NOBODY_LEADS: Units = frozenset()
ACTED_FOR_UNITS = Unit.objects.exclude(government="").values_list("pk", flat=True)  # lower governments


def _holding(step: Step, units: Units) -> QuerySet[Any]:
    """Objects from which the step leaves, in these units (None: in any)."""
    if step.machine is Machine.ASSIGNMENT:
        return _assignments_at(step, units)
    rows: QuerySet[Any] = MODELS[step.machine]._default_manager.filter(_turn(step), state__in=step.leaves)
    if step.own:
        rows = rows.filter(case__origin=Origin.OWN)
    return rows if units is None else rows.filter(assignment__unit_id__in=units)


def _turn(step: Step) -> Q:
    """What the step needs beside state and right to be somebody's turn."""
    return Q() if step.turn is None else step.turn()


def _assignments_at(step: Step, units: Units) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(_turn(step), state__in=step.leaves)
    if step.unit_roles:
        rows = rows.filter(role__in=step.unit_roles)
    if units is None:
        return rows
    if units == NOBODY_LEADS:
        leading = _leads().filter(unit_id__in=ACTED_FOR_UNITS)
        return rows.filter(Q(case__origin__in=FOR_OPINION) | Q(Exists(leading)))
    if step.scope is Scope.UNIT:
        return rows.filter(unit_id__in=units)
    return rows.filter(Exists(_leads().filter(unit_id__in=units)))


def _leads() -> QuerySet[Assignment]:
    """The standing answering parts of the outer row's case."""
    parts = Assignment.objects.filter(case=OuterRef("case"), role__in=ANSWERING)
    return parts.exclude(state__in=GONE)
