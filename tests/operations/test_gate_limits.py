"""The gate under load and in odd moments: look-ups that wait, governments that are not served, callers who hang up."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from api.running import entry
from governments.entering.hosts import Addressee
from governments.models import Government, State
from lianban.http import gate as gate_asgi
from lianban.http.gate import RequestGate
from support.at_the_gate import GOOD, HOST, Behind, Caller, asked, pieces_of

HEAD = GOOD | {"content-length": "4096"}
PATIENCE = 20.0  # seconds until something that does not end is a failed test


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Addressee]], None]:
    """Makes the gate ask for every host, as it does for one that is not remembered."""

    def by(look: Callable[[], Addressee]) -> None:
        monkeypatch.setattr(gate_asgi, "addressee_at_hand", lambda _headers: None)
        monkeypatch.setattr(gate_asgi, "addressee_of_head", lambda _headers: look())

    return by


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> Callable[[Government], None]:
    """Makes a government the one that the host is known to address."""

    def as_known(government: Government) -> None:
        known = Addressee(host=HOST, government=government)
        monkeypatch.setattr(gate_asgi, "addressee_at_hand", lambda _headers: known)

    return as_known


async def test_sixty_four_look_ups_wait_for_two_threads_and_who_comes_then_is_told_to_come_again(
    looked_up: Any,
) -> None:
    release, threads, gate = threading.Event(), set(), RequestGate(Behind())

    def slow() -> Addressee:
        threads.add(threading.get_ident())
        assert release.wait(PATIENCE)
        return Addressee(host="localhost", platform=True)

    looked_up(slow)
    waiting = [asyncio.create_task(asked(HEAD, gate=gate)) for _ in range(64)]
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(PATIENCE / 2):
            one_more = await asked(HEAD, gate=gate)
    finally:
        release.set()
    answered = await asyncio.gather(*waiting)
    afterwards = await asked(HEAD, gate=gate)

    assert (one_more.status, one_more.taken_before_answer) == (503, 0)
    assert one_more.headers[b"retry-after"] == b"5"
    assert {one.status for one in answered} == {200}
    assert len(threads) == 2
    assert afterwards.status == 200


@pytest.mark.parametrize("failure", [DatabaseError, PoolTimeout])
async def test_a_look_up_that_fails_is_a_503_and_leaves_no_trace(
    looked_up: Any, failure: type[Exception]
) -> None:
    failing, gate = [failure()] * 200, RequestGate(Behind())

    def look() -> Addressee:
        if failing:
            raise failing.pop()
        return Addressee(host="localhost", platform=True)

    looked_up(look)

    refused = {(await asked(HEAD, gate=gate)).status for _ in range(200)}
    afterwards = await asked(HEAD, gate=gate)

    assert (refused, afterwards.status) == ({503}, 200)


async def test_a_suspended_government_is_none(city: Government, remembered: Any) -> None:
    city.state = State.SUSPENDED
    remembered(city)
    behind = Behind()

    caller = await asked(HEAD, gate=RequestGate(behind))
    unknown = await asked(HEAD | {"host": "nowhere.example"})

    assert (caller.status, caller.taken_before_answer, behind.bodies) == (404, 0, [])
    assert caller.body == unknown.body


async def test_a_government_that_waits_for_its_upgrade_asks_to_come_again(
    city: Government, remembered: Any
) -> None:
    city.schema_version = "0"
    remembered(city)
    behind = Behind()

    caller = await asked(HEAD, gate=RequestGate(behind))

    assert (caller.status, caller.taken_before_answer, behind.bodies) == (503, 0, [])
    assert caller.headers[b"retry-after"] == b"5"
    assert city.name in json.loads(caller.body)["errors"][0]["message"]


async def test_who_hangs_up_in_the_middle_has_sent_nothing(
    city: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate_asgi, "BUFFERED", 6 * 1024)
    behind = Behind()
    gate = RequestGate(behind)

    async def hanging_up() -> AsyncIterator[bytes]:
        yield b"x" * 4096
        raise ConnectionError

    for _ in range(3):
        caller = Caller("POST", entry.PATH, HEAD.items(), hanging_up())
        async with asyncio.timeout(PATIENCE):
            await gate(caller.scope, _until_it_ends(caller), caller.send)
        assert (caller.status, caller.body) == (0, b"")
    another = await asked(HEAD, gate=gate)

    assert behind.gone == 3
    assert (another.status, behind.bodies) == (200, [b"x" * 4096])


def _until_it_ends(caller: Caller) -> Any:
    """What a server hands on of a caller whose connection breaks."""

    async def receive() -> Any:
        await asyncio.sleep(0)
        try:
            return await caller.receive()
        except (ConnectionError, AssertionError):
            return {"type": "http.disconnect"}

    return receive


async def test_what_comes_after_the_body_is_the_server_s_own_word(city: Government) -> None:
    heard: list[Any] = []

    async def listening(_scope: Any, receive: Any, _send: Any) -> None:
        heard.extend([await receive(), await receive()])

    events = iter([{"type": "http.request", "body": b"{}"}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(events)

    caller = Caller("POST", entry.PATH, (GOOD | {"content-length": "2"}).items(), pieces_of(0))
    await RequestGate(listening)(caller.scope, receive, caller.send)

    assert [one["type"] for one in heard] == ["http.request", "http.disconnect"]
    assert heard[0]["body"] == b"{}"


@pytest.mark.parametrize(
    "twice",
    [
        [("content-length", "4096")],
        [("origin", "http://yunzhou.localhost"), ("origin", "http://evil.example")],
        [("origin", "http://evil.example"), ("origin", "http://yunzhou.localhost")],
        [("content-type", "text/plain")],
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-origin")],
        [("host", HOST)],
    ],
)
async def test_a_header_that_is_said_twice_is_believed_in_neither_form(
    city: Government, twice: list[tuple[str, str]]
) -> None:
    behind = Behind()

    caller = await asked(HEAD, *twice, gate=RequestGate(behind))

    assert caller.status in (403, 404, 413, 415)
    assert (caller.taken_before_answer, behind.bodies) == (0, [])


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([("Content-Length", "99999999")], 413),
        ([("Transfer-Encoding", "chunked")], 413),
        ([("Content-Length", "4096"), ("Origin", "http://evil.example")], 403),
    ],
)
async def test_names_of_headers_mean_the_same_in_capitals(
    city: Government, told: list[tuple[str, str]], status: int
) -> None:
    caller = await asked(GOOD, *told, pieces=10_000)

    assert caller.status == status
