"""The gate: what is not wanted is refused on its head, and not a byte of its body is read before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from api.running import entry
from governments.models import Government
from lianban.http import gate as gate_asgi
from lianban.http.gate import RequestGate
from support.at_the_gate import GOOD, HUGE, Behind, Caller, asked


@pytest.fixture(autouse=True)
def governments(city: Government) -> None:
    """The registry knows the city."""


@pytest.mark.parametrize(
    ("status", "changed", "method", "path"),
    [
        (404, {"host": "nowhere.example"}, "POST", entry.PATH),
        (404, {"host": "a\x00b"}, "POST", entry.PATH),
        (403, {"origin": "http://evil.example"}, "POST", entry.PATH),
        (403, {"sec-fetch-site": "cross-site"}, "POST", entry.PATH),
        (415, {"content-type": "text/plain"}, "POST", entry.PATH),
        (415, {"content-encoding": "gzip"}, "POST", entry.PATH),
        (405, {}, "GET", entry.PATH),
        (405, {}, "PUT", entry.PATH),
        (400, {}, "GET", "/"),
        (405, {}, "POST", "/"),
        (405, {}, "POST", "/health/ready"),
        (405, {}, "POST", "/static/app/main.js"),
        (413, {"content-length": HUGE}, "POST", entry.PATH),
        (413, {"content-length": "9" * 400}, "POST", entry.PATH),
        (413, {"content-length": str(entry.MAX_STRANGER + 1)}, "POST", entry.PATH),
        (413, {"content-length": str(entry.MAX_STRANGER + 1), "cookie": "lianban=" + "a" * 32}, "POST", entry.PATH),
    ],
)  # fmt: skip
async def test_what_the_head_forbids_is_answered_with_nothing_read(
    status: int, changed: dict[str, str], method: str, path: str
) -> None:
    behind = Behind()

    caller = await asked(
        GOOD | {"content-length": "4096"} | changed, method=method, path=path, gate=RequestGate(behind)
    )

    assert (caller.status, caller.taken_before_answer, behind.bodies) == (status, 0, [])
    assert caller.headers[b"connection"] == b"close"
    assert b"<" not in caller.body


async def test_a_body_without_a_declared_size_is_cut_off_at_what_a_stranger_may_send() -> None:
    caller = await asked(GOOD | {"transfer-encoding": "chunked"}, pieces=10_000)

    assert caller.status == 413
    assert caller.taken_before_answer == entry.MAX_STRANGER + 1024


async def test_a_body_that_is_longer_than_declared_is_cut_off() -> None:
    caller = await asked(GOOD | {"content-length": "10"}, pieces=10_000)

    assert (caller.status, caller.taken_before_answer) == (413, entry.MAX_STRANGER + 1024)


async def test_what_is_wanted_arrives_whole() -> None:
    behind = Behind()

    caller = await asked(GOOD | {"content-length": "4096"}, gate=RequestGate(behind))

    assert (caller.status, behind.bodies) == (200, [b"x" * 4096])


async def test_a_request_without_a_body_goes_straight_on() -> None:
    caller = await asked({"host": "nowhere.example"}, method="GET", path="/", pieces=0)

    assert caller.status == 200


async def test_who_is_signed_in_may_send_more_and_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_asgi, "is_signed_in", lambda _addressee, key: key == "s" * 32)
    signed_in, behind = GOOD | {"cookie": "lianban=" + "s" * 32}, Behind()
    large = entry.MAX_BODY // 1024

    whole = await asked(signed_in | {"transfer-encoding": "chunked"}, pieces=large, gate=RequestGate(behind))
    over = await asked(signed_in | {"transfer-encoding": "chunked"}, pieces=10_000)

    assert (whole.status, len(behind.bodies[0])) == (200, entry.MAX_BODY)
    assert (over.status, over.taken_before_answer) == (413, entry.MAX_BODY + 1024)


async def test_a_slow_body_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_asgi, "BODY_WITHIN", 0.05)

    async def trickle() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    caller = Caller("POST", entry.PATH, (GOOD | {"content-length": "100"}).items(), trickle())
    await RequestGate(Behind())(caller.scope, caller.receive, caller.send)

    assert caller.status == 408
    assert json.loads(caller.body)["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_all_bodies_together_have_a_limit_that_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_asgi, "BUFFERED", 6 * 1024)
    gate, head = RequestGate(Behind()), GOOD | {"content-length": "4096"}
    within, release = asyncio.Event(), asyncio.Event()

    async def held() -> AsyncIterator[bytes]:
        yield b"x" * 4096
        within.set()
        await release.wait()

    first = Caller("POST", entry.PATH, head.items(), held())
    running = asyncio.create_task(gate(first.scope, first.receive, first.send))
    await within.wait()
    refused = await asked(head, gate=gate)
    release.set()
    await running
    afterwards = await asked(head, gate=gate)

    assert [first.status, refused.status, afterwards.status] == [200, 503, 200]
    assert refused.headers[b"retry-after"] == b"5"


async def test_an_answer_before_django_has_the_security_headers_and_says_what_to_do() -> None:
    caller = await asked(GOOD | {"content-length": HUGE})

    told = json.loads(caller.body)["errors"][0]
    assert told["extensions"]["code"] == "TOO_LARGE"
    assert "256 KB" in told["message"]
    assert caller.headers[b"x-content-type-options"] == b"nosniff"
    assert b"frame-ancestors 'none'" in caller.headers[b"content-security-policy"]
