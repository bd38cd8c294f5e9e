"""Recount of due days: which running ones differ under another calendar or pack. Nothing is changed here.

The rule of a due day is its own reckoning, so a new calendar needs no pack; a new pack puts its spans in place of
theirs. Days that a person named, and those of work that is done, stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Commitment, DueDay, DueKind, FeedbackRound, ReturnRequest
from cases.reading.worklist import RUNNING
from cases.states import ANSWERING, AWAITING, CLOCK_OFF, AssignmentState, CaseState, CommitmentState
from cases.steps.parts import wants_opinion
from cases.steps.upper import before_upper
from kernel.clock import today
from kernel.wording import called, sentence
from kernel.workdays import WorkCalendar
from rules.counting.deadlines import Reckoning, of_json, reckon
from rules.pack import Pack
from rules.queries import pack_of
from rules.values import Span

RETURNABLE = frozenset({AssignmentState.PENDING_SIGN, AssignmentState.HANDLING})
OPEN_STATES = frozenset({*RUNNING, CaseState.FILED, CaseState.REPLIED, CaseState.TRACKING})
ARRIVED = frozenset(
    {CaseState.REGISTERED, CaseState.UNDER_REVIEW}
)  # no day runs yet, but rules of review hold


@dataclass(frozen=True, slots=True)
class Move:
    """A running due day and what it would be: ``old`` is the row that holds now, ``new`` its reckoning again."""

    old: DueDay
    new: Reckoning


def moves(*, pack: Pack | None = None, calendar: WorkCalendar | None = None) -> dict[int, list[Move]]:
    """Running due days of the present government that would be other days, by case; five queries.

    With ``pack`` only cases of its kind, by its spans; else by the spans they were counted with. A period that the
    pack does not state any more keeps its day.
    """
    open_cases = Case.objects.filter(state__in=OPEN_STATES).select_related("pack")
    return moves_of(open_cases.filter(kind=pack.kind) if pack else open_cases, pack=pack, calendar=calendar)


def moves_of(
    cases: Iterable[Case], *, pack: Pack | None = None, calendar: WorkCalendar | None = None
) -> dict[int, list[Move]]:
    """The same for these cases, as they are in memory: their state, and the day of the government above."""
    return {
        key: moved
        for key, counted in _again_of(cases, pack, calendar).items()
        if (moved := [one for one in counted if one.new.day != one.old.day])
    }


def restated_of(cases: Iterable[Case]) -> list[Move]:
    """Running due days of these cases that stand, but are counted otherwise: a year was announced meanwhile."""
    counted = (one for moved in _again_of(cases, None, None).values() for one in moved)
    return [one for one in counted if one.new.day == one.old.day and _reads_otherwise(one)]


def _reads_otherwise(move: Move) -> bool:
    old, new = of_json(move.old.reckoning), move.new
    return (old.passed, old.made_up, old.unannounced) != (new.passed, new.made_up, new.unannounced)


def _again_of(
    cases: Iterable[Case], pack: Pack | None, calendar: WorkCalendar | None
) -> dict[int, list[Move]]:
    """Running due days of these cases, each with its reckoning again, by case."""
    found = {one.pk: one for one in cases}
    rows = _newest(found)
    subjects = _open_subjects(rows)
    by_case: dict[int, list[DueDay]] = {}
    for row in rows:
        if _runs(row, found[row.case_id], subjects):
            by_case.setdefault(row.case_id, []).append(row)
    return {key: list(_counted(found[key], running, pack, calendar)) for key, running in by_case.items()}


def _newest(cases: Iterable[int]) -> list[DueDay]:
    """The due day that holds of each kind, part and subject."""
    kinds = ("case_id", "assignment_id", "what", "subject")
    return list(
        DueDay.objects.filter(case__in=list(cases))
        .select_related("assignment__unit")
        .order_by(*kinds, "-id")
        .distinct(*kinds)
    )


def _open_subjects(rows: Iterable[DueDay]) -> dict[str, set[int]]:
    """Keys of requests that are not decided, rounds not answered and claims not judged, among the rows' subjects."""
    asked: dict[str, set[int]] = {}
    for row in rows:
        if row.subject is not None:
            asked.setdefault(row.what, set()).add(row.subject)
    of_kind: dict[str, QuerySet[Any]] = {
        DueKind.FULFILMENT: Commitment.objects.filter(state=CommitmentState.CLAIMED),
        DueKind.ADJUDICATE: ReturnRequest.objects.filter(decision=""),
        DueKind.FEEDBACK: FeedbackRound.objects.filter(state__in=AWAITING),
    }
    return {kind: _among(rows, asked.get(kind)) for kind, rows in of_kind.items()}


