"""Aggregation of the present government's board: counts, names and latest steps become two rows to be read by key.

One row is the government's own, the other is what the one above may see of it: figures of cases, nothing of units.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases.models import CaseEvent, CaseKind
from cases.reading.worklist import Light, light
from cases.states import OPEN, UNIT_FINISHED, AssignmentState, CaseState
from kernel.clock import now, today
from people.models import Unit
from rules.models import RulePack
from supervision.public.models import Board, Share
from supervision.tally import CountKey, Counts, counts, recount, settled_counts

MOVEMENTS = 36  # latest steps that a row keeps, more than a board shows: each reader sees some of them

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AggregatedBoard:
    """Result of an aggregation: where each of the two rows stands now."""

    government: str
    moved: dict[str, tuple[str, int]]


def aggregate(about: Mapping[str, str]) -> AggregatedBoard:
    """Bring both rows of the present government up to date; ``about`` says what it is called.

    A row whose figures are as before keeps its number. One aggregation of a government at a time.
    """
    with transaction.atomic(savepoint=False):  # whoever wants to go on after a failure sets one
        rows = {row.share: row for row in _locked(about["code"])}
        bodies = bodies_of(about, settled_counts())
        moved = {str(share): _stored(rows[share], body) for share, body in bodies.items()}
    return AggregatedBoard(about["code"], {share: at for share, at in moved.items() if at is not None})


def recount_board(about: Mapping[str, str]) -> Counts:
    """Repair the counters from the rows, and aggregate; the differences that were found."""
    with transaction.atomic(savepoint=False):
        wrong = recount()
        aggregate(about)
    return wrong


def bodies_of(about: Mapping[str, str], stored: Counts | None = None) -> dict[Share, Body]:
    """Both bodies as they would be aggregated now; reads, and writes nothing.

    The newest year that has cases lies at the top, the others under ``past``.
    """
    counted = counts() if stored is None else stored
    yellow = dict(RulePack.objects.values_list("pk", "body__yellow_days"))
    units = list(Unit.objects.values_list("pk", "name", "short_name"))
    years = years_of(counted, today())
    shared = [{"year": year, "figures": figures_by_kind(counted, yellow, today(), year)} for year in years]
    own = [
        part | {"units": figures_by_unit(counted, units, today(), year)}
        for year, part in zip(years, shared, strict=True)
    ]
    named = {"government": dict(about), "years": years}
    movements = _movements({pk: short for pk, _, short in units})
    return {
        Share.OWN: named | _newest_first(own) | {"movements": movements},
        Share.UP: named | _newest_first(shared) | {"yellow": {str(pk): n for pk, n in yellow.items()}},
    }


def _newest_first(parts: list[Body]) -> Body:
    newest, *past = parts
    return newest | {"past": {str(part["year"]): part for part in past}}


def parts_of(body: Body) -> dict[int, Body]:
    """The parts of a body by their years."""
    return {body["year"]: body} | {int(year): part for year, part in body["past"].items()}


def _movements(units: Mapping[int, str]) -> list[dict[str, Any]]:
    """The latest steps, newest first: which, when, by whose unit, in which case; no word of the case.

    The row lies outside the government's schema: the case is named when the row is read (``board_reading``).
    """
    events = CaseEvent.objects.order_by("-pk").values_list(
        "pk", "at", "step", "internal", "unit_id", "case_id", "case__kind"
    )
    names = ("id", "at", "step", "internal", "unit_id", "case_id", "kind")
    return [
        dict(zip(names, row, strict=True))
        | {"at": row[1].isoformat(timespec="seconds"), "unit_name": units.get(row[4] or 0)}
        for row in events[:MOVEMENTS]
    ]


def _locked(code: str) -> list[Board]:
    """Both rows, locked; made when there are none yet."""
    mine = Board.objects.filter(government=code).order_by("share").select_for_update()
    found = list(mine)
    if len(found) < len(Share):
        day, at = today(), now()
        Board.objects.bulk_create(
            [
                Board(government=code, share=share, epoch=secrets.token_hex(6), day=day, at=at, body={})
                for share in Share
            ],
            ignore_conflicts=True,
        )
        found = list(mine.all())
    return found


def _stored(row: Board, body: Body) -> tuple[str, int] | None:
    """Where the row stands when the new body has been kept; None when nothing is new."""
    if row.body == body and row.day == today():
        return None
    row.body, row.day, row.at, row.seq = body, today(), now(), row.seq + 1
    row.save(update_fields=["body", "day", "at", "seq"])
    return row.epoch, row.seq


# Figures of a board, made from counts: stages and lights by kind, units by trouble. Nothing here reads rows.

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
