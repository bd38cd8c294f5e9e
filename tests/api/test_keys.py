"""A key makes a change to accounts, displays, filters and marks happen once, as it makes a step of a case."""

from __future__ import annotations

from typing import Any

import pytest

from api.schema import schema
from people.models import Account, AccountEvent, KeyedChange, SavedFilter
from supervision.models import DisplaySeat
from support.asking import Asking
from support.build import a_key
from support.world import World

MUTATIONS = schema.graphql_schema.mutation_type.fields
# What takes no key: a session is no object, and a trial changes nothing.
WITHOUT = {
    "signIn",
    "signOut",
    "changePassword",
    "noteAccountChanges",
    "tryAssessmentScheme",
    "tryHolidayNotice",
}
CREATE = """mutation($key: String, $input: AccountInput!) { createAccount(key: $key, input: $input) {
  account { id username active } oneTimePassword refusal { code field } } }"""
ACTIVE = """mutation($key: String, $id: ID!, $active: Boolean!) {
  setAccountActive(key: $key, id: $id, active: $active) { account { active } refusal { code } } }"""
RESET = """mutation($key: String, $id: ID!) { resetPassword(key: $key, id: $id) {
  oneTimePassword refusal { code } } }"""
SAVE = """mutation($key: String, $name: String!, $query: String!) { saveFilter(key: $key, name: $name, query: $query) {
  filter { id name query } refusal { code } } }"""
DELETE = "mutation($key: String, $id: ID!) { deleteFilter(key: $key, id: $id) { ok } }"
SEAT = """mutation($key: String, $name: String!) { makeDisplaySeat(key: $key, name: $name) {
  seat { id name } key refusal { code } } }"""


def an_account(world: World, **more: Any) -> dict[str, Any]:
    """Inputs of a new account."""
    unit = str(world.units["water"].pk)
    return {"username": "new-clerk", "name": "温知夏", "unitId": unit, "role": "UNIT_CLERK"} | more


def test_every_mutation_takes_a_key_but_these() -> None:
    assert {name for name, field in MUTATIONS.items() if "key" not in field.args} == WITHOUT


def test_an_account_is_created_once_and_its_password_told_once(ask: Asking, world: World) -> None:
    key, wanted = a_key(), an_account(world)

    first = ask.data("administrator", CREATE, key=key, input=wanted)
    again = ask.data("administrator", CREATE, key=key, input=wanted)
    other = ask.data("administrator", CREATE, key=key, input=an_account(world, username="another"))

    assert first["oneTimePassword"]
    assert again == {"account": first["account"], "oneTimePassword": None, "refusal": None}
    assert other["refusal"] == {"code": "key_reused", "field": "key"}
    assert Account.objects.filter(username__in=("new-clerk", "another")).count() == 1


def test_a_repeated_change_does_not_undo_what_came_after(ask: Asking, world: World) -> None:
    key, clerk = a_key(), str(world.water_clerk.account_id)
    ask.data("administrator", ACTIVE, key=key, id=clerk, active=False)
    ask.data("administrator", ACTIVE, key=a_key(), id=clerk, active=True)

    again = ask.data("administrator", ACTIVE, key=key, id=clerk, active=False)

    assert again == {"account": {"active": True}, "refusal": None}


def test_a_password_is_reset_once(ask: Asking, world: World) -> None:
    key, clerk = a_key(), str(world.water_clerk.account_id)
    first = ask.data("administrator", RESET, key=key, id=clerk)
    kept = Account.objects.get(pk=clerk).password

    again = ask.data("administrator", RESET, key=key, id=clerk)

    assert (bool(first["oneTimePassword"]), again["oneTimePassword"], again["refusal"]) == (True, None, None)
    assert Account.objects.get(pk=clerk).password == kept
    assert AccountEvent.objects.filter(account=clerk, change="PASSWORD_RESET").count() == 1


def test_a_filter_is_saved_and_deleted_once(ask: Asking) -> None:
    save, delete = a_key(), a_key()
    wanted = {"name": "临期", "query": "?lights=YELLOW"}
    first = ask.data("office", SAVE, key=save, **wanted)
    assert ask.data("office", SAVE, key=save, **wanted) == first

    gone = [ask.data("office", DELETE, key=delete, id=first["filter"]["id"]) for _ in range(2)]

    assert gone == [{"ok": True}, {"ok": True}]
    assert ask.code("office", SAVE, key=save, **wanted) == "NOT_FOUND"
    assert SavedFilter.objects.count() == 0


def test_a_display_seat_is_made_once_and_its_key_told_once(ask: Asking) -> None:
    key = a_key()

    first, again = (ask.data("office", SEAT, key=key, name="一楼大厅屏") for _ in range(2))

    assert (first["seat"], bool(first["key"])) == (again["seat"], True)
    assert (again["key"], again["refusal"]) == (None, None)
    assert DisplaySeat.objects.count() == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 65])
def test_what_is_no_key_is_refused_and_nothing_changes(ask: Asking, world: World, key: str) -> None:
    refused = ask.data("administrator", CREATE, key=key, input=an_account(world))

    assert refused["refusal"] == {"code": "key_malformed", "field": "key"}
    assert not Account.objects.filter(username="new-clerk").exists()


def test_a_refused_change_leaves_its_key_free(ask: Asking, world: World) -> None:
    key = a_key()
    known = Account.objects.get(pk=world.water_clerk.account_id).username
    refused = ask.data("administrator", CREATE, key=key, input=an_account(world, username=known))

    made = ask.data("administrator", CREATE, key=key, input=an_account(world))

    assert refused["refusal"]["code"] == "username_taken"
    assert made["account"]["username"] == "new-clerk"


def test_who_lost_the_right_gets_no_answer_for_an_old_key(ask: Asking, world: World) -> None:
    key = a_key()
    ask.data("administrator", CREATE, key=key, input=an_account(world))

    assert ask.code("office", CREATE, key=key, input=an_account(world)) == "FORBIDDEN"
    assert KeyedChange.objects.count() == 1
