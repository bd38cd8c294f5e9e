"""The npm client graphql-ws follows a board over a killed web process: nothing is missed, nothing is made up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cases import commands
from governments.entering.scope import governing
from governments.models import Government
from live.feed import about
from supervision.board import bodies_of
from support.build import a_dispatched_case, a_key, a_registered_case, part_of
from support.governments import DISTRICT
from support.npm_client import NpmClient, Web, free_port
from support.talking import Line, relayed
from support.world import World, a_world


@pytest.fixture
def web() -> Iterator[Web]:
    """A web process of its own."""
    started = Web(free_port())
    yield started
    started.kill()


@pytest.fixture
def client(web: Web, line: Line) -> Iterator[NpmClient]:
    """The client, as the office of the city."""
    started = NpmClient(web.port, "yunzhou.localhost", line.cookie("office")["Cookie"])
    yield started
    started.stop()


def _stages(figures: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {one["kind"]: one["stages"] for one in figures}


def test_a_board_is_followed_over_a_crash_of_the_server(
    client: NpmClient, web: Web, world: World, committed: Government
) -> None:
    with governing(DISTRICT):
        below = a_world()
        case = a_dispatched_case(below)
    first = client.hear("board")

    with governing(DISTRICT):
        commands.sign_for(below.water_clerk, part_of(case, "water").pk, a_key())
    a_registered_case(world)
    relayed()
    moved = client.hear("board")
    while moved["state"]["figures"] == first["state"]["figures"]:
        moved = client.hear("board")
    web.kill()
    client.hear("closed")
    web.again()
    unmoved = client.hear("board")
    web.kill()
    client.hear("closed")
    a_dispatched_case(world)
    relayed()
    web.again()
    after = client.hear("board")

    assert (unmoved["epoch"], unmoved["state"]) == (moved["epoch"], None)
    fresh = bodies_of(about(committed))["OWN"]["figures"]
    assert _stages(after["state"]["figures"]) == _stages(fresh)
    assert after["seq"] > moved["seq"]
    tile = next(one for one in after["state"]["lower"] if one["government"]["code"] == DISTRICT)
    assert sum(one["total"] for one in tile["figures"]) == 1
