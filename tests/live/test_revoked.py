"""Whoever may no longer listen is shut out soon, without doing anything."""

from __future__ import annotations

import json

from kernel.clock import today
from people.models import Account, Post
from support.talking import Line
from support.world import World


def test_signing_out_shuts_the_sockets_of_that_session(line: Line) -> None:
    talk, other = line.follow("office"), line.follow("npc")

    body = json.dumps({"query": "mutation { signOut { ok } }"})
    line.browser("office").post("/graphql", body, content_type="application/json")

    assert talk.close_code() == 4401
    other.say("ping")
    assert other.hear() == {"type": "pong"}


def test_a_stopped_account_is_shut_out(line: Line, world: World) -> None:
    talk = line.follow("water_clerk")

    Account.objects.filter(pk=world.water_clerk.account_id).update(is_active=False)

    assert talk.close_code() == 4401


def test_a_changed_password_shuts_out(line: Line, world: World) -> None:
    talk = line.follow("water_clerk")

    Account.objects.filter(pk=world.water_clerk.account_id).update(password="another")

    assert talk.close_code() == 4401


def test_a_changed_seat_makes_the_client_come_again_with_its_new_rights(line: Line, world: World) -> None:
    talk = line.follow("water_clerk")

    Post.objects.filter(account=world.water_clerk.account_id).update(unit=world.units["parks"], since=today())

    assert talk.close_code() == 4403
    line.follow("water_clerk")
