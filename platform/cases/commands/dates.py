"""Recount of a running case's due days: a new calendar, another pack, another day of the government above."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from cases.changing.change import Change, Due
from cases.changing.door import through
from cases.clocks.pack_change import bound
from cases.clocks.parts import summarise
from cases.clocks.recount import Move, move_text, moves_of, restated_of
from cases.exchange import follow
from cases.models import Assignment, Case, Commitment, DueDay, DueKind, FeedbackRound, Reply, ReturnRequest
from cases.models.due_columns import COLUMNS, follow_upper
from cases.steps import lifecycle
from kernel.refusals import Refusal
from kernel.wording import label, section
from rules.explaining.sentences import in_words_of
from rules.models import RulePack
from rules.queries import pack_of

OF_PARTS = frozenset(one.what for one in COLUMNS if one.model is Assignment)


@through(lifecycle.MOVE_DATES)
def move_dates(
    change: Change, *, cause: str, source: str, pack_id: int | None = None, upper_due_on: date | None = None
) -> None:
    """Count the running due days of a case again; each that moves is recorded with its new reckoning.

    ``cause`` is CALENDAR, PACK or UPPER, ``source`` what it rests on (the notice, the pack, who). ``pack_id`` is the
    pack by which the case goes on. Refused when nothing moves, unless the pack or the upper day changes.
    """
    if cause not in section("date_causes"):
        raise Refusal("choice_unknown", field="cause", label=label("fields", "cause"))
    case = change.case
    row = RulePack.objects.get(pk=pack_id) if pack_id else None
    if row is not None and row.kind != case.kind:
        raise Refusal("pack_of_other_kind", field="packId")
    if row is not None and bound([case], pack_of(row)):
        raise Refusal("pack_classes_differ", field="packId")
    changed = (row is not None and row.pk != case.pack_id) or upper_due_on not in (None, case.upper_due_on)
    case.pack = row or case.pack
    follow_upper(case, upper_due_on)
    found = moves_of([case], pack=pack_of(row) if row else None).get(case.pk, [])
    if not found and not changed:
        raise Refusal("dates_stand")
    for one in found:
        _move(change, one)
    for part in change.case.assignments.all():
        if _moves(found, part.pk):
            follow(change, part, "move_date")
    summarise(change)
    change.facts = {
        "cause": label("date_causes", cause),
        "source": source,
        "moved": [in_words_of(pack_of(case.pack), move_text(one)) for one in found],
    }


def restate_dates(cases: Collection[int]) -> int:
    """Add the present reckoning of these cases' running due days that stand but are counted otherwise now; how many.

    No step of a case: its days stay, so the row keeps the version under which its day was set.
    """
    if not cases:
        return 0
    with transaction.atomic():
        locked = Case.objects.select_related("pack").filter(pk__in=cases)
        found = restated_of(locked.select_for_update(of=("self",)).order_by("pk"))
        rows = [
            DueDay(
                case_id=old.case_id,
                assignment_id=old.assignment_id,
                what=old.what,
                subject=old.subject,
                day=old.day,
                reckoning=new.as_json(),
                version=old.version,
            )
            for old, new in ((one.old, one.new) for one in found)
        ]
        DueDay.objects.bulk_create(rows)
    return len(rows)


def _moves(found: Collection[Move], part: int) -> bool:
    """Whether a day that the part's row carries is among the moved."""
    return any(one.old.assignment_id == part and one.old.what in OF_PARTS for one in found)


def _move(change: Change, move: Move) -> None:
    old = move.old
    part = next((one for one in change.case.assignments.all() if one.pk == old.assignment_id), None)
    subject = _subject(change, old.what, old.subject or 0)
    change.due(DueKind(old.what), move.new, part or old.assignment, subject)


def _subject(change: Change, what: str, pk: int) -> Due | None:
    """What the day is about, where that is no part of the case."""
    if what == DueKind.FEEDBACK:
        asked = FeedbackRound.objects.get(pk=pk)
        asked.case = change.case
        return asked
    if what == DueKind.ADJUDICATE:
        return ReturnRequest.objects.get(pk=pk)
    if what == DueKind.FULFILMENT:
        return Commitment.objects.get(pk=pk)
    return Reply.objects.get(pk=pk) if what == DueKind.PUBLISH else None
