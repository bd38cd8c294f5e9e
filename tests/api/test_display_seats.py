"""Display seats over the API: who keeps them, that a key is shown once, and that the record stays."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.displays import make_display_seat
from supervision.models import DisplaySeat
from support.asking import Asking
from support.world import World

MAKE = "mutation($name: String!) { makeDisplaySeat(name: $name) { seat { id name madeBy } key refusal { code } } }"
REVOKE = (
    "mutation($id: ID!) { revokeDisplaySeat(seatId: $id) { seat { revokedBy revokedAt } refusal { code } } }"
)
SEATS = "{ displaySeats { id name revokedAt } }"


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_the_office_and_the_administrator_keep_them(ask: Asking, world: World, who: str) -> None:
    made = ask.data(who, MAKE, name=" 一楼大厅屏 ")
    revoked = ask.data(who, REVOKE, id=made["seat"]["id"])

    assert made["seat"]["name"] == "一楼大厅屏"
    assert made["key"] not in str(DisplaySeat.objects.values())
    assert revoked["seat"]["revokedAt"] is not None
    assert [one["name"] for one in ask.data(who, SEATS)] == ["一楼大厅屏"]


@pytest.mark.parametrize("who", ["water_clerk", "npc", "npc_seat", "cppcc", "parks_head"])
def test_others_neither_see_nor_change_them(ask: Asking, world: World, who: str) -> None:
    seat = ask.data("office", MAKE, name="一楼大厅屏")["seat"]

    assert ask.code(who, SEATS) == "FORBIDDEN"
    assert ask.code(who, MAKE, name="另一块屏") == "FORBIDDEN"
    assert ask.code(who, REVOKE, id=seat["id"]) == "FORBIDDEN"
    assert list(DisplaySeat.objects.values_list("name", "revoked_at")) == [("一楼大厅屏", None)]


def test_a_name_is_that_of_one_lasting_seat(ask: Asking, world: World) -> None:
    first = ask.data("office", MAKE, name="一楼大厅屏")
    second = ask.data("office", MAKE, name="一楼大厅屏")
    ask.data("office", REVOKE, id=first["seat"]["id"])
    third = ask.data("office", MAKE, name="一楼大厅屏")

    assert (second["key"], second["refusal"]["code"]) == (None, "display_name_taken")
    assert third["key"] not in (None, first["key"])
    assert ask.data("office", MAKE, name="  ")["refusal"]["code"] == "display_name"
    assert ask.data("office", MAKE, name="大厅\u200b屏")["refusal"]["code"] == "unseen_character"


@pytest.mark.usefixtures("remembered")
def test_the_list_of_them_costs_the_same_at_any_length(ask: Asking, world: World) -> None:
    found = set()
    ask.data("office", SEATS)
    for count in (1, 20):
        while DisplaySeat.objects.count() < count:
            make_display_seat(world.office, f"展示屏{DisplaySeat.objects.count()}")
        with CaptureQueriesContext(connection) as captured:
            seats = ask.data("office", "{ displaySeats { id name madeBy madeAt revokedBy revokedAt } }")
        assert len(seats) == count
        found.add(len(captured))

    assert len(found) == 1
