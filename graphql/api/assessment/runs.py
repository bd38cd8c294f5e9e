"""List of runs, page by page."""

from __future__ import annotations

from typing import Any

from api.assessment import visible
from api.assessment.types import AssessmentRun
from api.cases.lists import cursor, government_of
from api.reading.related import acquainted
from api.running.context import Context
from api.shapes.cursors import Order, page, page_size, place_of
from api.shapes.fields import Row, many, one, text
from api.shapes.pages import PageInfo

NEWEST = Order("RUNS", "year", descending=True, nullable=False, read=int)
PAGE = 50


class AssessmentRunEdge(Row):
    """A run at its place in the list."""

    cursor = text("The place after this run.")
    node = one(AssessmentRun, "The run.")


class AssessmentRunConnection(Row):
    """A page of runs."""

    edges = many(AssessmentRunEdge, "The runs of this page, the newest year first.")
    page_info = one(PageInfo, "Where it ends.")


def resolve_runs(
    _root: None, info: Any, first: int | None = PAGE, after: str | None = None
) -> dict[str, Any]:
    """Those the viewer may see, in one query for the page."""
    context: Context = info.context
    size = page_size(PAGE if first is None else first)
    place = place_of(government_of(context), NEWEST, after) if after else None
    found = page(visible.runs(context), NEWEST, place, size)
    edges = [
        {"node": run, "cursor": cursor(context, NEWEST, run.year, run.pk)} for run in acquainted(found[:size])
    ]
    end = edges[-1]["cursor"] if edges else None
    return {"edges": edges, "page_info": {"has_next_page": len(found) > size, "end_cursor": end}}
