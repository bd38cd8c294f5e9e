"""graphql-transport-ws to the letter, and what it limits."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from live import hub, protocol
from support.talking import SUBSCRIPTION, Line


@pytest.mark.parametrize(
    "origin",
    ["http://binjiang.localhost:8000", "http://evil.example", "null", None, "http://yunzhou.localhost"],
)
def test_only_a_page_of_the_same_host_may_open_a_socket(line: Line, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        line.dial("office", origin=origin)

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["nowhere.localhost", "localhost", "127.0.0.1"])
def test_only_a_government_s_host_has_sockets(line: Line, host: str) -> None:
    with pytest.raises(InvalidStatus):
        line.dial("office", host=host)


def test_there_is_one_address(line: Line) -> None:
    with pytest.raises(InvalidStatus):
        line.dial("office", path="/graphql/wss")


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("chat",)])
def test_only_the_one_subprotocol_is_spoken(line: Line, protocols: tuple[str, ...]) -> None:
    assert line.dial("office", protocols=protocols).close_code() == 4406


def test_nobody_is_told_to_sign_in(line: Line) -> None:
    talk = line.dial(None)
    talk.say("connection_init")

    assert talk.close_code() == 4401


def test_a_session_of_one_government_is_nobody_s_in_another(line: Line) -> None:
    talk = line.dial("office", host="binjiang.localhost")
    talk.say("connection_init")

    assert talk.close_code() == 4401


def test_subscribing_comes_after_initialising(line: Line) -> None:
    talk = line.dial("office")
    talk.say("subscribe", id="1", payload={"query": SUBSCRIPTION})

    assert talk.close_code() == 4401


def test_initialising_must_not_take_for_ever(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "INIT_WITHIN", 0.1)

    assert line.dial("office").close_code() == 4408


def test_initialising_twice_is_too_many(line: Line) -> None:
    talk = line.dial("office").begin()
    talk.say("connection_init")

    assert talk.close_code() == 4429


def test_an_id_is_used_once_at_a_time(line: Line) -> None:
    talk = line.follow("office")
    talk.say("subscribe", id="1", payload={"query": SUBSCRIPTION})

    assert talk.close_code() == 4409


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"type": 7}',
        '{"type": "start"}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": ""}',
        '{"type": "subscribe", "id": 1, "payload": {}}',
        json.dumps({"type": "subscribe", "id": "x" * 129, "payload": {"query": SUBSCRIPTION}}),
        b'{"type": "ping"}',
    ],
)
def test_a_message_that_is_none_closes_the_socket(line: Line, frame: str | bytes) -> None:
    talk = line.dial("office").begin()
    talk.connection.send(frame)

    assert talk.close_code() == 4400


def test_a_huge_frame_closes_the_socket(line: Line) -> None:
    talk = line.dial("office").begin()
    talk.connection.send(json.dumps({"type": "ping", "payload": {"x": "x" * 70_000}}))

    assert talk.close_code() in (1009, 4400)


def test_ping_is_answered_with_its_payload(line: Line) -> None:
    talk = line.dial("office")
    talk.say("ping", payload={"n": 1})

    assert talk.hear() == {"type": "pong", "payload": {"n": 1}}


@pytest.mark.parametrize(
    "query",
    [
        None,
        "",
        "{ me { id } }",
        "mutation { signOut { ok } }",
        "subscription { __typename }",
        "subscription { a: workChanged { seq } b: workChanged { seq } }",
        "subscription { workChanged { nothing } }",
        "subscription { workChanged { seq @include(if: false) } }",
        "subscription { ...a } fragment a on Subscription { ...b } fragment b on Subscription { ...a }",
        "subscription { workChanged { " + "seq " * 300 + "} }",
        "subscription a { workChanged { seq } } subscription b { workChanged { seq } }",
    ],
)
def test_what_is_not_the_one_subscription_gets_an_error(line: Line, query: str | None) -> None:
    talk = line.dial("office").begin()
    talk.say("subscribe", id="7", payload={"query": query})

    answer = talk.hear()

    assert (answer["type"], answer["id"]) == ("error", "7")
    told = answer["payload"][0]["extensions"]
    assert (told["code"], told["detail"]) in {
        ("BAD_REQUEST", "bad_document"),
        ("BAD_REQUEST", "only_subscriptions"),
    }


def test_a_socket_has_twenty_subscriptions_at_most(line: Line) -> None:
    talk = line.dial("office").begin()
    for number in range(21):
        talk.say("subscribe", id=str(number), payload={"query": SUBSCRIPTION})

    answer = talk.hear()

    assert (answer["type"], answer["id"]) == ("error", "20")
    told = answer["payload"][0]["extensions"]
    assert told == {"code": "TOO_COMPLEX", "detail": "too_many_subscriptions"}


def test_an_account_has_a_limited_number_of_sockets(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "MAX_SOCKETS", 2)
    line.dial("office").begin()
    line.dial("office").begin()

    third = line.dial("office")
    third.say("connection_init")

    assert third.close_code() == 4429
    line.dial("npc").begin()


def test_a_flood_closes_the_socket(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MAX_MESSAGES", 10)
    talk = line.dial("office").begin()
    with suppress(ConnectionClosed):  # the server may have shut before the last one is out
        for _ in range(11):
            talk.say("pong")

    assert talk.close_code() == 4429
