"""Ledger columns of later stages, by the rule pack: when a reply was due, and whether it was late.

The list's word is kept as it is; no step is taken on it. A paper that the list says was dispatched and answered is
history: it enters the archive at once and is nobody's work.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from cases.inputs import RegisterInput
from cases.models import Case
from cases.models.due_columns import say_history
from cases.states import CaseState
from kernel.clock import today
from kernel.wording import sentence
from rules.counting.deadlines import Reckoning, due
from rules.pack import Pack


def answering_by(pack: Pack) -> Callable[[date], Reckoning]:
    """By when an answer is due after a day of dispatch; counted once for each day, of which a list names few."""
    return cache(partial(due, pack, "reply"))


def answer_due(paper: RegisterInput, due_after: Callable[[date], Reckoning]) -> Reckoning | None:
    """By when the paper was to be answered after the list's day of dispatch; None where it states none."""
    return due_after(paper.handed_over_on) if paper.handed_over_on else None


def days_late(paper: RegisterInput, reckoning: Reckoning) -> int | None:
    """Days by which the list's answer came after the due day, 0 in time; None where the days contradict each other."""
    if paper.answered_on is None or paper.handed_over_on is None or paper.answered_on < paper.handed_over_on:
        return None
    return max((paper.answered_on - reckoning.day).days, 0)


def is_history(paper: RegisterInput, reckoning: Reckoning) -> bool:
    """Whether the list states that the paper was dispatched and answered before today."""
    answered = paper.answered_on
    return answered is not None and answered <= today() and days_late(paper, reckoning) is not None


def archive_as_history(case: Case, paper: RegisterInput, reckoning: Reckoning | None) -> None:
    """Bring a new paper that was dispatched and answered before, as its list states, into the archive with its days."""
    if reckoning is None or not is_history(paper, reckoning):
        return
    case.state = CaseState.ARCHIVED
    say_history(case, reckoning)
    case.dispatched_on, case.replied_on = paper.handed_over_on, paper.answered_on


def registration_facts(paper: RegisterInput, reckoning: Reckoning | None) -> dict[str, Any]:
    """Facts of the registration event about it."""
    if reckoning is None:
        return {}
    late = days_late(paper, reckoning)
    facts = {"due_on": reckoning.day.isoformat()}
    if late is not None and paper.answered_on is not None:
        facts["answered_on"] = paper.answered_on.isoformat()
        facts["lateness"] = sentence("late_by", days=late) if late else sentence("in_time")
    return facts
