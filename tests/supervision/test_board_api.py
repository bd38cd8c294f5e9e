"""The board over HTTP: the same state as over the socket, read by key, right on any day."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from kernel import clock
from kernel.clock import now
from live.feed import refresh
from supervision.board_reading import BoardNow, BoardScope, audience_of, board_for
from support.asking import Asking
from support.build import a_dispatched_case, a_drafted_reply, a_key, a_registered_case, brought, signed_for
from support.governments import CITY, DISTRICT
from support.world import World, a_world

QUERY = """query($scope: BoardScope!, $epoch: String, $seq: Int) {
  board(scope: $scope, epoch: $epoch, seq: $seq) { epoch seq at state { day government { name }
    figures { kind green yellow red stages { stage count } } units { shortName overdue }
    movements { step at } lower { government { shortName } figures { kind red } at } } } }"""


@pytest.fixture
def world(governed: Government) -> World:
    """The world, in a transaction that is rolled back."""
    return a_world()


@pytest.fixture
def ask(world: World) -> Asking:
    """Asks as anybody of the world."""
    return Asking(world)


def _reds(state: dict[str, Any]) -> int:
    return sum(int(one["red"]) for one in state["figures"])


def test_the_board_is_answered_with_its_state_and_is_known_the_next_time(ask: Asking, world: World) -> None:
    signed_for(world, a_dispatched_case(world))
    refresh(CITY)

    board = ask.data("office", QUERY, scope="WITH_LOWER")
    again = ask.data("office", QUERY, scope="WITH_LOWER", epoch=board["epoch"], seq=board["seq"])

    assert board["state"]["government"] == {"name": "云州市"}
    assert [one["step"] for one in board["state"]["movements"]][:2] == ["SIGN_FOR", "SIGN_FOR"]
    assert [one["government"]["shortName"] for one in board["state"]["lower"]] == ["滨江", "鹤山"]
    assert again == board | {"state": None}


def test_a_seat_without_a_board_gets_none(ask: Asking, world: World) -> None:
    assert ask.data("administrator", QUERY, scope="OWN") is None
    assert ask.code(None, QUERY, scope="OWN") == "UNAUTHENTICATED"


def test_a_reading_seat_is_told_no_more_than_it_sees(ask: Asking, world: World) -> None:
    """That a proposer is protected is read by the office and the committee's office alone (visibility.md)."""
    case = a_registered_case(world)
    commands.protect_proposer(world.npc, case.pk, a_key(), protect=True, reason="代表要求")
    refresh(CITY)

    told = {
        who: {one["step"] for one in ask.data(who, QUERY, scope="OWN")["state"]["movements"]}
        for who in ("office", "npc", "npc_seat")
    }

    both = {"REGISTER", "PROTECT_PROPOSER"}
    assert told == {"office": both, "npc": both, "npc_seat": {"REGISTER"}}


def test_steps_inside_a_unit_are_on_no_committees_board(ask: Asking, world: World) -> None:
    """Process information is the unit's and the office's (政府信息公开条例 Art. 16)."""
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "submit_reply")
    refresh(CITY)

    told = {
        who: {one["step"] for one in ask.data(who, QUERY, scope="OWN")["state"]["movements"]}
        for who in ("office", "npc", "npc_seat", "cppcc")
    }

    assert {"DRAFT_REPLY", "SUBMIT_REPLY"} <= told["office"]
    assert "SIGN_FOR" in told["npc"] & told["npc_seat"]
    assert not (told["npc"] | told["npc_seat"]) & {"DRAFT_REPLY", "SUBMIT_REPLY"}
    assert told["cppcc"] == set()


def test_over_http_there_is_nothing_to_wait_for(ask: Asking, world: World) -> None:
    assert ask.code("office", "subscription { board(scope: OWN) { seq } }") == "BAD_REQUEST"


def test_lights_are_those_of_the_day_on_which_it_is_read_also_below(governed: Government) -> None:
    with governing(DISTRICT):
        below = a_world()
        signed_for(below, a_dispatched_case(below))
        refresh(DISTRICT)
    world = a_world()
    due = Case.objects.get(pk=signed_for(world, a_dispatched_case(world)).pk).due_on
    refresh(CITY)
    audience = audience_of(world.office)
    assert audience is not None and due is not None

    today = board_for(audience, BoardScope.WITH_LOWER)
    with clock.at(now() + timedelta(days=400)):
        later = board_for(audience, BoardScope.WITH_LOWER)

    assert today is not None and later is not None and today.state is not None and later.state is not None
    assert (_reds(today.state), _reds(later.state)) == (0, 1)
    assert [_reds(one) for one in later.state["lower"]] == [1, 0]
    assert (today.seq, today.epoch == later.epoch) == (later.seq, False)


def test_reading_takes_three_statements_age_rows_and_names_of_a_dozen_cases(governed: Government) -> None:
    world = a_world()
    a_dispatched_case(world)
    refresh(CITY)
    audience = audience_of(world.office)
    assert audience is not None

    with CaptureQueriesContext(connection) as seen:
        board_for(audience, BoardScope.WITH_LOWER)

    assert len(seen) == 3


def test_what_was_read_before_is_shown_as_it_is_now(governed: Government) -> None:
    world = a_world()
    with governing(DISTRICT):
        below = a_world()
        a_registered_case(below)
        refresh(DISTRICT)
    refresh(CITY)
    audience = audience_of(world.office)
    assert audience is not None
    first = board_for(audience, BoardScope.WITH_LOWER)

    with governing(DISTRICT):
        a_registered_case(below)
        refresh(DISTRICT)
    second = board_for(audience, BoardScope.WITH_LOWER)
    with suppress(Undone), transaction.atomic():
        a_registered_case(world)
        refresh(CITY)
        third = board_for(audience, BoardScope.WITH_LOWER)
        raise Undone
    a_registered_case(world, kind="PROPOSAL")
    refresh(CITY)
    fourth = board_for(audience, BoardScope.WITH_LOWER)
    with platform_scope():
        Government.objects.filter(code=DISTRICT).update(parent=None)
    last = board_for(audience, BoardScope.WITH_LOWER)

    assert [_totals(one) for one in (first, second, third, fourth, last)] == [
        (["滨江", "鹤山"], [0, 0], [1, 0]),
        (["滨江", "鹤山"], [0, 0], [2, 0]),
        (["滨江", "鹤山"], [1, 0], [2, 0]),
        (["滨江", "鹤山"], [0, 1], [2, 0]),
        (["鹤山"], [0, 1], [0, 0]),
    ]


class Undone(Exception):
    """Takes back what was done."""


def _totals(board: BoardNow | None) -> tuple[list[str], list[int], list[int]]:
    """Who is below; cases of each kind, one's own and of the first one below."""
    assert board is not None and board.state is not None
    lower = board.state["lower"]
    names = [one["government"]["short_name"] for one in lower]
    return (
        names,
        [one["total"] for one in board.state["figures"]],
        [one["total"] for one in lower[0]["figures"]],
    )
