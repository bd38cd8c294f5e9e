"""Rows of duties after a change: what a case owes now, compared with its rows; only what differs is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases.models import CaseDuty
from cases.reading.whole import Whole, whole_cases
from cases.steps.owed import Owed, owed_of
from kernel.clock import now
from kernel.sql import rows
from kernel.sql.row_texts import table_of


@dataclass(slots=True)
class DutyChanges:
    """Rows to add, rows that say something else now, and rows that are over."""

    added: list[CaseDuty] = field(default_factory=list)
    altered: list[CaseDuty] = field(default_factory=list)
    over: list[CaseDuty] = field(default_factory=list)

    @property
    def cases(self) -> set[int]:
        """The cases whose rows differ."""
        return {one.case_id for one in (*self.added, *self.altered, *self.over)}


def renew(keys: Collection[int]) -> None:
    """Bring the rows of these cases up to date, within the transaction that changed them: one statement reads, and
    a second writes where something differs.
    """
    write(changes_of(whole_cases(keys), now()))


def changes_of(cases: Iterable[Whole], moment: datetime) -> DutyChanges:
    """What differs; a duty that is new begins at the moment, one that lasts keeps when it began."""
    found = DutyChanges()
    for whole in cases:
        _compare(whole, moment, found)
    return found


def write(changes: DutyChanges) -> None:
    """Save them all in one statement; none where nothing differs."""
    keys = [one.pk for one in changes.over]
    over = (f'DELETE FROM {table_of(CaseDuty)} WHERE "id" = ANY(%s)', [keys])  # noqa: S608 - names of models only
    if changes.cases:
        rows.write(changes.altered, changes.added, *([over] if keys else []))


def rows_of_new(keys: Iterable[int], owed: Iterable[Owed]) -> Iterator[tuple[Any, ...]]:
    """Rows for COPY of many new cases that are alike: each owes what the blank one does."""
    moment, alike = now().isoformat(), list(owed)
    for key in keys:
        for one in alike:
            yield key, one.duty.value, one.step, one.machine, key, list(one.seats), moment, one.due_on


def _compare(whole: Whole, moment: datetime, found: DutyChanges) -> None:
    known = {_identity(row): row for row in whole.duties}
    owed = {
        (one.duty.value, one.machine, one.subject): one for one in owed_of(whole.case, whole.pack, whole.days)
    }
    left = [row for key, row in known.items() if key not in owed]
    for key, one in owed.items():
        row = known.get(key) or _taken_over(left, one)
        if row is None:
            found.added.append(_row(whole.case.pk, one, moment))
        elif _follow(row, one):
            found.altered.append(row)
    found.over += left


def _taken_over(left: list[CaseDuty], one: Owed) -> CaseDuty | None:
    """The row of the same duty of the same part on another object, which goes on: a draft is submitted next."""
    same = next(
        (row for row in left if row.part_id is not None and (row.duty, row.part_id) == (one.duty, one.part)),
        None,
    )
    if same is not None:
        left.remove(same)
    return same


def _identity(row: CaseDuty) -> tuple[str, str, int]:
    return row.duty, row.machine, row.subject


def _follow(row: CaseDuty, one: Owed) -> bool:
    """Let a row say what is owed; whether it said something else. What it said before is kept for the statement."""
    rows.remember(row)
    wanted = _values(one)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    return True


def _values(one: Owed) -> dict[str, Any]:
    return {
        "duty": one.duty.value,
        "step": one.step,
        "machine": one.machine,
        "subject": one.subject,
        "part_id": one.part,
        "unit_id": one.unit,
        "seats": list(one.seats),
        "person_id": one.person,
        "due_on": one.due_on,
        "begins_on": one.begins_on,
    }


def _row(case: int, one: Owed, moment: datetime) -> CaseDuty:
    return CaseDuty(case_id=case, since=moment, **_values(one))
