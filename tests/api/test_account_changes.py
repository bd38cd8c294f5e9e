"""Changes to accounts are on record, nobody removes them, and the person is notified; a seat fits its unit."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from cases.models import Case
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import section
from people import commands
from people.models import Account, AccountChangeKind, AccountEvent, Post, Unit, UnitKind
from people.roles import Role, fits
from support.asking import Asking
from support.world import World

ADD = """mutation($id: ID!, $input: PostInput!) { addPost(id: $id, input: $input) {
  account { roleLabels } refusal { code field message } } }"""
CREATE = """mutation($input: AccountInput!) { createAccount(input: $input) {
  account { id } refusal { code field } } }"""
TOLD = "{ me { accountChanges { changeLabel post byLabel } } }"


def everything_done(world: World) -> Account:
    """Every change there is, to one account."""
    by = world.administrator
    account, _ = commands.create_account(
        by, username="new", name="新同事", unit_id=world.units["water"].pk, role=Role.UNIT_CLERK
    )
    post = commands.add_post(by, account.pk, unit_id=world.units["roads"].pk, role=Role.CASE_OFFICER).posts
    commands.end_post(by, post.get(role=Role.CASE_OFFICER).pk)
    commands.set_account_active(by, account.pk, active=False)
    commands.set_account_active(by, account.pk, active=True)
    commands.reset_password(by, account.pk)
    return account


def test_every_change_is_on_record_with_who_and_what(world: World, ask: Asking) -> None:
    account = everything_done(world)

    events = ask.nodes(
        "administrator",
        "query($id: ID!) { accountChanges(id: $id) { edges { node { change changeLabel post byLabel } } } }",
        id=str(account.pk),
    )

    assert [one["change"] for one in reversed(events)] == list(AccountChangeKind)
    assert {one["byLabel"] for one in events} == {world.administrator.label}
    assert events[-1]["post"] == "云州市水务局 承办单位联络员"
    assert set(section("account_changes")) == set(AccountChangeKind)


def test_nobody_but_the_administrator_and_the_person_reads_them(world: World, ask: Asking) -> None:
    document = "query($id: ID!) { accountChanges(id: $id) { edges { node { change } } } }"
    own = str(world.water_clerk.account_id)

    assert ask.code("office", document, id=own) == "FORBIDDEN"
    assert ask.nodes("water_clerk", document, id=own) == [{"change": "CREATED"}]


def test_the_administrator_cannot_alter_or_remove_them(world: World) -> None:
    everything_done(world)

    for text in ("UPDATE people_accountevent SET by_label = ''", "DELETE FROM people_accountevent"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(text)


def test_the_person_is_told_until_it_is_noted(world: World, ask: Asking) -> None:
    own = world.npc_seat.account_id
    assert own is not None
    commands.add_post(world.administrator, own, unit_id=world.units["npc"].pk, role=Role.NPC_OFFICE)

    (told,) = ask.data("npc_seat", TOLD)["accountChanges"]
    ask.data("npc_seat", "mutation { noteAccountChanges { ok } }")

    assert told["byLabel"] == world.administrator.label
    assert ask.data("npc_seat", TOLD)["accountChanges"] == []


def test_a_read_only_seat_can_note_it_too(world: World, ask: Asking) -> None:
    own = world.cppcc_seat.account_id
    assert own is not None
    post = Account.objects.get(pk=own).posts.get()
    commands.set_account_active(SYSTEM, own, active=False)
    commands.set_account_active(SYSTEM, own, active=True)
    ask.forget("cppcc_seat")
    assert post.until is None

    assert len(ask.data("cppcc_seat", TOLD)["accountChanges"]) == 2
    assert ask.data("cppcc_seat", "mutation { noteAccountChanges { ok } }") == {"ok": True}
    assert ask.data("cppcc_seat", TOLD)["accountChanges"] == []


def test_a_refused_change_leaves_no_event(world: World) -> None:
    before = AccountEvent.objects.count()

    with pytest.raises(Refusal):
        commands.create_account(
            SYSTEM, username="new", name="新", unit_id=world.units["water"].pk, role=Role.NPC_OFFICE
        )

    assert AccountEvent.objects.count() == before
    assert not Account.objects.filter(username="new").exists()


@pytest.mark.parametrize("role", ["NPC_OFFICE", "NPC_SEAT", "CPPCC_OFFICE", "GENERAL_OFFICE"])
def test_no_bureau_s_clerk_is_given_a_committee_s_seat(world: World, ask: Asking, role: str) -> None:
    place = {"unitId": str(world.units["water"].pk), "role": role}
    own = str(world.water_clerk.account_id)

    further = ask.data("administrator", ADD, id=own, input=place)
    new = ask.data("administrator", CREATE, input=place | {"username": "new", "name": "新"})

    assert (further["refusal"]["code"], further["refusal"]["field"]) == ("role_not_of_unit", "role")
    assert "水务局属" in further["refusal"]["message"]
    assert new["refusal"] == {"code": "role_not_of_unit", "field": "role"}
    assert Post.objects.filter(account=own).count() == 1


def test_the_database_has_the_same_table(world: World) -> None:
    units = {kind: Unit.objects.create(code=kind, name=kind, short_name=kind, kind=kind) for kind in UnitKind}
    account = Account.objects.get(pk=world.water_clerk.account_id)

    def taken(role: Role, kind: str) -> bool:
        try:
            with transaction.atomic():
                Post.objects.create(account=account, unit=units[kind], role=role, since=today())
        except IntegrityError:
            return False
        return True

    pairs: list[Any] = list(product(Role, UnitKind))
    assert {pair for pair in pairs if taken(*pair)} == {pair for pair in pairs if fits(*pair)}
    assert not Case.objects.exists()


def test_forms_are_told_which_roles_a_unit_has(ask: Asking) -> None:
    roles = {unit["code"]: unit["roles"] for unit in ask.data("administrator", "{ units { code roles } }")}

    assert roles["npc"] == ["NPC_OFFICE", "NPC_SEAT"]
    assert "NPC_OFFICE" not in roles["water"]
