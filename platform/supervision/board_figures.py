"""Figures of a board, made from counts: stages and lights by kind, units by trouble. Nothing here reads rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cases.models import CaseKind
from cases.reading.worklist import Light, light
from cases.states import OPEN, UNIT_FINISHED, AssignmentState, CaseState
from supervision.tally import CountKey, Counts

Figures = dict[str, Any]
# Handed in and not yet handed over to a unit: not 在办.
ARRIVED = frozenset({CaseState.REGISTERED, CaseState.UNDER_REVIEW, CaseState.FILED})


def years_of(counts: Counts, day: date) -> list[int]:
    """Years that have cases, newest first; the day's own when there are none."""
    found = {key.year for key in counts if key.unit_id is None and key.year is not None}
    return sorted(found, reverse=True) or [day.year]


def figures_by_kind(
    counts: Counts, yellow: Mapping[int, int], day: date, year: int | None = None
) -> list[Figures]:
    """For each kind: cases in all, arrived, underway and ended ones, each stage, and clocks by light.

    ``yellow`` says for each pack how many days before its due date a clock turns yellow. With a year these are its
    cases only, and ``earlier`` counts what is still open of the years before.
    """
    return [_of_kind(kind, counts, yellow, day, year) for kind in CaseKind.values]


def _of_kind(kind: str, counts: Counts, yellow: Mapping[int, int], day: date, year: int | None) -> Figures:
    stages: Counter[str] = Counter()
    lights: Counter[Light] = Counter()
    earlier = {"unfinished": 0, "red": 0}
    for key, n in counts.items():
        if key.unit_id is not None or key.kind != kind:
            continue
        lamp = _lamp(key, yellow, day)
        if year is None or key.year == year:
            stages[key.stage] += n
            lights[lamp] += n
        elif key.year is not None and key.year < year:
            earlier["unfinished"] += n * (key.stage in OPEN)
            earlier["red"] += n * (lamp is Light.RED)
    return {
        "kind": kind,
        "total": stages.total(),
        "arrived": sum(n for stage, n in stages.items() if stage in ARRIVED),
        "unfinished": sum(n for stage, n in stages.items() if stage in OPEN - ARRIVED),
        "green": lights[Light.GREEN],
        "yellow": lights[Light.YELLOW],
        "red": lights[Light.RED],
        "earlier": earlier,
        "stages": [{"stage": stage, "count": n} for stage, n in sorted(stages.items()) if n],
    }


def _lamp(key: CountKey, yellow: Mapping[int, int], day: date) -> Light:
    if key.due_on is None:
        return Light.GREY
    return light(key.due_on, running=True, yellow_days=yellow[key.pack_id or 0], on=day)


def figures_in(parts: Mapping[int, Figures], year: int) -> list[Figures]:
    """The figures by kind of a year, from those of the years that have cases: another year has only earlier ones."""
    if year in parts:
        return list(parts[year]["figures"])
    before = max((one for one in parts if one < year), default=None)
    of_then = figures_by_kind({}, {}, date.min) if before is None else parts[before]["figures"]
    empty = figures_by_kind({}, {}, date.min)
    return [row | {"earlier": _left_of(then)} for row, then in zip(empty, of_then, strict=True)]


def _left_of(row: Figures) -> dict[str, int]:
    """What is open at the end of a year: of its own cases and of those before."""
    earlier = row["earlier"]
    return {
        "unfinished": row["arrived"] + row["unfinished"] + earlier["unfinished"],
        "red": row["red"] + earlier["red"],
    }


def figures_by_unit(
    counts: Counts, units: Iterable[tuple[int, str, str]], day: date, year: int
) -> list[dict[str, Any]]:
    """For each unit that has a part in a case of the year, or an open one of a year before; worst first.

    What waits, is being done, is over time, is done; and what is still being done, or over time, of the years before.
    """
    tables: dict[int, Counter[str]] = {}
    for key, n in counts.items():
        if key.unit_id is not None and key.year is not None and key.year <= year:
            found = _of_year(key, n, day) if key.year == year else _of_before(key, n, day)
            if found is not None:
                tables.setdefault(key.unit_id, Counter()).update(found)
    rows = [
        {"id": pk, "name": name, "short_name": short} | {what: tables[pk][what] for what in OF_UNIT}
        for pk, name, short in units
        if pk in tables
    ]
    return sorted(rows, key=_worst)


OF_UNIT = ("to_sign", "doing", "overdue", "done", "earlier", "earlier_overdue")


def _of_year(key: CountKey, n: int, day: date) -> dict[str, int]:
    return {
        _standing(key.stage): n,
        "to_sign": n * (key.stage == AssignmentState.PENDING_SIGN),
        "overdue": n * _is_late(key, day),
    }


def _of_before(key: CountKey, n: int, day: date) -> dict[str, int] | None:
    if _standing(key.stage) != "doing":
        return None
    return {"earlier": n, "earlier_overdue": n * _is_late(key, day)}


def _is_late(key: CountKey, day: date) -> bool:
    return key.due_on is not None and key.due_on < day


def _worst(row: Mapping[str, Any]) -> tuple[int, int, int]:
    return -(row["overdue"] + row["earlier_overdue"]), -(row["doing"] + row["earlier"]), row["id"]


def _standing(stage: str) -> str:
    if stage in (AssignmentState.RECALLED, AssignmentState.CANCELLED, AssignmentState.RETURNED):
        return "gone"
    return "done" if stage in UNIT_FINISHED else "doing"
