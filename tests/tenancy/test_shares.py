"""Shares of the pool: what is stuck in one government leaves the others connections, and nobody waits for nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections, transaction

from governments.backend import base
from governments.backend.shares import STUCK, Lease, NoFreeConnection, Shares
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from people.models import Unit
from support.session import identity


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def taken(shares: Shares, *names: str) -> list[Lease]:
    return [shares.take(name, 2) for name in names]


def test_a_full_share_that_does_not_move_refuses_its_own_and_nobody_else() -> None:
    clock = Clock()
    shares = Shares(clock)
    taken(shares, "a", "a")
    clock.now += STUCK

    with pytest.raises(NoFreeConnection):
        shares.take("a", 2)
    others = taken(shares, "b", "b", "", "", "")

    assert [one.name for one in others] == ["b", "b", "", "", ""]


def test_one_that_waits_gets_the_place_that_is_given_back() -> None:
    shares = Shares()
    first, _ = taken(shares, "a", "a")
    got: list[Lease] = []
    waits = threading.Thread(target=lambda: got.append(shares.take("a", 2)))
    waits.start()

    shares.give(first)
    waits.join(60)

    assert [one.name for one in got] == ["a"]


def test_while_it_is_stuck_one_may_try_until_one_comes_through_quickly() -> None:
    clock = Clock()
    shares = Shares(clock)
    held = taken(shares, "a", "a")
    clock.now += STUCK
    with pytest.raises(NoFreeConnection):
        shares.take("a", 2)
    for one in held:
        shares.give(one)

    (trial,) = taken(shares, "a")
    clock.now += STUCK
    with pytest.raises(NoFreeConnection):
        shares.take("a", 2)
    shares.give(trial)
    (quick,) = taken(shares, "a")
    shares.give(quick)

    assert len(taken(shares, "a", "a")) == 2


def test_what_was_given_back_everywhere_is_forgotten() -> None:
    shares = Shares()
    for one in taken(shares, "a", "b", "b"):
        shares.give(one)

    assert shares._shares == {}


@pytest.fixture
def pool_of_four(committed: Government) -> Iterator[None]:
    """Two connections for each government."""
    options = connections.settings["default"]["OPTIONS"]
    before = options["pool"]

    def resize(size: int) -> None:
        connection.close()
        connection.close_pool()
        options["pool"] = before | {"max_size": size}

    resize(4)
    yield
    resize(before["max_size"])


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> tuple[Shares, Clock]:
    """Those of this process, by a clock of the test's own."""
    connection.close()
    clock = Clock()
    mine = Shares(clock)
    monkeypatch.setattr(base, "SHARES", mine)
    return mine, clock


class Inside:
    """Threads that are inside a government with a connection, until they are released."""

    def __init__(self, code: str, number: int) -> None:
        self.go = threading.Event()
        here = threading.Barrier(number + 1)
        self.threads = [threading.Thread(target=self._stay, args=[code, here]) for _ in range(number)]
        for one in self.threads:
            one.start()
        here.wait(60)

    def _stay(self, code: str, here: threading.Barrier) -> None:
        with governing(code):
            Unit.objects.count()
            here.wait(60)
            self.go.wait(60)
        connection.close()

    def leave(self) -> None:
        self.go.set()
        for one in self.threads:
            one.join()


def entered(code: str) -> str:
    """Who one is in a government, with the session that the platform had before."""
    with platform_scope():
        identity()
    try:
        with governing(code):
            return identity()[0]
    finally:
        connection.close()


def test_the_connections_of_one_government_are_never_all(
    pool_of_four: None, shares: tuple[Shares, Clock]
) -> None:
    stuck = Inside("binjiang", 2)
    shares[1].now += STUCK

    try:
        with pytest.raises(NoFreeConnection):
            entered("binjiang")
        assert entered("yunzhou") == "gov_yunzhou"
    finally:
        stuck.leave()
    assert entered("binjiang") == "gov_binjiang"
    assert not any(one.used for one in shares[0]._shares.values())


def test_a_transaction_that_enters_another_government_is_let_in(
    pool_of_four: None, shares: tuple[Shares, Clock]
) -> None:
    stuck = Inside("binjiang", 2)

    try:
        with platform_scope(), transaction.atomic():
            identity()
            with governing("binjiang"):
                assert identity()[0] == "gov_binjiang"
    finally:
        stuck.leave()


def many(times: int, work: Callable[[], str]) -> list[str]:
    done: list[str] = []
    threads = [threading.Thread(target=lambda: done.append(work())) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return done


def test_a_crowd_of_one_government_that_moves_waits_and_is_served(
    pool_of_four: None, shares: tuple[Shares, Clock]
) -> None:
    assert many(30, lambda: entered("binjiang")) == ["gov_binjiang"] * 30
