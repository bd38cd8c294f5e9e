"""A wall on a display seat: it shows the board, it does not idle out, and revoking ends its screens within a second."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from cases import commands
from kernel.clock import today
from supervision.displays import make_display_seat, revoke_display_seat
from support.build import a_dispatched_case, a_key, a_registered_case, signed_for
from support.governments import DISTRICT
from support.talking import SUBSCRIPTION, Line, Talk, relayed
from support.world import World

BOARD = (
    "subscription { board(scope: WITH_LOWER) { seq state { figures { kind total } units { shortName } } } }"
)
MOVEMENTS = "subscription { board(scope: OWN) { seq state { movements { step } } } }"
SCREENS = 25


def wall(line: Line, key: str, *, host: str = "yunzhou.localhost") -> Talk:
    """A screen's socket, without any session."""
    talk = line.dial(None, host=host)
    talk.say("connection_init", payload={"displaySeat": key})
    return talk


def begun(talk: Talk) -> Talk:
    """It is let in."""
    assert talk.hear() == {"type": "connection_ack"}
    return talk


def board(talk: Talk) -> Any:
    """The next board."""
    message = talk.hear()
    assert message["type"] == "next", message
    return message["payload"]["data"]["board"]


def test_more_than_twenty_screens_show_the_board_on_one_seat(line: Line, world: World) -> None:
    _, key = make_display_seat(world.office, "一楼大厅屏")
    relayed()
    screens = [begun(wall(line, key)) for _ in range(SCREENS)]
    for talk in screens:
        talk.say("subscribe", id="1", payload={"query": BOARD})
        board(talk)

    a_registered_case(world)
    relayed()

    totals = [board(talk)["state"]["figures"][0]["total"] for talk in screens]
    assert totals == [1] * SCREENS


def test_a_wall_outlives_the_idle_limit_of_sessions(line: Line, world: World) -> None:
    _, key = make_display_seat(world.office, "一楼大厅屏")
    relayed()
    talk = begun(wall(line, key))
    talk.say("subscribe", id="1", payload={"query": BOARD})
    board(talk)

    Session.objects.all().delete()  # every session is over
    time.sleep(2)  # two looks of the hub at who may still listen
    a_registered_case(world)
    relayed()

    assert board(talk)["state"]["figures"][0]["total"] == 1


def test_revoking_ends_its_screens_and_no_others(line: Line, world: World) -> None:
    seat, key = make_display_seat(world.office, "一楼大厅屏")
    _, other_key = make_display_seat(world.administrator, "会议室屏")
    first, second, other = begun(wall(line, key)), begun(wall(line, key)), begun(wall(line, other_key))

    revoke_display_seat(world.administrator, seat.pk)

    assert (first.close_code(), second.close_code()) == (4401, 4401)
    other.say("ping")
    assert other.hear()["type"] == "pong"
    assert wall(line, key).close_code() == 4401


@pytest.mark.parametrize("key", ["", "x", "0" * 43])
def test_a_wrong_key_opens_nothing(line: Line, world: World, key: str) -> None:
    make_display_seat(world.office, "一楼大厅屏")

    assert wall(line, key).close_code() == 4401


def test_a_key_of_one_government_opens_nothing_in_another(line: Line, world: World) -> None:
    _, key = make_display_seat(world.office, "一楼大厅屏")

    assert wall(line, key, host=f"{DISTRICT}.localhost").close_code() == 4401


def test_a_wall_shows_boards_only(line: Line, world: World) -> None:
    _, key = make_display_seat(world.office, "一楼大厅屏")
    talk = begun(wall(line, key))

    talk.say("subscribe", id="1", payload={"query": SUBSCRIPTION})

    message = talk.hear()
    assert (message["type"], message["payload"][0]["message"]) == ("error", "展示席位只能显示督办看板。")
    assert message["payload"][0]["extensions"] == {"code": "FORBIDDEN", "detail": "only_boards"}


def test_a_wall_tells_only_what_everybody_may_read(line: Line, world: World) -> None:
    """What the office urges a unit to do is between the two (visibility.md); anybody passes by a wall."""
    _, key = make_display_seat(world.office, "一楼大厅屏")
    case = signed_for(world, a_dispatched_case(world))
    part = case.assignments.get(unit=world.units["water"])
    commands.urge_unit(world.office, part.pk, a_key(), text="请加快办理。", reply_by=today())
    relayed()
    talk = begun(wall(line, key))

    talk.say("subscribe", id="1", payload={"query": MOVEMENTS})

    told = {one["step"] for one in board(talk)["state"]["movements"]}
    assert "SIGN_FOR" in told and "URGE_UNIT" not in told
