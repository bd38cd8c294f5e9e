"""A board never lies: its time is the database's, and while steps wait for the relay it says since when."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from governments.entering.scope import governing, platform_scope
from kernel.clock import now
from outbox.models import Message
from support.build import a_dispatched_case, a_registered_case
from support.governments import DISTRICT
from support.talking import PATIENCE, Line, Talk, relayed
from support.world import World, a_world

BOARD = """subscription($scope: BoardScope!) { board(scope: $scope) { seq asOf behindSince
  state { figures { kind stages { stage count } } lower { government { code } behindSince } } } }"""
RELAY = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "lianban.settings_dev"
import django
django.setup()
from governments.entering.scope import platform_scope
from lianban.wiring import wired_relay
with platform_scope():
    print("ready", flush=True)
    wired_relay().run()
"""


def watch(line: Line, scope: str = "OWN") -> Talk:
    """The office's socket on a board."""
    talk = line.dial("office").begin()
    talk.say("subscribe", id="1", payload={"query": BOARD, "variables": {"scope": scope}})
    return talk


def told(talk: Talk) -> dict[str, Any]:
    """The next board."""
    message = talk.hear()
    assert message["type"] == "next", message
    board: dict[str, Any] = message["payload"]["data"]["board"]
    return board


def until(talk: Talk, behind: bool) -> dict[str, Any]:
    """The next board that lags, or does not."""
    while True:
        board = told(talk)
        if (board["behindSince"] is not None) == behind:
            return board


def asked(talk: Talk) -> dict[str, Any]:
    """What the server says of the board when it is asked whether it is alive."""
    talk.say("ping")
    while (message := talk.hear())["type"] != "pong":
        pass
    payload: dict[str, Any] = message["payload"]
    return payload


def at_rest() -> None:
    """Until the relay has handed on everything: stopped before, it would owe a step from before it was stopped."""
    until = time.monotonic() + PATIENCE
    with platform_scope():
        while Message.objects.exists():
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.fixture
def relay(world: World) -> Iterator[subprocess.Popen[str]]:
    """A relay of its own process, at work."""
    process = subprocess.Popen([sys.executable, "-c", RELAY], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


def test_a_board_whose_relay_is_frozen_says_since_when_it_lags_and_recovers(
    line: Line, world: World, relay: subprocess.Popen[str]
) -> None:
    a_registered_case(world)
    at_rest()
    talk = watch(line)
    first = told(talk)
    relay.send_signal(signal.SIGSTOP)

    before = now()
    a_registered_case(world)
    lagging = until(talk, True)
    said = asked(talk)
    relay.send_signal(signal.SIGCONT)
    caught_up = until(talk, False)
    while caught_up["seq"] == first["seq"]:  # nothing waits any more, and the figures are on their way
        caught_up = until(talk, False)

    assert datetime.fromisoformat(lagging["behindSince"]) >= before
    assert said["behindSince"] == lagging["behindSince"]
    assert caught_up["seq"] > first["seq"]


def test_the_time_of_the_data_is_the_databases_and_goes_on(line: Line, world: World) -> None:
    relayed()
    talk = watch(line)

    first = datetime.fromisoformat(told(talk)["asOf"])
    second = first
    while second == first:
        time.sleep(0.3)  # asking without pause is a flood
        second = datetime.fromisoformat(asked(talk)["asOf"])

    assert first < second <= now()


def test_a_tile_of_a_government_below_says_that_it_lags(line: Line, world: World) -> None:
    relayed()
    with governing(DISTRICT):
        below = a_world()
    relayed()
    talk = watch(line, "WITH_LOWER")
    told(talk)

    with governing(DISTRICT):
        a_dispatched_case(below)
    lagging = told(talk)

    tiles = {one["government"]["code"]: one["behindSince"] for one in lagging["state"]["lower"]}
    assert lagging["behindSince"] is None
    assert tiles[DISTRICT] is not None
    assert [code for code, since in tiles.items() if since] == [DISTRICT]


def test_messages_that_move_no_board_make_none_lag(line: Line, world: World) -> None:
    relayed()
    with platform_scope():
        Message.objects.create(government="yunzhou", topic="notice.mail", payload={})
    talk = watch(line)

    assert told(talk)["behindSince"] is None
    with platform_scope():
        Message.objects.all().delete()
