"""No stranger locks the office out, and nobody guesses without limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum

from kernel.clock import now
from people.models import Account
from signin import tallies
from signin.models import AttemptSubject, SignInTally
from signin.tallies import clear_tallies
from support.asking import Asking
from support.signing_in import at, tried
from support.world import World

PASSWORD = "lian-ban-1-tongguo"
OFFICE, STRANGER = "10.0.0.1", "203.0.113.9"


@pytest.fixture(autouse=True)
def clerk(world: World) -> Account:
    """水务局联络员, whose password is known."""
    account = Account.objects.get(username="water-unit_clerk")
    account.set_password(PASSWORD)
    account.save()
    return account


def wrong(browser: Any, times: int, username: str = "water-unit_clerk") -> list[str]:
    return [tried(browser, "wrong-password", username) for _ in range(times)]


def test_a_stranger_elsewhere_locks_only_himself_out() -> None:
    assert wrong(at(STRANGER), 6)[-1] == "locked_out"

    assert tried(at(STRANGER), PASSWORD) == "locked_out"
    assert tried(at(OFFICE), PASSWORD) == "in"


def test_a_known_device_is_not_locked_out_by_others_at_the_same_address() -> None:
    known = at(OFFICE)
    assert tried(known, PASSWORD) == "in"

    assert wrong(at(OFFICE), 6)[-1] == "locked_out"

    assert tried(at(OFFICE), PASSWORD) == "locked_out"
    assert tried(known, PASSWORD) == "in"


def test_a_known_device_cannot_guess_without_limit_either() -> None:
    known = at(OFFICE)
    assert tried(known, PASSWORD) == "in"

    assert wrong(known, 6)[-1] == "locked_out"


def test_a_device_is_known_to_the_accounts_that_signed_in_with_it_and_in_their_government() -> None:
    known = at(OFFICE)
    assert tried(known, PASSWORD) == "in"
    tally = SignInTally.objects.filter(subject=AttemptSubject.PAIR)

    wrong(known, 1, "edu-unit_clerk")
    elsewhere = at(OFFICE, "binjiang.localhost:8000")
    elsewhere.cookies = known.cookies
    wrong(elsewhere, 6)

    assert tally.get().place == OFFICE
    assert tried(elsewhere, PASSWORD) == "locked_out"
    assert tried(known, PASSWORD) == "in"


def test_a_forged_device_is_unknown() -> None:
    known = at(OFFICE)
    tried(known, PASSWORD)
    forged = at(OFFICE)
    forged.cookies["lianban-device"] = known.cookies["lianban-device"].value[::-1]

    wrong(at(OFFICE), 5)

    assert tried(forged, PASSWORD) == "locked_out"


def test_addresses_of_one_ipv6_subscriber_are_one() -> None:
    for host in range(5):
        wrong(at(f"2001:db8:1:2::{host:x}"), 1)

    assert tried(at("2001:db8:1:2:ffff::1"), PASSWORD) == "locked_out"
    assert tried(at("2001:db8:1:3::1"), PASSWORD) == "in"


def test_a_network_that_tries_many_names_is_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tallies.FREE, AttemptSubject.NETWORK, 6)

    answers = [tried(at(STRANGER), "wrong-password", f"name-{one}") for one in range(8)]

    assert answers == ["wrong_credentials"] * 6 + ["slow_down"] * 2
    assert tried(at(OFFICE), PASSWORD) == "in"
    SignInTally.objects.update(last=now() - timedelta(seconds=61))
    assert tried(at(STRANGER), "wrong-password", "name-9") == "wrong_credentials"


def test_an_account_that_is_tried_from_many_networks_is_slowed_down_but_not_where_it_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(tallies.FREE, AttemptSubject.ACCOUNT, 6)
    known = at(OFFICE)
    assert tried(known, PASSWORD) == "in"

    answers = [tried(at(f"203.0.113.{one}"), "wrong-password") for one in range(8)]

    assert answers == ["wrong_credentials"] * 6 + ["slow_down"] * 2
    assert tried(known, PASSWORD) == "in"
    assert tried(at(OFFICE), PASSWORD) == "in"


def test_while_it_is_locked_nothing_grows() -> None:
    wrong(at(STRANGER), 6)
    before = list(SignInTally.objects.order_by("pk").values())

    wrong(at(STRANGER), 50)

    assert list(SignInTally.objects.order_by("pk").values()) == before
    assert SignInTally.objects.aggregate(all=Sum("failures"))["all"] == 3 * 5


def test_what_strangers_type_is_not_kept() -> None:
    wrong(at(STRANGER), 1, "my-password-by-mistake")

    assert "mistake" not in str(list(SignInTally.objects.values()))


def test_a_lock_ends_by_itself_or_by_the_administrator(ask: Asking, clerk: Account) -> None:
    wrong(at(OFFICE), 6)
    rows = "{ accounts { username lockedOut } }"
    locked = [row["username"] for row in ask.data("administrator", rows) if row["lockedOut"]]
    reset = "mutation($id: ID!) { resetPassword(id: $id) { oneTimePassword } }"

    password = ask.data("administrator", reset, id=str(clerk.pk))["oneTimePassword"]

    assert locked == ["water-unit_clerk"]
    assert tried(at(OFFICE), password) == "in"
    wrong(at(STRANGER), 6)
    SignInTally.objects.update(last=now() - timedelta(minutes=31))
    assert tried(at(STRANGER), password) == "in"


def test_old_counts_are_removed_every_day(world: World) -> None:
    tried(at(OFFICE), PASSWORD)
    wrong(at(STRANGER), 6)
    SignInTally.objects.update(last=now() - timedelta(days=2))

    clear_tallies()

    assert set(SignInTally.objects.values_list("subject", flat=True)) == {AttemptSubject.KNOWN}
    SignInTally.objects.update(last=now() - timedelta(days=91))
    clear_tallies()
    assert not SignInTally.objects.exists()
