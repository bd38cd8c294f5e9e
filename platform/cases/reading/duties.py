"""Work to do (待办) of an actor: cases with a duty that one of its seats may act on, found by the rows of duties."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, DateField, F, Func, Min, OuterRef, Q, QuerySet, Subquery

from cases.duties import Duty
from cases.models import Case, CaseDuty
from cases.models.duty import begun
from cases.reading.queries import visible_cases
from cases.steps.rights import seat_keys
from kernel.actor import Actor
from kernel.clock import today


def duty_rows(actor: Actor) -> QuerySet[CaseDuty]:
    """The duties of this actor that exist today; none for whoever only looks."""
    if actor.read_only or not actor.seats:
        return CaseDuty.objects.none()
    return CaseDuty.objects.filter(begun(today()), seats__overlap=sorted(seat_keys(actor.seats)))


def duties_of(actor: Actor) -> Q:
    """Cases in which a duty is this actor's now; its negation reads well too."""
    return Q(pk__in=_cases(duty_rows(actor)))


def with_duties(cases: QuerySet[Case], actor: Actor, kinds: Collection[Duty] | None = None) -> QuerySet[Case]:
    """The same as a filter, for pages, and for some kinds of duties only: the keys are looked up first and once.

    Left to choose, the planner walks the archive in the page's order and compares each row with every key.
    """
    if actor.read_only or not actor.seats:
        return cases.none()
    rows = duty_rows(actor)
    if kinds is not None:
        rows = rows.filter(duty__in=sorted(kinds))
    return cases.filter(EqualsAny(F("pk"), ArraySubquery(_cases(rows))))


def my_day(actor: Actor) -> Subquery:
    """The day by which the actor must have acted in the outer query's case, the nearest; null where none is set."""
    rows = duty_rows(actor).filter(case=OuterRef("pk")).order_by().values("case")
    return Subquery(rows.annotate(nearest=Min("due_on")).values("nearest"), output_field=DateField())


def counted_duties(
    actor: Actor, kinds: Sequence[str] | None = None, session: int | None = None
) -> QuerySet[Any, Any]:
    """How many visible cases have each of the actor's duties, and in how many its day is past."""
    cases = visible_cases(actor)
    if kinds is not None:
        cases = cases.filter(kind__in=kinds)
    if session is not None:
        cases = cases.filter(session=session)
    late = Count("case", distinct=True, filter=Q(due_on__lt=today()))
    found = duty_rows(actor).filter(case__in=cases).order_by().values("duty")
    return found.annotate(count=Count("case", distinct=True), overdue=late)


class EqualsAny(Func):
    """Whether a value is one of an array's (``value = ANY (array)``), as a condition."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def _cases(rows: QuerySet[CaseDuty]) -> QuerySet[Any, Any]:
    return rows.order_by().values_list("case_id")
