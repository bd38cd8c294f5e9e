"""The relay hands on every message that committed, in spite of failing handlers, races and slow transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from governments.owner import owner_connection
from outbox.models import Message
from outbox.post import post
from outbox.relay import Relay
from people.models import Unit
from support.session import rows


@pytest.fixture(autouse=True)
def as_platform(committed: Government) -> Iterator[None]:
    """The relay's own scope; posts of a test name their government."""
    with platform_scope():
        yield


def posted(*numbers: int, code: str = "yunzhou") -> None:
    with governing(code), transaction.atomic():
        for number in numbers:
            post("case.filed", {"case": number})


def relay(handle: Callable[[Message], None], **options: int) -> Relay:
    return Relay({"case.filed": handle}, **options)


def due_now() -> None:
    Message.objects.update(not_before=None)


def test_messages_are_handed_on_in_order_and_removed() -> None:
    posted(1, 2, 3)
    seen: list[int] = []

    taken = relay(lambda message: seen.append(message.payload["case"])).drain()

    assert (taken, seen) == (3, [1, 2, 3])
    assert Message.objects.count() == 0


def test_a_batch_is_no_larger_than_asked_and_the_next_takes_up_there() -> None:
    posted(1, 2, 3)
    seen: list[int] = []
    small = relay(lambda message: seen.append(message.payload["case"]), batch=2)

    assert [small.drain(), small.drain(), small.drain()] == [2, 1, 0]
    assert seen == [1, 2, 3]


def test_a_message_that_commits_late_with_a_lower_id_is_not_skipped() -> None:
    seen: list[int] = []
    hands_on = relay(lambda message: seen.append(message.payload["case"]))
    written, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with governing("yunzhou"), transaction.atomic():
            post("case.filed", {"case": 1})
            written.set()
            finish.wait(60)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(60)
    posted(2)
    hands_on.drain()
    early = list(seen)
    finish.set()
    thread.join()
    hands_on.drain()

    assert (early, seen) == ([2], [2, 1])


def test_two_relays_at_once_hand_on_each_message_once() -> None:
    posted(*range(60))
    posted(*range(60, 120), code="binjiang")
    seen: list[int] = []
    both_hold_a_batch = threading.Barrier(2, timeout=60)

    def drain(_: int) -> None:
        first = iter([both_hold_a_batch.wait])

        def handle(message: Message) -> None:
            for meet in first:
                meet()
            seen.append(message.payload["case"])

        with platform_scope():
            hands_on = relay(handle, batch=10)
            while hands_on.drain():
                pass
        connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(drain, range(2)))

    assert sorted(seen) == list(range(120))


def test_a_handler_s_effects_and_the_removal_are_one_transaction() -> None:
    posted(1, 2)

    def handle(message: Message) -> None:
        with governing(message.government):
            Unit.objects.create(code=str(message.payload["case"]), name=str(message.pk), short_name="x")
        if message.payload["case"] == 2:
            raise OperationalError("the connection broke")

    with pytest.raises(OperationalError):
        relay(handle).drain()

    assert Message.objects.filter(attempts=0).count() == 2
    with governing("yunzhou"):
        assert not Unit.objects.exists()


def test_a_failing_message_leaves_no_effect_waits_and_lets_others_pass() -> None:
    posted(1, 2)
    seen: list[int] = []

    def handle(message: Message) -> None:
        with governing(message.government):
            Unit.objects.create(code=str(message.payload["case"]), name=str(message.pk), short_name="x")
        if message.payload["case"] == 1:
            raise ValueError("not today")
        seen.append(message.payload["case"])

    hands_on = relay(handle)
    hands_on.drain()
    again = hands_on.drain()

    waiting = Message.objects.get()
    assert (seen, again) == ([2], 0)
    assert (waiting.attempts, waiting.last_error, waiting.dead_at) == (1, "ValueError: not today", None)
    assert waiting.not_before > waiting.created_at
    with governing("yunzhou"):
        assert list(Unit.objects.values_list("code", flat=True)) == ["2"]


def test_a_message_that_keeps_failing_is_given_up_loudly_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    posted(1)
    hands_on = relay(lambda _: 1 // 0 and None, max_attempts=2)

    hands_on.drain()
    due_now()
    hands_on.drain()
    due_now()

    assert hands_on.drain() == 0
    assert Message.objects.get().dead_at is not None
    assert "outbox message given up" in caplog.text


def test_a_topic_without_handler_is_kept_until_there_is_one() -> None:
    posted(1)
    Relay({}).drain()
    assert "KeyError" in Message.objects.get().last_error
    seen: list[int] = []

    due_now()
    relay(lambda message: seen.append(message.payload["case"])).drain()

    assert seen == [1]


def test_the_pause_grows_with_each_failure() -> None:
    posted(1)
    hands_on = relay(lambda _: 1 // 0 and None)
    pauses = []

    for _ in range(3):
        hands_on.drain()
        waiting = Message.objects.get()
        with connection.cursor() as cursor:
            cursor.execute("SELECT round(extract(epoch FROM %s - now()))::int", [waiting.not_before])
            pauses.append(cursor.fetchone()[0])
        due_now()

    assert pauses == [1, 2, 4]


def test_a_running_relay_is_woken_by_posts_and_looks_again_soon_until_told_to_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("outbox.relay.POLL", 60.0)
    monkeypatch.setattr("outbox.post._hinted", [-1.0])
    arrived = threading.Semaphore(0)
    hands_on = relay(lambda _: arrived.release())

    def run() -> None:
        with platform_scope():
            hands_on.run()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    posted(1)
    first = arrived.acquire(timeout=60)
    posted(2)
    second = arrived.acquire(timeout=60)
    hands_on.stop()
    thread.join(60)

    assert (first, second, thread.is_alive()) == (True, True, False)
    assert Message.objects.count() == 0


def test_a_relay_whose_sessions_are_cut_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    arrived = threading.Semaphore(0)
    hands_on = relay(lambda _: arrived.release())
    ((own,),) = rows("SELECT pg_backend_pid()")

    def run() -> None:
        with platform_scope():
            hands_on.run()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    posted(1)
    before = arrived.acquire(timeout=60)
    with owner_connection():
        rows(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE application_name = 'lianban' AND pid <> %s",
            own,
        )
    posted(2)
    after = arrived.acquire(timeout=60)
    hands_on.stop()
    thread.join(60)

    assert (before, after, thread.is_alive()) == (True, True, False)
