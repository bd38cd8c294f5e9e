"""Projection of due days: the columns that lists, lights and clocks read, each with the due day that it repeats.

``DueDay`` holds how a day was counted, its newest row is the truth; a column repeats that row's day so that lists need
no second look. ``differences`` compares every column with its row; ``lianban supervision recount`` prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery

from cases.models import Assignment, Case, DueDay, DueKind, FeedbackRound, ReturnRequest
from cases.reading.worklist import CLOCK_OFF
from cases.states import ANSWERING, GONE, UnitRole


@dataclass(frozen=True, slots=True)
class Column:
    """A column that repeats a due day: of rows of a model, the newest of a kind by the key that names the row."""

    model: type[Model]
    name: str
    what: DueKind
    key: str  # column of DueDay that holds the row's key


@dataclass(frozen=True, slots=True)
class ProjectionDifference:
    """A column that does not say what its due day says."""

    case_id: int
    column: str  # "assignment.due_on"
    key: int
    stored: date | None
    expected: date | None


COLUMNS = (
    Column(Assignment, "sign_due_on", DueKind.SIGN, "assignment"),
    Column(Assignment, "return_until", DueKind.RETURN, "assignment"),
    Column(Assignment, "due_on", DueKind.ANSWER, "assignment"),
    Column(ReturnRequest, "adjudicate_due_on", DueKind.ADJUDICATE, "subject"),
    Column(FeedbackRound, "due_on", DueKind.FEEDBACK, "subject"),
)


def differences() -> list[ProjectionDifference]:
    """Every column of the present government that differs from its due day; empty when all is right."""
    found = [one for column in COLUMNS for one in _of_rows(column)]
    return found + list(_of_cases())


def _of_rows(column: Column) -> Iterator[ProjectionDifference]:
    newest = DueDay.objects.filter(**{column.key: OuterRef("pk"), "what": column.what}).order_by("-pk")
    rows: QuerySet[Model] = column.model._default_manager.annotate(
        expected=Subquery(newest.values("day")[:1])
    )
    differing = rows.filter(~Q(expected=F(column.name)) | Q(expected=None))
    case = "assignment__case_id" if column.model is ReturnRequest else "case_id"
    table = f"{column.model._meta.model_name}.{column.name}"
    for key, case_id, stored, expected in differing.values_list("pk", case, column.name, "expected"):
        yield ProjectionDifference(case_id, table, key, stored, expected)


def _of_cases() -> Iterator[ProjectionDifference]:
    """A case repeats the earliest day of its answering parts that run, and that of its co-handlers."""
    parts = Assignment.objects.exclude(state__in=GONE).order_by("pk")
    by_case: dict[int, list[Assignment]] = {}
    for one in parts:
        by_case.setdefault(one.case_id, []).append(one)
    for case in Case.objects.filter(pk__in=by_case):
        for name, expected in days_of_case(case, by_case[case.pk]).items():
            stored = getattr(case, name)
            if stored != expected:
                yield ProjectionDifference(case.pk, f"case.{name}", case.pk, stored, expected)


def days_of_case(case: Case, standing: list[Assignment]) -> dict[str, date | None]:
    """``due_on`` and ``co_due_on`` of a case with these standing parts."""
    answering = [one for one in standing if one.role in ANSWERING]
    co = [one for one in standing if one.role == UnitRole.CO]
    if case.asked_opinion and not answering:
        answering, co = co, []
    running = [one for one in answering if one.state not in CLOCK_OFF]
    return {
        "due_on": min((one.due_on for one in running or answering), default=case.due_on),
        "co_due_on": min((one.due_on for one in co), default=None),
    }
