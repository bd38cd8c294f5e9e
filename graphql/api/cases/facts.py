"""Derived fields of a list row, as functions of plain values; the graphene path and the fast list both use them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cases.models import Assignment, Case
from cases.reading.holders import DutyRows
from cases.reading.worklist import RUNNING, light
from cases.states import GONE, AssignmentState, Origin, UnitRole
from kernel.sql.statements import KEYS_PARAM, Statement
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


def duty_texts(cases: list[int]) -> dict[int, str | None]:
    """The rows of duties of cases that the viewer sees; one query."""
    return dict(_duty_texts().rows({KEYS_PARAM: cases}))


@cache
def _duty_texts() -> Statement:
    cases = Case.objects.filter(pk__in=[KEYS_PARAM]).order_by()
    return Statement.of(cases.annotate(**BESIDE).values_list("pk", *BESIDE))


def counted_columns(cases: list[int]) -> dict[int, dict[str, int]]:
    """``COUNTED`` of cases that the viewer sees; one query."""
    found = _counted_columns().rows({KEYS_PARAM: cases})
    return {case: dict(zip(COUNTED, numbers, strict=True)) for case, *numbers in found}


@cache
def _counted_columns() -> Statement:
    cases = Case.objects.filter(pk__in=[KEYS_PARAM]).order_by()
    return Statement.of(cases.annotate(**COUNTED).values_list("pk", *COUNTED))


def _co_handlers(**only: Any) -> Coalesce:
    """How many co-handlers a case has, or how many of only these, as part of its SELECT."""
    parts = Assignment.objects.filter(case=OuterRef("pk"), role=UnitRole.CO, **only).exclude(state__in=GONE)
    number = parts.order_by().values("case").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


# What is counted for a case in its SELECT, by the name of a column.
COUNTED: dict[str, Any] = {
    "co_given": _co_handlers(state__in=OPINION_GIVEN),
    "co_all": _co_handlers(),
}
# What is read beside a case in its SELECT, in the same way: its duties, as a text.
BESIDE: dict[str, Any] = {"duty_rows": DutyRows("pk")}
