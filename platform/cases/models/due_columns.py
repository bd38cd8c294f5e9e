"""Columns that repeat a due day, each with the due day that it repeats; no other module assigns one.

``DueDay`` holds how a day was counted, its newest row is the truth; a column repeats that row's day so that lists,
lights and clocks need no second look. A case repeats the earliest days of its parts. ``cases.clocks.projection``
compares, an architecture test looks for assignments elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from cases.models.answer import FeedbackRound
from cases.models.case import Case
from cases.models.due import DueKind
from cases.models.handling import Assignment, ReturnRequest, UrgeNotice
from cases.states import ANSWERING, CLOCK_OFF, UnitRole
from rules.counting.deadlines import Reckoning

AGAIN = "rehandle"  # the deadline of the pack by which a part that has answered answers again


@dataclass(frozen=True, slots=True)
class Column:
    """A column that repeats a due day: of rows of a model, the newest of a kind by the key that names the row."""

    model: type[Model]
    name: str
    what: DueKind
    key: str  # column of DueDay that holds the row's key


COLUMNS = (
    Column(Assignment, "sign_due_on", DueKind.SIGN, "assignment"),
    Column(Assignment, "return_until", DueKind.RETURN, "assignment"),
    Column(Assignment, "due_on", DueKind.ANSWER, "assignment"),
    Column(ReturnRequest, "adjudicate_due_on", DueKind.ADJUDICATE, "subject"),
    Column(FeedbackRound, "due_on", DueKind.FEEDBACK, "subject"),
    Column(UrgeNotice, "reply_by", DueKind.URGE, "subject"),
)
# Columns that follow from those of the parts, from the first answer's day, and from the day of the government above.
DERIVED = ((Case, "due_on"), (Case, "co_due_on"), (Case, "upper_due_on"), (Assignment, "first_due_on"))


def repeat(row: Model, what: DueKind, reckoning: Reckoning) -> bool:
    """Let a row say the due day that was set for it; whether it has a column for that."""
    column = next((one for one in COLUMNS if one.what == what and isinstance(row, one.model)), None)
    if column is None:
        return False
    if what == DueKind.ANSWER and reckoning.deadline == AGAIN and isinstance(row, Assignment):
        row.first_due_on = row.first_due_on or row.due_on
    setattr(row, column.name, reckoning.day)
    return True


def summarise_days(case: Case, standing: Sequence[Assignment]) -> None:
    """Let a case say the days of its standing parts."""
    case.due_on, case.co_due_on = days_of_case(case, standing)


def days_of_case(case: Case, standing: Iterable[Assignment]) -> tuple[date | None, date | None]:
    """``due_on`` and ``co_due_on`` of a case: the earliest day of its answering parts that run, and of its co-handlers.

    Where another government wants an opinion and nobody answers here, the co-handlers are who answers.
    """
    parts = list(standing)
    answering = [one for one in parts if one.role in ANSWERING]
    co = [one for one in parts if one.role == UnitRole.CO]
    if case.asked_opinion and not answering:
        answering, co = co, []
    running = [one for one in answering if one.state not in CLOCK_OFF]  # a part that is done rings no more
    return (
        min((one.due_on for one in running or answering), default=case.due_on),
        min((one.due_on for one in co), default=None),
    )


def say_history(case: Case, reckoning: Reckoning) -> None:
    """Let a case that was answered before it came in, and has no parts here, say by when that was due."""
    case.due_on = reckoning.day


def follow_upper(case: Case, day: date | None) -> None:
    """Let a case say the day of the government above, as its message states it; it stays where that states none."""
    case.upper_due_on = day or case.upper_due_on
