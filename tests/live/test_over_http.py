"""The API through the whole server: ASGI, threads, pool, real commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from cases.models import CaseEvent
from outbox.models import Message
from support.build import a_registered_case
from support.talking import Line, asked, relayed
from support.world import World

FILE = """mutation($key: String!, $id: ID!) {
  fileCase(key: $key, caseId: $id) { case { caseNo } refusal { code message } } }"""


def test_two_at_once_have_one_effect_and_one_clear_refusal(line: Line, world: World) -> None:
    case, together = a_registered_case(world), Barrier(2)
    before = CaseEvent.objects.count(), Message.objects.count()
    cookies = [line.cookie(who) for who in ("office", "npc")]
    assert all(cookies)

    def press(who: str) -> Any:
        together.wait()
        return asked(line, who, FILE, key=f"pressed-by-{who}", id=str(case.pk))["data"]["fileCase"]

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(press, ("office", "npc")))

    assert sorted(answer["case"] is None for answer in answers) == [False, True]
    (refusal,) = [answer["refusal"] for answer in answers if answer["refusal"]]
    assert refusal["code"] == "overtaken"
    assert (CaseEvent.objects.count(), Message.objects.count()) == (before[0] + 1, before[1] + 1)


def test_a_double_click_has_one_effect_and_the_same_answer_twice(line: Line, world: World) -> None:
    case, together = a_registered_case(world), Barrier(2)
    assert line.cookie("office")

    def press(_: int) -> Any:
        together.wait()
        return asked(line, "office", FILE, key="one-double-click", id=str(case.pk))["data"]["fileCase"]

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(press, range(2))

    assert first == second
    assert first["case"]["caseNo"].endswith("建0001")


def test_a_step_taken_over_http_reaches_the_sockets(line: Line, world: World) -> None:
    case = a_registered_case(world)
    relayed()
    talk = line.follow("npc_seat")

    asked(line, "office", FILE, key="over-http-0001", id=str(case.pk))
    relayed()

    change = talk.change()
    assert (change["caseId"], change["step"]) == (str(case.pk), "FILE")


def test_requests_of_two_governments_in_turn_never_meet(line: Line, world: World) -> None:
    a_registered_case(world)
    document = "{ government { code } me { name } }"
    assert line.cookie("office")

    def ask(number: int) -> Any:
        host = ("yunzhou.localhost", "binjiang.localhost", "heshan.localhost")[number % 3]
        return host, asked(line, "office", document, host)["data"]

    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(ask, range(60)))

    for host, data in answers:
        assert data["government"]["code"] == host.split(".")[0]
        assert (data["me"] is not None) is (host == "yunzhou.localhost")
