"""What a try costs and what takes it back: quiet times, right passwords, refused tries, devices that were forgotten."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core import signing
from django.test import RequestFactory

from kernel.clock import now
from kernel.refusals import Refusal
from people.commands import reset_password
from people.models import Account
from people.sign_in import account_named
from signin import callers, hashing, proof, tallies
from signin.callers import LASTS, Caller
from signin.models import AttemptSubject, SignInTally
from support.asking import Asking
from support.quick_passwords import QuickArgon2
from support.signing_in import at, tried
from support.world import World

PASSWORD = "lian-ban-1-tongguo"
NEW = "yi-ge-xin-de-kouling"
OFFICE, STRANGER = "10.0.0.1", "203.0.113.9"
WATER = "water-unit_clerk"


@pytest.fixture(autouse=True)
def clerk(world: World) -> Account:
    """水务局联络员, whose password is known."""
    account = Account.objects.get(username=WATER)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes against which passwords are held."""
    held: list[str] = []

    def verify(password: str, kept: str) -> tuple[bool, bool]:
        held.append(kept)
        return original(password, kept)

    original = hashing.verify_password
    monkeypatch.setattr(hashing, "verify_password", verify)
    return held


def wrong(address: str, times: int, username: str = WATER) -> list[str]:
    return [tried(at(address), "wrong-password", username) for _ in range(times)]


def passed(seconds: float) -> None:
    """So much time since the last try."""
    SignInTally.objects.exclude(subject=AttemptSubject.KNOWN).update(last=now() - timedelta(seconds=seconds))


def test_after_a_quiet_time_all_tries_are_there_again() -> None:
    assert wrong(STRANGER, 6)[-1] == "locked_out"
    passed(31 * 60)

    assert wrong(STRANGER, 6) == ["wrong_credentials"] * 5 + ["locked_out"]


def test_a_lock_lasts_half_an_hour_and_the_list_of_accounts_says_so_as_long(ask: Asking) -> None:
    def listed() -> list[str]:
        rows = ask.data("administrator", "{ accounts { username lockedOut } }")
        return [row["username"] for row in rows if row["lockedOut"]]

    wrong(STRANGER, 6)
    passed(29 * 60)
    assert (tried(at(STRANGER), PASSWORD), listed()) == ("locked_out", [WATER])
    passed(31 * 60)

    assert listed() == []
    assert tried(at(STRANGER), PASSWORD) == "in"


@pytest.mark.parametrize(
    ("failures", "seconds", "allowed"),
    [(7, 1, False), (7, 3, True), (10, 15, False), (10, 17, True), (40, 59, False), (40, 61, True)],
)
def test_each_failure_doubles_the_wait_of_a_network_up_to_a_minute(
    monkeypatch: pytest.MonkeyPatch, failures: int, seconds: int, allowed: bool
) -> None:
    monkeypatch.setitem(tallies.FREE, AttemptSubject.NETWORK, 6)
    wrong(STRANGER, 1, "name-1")
    SignInTally.objects.filter(subject=AttemptSubject.NETWORK).update(failures=failures)
    passed(seconds)

    assert tried(at(STRANGER), "wrong-password", "name-2") == (
        "wrong_credentials" if allowed else "slow_down"
    )


def test_a_try_that_is_refused_for_its_network_is_no_try_of_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(tallies.FREE, AttemptSubject.NETWORK, 2)
    for name in ("name-1", "name-2"):
        wrong(STRANGER, 1, name)

    assert set(wrong(STRANGER, 10)) == {"slow_down"}
    SignInTally.objects.filter(subject=AttemptSubject.NETWORK).delete()

    assert tried(at(STRANGER), PASSWORD) == "in"


def test_right_passwords_take_their_counts_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tallies.FREE, AttemptSubject.NETWORK, 9)

    for _ in range(2):
        assert wrong(OFFICE, 4) == ["wrong_credentials"] * 4
        assert tried(at(OFFICE), PASSWORD) == "in"

    assert {tried(at(OFFICE), PASSWORD) for _ in range(20)} == {"in"}


def test_a_new_password_makes_no_known_network_unknown(
    world: World, clerk: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tallies.FREE, AttemptSubject.ACCOUNT, 3)
    assert tried(at(OFFICE), PASSWORD) == "in"
    one_time = reset_password(world.administrator, clerk.pk)

    assert [wrong(f"203.0.113.{one}", 1) for one in range(4)][-1] == ["slow_down"]

    assert tried(at(OFFICE), one_time) == "in"


