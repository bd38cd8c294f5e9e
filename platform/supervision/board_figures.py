"""The figures of a board, made from counts: stages and lights by kind, units by trouble. Nothing here reads rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cases.models import CaseKind
from cases.states import OPEN, UNIT_FINISHED, AssignmentState, CaseState
from cases.worklist import Light, light
from supervision.tally import Counts

Figures = dict[str, Any]
# Handed in and not yet handed over to a unit: not 在办.
ARRIVED = frozenset({CaseState.REGISTERED, CaseState.UNDER_REVIEW, CaseState.FILED})


def figures_by_kind(counts: Counts, yellow: Mapping[int, int], day: date) -> list[Figures]:
    """For each kind: cases in all, arrived, underway and ended ones, each stage, and clocks by light.

    ``yellow`` says for each pack how many days before its due date a clock turns yellow.
    """
    return [_of_kind(kind, counts, yellow, day) for kind in CaseKind.values]


def _of_kind(kind: str, counts: Counts, yellow: Mapping[int, int], day: date) -> Figures:
    stages: Counter[str] = Counter()
    lights: Counter[Light] = Counter()
    for key, n in counts.items():
        if key.unit_id is None and key.kind == kind:
            stages[key.stage] += n
            if key.due_on is not None:
                days = yellow[key.pack_id or 0]
                lights[light(key.due_on, running=True, yellow_days=days, on=day)] += n
    return {
        "kind": kind,
        "total": stages.total(),
        "arrived": sum(n for stage, n in stages.items() if stage in ARRIVED),
        "unfinished": sum(n for stage, n in stages.items() if stage in OPEN - ARRIVED),
        "green": lights[Light.GREEN],
        "yellow": lights[Light.YELLOW],
        "red": lights[Light.RED],
        "stages": [{"stage": stage, "count": n} for stage, n in sorted(stages.items()) if n],
    }


def figures_by_unit(counts: Counts, units: Iterable[tuple[int, str, str]], day: date) -> list[dict[str, Any]]:
    """For each unit that has a part in any case: what waits, is being done, is over time, is done; worst first."""
    tables: dict[int, Counter[str]] = {}
    for key, n in counts.items():
        if key.unit_id is not None:
            table = tables.setdefault(key.unit_id, Counter())
            table[_standing(key.stage)] += n
            table["to_sign"] += n * (key.stage == AssignmentState.PENDING_SIGN)
            table["overdue"] += n * (key.due_on is not None and key.due_on < day)
    rows = [
        {"id": pk, "name": name, "short_name": short}
        | {what: tables[pk][what] for what in ("to_sign", "doing", "overdue", "done")}
        for pk, name, short in units
        if pk in tables
    ]
    return sorted(rows, key=lambda row: (-int(row["overdue"]), -int(row["doing"]), int(row["id"])))


def _standing(stage: str) -> str:
    if stage in (AssignmentState.RECALLED, AssignmentState.CANCELLED, AssignmentState.RETURNED):
        return "gone"
    return "done" if stage in UNIT_FINISHED else "doing"
