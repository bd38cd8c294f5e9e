"""Serving ``Query.cases`` past graphene when its selection allows: plan once, one SQL, plain dicts.

Arguments, visibility, filters, order and cursors are the same functions as in the ordinary way, and so is what each
field is made of (``columns``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import attrgetter
from typing import Any

from graphql import FieldNode, GraphQLObjectType, get_named_type

from api.cases import lists
from api.cases.columns import PACK, Circumstances
from api.cases.row_plan import RowPlan, dicts, row_plan
from api.cases.selection import Declined, Fragments, Wanted, wanted
from api.cases.statements import page_of
from api.rules.packs import packs_by_id
from api.running.context import Context
from api.shapes.pages import Page


@dataclass(frozen=True, slots=True)
class Plan:
    """What one selection of ``cases`` wants: of the connection, of an edge, of its page, of a row."""

    connection: list[Wanted]
    edge: list[Wanted]
    page: list[Wanted]
    row: RowPlan


def plan_of(node: FieldNode, kind: Any, fragments: Fragments) -> Plan | None:
    """The plan for a selection of ``cases``, whose type is given; None when the ordinary way must serve it."""
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
        return Plan(connection, edge, page, row_plan(nodes[0], _row_type(kind), fragments))
    except Declined:
        return None


def _row_type(connection: Any) -> GraphQLObjectType:
    """The type of a row of a connection's type."""
    edge: Any = get_named_type(get_named_type(connection).fields["edges"].type)
    row: Any = get_named_type(edge.fields["node"].type)
    return row  # type: ignore[no-any-return]  # an object type, as the schema has it


def serve(context: Context, plan: Plan, arguments: dict[str, Any]) -> dict[str, Any]:
    """The answer of ``cases`` by a plan; raises ApiError for arguments that do not fit."""
    page_request = lists.page_request_of(context, **arguments)
    columns = tuple(
        dict.fromkeys([*plan.row.columns, page_request.order.column])
    )  # the plan serves other threads too
    key = columns.index(page_request.order.column)
    rows, more = page_of(context, page_request, columns)

    def cursor(row: tuple[Any, ...]) -> str:
        return lists.cursor(context, page_request.order, row[key], row[0])

    served: dict[str, Callable[[], Iterable[Any]]] = {
        "node": lambda: plan.row.objects(_circumstances(context, plan.row, rows), rows),
        "cursor": lambda: map(cursor, rows),
        "__typename": lambda: repeat("CaseEdge"),
    }
    values = {
        "edges": dicts([one.key for one in plan.edge], [served[one.name]() for one in plan.edge]),
        "pageInfo": _page(plan.page, Page(rows, more, page_request.place is not None, cursor)),
        "__typename": "CaseConnection",
    }
    return {one.key: values[one.name] for one in plan.connection}


def _circumstances(context: Context, plan: RowPlan, rows: Sequence[tuple[Any, ...]]) -> Circumstances:
    if not plan.needs_packs:
        return Circumstances(context)
    at = plan.columns.index(PACK)
    return Circumstances(context, packs_by_id(row[at] for row in rows))


PAGE_INFO: dict[str, Callable[[Page], Any]] = {
    "hasNextPage": attrgetter("has_next_page"),
    "hasPreviousPage": attrgetter("has_previous_page"),
    "startCursor": attrgetter("start_cursor"),
    "endCursor": attrgetter("end_cursor"),
    "__typename": lambda _page: "PageInfo",
}


def _page(wanted_of_it: list[Wanted], page: Page) -> dict[str, Any]:
    return {one.key: PAGE_INFO[one.name](page) for one in wanted_of_it}