def _among(rows: QuerySet[Any], keys: set[int] | None) -> set[int]:
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _runs(row: DueDay, case: Case, subjects: Mapping[str, set[int]]) -> bool:
    """Whether somebody still has to keep the day."""
    if row.what in subjects:
        return row.subject in subjects[row.what]
    if row.what in (DueKind.DISPATCH, DueKind.INFORM):
        return case.state == CaseState.FILED
    part = row.assignment
    if row.what == DueKind.PUBLISH or part is None:
        return row.day >= today()
    if case.state not in RUNNING:
        return False
    if row.what == DueKind.SIGN:
        return part.state == AssignmentState.PENDING_SIGN
    if row.what in (DueKind.RETURN, DueKind.CONTACT):
        return part.state in RETURNABLE and row.day >= today()
    return part.state not in CLOCK_OFF


def _counted(
    case: Case, rows: list[DueDay], pack: Pack | None, calendar: WorkCalendar | None
) -> Iterator[Move]:
    """The rows that follow a rule; those that answer come first, for others may count back from them."""
    answers: list[date] = []
    for row in sorted(rows, key=_answering_first):
        stored: Reckoning | None = None if "told" in row.reckoning else of_json(row.reckoning)
        new = _again(case, row, stored, pack, calendar, min(answers, default=None)) if stored else None
        part = row.assignment
        if row.what == DueKind.ANSWER and part is not None and part.role in ANSWERING:
            answers.append(new.day if new else row.day)
        if new is not None:
            yield Move(row, new)


def _answering_first(row: DueDay) -> tuple[bool, int]:
    part = row.assignment
    return not (row.what == DueKind.ANSWER and part is not None and part.role in ANSWERING), row.pk


def _again(
    case: Case,
    row: DueDay,
    stored: Reckoning,
    pack: Pack | None,
    calendar: WorkCalendar | None,
    lead_due: date | None,
) -> Reckoning | None:
    span = _span(stored, pack)
    if span is None or (span.before_lead and lead_due is None):
        return None
    counted = reckon(span, stored.deadline, stored.base, calendar, lead_due=lead_due)
    # the day it runs from stays, and so does what that day is: also that the signature is awaited
    new = replace(counted, since=stored.since, provisional=stored.provisional)
    if row.what != DueKind.ANSWER or case.upper_due_on is None:
        return new
    return before_upper(case, pack or pack_of(case.pack), new, stored.base)


def _span(stored: Reckoning, pack: Pack | None) -> Span | None:
    """The span to count by: the pack's, or the one that was counted; None where a person named the day."""
    if stored.chosen_by:
        return None
    return pack.deadlines.get(stored.deadline) if pack else stored.span()


def move_text(move: Move) -> str:
    """A move in a line, e.g. 市水务局 办理期限：2027-02-26 改为 2027-03-01."""
    part = move.old.assignment
    return sentence(
        "date_moved",
        unit=part.unit.short_name if part else "",
        what=called("due_kinds", move.old.what, opinion=wants_opinion(part)),
        old=move.old.day.isoformat(),
        new=move.new.day.isoformat(),
    ).strip()
