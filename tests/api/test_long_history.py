"""A case with a long history: it is read from the newest step, page by page, to its registration."""

from __future__ import annotations

from typing import Any

import pytest

from cases import commands
from cases.models import Case
from support.asking import Asking
from support.build import a_dispatched_case, a_key, part_of, signed_for
from support.world import World

PAGE = """query($id: ID!, $first: Int, $after: String) { case(id: $id) { events(first: $first, after: $after) {
  edges { cursor node { id step label } } pageInfo { hasNextPage endCursor } } } }"""
LIST = "{ cases { edges { node { id events(first: 2) { edges { node { step } } pageInfo { hasNextPage } } } } } }"


def a_long_case(world: World, steps: int) -> Case:
    """Handled by water, whose officer changes again and again."""
    case = signed_for(world, a_dispatched_case(world))
    part = part_of(case, "water").pk
    people = [world.water_officer.account_id, world.water_clerk.account_id]
    for turn in range(steps):
        officer = people[turn % 2]
        assert officer is not None
        commands.assign_officer(world.water_clerk, part, a_key(), officer_id=officer)
    case.refresh_from_db()
    return case


def walked(ask: Asking, who: str, case: Case, first: int) -> list[Any]:
    """All nodes, from page to page."""
    nodes: list[Any] = []
    after = None
    while True:
        found = ask.data(who, PAGE, id=str(case.pk), first=first, after=after)["events"]
        nodes += [edge["node"] for edge in found["edges"]]
        if not found["pageInfo"]["hasNextPage"]:
            return nodes
        after = found["pageInfo"]["endCursor"]


def test_the_newest_step_is_on_the_first_page_and_every_step_on_one(ask: Asking, world: World) -> None:
    case = a_long_case(world, 110)

    first = ask.data("office", PAGE, id=str(case.pk), first=100)["events"]
    nodes = walked(ask, "office", case, 50)

    assert first["edges"][0]["node"]["step"] == "ASSIGN_OFFICER"
    assert len(first["edges"]) == 100
    assert first["pageInfo"]["hasNextPage"]
    assert len({one["id"] for one in nodes}) == len(nodes) == case.version > 110
    assert [one["step"] for one in nodes[-3:]] == ["DISPATCH", "FILE", "REGISTER"]


def test_pages_of_a_viewer_hold_what_that_viewer_sees(ask: Asking, world: World) -> None:
    case = a_long_case(world, 7)

    office = walked(ask, "office", case, 3)
    roads = walked(ask, "roads_clerk", case, 3)

    internal = {one["id"] for one in office if one["step"] == "ASSIGN_OFFICER"}
    assert len(internal) == 7
    assert [one["id"] for one in roads] == [one["id"] for one in office if one["id"] not in internal]


def test_cases_of_a_list_have_their_first_page_each(ask: Asking, world: World) -> None:
    long, short = a_long_case(world, 3), a_dispatched_case(world)

    found = {edge["node"]["id"]: edge["node"]["events"] for edge in ask.data("office", LIST)["edges"]}

    assert [edge["node"]["step"] for edge in found[str(long.pk)]["edges"]] == ["ASSIGN_OFFICER"] * 2
    assert [edge["node"]["step"] for edge in found[str(short.pk)]["edges"]] == ["DISPATCH", "FILE"]
    assert found[str(short.pk)]["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize("first", [0, 101])
def test_a_page_has_its_limits(ask: Asking, world: World, first: int) -> None:
    case = a_dispatched_case(world)

    assert ask.code("office", PAGE, id=str(case.pk), first=first) == "BAD_REQUEST"


def test_the_cursor_of_one_case_serves_no_other(ask: Asking, world: World) -> None:
    case, other = a_dispatched_case(world), a_dispatched_case(world)
    cursor = ask.data("office", PAGE, id=str(case.pk), first=1)["events"]["pageInfo"]["endCursor"]

    assert ask.code("office", PAGE, id=str(other.pk), first=1, after=cursor) == "BAD_REQUEST"
