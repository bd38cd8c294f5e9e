"""Columns that repeat a due day, compared with it: ``lianban supervision recount`` prints the differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery

from cases.models import Assignment, Case, DueDay, DueKind
from cases.models.due_columns import AGAIN, COLUMNS, Column, days_of_case
from cases.states import GONE, CaseState


@dataclass(frozen=True, slots=True)
class ProjectionDifference:
    """A column that does not say what its due day says."""

    case_id: int
    column: str  # "assignment.due_on"
    key: int
    stored: date | None
    expected: date | None


def differences() -> list[ProjectionDifference]:
    """Every column of the present government that differs from its due day; empty when all is right.

    ``upper_due_on`` is not among them: it repeats a message of the government above, which may be on its way.
    """
    found = [one for column in COLUMNS for one in _of_rows(column)]
    return [*found, *_of_first_answers(), *_of_cases(), *_of_history()]


def _of_rows(column: Column) -> Iterator[ProjectionDifference]:
    newest = DueDay.objects.filter(**{column.key: OuterRef("pk"), "what": column.what}).order_by("-pk")
    rows: QuerySet[Model] = column.model._default_manager.annotate(
        expected=Subquery(newest.values("day")[:1])
    )
    differing = rows.filter(~Q(expected=F(column.name)) | Q(expected=None))
    has_case = any(one.name == "case" for one in column.model._meta.get_fields())
    table = f"{column.model._meta.model_name}.{column.name}"
    values = ("pk", "case_id" if has_case else "assignment__case_id", column.name, "expected")
    for key, case_id, stored, expected in differing.values_list(*values):
        yield ProjectionDifference(case_id, table, key, stored, expected)


def _of_first_answers() -> Iterator[ProjectionDifference]:
    """A part that answers again keeps the day that held before."""
    answers = DueDay.objects.filter(assignment=OuterRef("pk"), what=DueKind.ANSWER)
    again = answers.filter(reckoning__deadline=AGAIN).order_by("pk").values("pk")[:1]
    parts = Assignment.objects.annotate(again=Subquery(again))
    before = answers.filter(pk__lt=OuterRef("again")).order_by("-pk").values("day")[:1]
    for one in parts.annotate(before=Subquery(before)).filter(
        Q(again__isnull=False) | Q(first_due_on__isnull=False)
    ):
        if one.first_due_on != one.before:
            yield ProjectionDifference(
                one.case_id, "assignment.first_due_on", one.pk, one.first_due_on, one.before
            )


def _of_cases() -> Iterator[ProjectionDifference]:
    """A case repeats the earliest day of its answering parts that run, and that of its co-handlers."""
    by_case: dict[int, list[Assignment]] = {}
    for part in Assignment.objects.exclude(state__in=GONE).order_by("pk"):
        by_case.setdefault(part.case_id, []).append(part)
    for case in Case.objects.filter(pk__in=by_case):
        due_on, co_due_on = days_of_case(case, by_case[case.pk])
        yield from _differing(case, (("due_on", due_on), ("co_due_on", co_due_on)))


def _of_history() -> Iterator[ProjectionDifference]:
    """A case that was answered before it came in repeats the day by which that was due."""
    history = Case.objects.filter(state=CaseState.ARCHIVED, assignments=None)
    answers = DueDay.objects.filter(case=OuterRef("pk"), assignment=None, what=DueKind.ANSWER)
    for case in history.annotate(expected=Subquery(answers.order_by("-pk").values("day")[:1])):
        yield from _differing(case, (("due_on", case.expected),))


def _differing(case: Case, expected: Iterable[tuple[str, date | None]]) -> Iterator[ProjectionDifference]:
    for name, day in expected:
        stored = getattr(case, name)
        if stored != day:
            yield ProjectionDifference(case.pk, f"case.{name}", case.pk, stored, day)
