"""Tab counts of a work list: how many cases each tab holds, without reading the archive.

Viewers whose visibility depends on kinds alone have their totals from the counters that every writing statement moves
(``supervision.tally``); what is to do is looked up among open work. A unit's people, and whoever looks at one
session, have a pass over just these cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, Value

from api.cases.statements import Packs, fixed, packs
from api.rules.packs import packs_by_id
from api.running.context import Context
from cases.reading.duties import duties_of, with_duties
from cases.reading.queries import visible_cases
from cases.reading.worklist import Light, done_of, lit
from cases.states import FINISHED
from kernel.actor import Actor
from kernel.sql.statements import KEY_PARAM, Statement
from supervision.board import figures_by_kind
from supervision.board_reading import BoardAudience, audience_of
from supervision.tally import counts_of_cases

COUNTS = ("todo", "done", "all", "yellow", "red")


def counts_of(context: Context, kinds: Sequence[str] | None, session: int | None) -> dict[str, int]:
    """How many of the visible cases are the viewer's to do and done, and how many clocks are close."""
    audience = audience_of(context.actor)
    if audience is None or audience.units or session is not None:
        statement = _counting(context.actor, context.day, packs(), fixed(kinds), session is not None)
        return dict(zip(COUNTS, _first(statement.rows({KEY_PARAM: session}), len(COUNTS)), strict=True))
    todo, ended = _first(_to_do(context.actor, context.day, packs(), fixed(kinds)).rows({}), 2)
    counts = _totals(context, audience, kinds)
    return counts | {"todo": todo, "done": counts["done"] - ended}


def _totals(context: Context, audience: BoardAudience, kinds: Sequence[str] | None) -> dict[str, int]:
    """From the counters: all, finished, and lights of the kinds that the audience sees."""
    counted = counts_of_cases()
    keys = {key.pack_id for key in counted if key.pack_id is not None}
    yellow = {pk: pack.yellow_days for pk, pack in packs_by_id(keys).items()}
    rows = [
        row
        for row in figures_by_kind(counted, yellow, context.day)
        if (audience.everything or row["kind"] in audience.kinds) and (kinds is None or row["kind"] in kinds)
    ]
    total = {
        name: sum(row[name] for row in rows) for name in ("total", "arrived", "unfinished", "yellow", "red")
    }
    done = total["total"] - total["arrived"] - total["unfinished"]
    return {"all": total["total"], "done": done, "yellow": total["yellow"], "red": total["red"]}


def _first(rows: list[tuple[Any, ...]], width: int) -> tuple[int, ...]:
    return rows[0] if rows else (0,) * width


@lru_cache(maxsize=1024)
def _to_do(actor: Actor, _day: date, _packs: Packs, kinds: Sequence[str] | None) -> Statement:
    """How many cases are to do, and how many of these are finished all the same."""
    cases = with_duties(visible_cases(actor), actor)
    if kinds is not None:
        cases = cases.filter(kind__in=kinds)
    together = cases.order_by().annotate(together=Value(0)).values("together")
    counted = together.annotate(todo=Count("pk"), ended=Count("pk", filter=Q(state__in=FINISHED)))
    return Statement.of(counted.values_list("todo", "ended"))


@lru_cache(maxsize=1024)
def _counting(
    actor: Actor, _day: date, _packs: Packs, kinds: Sequence[str] | None, of_session: bool
) -> Statement:
    """One pass over the visible cases, counted together: grouped by what is the same for all."""
    cases = visible_cases(actor)
    if kinds is not None:
        cases = cases.filter(kind__in=kinds)
    if of_session:
        cases = cases.filter(session=KEY_PARAM)
    todo, done = duties_of(actor), done_of(actor)
    together = cases.order_by().annotate(together=Value(0)).values("together")
    return Statement.of(
        together.annotate(
            todo=Count("pk", filter=todo),
            done=Count("pk", filter=done & ~todo),
            all=Count("pk"),
            yellow=Count("pk", filter=lit({Light.YELLOW})),
            red=Count("pk", filter=lit({Light.RED})),
        ).values_list(*COUNTS)
    )
