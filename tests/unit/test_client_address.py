"""The caller's address: the peer's own, unless a proxy that the operator named says otherwise."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kernel.client_address import ClientAddress, Trust, is_local, network_of


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ("", "127.0.0.1", ["9.9.9.9"], "127.0.0.1"),  # nobody is believed by default, not even this machine
        ("10.0.0.0/8", "8.8.8.8", ["9.9.9.9"], "8.8.8.8"),  # a stranger names an address
        ("10.0.0.0/8", "10.0.0.2", ["9.9.9.9"], "9.9.9.9"),
        ("10.0.0.0/8", "10.0.0.2", ["1.1.1.1, 9.9.9.9"], "9.9.9.9"),  # what the caller wrote itself is left
        ("10.0.0.0/8", "10.0.0.2", ["1.1.1.1", "9.9.9.9, 10.0.0.3"], "9.9.9.9"),  # two lines, two proxies
        ("10.0.0.0/8", "10.0.0.2", ["9.9.9.9, rubbish"], "10.0.0.2"),
        ("10.0.0.0/8", "10.0.0.2", [], "10.0.0.2"),
        ("10.0.0.0/8", "::ffff:10.0.0.2", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("1", "172.18.0.1", ["1.1.1.1, 9.9.9.9"], "9.9.9.9"),
        ("2", "172.18.0.1", ["1.1.1.1, 9.9.9.9, 10.0.0.3"], "9.9.9.9"),
        ("1", "", ["9.9.9.9:55"], ""),
    ],
)
def test_only_named_proxies_are_believed(trusted: str, peer: str, forwarded: list[str], client: str) -> None:
    assert Trust.of(trusted).client(peer, forwarded) == (client or "unknown")


def test_of_a_line_without_end_the_nearest_entries_are_read() -> None:
    ours, everybody = Trust.of("10.0.0.0/8"), ["9.9.9.9, " + ", ".join(["10.0.0.3"] * 1000)]

    assert ours.client("10.0.0.2", everybody) == "10.0.0.3"
    assert ours.client("10.0.0.2", ["9.9.9.9, " + ", ".join(["10.0.0.3"] * 31)]) == "9.9.9.9"


def test_a_wrong_setting_is_no_silent_trust() -> None:
    with pytest.raises(ValueError, match="proxy"):
        Trust.of("10.0.0.1, proxy")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("testclient", "unknown"),
    ],
)
def test_one_subscriber_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def addressed(
    peer: str, *headers: tuple[bytes, bytes], trusted: str = ""
) -> tuple[dict[str, Any], list[str]]:
    seen: list[dict[str, Any]] = []
    warnings: list[str] = []

    async def inner(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    application = ClientAddress(inner, Trust.of(trusted), warnings.append)
    for _ in range(2):
        scope = {"type": "http", "client": (peer, 55), "headers": list(headers)}
        asyncio.run(application(scope, None, None))
    return seen[0], warnings


def test_whoever_asks_through_a_proxy_on_this_machine_is_not_on_this_machine() -> None:
    direct, _ = addressed("127.0.0.1")
    through, _ = addressed("127.0.0.1", (b"X-Forwarded-For", b"127.0.0.1"))

    assert is_local(direct)
    assert not is_local(through)


def test_a_proxy_that_nobody_named_is_told_once() -> None:
    scope, warnings = addressed("172.18.0.1", (b"x-forwarded-for", b"9.9.9.9"))

    assert scope["client"][0] == "172.18.0.1"
    assert warnings == ["172.18.0.1"]


def test_everything_behind_it_sees_the_caller() -> None:
    scope, warnings = addressed("10.0.0.1", (b"x-forwarded-for", b"9.9.9.9"), trusted="10.0.0.1")

    assert scope["client"] == ("9.9.9.9", 0)
    assert warnings == []
