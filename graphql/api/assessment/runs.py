"""List of runs, page by page."""

from __future__ import annotations

from typing import Any

from api.assessment import visible
from api.assessment.types import AssessmentRun
from api.reading.related import acquainted
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.fields import Row, many, one, text
from api.shapes.pages import Page, PageInfo, PageWanted

NEWEST = KeysetOrder("RUNS", "year", descending=True, nullable=False, read=int)
PAGE = 50


class AssessmentRunEdge(Row):
    """A run at its place in the list."""

    cursor = text("The place after this run.")
    node = one(AssessmentRun, "The run.")


class AssessmentRunConnection(Row):
    """A page of runs."""

    edges = many(AssessmentRunEdge, "The runs of this page, the newest year first.")
    page_info = one(PageInfo, "Where it ends.")


def resolve_runs(_root: None, info: Any, first: int | None = PAGE, after: str | None = None) -> Page:
    """Those the viewer may see, in one query for the page."""
    context: Context = info.context
    wanted = PageWanted.of(context, NEWEST, first, after, PAGE)
    return wanted.served(acquainted(wanted.read(visible.runs(context))))
