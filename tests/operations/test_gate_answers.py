"""The gate's own answers: received by a client that is still sending, never at the price of others; logged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from api.running import entry
from governments.models import Government
from lianban.http import gate_answer
from lianban.http.gate import RequestGate
from support.at_the_gate import GOOD, HUGE, Behind, Caller, asked

KB, MB = 1024, 1024 * 1024
WRONG = GOOD | {"content-type": "text/plain"}
PATIENCE = 20.0  # seconds until something that does not end is a failed test


@pytest.fixture(autouse=True)
def governments(city: Government) -> None:
    """The registry knows the city."""


@pytest.mark.parametrize("size", [4096, MB])
async def test_what_is_on_its_way_is_taken_so_that_the_answer_is_heard(size: int) -> None:
    caller = await asked(WRONG | {"content-length": str(size)}, pieces=size // KB)

    assert (caller.status, caller.taken_before_answer, caller.taken) == (415, 0, size)
    assert caller.answered


@pytest.mark.parametrize("size", [str(MB + 1), HUGE])
async def test_what_is_said_to_be_large_is_not_waited_for(size: str) -> None:
    caller = await asked(WRONG | {"content-length": size}, pieces=10_000)

    assert (caller.status, caller.asked, caller.answered) == (415, 0, True)


async def test_what_does_not_end_is_taken_up_to_a_limit() -> None:
    caller = await asked(WRONG | {"transfer-encoding": "chunked"}, pieces=10_000)

    assert (caller.status, caller.taken, caller.answered) == (415, MB, True)


async def test_who_hangs_up_is_not_waited_for() -> None:
    events = iter([{"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"}])
    caller = Caller("POST", entry.PATH, (WRONG | {"content-length": "4096"}).items(), _silent())

    async def receive() -> Any:
        return next(events)

    await RequestGate(Behind())(caller.scope, receive, caller.send)

    assert caller.answered


async def test_who_waits_for_our_word_is_not_asked_for_the_body() -> None:
    caller = await asked(WRONG | {"content-length": "4096", "expect": "100-continue"})

    assert (caller.status, caller.asked, caller.answered) == (415, 0, True)


async def test_who_sends_nothing_more_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_answer, "LINGER", 0.05)
    caller = Caller("POST", entry.PATH, (WRONG | {"content-length": "4096"}).items(), _silent())

    async with asyncio.timeout(PATIENCE):
        await RequestGate(Behind())(caller.scope, caller.receive, caller.send)

    assert (caller.status, caller.answered) == (415, True)


async def test_eight_are_waited_for_at_once_and_a_place_is_given_back() -> None:
    release = asyncio.Event()
    head = WRONG | {"content-length": "4096"}

    async def slow() -> AsyncIterator[bytes]:
        await release.wait()
        yield b"x" * 4096

    eight = [Caller("POST", entry.PATH, head.items(), slow()) for _ in range(8)]
    gate = RequestGate(Behind())
    waiting = [asyncio.create_task(gate(one.scope, one.receive, one.send)) for one in eight]
    await asyncio.sleep(0)
    ninth = await asked(head, gate=gate)
    release.set()
    await asyncio.gather(*waiting)
    afterwards = await asked(head, gate=gate)

    assert (ninth.status, ninth.asked, ninth.answered) == (415, 0, True)
    assert [one.taken for one in eight] == [4096] * 8
    assert afterwards.taken == 4096


async def _silent() -> AsyncIterator[bytes]:
    """A body of which nothing comes."""
    await asyncio.Event().wait()
    yield b""


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", entry.PATH, b"POST"),
        ("GET", entry.PATH, b"POST"),
        ("POST", "/", b"GET, HEAD"),
        ("POST", "/health/live", b"GET, HEAD"),
    ],
)
async def test_a_method_that_is_not_allowed_is_told_with_those_that_are(
    method: str, path: str, allowed: bytes
) -> None:
    caller = await asked(GOOD | {"content-length": "4096"}, method=method, path=path)

    assert (caller.status, caller.headers[b"allow"]) == (405, allowed)


async def test_an_answer_is_not_kept_and_a_head_is_answered_without_a_body() -> None:
    caller = await asked(GOOD | {"content-length": "4096"}, method="HEAD", path="/")
    other = await asked(GOOD | {"content-length": "4096"}, method="GET", path="/")

    assert (caller.status, caller.body) == (400, b"")
    assert int(caller.headers[b"content-length"]) == len(other.body) > 0
    assert other.headers[b"cache-control"] == b"no-store"
    assert b"allow" not in other.headers
    assert b"retry-after" not in other.headers


def test_refusals_are_told_once_a_minute_with_their_number(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    monkeypatch.setattr(gate_answer, "time", SimpleNamespace(monotonic=lambda: now[0]))
    refusals = gate_answer.Refusals()
    told = []

    for now[0], code in [
        (1.0, "a"),
        (2.0, "a"),
        (30.0, "b"),
        (60.0, "a"),
        (61.0, "a"),
        (62.0, "b"),
        (122.0, "b"),
    ]:
        refusals.add(code)
        told.append(len(caplog.records))

    assert told == [1, 1, 1, 1, 2, 2, 3]
    assert [(_count(one, "a"), _count(one, "b")) for one in caplog.records] == [(1, 0), (3, 1), (0, 2)]


async def test_a_refused_request_is_told_in_the_log_by_its_status(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gate_answer, "_refusals", gate_answer.Refusals())

    await asked(WRONG | {"content-length": "4096"})

    (record,) = caplog.records
    assert _count(record, "status_415") == 1


def _count(record: Any, code: str) -> int:
    found: int = record.msg.get(code, 0)
    return found
