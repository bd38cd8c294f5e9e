"""Fair queues: what is locked, slow or broken in one government waits by itself, and the others' messages pass."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from governments.owner import owner_connection
from lianban.wiring import wired_relay
from outbox.fair_queues import FIRST_REST, LONGEST_REST, FairQueues
from outbox.models import Message
from outbox.post import post, posting
from outbox.relay import BATCH, Relay
from people.models import Unit
from support.locks import locked
from support.session import rows

LOCKED, FREE = "binjiang", "yunzhou"  # the locked one comes first in every round


@pytest.fixture(autouse=True)
def as_platform(committed: Government) -> Iterator[None]:
    """The relay's own scope."""
    with platform_scope():
        yield


def posted(code: str, *numbers: int, line: str = "") -> None:
    with governing(code), transaction.atomic():
        for number in numbers:
            text, values = posting("case.filed", [{"case": number}], line)
            rows(text, *values)


def counting(seen: list[tuple[str, int]]) -> Callable[[Message], None]:
    """A handler that reads the units of the message's government, and notes the message."""

    def handle(message: Message) -> None:
        with governing(message.government):
            Unit.objects.count()
        seen.append((message.government, message.payload["case"]))

    return handle


def attempts(code: str) -> list[int]:
    return list(Message.objects.filter(government=code).order_by("id").values_list("attempts", flat=True))


def test_while_one_government_is_locked_the_others_messages_pass() -> None:
    posted(LOCKED, 1, 2, 3)
    posted(FREE, 4, 5)
    seen: list[tuple[str, int]] = []

    with locked("binjiang.people_unit"):
        Relay({"case.filed": counting(seen)}).drain()
        left = attempts(LOCKED)

    assert [one for one in seen if one[0] == FREE] == [(FREE, 4), (FREE, 5)]
    assert left == [1, 0, 0]  # one has been tried; the others of the queue are not tried behind it
    assert (
        "LockNotAvailable: canceling statement due to lock timeout"
        in Message.objects.earliest("id").last_error
    )


def test_a_lane_that_waited_in_vain_is_left_alone_for_a_while_and_then_goes_on() -> None:
    posted(LOCKED, 1, 2)
    seen: list[tuple[str, int]] = []
    relay = Relay({"case.filed": counting(seen)})
    with locked("binjiang.people_unit"):
        relay.drain()
        posted(FREE, 3)
        relay.drain()
        during = list(seen), attempts(LOCKED)
    Message.objects.update(not_before=None)
    relay.queues.reset(LOCKED)

    relay.drain()

    assert during == ([(FREE, 3)], [1, 0])
    assert seen[1:] == [(LOCKED, 1), (LOCKED, 2)]


def test_a_real_relay_carries_the_city_s_steps_while_a_district_is_locked() -> None:
    for code in (LOCKED, FREE):
        with governing(code), transaction.atomic():
            post("case.dispatch", {"case": 1, "version": 1, "step": "dispatch"})

    with locked("binjiang.cases_assignment, binjiang.cases_case"):
        relay = wired_relay()
        relay.drain()
        left = list(Message.objects.values_list("government", "attempts"))

    assert left == [(LOCKED, 1)]


def test_a_board_that_is_locked_keeps_no_step_from_being_handed_on() -> None:
    for code in (LOCKED, FREE):
        with governing(code), transaction.atomic():
            post("case.register", {"case": 1, "version": 1, "step": "register"})
            post("case.register", {"case": 2, "version": 1, "step": "register"})

    with locked("binjiang.rules_rulepack"):
        wired_relay().drain()
        left = list(Message.objects.values_list("government", "topic"))

    assert left == [(LOCKED, "board.fold")]  # tried again by itself, once for both steps


@pytest.mark.parametrize(
    "said",
    [
        "SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(60)",
        "DO $$ BEGIN RAISE query_canceled; END $$",
        "DO $$ BEGIN RAISE deadlock_detected; END $$",
    ],
    ids=["too-slow", "cancelled", "deadlock"],
)
def test_what_waited_in_vain_counts_as_an_attempt_of_that_message(said: str) -> None:
    posted(LOCKED, 1)
    posted(FREE, 2)
    seen: list[str] = []

    def handle(message: Message) -> None:
        if message.government == LOCKED:
            rows(said)
        seen.append(message.government)

    Relay({"case.filed": handle}).drain()

    assert (seen, attempts(LOCKED), attempts(FREE)) == ([FREE], [1], [])


