"""Visible scores: runs and rankings behind the viewer's visibility filter, in pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from api.cases.lists import cursor, government_of
from api.reading.related import acquainted, related
from api.reading.visible_rows import ViewerContext
from api.running.context import Context
from api.shapes.cursors import Order, page, page_size, place_of
from assessment import queries
from assessment.models import Run, Scheme, Score, ScoreItem

RANKING = Order("RANK", "rank", descending=False, nullable=True, read=int)


def schemes(context: Context) -> QuerySet[Scheme]:
    """Schemes the viewer may see."""
    return queries.visible_schemes(context.actor)


def runs(context: Context) -> QuerySet[Run]:
    """Runs the viewer may see, with their schemes; replaced trials are on record, not in lists."""
    return queries.visible_runs(context.actor).exclude(state="SUPERSEDED").select_related("scheme")


def scores(context: ViewerContext) -> QuerySet[Score]:
    """Lines of rankings the viewer may see."""
    return queries.visible_scores(context.actor)


def items(context: ViewerContext) -> QuerySet[ScoreItem]:
    """Items the viewer may see."""
    return queries.visible_items(context.actor)


def may_assess(context: Context) -> bool:
    """Whether the viewer may start and freeze."""
    return queries.sees_all_scores(context.actor) and not context.actor.read_only


def may_issue_schemes(context: Context) -> bool:
    """Whether the viewer may check, try and issue schemes."""
    return queries.writes_schemes(context.actor)


_first_page = related("scores", lambda context: RANKING.sorted(scores(context)))


def resolve_scores(run: Run, info: Any, first: int | None = 100, after: str | None = None) -> dict[str, Any]:
    """The first page of all runs of a list in one query; a later page of one run in its own."""
    context: Context = info.context
    size = page_size(100 if first is None else first)
    if after is None:
        found = _first_page(run, info, first=size + 1)
    else:
        place = place_of(government_of(context), RANKING, after)
        found = acquainted(page(scores(context).filter(run=run), RANKING, place, size))
    for one in found:
        one.run = run
    shown = found[:size]
    end = cursor(context, RANKING, shown[-1].rank, shown[-1].pk) if shown else None
    return {
        "edges": [{"node": one} for one in shown],
        "page_info": {"has_next_page": len(found) > size, "end_cursor": end},
    }
