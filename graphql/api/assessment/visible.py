"""Visible scores: runs and rankings behind the viewer's visibility filter, in pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from api.reading.related import acquainted, related
from api.reading.visible_rows import ViewerContext
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.pages import Page, PageWanted
from assessment import queries
from assessment.models import Run, Scheme, Score, ScoreItem

RANKING = KeysetOrder("RANK", "rank", descending=False, nullable=True, read=int)


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


def resolve_scores(run: Run, info: Any, first: int | None = 100, after: str | None = None) -> Page:
    """The first page of all runs of a list in one query; a later page of one run in its own."""
    context: Context = info.context
    wanted = PageWanted.of(context, RANKING, first, after, 100)
    if wanted.place is None:
        found = _first_page(run, info, first=wanted.size + 1)
    else:
        found = acquainted(wanted.read(scores(context).filter(run=run)))
    for one in found:
        one.run = run
    return wanted.served(found)
