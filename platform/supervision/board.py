"""Aggregation of the present government's board: counts, names and latest steps become two rows to be read by key.

One row is the government's own, the other is what the one above may see of it: figures of cases, nothing of units.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cases.models import CaseEvent
from kernel.clock import now, today
from people.models import Unit
from rules.models import RulePack
from supervision.board_figures import figures_by_kind, figures_by_unit, years_of
from supervision.public.models import Board, Share
from supervision.tally import Counts, counts, recount, settled_counts

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