def test_a_device_is_forgotten_after_half_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    known = at(OFFICE)
    assert tried(known, PASSWORD) == "in"
    wrong(OFFICE, 6)
    clock = signing.time.time
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: clock() + LASTS + 60))

    assert tried(known, PASSWORD) == "locked_out"


def test_a_device_is_known_to_the_last_eight_who_signed_in_with_it() -> None:
    caller = Caller(OFFICE)
    for account in "abcdefghij":
        request = RequestFactory().get("/")
        callers.remember_device(request, caller, account)
        again = RequestFactory().get("/", REMOTE_ADDR=OFFICE)
        again.COOKIES[callers.cookie_name()] = getattr(request, callers.TO_REMEMBER)
        caller = Caller.of(again)

    assert [one for one in "abcdefghij" if caller.knows(one)] == list("cdefghij")


def test_a_name_that_nobody_has_is_judged_like_one_that_somebody_has(judged: list[str]) -> None:
    assert wrong(OFFICE, 1) == wrong(OFFICE, 1, "nobody") == ["wrong_credentials"]

    of_somebody, of_nobody = (identify_hasher(one) for one in judged)
    costs = [(one.time_cost, one.memory_cost, one.parallelism) for one in (of_somebody, of_nobody)]  # type: ignore[attr-defined]  # Argon2
    assert of_somebody.algorithm == of_nobody.algorithm
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("username", "password"), [(WATER, "x" * 257), ("n" * 41, "x"), (WATER, ""), (" ", "x")]
)
def test_what_can_be_nobody_s_is_neither_counted_nor_hashed(
    judged: list[str], username: str, password: str
) -> None:
    assert tried(at(OFFICE), password, username) == "wrong_credentials"

    assert judged == []
    assert not SignInTally.objects.exists()


def test_a_hash_of_another_cost_is_made_anew_at_the_next_sign_in(clerk: Account) -> None:
    class Cheaper(QuickArgon2):
        memory_cost = 32

    cheap = Cheaper().encode(PASSWORD, "a-salt-of-its-own")
    Account.objects.filter(pk=clerk.pk).update(password=cheap)

    assert tried(at(OFFICE), "wrong-password") == "wrong_credentials"
    assert Account.objects.get(pk=clerk.pk).password == cheap
    assert tried(at(OFFICE), PASSWORD) == "in"

    assert "m=64" in Account.objects.get(pk=clerk.pk).password
    assert tried(at(OFFICE), PASSWORD) == "in"


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "another"}])
def test_who_is_stopped_or_changed_while_a_password_is_judged_does_not_come_in(
    clerk: Account, change: dict[str, Any]
) -> None:
    asked = 0

    def find(name: str) -> Account | None:
        nonlocal asked
        asked += 1
        if asked == 2:
            Account.objects.filter(pk=clerk.pk).update(**change)
        return account_named(name)

    with pytest.raises(Refusal) as refused:
        proof.prove(Caller(OFFICE), WATER, PASSWORD, find)

    assert refused.value.code == "wrong_credentials"


def test_a_password_that_was_changed_meanwhile_is_not_changed_by_the_old_one(clerk: Account) -> None:
    stale = Account.objects.get(pk=clerk.pk)
    clerk.set_password("ling-yi-ge-kouling")
    clerk.save()
    kept = clerk.password

    with pytest.raises(Refusal) as refused:
        proof.choose_password(stale, old=PASSWORD, new=NEW)

    assert refused.value.code == "old_password_wrong"
    assert Account.objects.get(pk=clerk.pk).password == kept


@pytest.mark.parametrize(("old", "new"), [(PASSWORD, NEW * 13), ("x" * 257, NEW)])
def test_a_password_without_end_is_not_hashed(clerk: Account, old: str, new: str) -> None:
    with pytest.raises(Refusal) as refused:
        proof.choose_password(clerk, old=old, new=new)

    assert refused.value.code == "too_long"


def test_four_passwords_before_the_present_one_are_not_taken_again(clerk: Account) -> None:
    passwords = [PASSWORD, *(f"{NEW}-{word}" for word in ("jia", "yi", "bing", "ding", "wu"))]
    for old, new in zip(passwords, passwords[1:], strict=False):
        clerk = proof.choose_password(clerk, old=old, new=new)

    for former in passwords[1:]:
        with pytest.raises(Refusal) as refused:
            proof.choose_password(clerk, old=passwords[-1], new=former)
        assert refused.value.code == "password_old"
    proof.choose_password(clerk, old=passwords[-1], new=PASSWORD)
