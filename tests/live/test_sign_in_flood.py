"""Forty sign-ins at once against a real server: few are let in to be hashed, and whoever works is not held up."""

from __future__ import annotations

import json
import time
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Event
from typing import Any

from django.db import connection

from signin.hashing import SLOTS_PER_CALLER, queue
from signin.models import SignInTally
from support.talking import Line
from support.world import World

FLOOD = 40
SIGN_IN = 'mutation { signIn(username: "%s", password: "wrong-password") { refusal { code } } }'
LIST = "{ cases(first: 20) { edges { node { id } } } }"


def asked(line: Line, document: str, more: dict[str, str] | None = None) -> Any:
    talk = HTTPConnection("127.0.0.1", line.port, timeout=30)
    headers = {"Host": f"yunzhou.localhost:{line.port}", "Content-Type": "application/json"} | (more or {})
    talk.request("POST", "/graphql", json.dumps({"query": document}), headers)
    answer = json.loads(talk.getresponse().read())
    talk.close()
    return answer


def refusal(answer: Any) -> str:
    return str(answer["data"]["signIn"]["refusal"]["code"])


def until(done: Any) -> None:
    """Wait; a machine may be slow, so the limit is generous and says nothing of speed."""
    for _ in range(600):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def connections_in_use() -> int:
    told = connection.pool.get_stats()
    return int(told.get("pool_size", 0) - told.get("pool_available", 0))


def test_a_flood_of_sign_ins_waits_for_nobody_and_holds_nobody_up(line: Line, world: World) -> None:
    cookie = line.cookie("office")
    go = Event()
    held: Future[bool] = queue()._thread.submit(go.wait, 60)  # the hashing thread is busy with something long
    before = connections_in_use()

    with ThreadPoolExecutor(FLOOD) as crowd:
        try:
            coming = [crowd.submit(asked, line, SIGN_IN % f"name-{one}") for one in range(FLOOD)]
            until(lambda: sum(one.done() for one in coming) >= FLOOD - SLOTS_PER_CALLER)

            told = [refusal(one.result()) for one in coming if one.done()]
            assert told == ["sign_in_busy"] * (FLOOD - SLOTS_PER_CALLER)
            until(lambda: connections_in_use() <= before)  # nobody who waits holds one
            for _ in range(5):
                assert asked(line, LIST, cookie)["data"]["cases"]["edges"] == []
            assert not held.done()
            assert sum(one.done() for one in coming) == FLOOD - SLOTS_PER_CALLER
        finally:
            go.set()
        rest = [refusal(one.result()) for one in coming]

    assert rest.count("wrong_credentials") == SLOTS_PER_CALLER
    assert (
        SignInTally.objects.count() == SLOTS_PER_CALLER + SLOTS_PER_CALLER + 1
    )  # pairs, accounts, one network


def test_tries_at_once_are_no_more_than_tries_one_by_one(line: Line, world: World) -> None:
    answers: list[str] = []
    with ThreadPoolExecutor(8) as crowd:
        while answers.count("locked_out") == 0:
            coming = [crowd.submit(asked, line, SIGN_IN % "water-unit_clerk") for _ in range(8)]
            answers += [refusal(one.result()) for one in coming]

    assert answers.count("wrong_credentials") == 5
    assert set(answers) <= {"wrong_credentials", "sign_in_busy", "locked_out"}


def test_whoever_writes_another_address_into_each_try_is_locked_all_the_same(
    line: Line, world: World
) -> None:
    answers = [
        refusal(asked(line, SIGN_IN % "water-unit_clerk", {"X-Forwarded-For": f"203.0.113.{one}"}))
        for one in range(7)
    ]

    assert answers == ["wrong_credentials"] * 5 + ["locked_out"] * 2
