"""Serving ``Query.cases`` past graphene when its selection allows: plan once, one SQL, plain dicts.

Arguments, visibility, filters, order and cursors are the same functions as in the ordinary way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode

from api.cases import lists
from api.cases.hot import Circumstances, RowPlan, row_plan
from api.cases.selection import Declined, Fragments, Wanted, wanted
from api.cases.texts import page_of
from api.rules.packs import packs_by_id
from api.running.context import Context


@dataclass(frozen=True, slots=True)
class Plan:
    """What one selection of ``cases`` wants: of the connection, of an edge, of its page, of a row."""

    connection: list[Wanted]
    edge: list[Wanted]
    page: list[Wanted]
    row: RowPlan


def plan_of(node: FieldNode, fragments: Fragments) -> Plan | None:
    """The plan for a selection of ``cases``; None when the ordinary way must serve it."""
    try:
        connection = wanted(node.selection_set, fragments)
        edges = [one for one in connection if one.name == "edges"]
        pages = [one for one in connection if one.name == "pageInfo"]
        if len(edges) != 1 or len(pages) > 1 or node.directives:
            return None
        edge = wanted(edges[0].node.selection_set, fragments)
        nodes = [one for one in edge if one.name == "node"]
        if len(nodes) != 1:
            return None
        page = wanted(pages[0].node.selection_set, fragments) if pages else []
        return Plan(connection, edge, page, row_plan(nodes[0], fragments))
    except (Declined, KeyError):
        return None


def serve(context: Context, plan: Plan, arguments: dict[str, Any]) -> dict[str, Any]:
    """The answer of ``cases`` by a plan; raises ApiError for arguments that do not fit."""
    page_request = lists.page_request_of(context, **arguments)
    columns = tuple(
        dict.fromkeys([*plan.row.columns, page_request.order.column])
    )  # the plan serves other threads too
    key = columns.index(page_request.order.column)
    rows, more = page_of(context, page_request, columns)
    make = plan.row.maker(_circumstances(context, plan.row, rows))

    def cursor(row: tuple[Any, ...]) -> str:
        return lists.cursor(context, page_request.order, row[key], row[0])

    edges = _edges(plan.edge, make, cursor)
    values = {
        "edges": [edges(row) for row in rows],
        "pageInfo": _page(plan.page, more, cursor(rows[-1]) if rows else None),
        "__typename": "CaseConnection",
    }
    return {one.key: values[one.name] for one in plan.connection}


def _circumstances(context: Context, plan: RowPlan, rows: list[tuple[Any, ...]]) -> Circumstances:
    if not plan.needs_packs:
        return Circumstances(context.day, context.actor)
    at = plan.column("pack_id")
    return Circumstances(context.day, context.actor, packs_by_id(row[at] for row in rows))


def _edges(
    edge: list[Wanted],
    make: Callable[[tuple[Any, ...]], dict[str, Any]],
    cursor: Callable[[tuple[Any, ...]], str],
) -> Callable[[tuple[Any, ...]], dict[str, Any]]:
    ways: dict[str, Callable[[tuple[Any, ...]], Any]] = {
        "node": make,
        "cursor": cursor,
        "__typename": lambda _row: "CaseEdge",
    }
    wanted_of_it = [(one.key, ways[one.name]) for one in edge]
    return lambda row: {key: way(row) for key, way in wanted_of_it}


def _page(page: list[Wanted], more: bool, end: str | None) -> dict[str, Any]:
    values = {"hasNextPage": more, "endCursor": end, "__typename": "PageInfo"}
    return {one.key: values[one.name] for one in page}
