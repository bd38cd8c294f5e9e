"""Every list that is read by pages has one shape: edges with cursors, a whole ``pageInfo``, ``first`` and ``after``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLField,
    GraphQLInt,
    GraphQLObjectType,
    GraphQLString,
    get_named_type,
    is_object_type,
)

from api.schema import schema
from cases import commands
from support.asking import Asking
from support.build import a_dispatched_case, a_key, part_of
from support.world import World

TYPES = {name: kind for name, kind in schema.graphql_schema.type_map.items() if is_object_type(kind)}
PAGING = {"first", "last", "after", "before", "offset", "limit", "skip", "page", "pageSize"}
ENDS = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
TOP = {
    "cases": "",
    "envelopes": "",
    "formerParts": "",
    "notices": "",
    "reminders": "",
    "assessmentRuns": "",
    "accountChanges": "id: $id, ",
}


def fields() -> Iterator[tuple[str, GraphQLField]]:
    """All fields of objects."""
    for name, kind in TYPES.items():
        if not name.startswith("__"):
            yield from ((f"{name}.{field}", one) for field, one in kind.fields.items())


def connections() -> dict[str, GraphQLObjectType]:
    """Types that hold a page."""
    return {name: kind for name, kind in TYPES.items() if {"edges", "pageInfo"} & kind.fields.keys()}


def test_what_holds_a_page_is_called_a_connection_and_nothing_else_is() -> None:
    assert {name for name in TYPES if name.endswith("Connection")} == connections().keys()
    assert not [name for name in TYPES if name.endswith(("Page", "List"))]


def test_a_connection_has_edges_of_a_cursor_and_a_node() -> None:
    for name, kind in connections().items():
        edge = get_named_type(kind.fields["edges"].type)
        told = {one: str(field.type) for one, field in edge.fields.items()}

        assert str(kind.fields["edges"].type) == f"[{edge.name}!]!", name
        assert str(kind.fields["pageInfo"].type) == "PageInfo!", name
        assert told.keys() == {"cursor", "node"}, name
        assert (told["cursor"], told["node"][-1]) == ("String!", "!"), name


def test_page_info_is_whole() -> None:
    told = {name: str(field.type) for name, field in TYPES["PageInfo"].fields.items()}

    assert told == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }


def test_a_field_takes_a_page_if_and_only_if_it_answers_with_a_connection() -> None:
    held = connections()
    for name, field in fields():
        taken = {argument: get_named_type(one.type) for argument, one in field.args.items()}
        is_paged = get_named_type(field.type).name in held

        wanted = {"first": GraphQLInt, "after": GraphQLString} if is_paged else {}
        assert {one: kind for one, kind in taken.items() if one in PAGING} == wanted, name
        assert not is_paged or 1 <= field.args["first"].default_value <= 100, name


@pytest.mark.parametrize("name", TOP)
@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
def test_a_size_that_does_not_fit_is_refused(ask: Asking, world: World, name: str, first: int) -> None:
    document = f"query($n: Int) {{ {name}({TOP[name]}first: $n) {{ {ENDS} }} }}"
    if TOP[name]:
        document = document.replace("query(", "query($id: ID!, ")

    found = ask.code("administrator", document, n=first, id=str(world.administrator.account_id))

    assert found in ("BAD_REQUEST", "TOO_COMPLEX"), name
    assert found == "BAD_REQUEST" or first > 101


WAYS = {
    "fast": "id title",
    "plain": "id title events(first: 1) { edges { node { id } } }",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_ends_of_a_page_are_those_of_its_rows(ask: Asking, world: World, way: str) -> None:
    for _ in range(3):
        a_dispatched_case(world)
    document = f"""query($after: String) {{ cases(first: 2, after: $after) {{
      edges {{ cursor node {{ {WAYS[way]} }} }} {ENDS} }} }}"""

    first = ask.data("office", document)
    rest = ask.data("office", document, after=first["pageInfo"]["endCursor"])

    for page, before, after in ((first, False, True), (rest, True, False)):
        cursors = [edge["cursor"] for edge in page["edges"]]
        assert page["pageInfo"] == {
            "hasNextPage": after,
            "hasPreviousPage": before,
            "startCursor": cursors[0],
            "endCursor": cursors[-1],
        }


def test_an_empty_page_has_no_ends(ask: Asking) -> None:
    for name in ("cases", "envelopes", "notices", "reminders", "assessmentRuns"):
        found = ask.data("office", f"{{ {name} {{ edges {{ cursor }} {ENDS} }} }}")

        assert found["edges"] == [], name
        assert set(found["pageInfo"].values()) == {False, None}, name


def test_events_have_both_ends_too(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world)
    commands.sign_for(world.water_clerk, part_of(case, "water").pk, a_key())
    document = f"query($id: ID!) {{ case(id: $id) {{ events(first: 2) {{ edges {{ cursor }} {ENDS} }} }} }}"

    events = ask.data("office", document, id=str(case.pk))["events"]

    ends = events["pageInfo"]["startCursor"], events["pageInfo"]["endCursor"]
    assert ends == tuple(edge["cursor"] for edge in events["edges"])