def test_one_that_cannot_be_entered_is_the_fault_of_its_government_alone() -> None:
    posted(LOCKED, 1)
    posted(FREE, 2)
    seen: list[tuple[str, int]] = []
    with owner_connection():
        rows("REVOKE gov_binjiang FROM lianban_app")

    try:
        Relay({"case.filed": counting(seen)}).drain()
    finally:
        with owner_connection():
            rows("GRANT gov_binjiang TO lianban_app WITH INHERIT FALSE, SET TRUE")

    assert (seen, attempts(LOCKED)) == ([(FREE, 2)], [1])


def test_a_constraint_that_fails_at_commit_is_told_of_its_message_and_stops_nobody() -> None:
    posted(LOCKED, 1, 2)
    posted(FREE, 3)
    with owner_connection():
        rows("CREATE TABLE public.late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        rows("GRANT ALL ON public.late TO lianban_platform")

    def handle(message: Message) -> None:
        rows("INSERT INTO public.late VALUES (%s)", 7 if message.payload["case"] < 3 else 8)

    try:
        Relay({"case.filed": handle}).drain()
        kept = rows("SELECT n FROM public.late ORDER BY n")
    finally:
        with owner_connection():
            rows("DROP TABLE public.late")

    assert (kept, attempts(LOCKED), attempts(FREE)) == ([(7,), (8,)], [1], [])


def test_a_government_with_very_many_messages_keeps_no_other_from_its_turn() -> None:
    posted(LOCKED, 0)
    rows(
        "INSERT INTO public.outbox_message (government, topic, payload)"
        " SELECT %s, 'case.filed', '{\"case\": 1}' FROM generate_series(1, 20000)",
        LOCKED,
    )
    posted("heshan", 2)
    posted(FREE, 3)
    seen: list[tuple[str, int]] = []

    Relay({"case.filed": lambda one: seen.append((one.government, one.payload["case"]))}).drain()

    assert len(seen) <= BATCH
    assert {("heshan", 2), (FREE, 3)} <= set(seen)


def test_messages_of_one_line_do_not_overtake_the_one_that_failed() -> None:
    posted(FREE, 1, 2, line="envelope:7")
    posted(FREE, 3, line="envelope:8")
    posted(FREE, 4)
    seen: list[int] = []
    broken = [1]

    def handle(message: Message) -> None:
        if message.payload["case"] in broken:
            raise ValueError("not today")
        seen.append(message.payload["case"])

    relay = Relay({"case.filed": handle}, max_attempts=1)
    while relay.drain():
        pass
    first = list(seen)
    broken.clear()
    Message.objects.update(dead_at=None, not_before=None)
    while relay.drain():
        pass

    assert (first, seen) == ([3, 4], [3, 4, 1, 2])


def test_a_line_is_in_order_also_between_two_relays() -> None:
    posted(FREE, 1, 2, line="envelope:7")
    seen: list[int] = []
    in_hand, finish = threading.Event(), threading.Event()

    def slow(message: Message) -> None:
        in_hand.set()
        finish.wait(60)
        seen.append(message.payload["case"])

    def first() -> None:
        with platform_scope():
            Relay({"case.filed": slow}, batch=1).drain()
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    in_hand.wait(60)
    second = Relay({"case.filed": lambda one: seen.append(one.payload["case"])})
    early = second.drain()
    finish.set()
    thread.join()
    second.drain()

    assert (early, seen) == (0, [1, 2])


def test_messages_of_a_suspended_government_wait_without_blame() -> None:
    posted(LOCKED, 1)
    posted(FREE, 2)
    seen: list[tuple[str, int]] = []
    Government.objects.filter(code=LOCKED).update(state=State.SUSPENDED)
    clear()

    Relay({"case.filed": counting(seen)}, away=(GovernmentNotServed,)).drain()

    assert (seen, attempts(LOCKED)) == ([(FREE, 2)], [0])


def test_what_was_put_off_by_a_clock_that_was_ahead_is_due() -> None:
    posted(FREE, 1)
    Message.objects.update(attempts=1)
    rows("UPDATE public.outbox_message SET not_before = now() + interval '1 year'")
    seen: list[tuple[str, int]] = []

    Relay({"case.filed": counting(seen)}).drain()

    assert seen == [(FREE, 1)]


def test_a_lane_rests_longer_each_time_and_no_longer_than_a_minute() -> None:
    now = [0.0]
    lanes = FairQueues(lambda: now[0])
    rests = []
    for _ in range(10):
        lanes.back_off("a")
        began = now[0]
        lanes._turn.append("a")
        while not lanes.next(1):
            now[0] += 0.5
            lanes._turn.append("a")
        rests.append(now[0] - began)

    assert (rests[0], rests[1], rests[-1]) == (FIRST_REST, 2 * FIRST_REST, LONGEST_REST)
