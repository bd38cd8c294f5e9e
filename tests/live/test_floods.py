"""Strangers who send much, slowly or nonsense to a running server: refused early, and others are answered meanwhile."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from lianban.http import protocol as http_protocol
from live import protocol, unauthenticated
from support.knocking import Knock, head
from support.talking import Line, asked

HUGE = 10 * 1024**3
LIST = "{ cases(first: 20) { edges { node { id title } } } me { name } }"
DEEP = "[" * 1_000 + "]" * 1_000


@pytest.fixture
def crowd() -> Iterator[ExitStack]:
    """Connections that are closed after the test."""
    with ExitStack() as stack:
        yield stack


def test_another_s_list_is_answered_while_strangers_send_big_and_slow_bodies(
    line: Line, crowd: ExitStack
) -> None:
    assert asked(line, "office", LIST)["data"]["me"]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    big = [Knock(line.port, head(HUGE) + b"x" * 262_144) for _ in range(60)]
    chunked = [
        Knock(line.port, head(Transfer_Encoding="chunked") + b"10000\r\n" + b"x" * 65_536) for _ in range(60)
    ]
    for first in [head(4096) + b"{", head(4096)[:-2]]:  # a body, and a head, that do not end
        for _ in range(60):
            crowd.enter_context(closing(Knock(line.port, first).line))

    answers = [asked(line, "office", LIST) for _ in range(30)]

    assert ["errors" in one for one in answers] == [False] * 30
    assert {one.status() for one in big} == {413}
    assert {one.status() for one in chunked} == {413}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # in KB; 640 MB were sent


def test_a_head_that_does_not_end_is_cut_off(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_WITHIN", 0.2)

    assert [Knock(line.port, first).heard() for first in (b"", b"GET", head()[:-2])] == [b"", b"", b""]


@pytest.mark.parametrize(
    "first",
    [
        b"GET /" + b"a" * 100_000,
        b"GET / HTTP/1.1\r\nHost: yunzhou.localhost\r\nX: " + b"a" * 100_000,
        b"GET / HTTP/1.1\r\nHost: yunzhou.localhost\r\n" + b"a: b\r\n" * 200 + b"\r\n",
    ],
)
def test_a_head_has_a_limit_of_bytes_and_lines(line: Line, first: bytes) -> None:
    assert Knock(line.port, first).status() in (400, 431)


def test_over_the_limit_of_connections_those_go_that_say_nothing(
    line: Line, crowd: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert line.cookie("office")
    monkeypatch.setattr(http_protocol, "MOST_CONNECTIONS", 20)
    silent = [Knock(line.port) for _ in range(40)]
    for one in silent:
        crowd.enter_context(closing(one.line))

    assert asked(line, "office", LIST)["data"]["me"]

    assert silent[0].heard() == b""


def test_a_person_may_send_more_than_a_stranger(line: Line) -> None:
    document = json.dumps({"query": "{ me { name } }", "variables": {"x": "文" * 30_000}}).encode()
    cookie = line.cookie("office")["Cookie"]

    told = Knock(line.port, head(len(document), Cookie=cookie, Connection="close") + document).heard()

    assert b'"me":{"name"' in told
    assert Knock(line.port, head(len(document)) + document).status() == 413


def test_who_waits_for_our_word_is_refused_without_it(line: Line) -> None:
    told = Knock(line.port, head(HUGE, Expect="100-continue")).heard()

    assert told.startswith(b"HTTP/1.1 413")
    assert b"100 Continue" not in told


@pytest.mark.parametrize(
    "first",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"nonsense\r\n\r\n",
        head(5, Transfer_Encoding="chunked") + b"0\r\n\r\n",
        head(Transfer_Encoding="chunked") + b"-1\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_a_plain_answer(line: Line, first: bytes) -> None:
    told = Knock(line.port, first).heard()

    assert told.startswith(b"HTTP/1.1 400")
    assert b"x-content-type-options: nosniff" in told
    assert b"Traceback" not in told


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/%ed%a0%80", "/static/%00", "//evil.example", "/" + "a/" * 4_000]
)
def test_odd_addresses_are_answered_like_others(line: Line, path: str) -> None:  # fmt: skip
    told = Knock(line.port, head(method="GET", path=path, Connection="close")).heard()

    assert told.startswith((b"HTTP/1.1 200", b"HTTP/1.1 404", b"HTTP/1.1 503"))
    assert b"nosniff" in told


@pytest.mark.parametrize(
    "cookie", ['lianban="a\\000b"', "lianban=" + "é" * 32, "lianban=" + "x" * 5_000, "lianban"]
)
def test_odd_cookies_are_nobody_s(line: Line, cookie: str) -> None:  # fmt: skip
    body = b'{"query": "{ me { name } }"}'

    told = Knock(line.port, head(len(body), Cookie=cookie, Connection="close") + body).heard()

    assert told.endswith(b'{"data":{"me":null}}'), told


@pytest.mark.parametrize(
    "message",
    [
        f'{{"type": "connection_init", "payload": {DEEP}}}',
        f'{{"type": "ping", "payload": {DEEP}}}',
        '{"type": "ping", "payload": "a\\u0000b"}',
        '{"type": "ping", "payload": "\\ud800"}',
        '{"type": "ping", "payload": 1e999}',
        f'{{"type": "subscribe", "id": "1", "payload": {{"query": "x", "variables": {{"a": {DEEP}}}}}}}',
        "[]",
        "[" * 30_000,
        '[{"type": "ping"}]',
        "",
    ],
)
def test_a_socket_s_message_that_nobody_can_bear_closes_it(line: Line, message: str) -> None:
    talk = line.dial("office").begin()
    talk.connection.send(message)

    assert talk.close_code() == 4400


def test_newcomers_on_sockets_make_room_for_one_another(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unauthenticated, "MOST", 3)
    known = line.dial("office").begin()
    silent = [line.dial(None) for _ in range(4)]

    assert silent[0].close_code() == 4408
    known.say("ping")
    assert known.hear() == {"type": "pong"}
    assert line.dial("office").begin()


def test_a_socket_s_frame_that_does_not_end_is_not_waited_for(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "INIT_WITHIN", 0.2)
    origin = {"Origin": "http://yunzhou.localhost", "Sec_WebSocket_Version": "13"}
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    }
    named = {"Sec_WebSocket_Protocol": "graphql-transport-ws"}

    first = (
        head(method="GET", path="/graphql/ws", **origin, **upgrade, **named)
        + b"\x81\xfe\xff\xff\x00\x00\x00\x00{"
    )

    told = Knock(line.port, first).heard()
    assert told.startswith(b"HTTP/1.1 101")
    assert b"\x11\x38" in told  # 4408
