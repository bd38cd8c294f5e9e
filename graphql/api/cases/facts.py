"""Derived fields of a list row, as functions of plain values; the graphene path and the fast list both use them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cases.models import Assignment
from cases.reading.worklist import RUNNING, light
from cases.states import GONE, AssignmentState, Origin, UnitRole
from kernel.sql.statements import SOME_KEYS, Statement
from kernel.wording import called

OPINION_GIVEN = (AssignmentState.CO_SUBMITTED, AssignmentState.CO_ACCEPTED, AssignmentState.DONE)


def state_label(state: str, origin: str) -> str:
    """Where a case stands, in Chinese; a consultation is not replied to (办复)."""
    return called("states", f"CASE.{state}", opinion=origin == Origin.CONSULT)


def light_of(state: str, due_on: date | None, yellow_days: int, day: date) -> str:
    """The light of a case's clock on a day."""
    return light(due_on, running=state in RUNNING, yellow_days=yellow_days, on=day).value


def days_left(state: str, due_on: date | None, day: date) -> int | None:
    """Days to the due day, negative when overdue; None when no clock runs."""
    return (due_on - day).days if due_on is not None and state in RUNNING else None


def co_handlers(*, given: bool) -> Coalesce:
    """How many co-handlers a case has, or how many of them have given an opinion, as part of its SELECT."""
    return Coalesce(Subquery(_counted(given), output_field=IntegerField()), 0)


def co_counts(cases: list[int]) -> dict[int, tuple[int, int]]:
    """For cases with co-handlers: opinions given, co-handlers; one query."""
    return {case: (done, total) for case, done, total in _co_counts().rows({SOME_KEYS: cases})}


@cache
def _co_counts() -> Statement:
    given = Count("pk", filter=Q(state__in=OPINION_GIVEN))
    rows = _co().filter(case__in=[SOME_KEYS]).order_by().values_list("case")
    return Statement.of(rows.annotate(done=given, total=Count("pk")))


def _co() -> QuerySet[Assignment]:
    return Assignment.objects.filter(role=UnitRole.CO).exclude(state__in=GONE)


def _counted(given: bool) -> QuerySet[Assignment, Any]:
    rows = _co().filter(case=OuterRef("pk"))
    if given:
        rows = rows.filter(state__in=OPINION_GIVEN)
    return rows.order_by().values("case").annotate(number=Count("pk")).values("number")
