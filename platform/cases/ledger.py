"""What a list tells of later stages, judged by the rule pack: by when an answer was due, and whether it was late.

The list's word is kept as it is; no step is taken on it.
"""

from __future__ import annotations

from typing import Any

from cases.inputs import RegisterInput
from kernel.wording import sentence
from rules.deadlines import Reckoning, due
from rules.pack import Pack


def answer_due(paper: RegisterInput, pack: Pack) -> Reckoning | None:
    """By when the paper was to be answered after the list's day of dispatch; None where it tells none."""
    return due(pack, "reply", paper.handed_over_on) if paper.handed_over_on else None


def days_late(paper: RegisterInput, reckoning: Reckoning) -> int | None:
    """Days by which the list's answer came after the due day, 0 in time; None where the days contradict each other."""
    if paper.answered_on is None or paper.handed_over_on is None or paper.answered_on < paper.handed_over_on:
        return None
    return max((paper.answered_on - reckoning.day).days, 0)


def told_of(paper: RegisterInput, reckoning: Reckoning | None) -> dict[str, Any]:
    """What the event of registration tells of it."""
    if reckoning is None:
        return {}
    late = days_late(paper, reckoning)
    facts = {"due_on": reckoning.day.isoformat()}
    if late is not None and paper.answered_on is not None:
        facts["answered_on"] = paper.answered_on.isoformat()
        facts["lateness"] = sentence("late_by", days=late) if late else sentence("in_time")
    return facts
