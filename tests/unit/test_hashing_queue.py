"""Hashing is bounded: few at a time, few of one network, and whoever is too many is refused at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_native_id

import pytest

from kernel.refusals import Refusal
from signin.hashing import HashingQueue


def crowded(queue: HashingQueue, callers: list[str], most: int) -> tuple[list[str], int]:
    """What callers get while nothing is done, and how many were at work at a time."""
    begun, go = Event(), Event()
    at_work: list[int] = []
    running: set[int] = set()

    def work() -> None:
        running.add(get_native_id())
        at_work.append(len(running))
        begun.set()
        go.wait(20)

    def come(caller: str) -> str:
        try:
            with queue.slot(caller):
                queue._thread.submit(work).result()
                return "hashed"
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(callers)) as crowd:
        coming = [crowd.submit(come, one) for one in callers]
        begun.wait(20)
        while sum(one.done() for one in coming) < len(callers) - most:
            pass
        go.set()
        return [one.result() for one in coming], max(at_work)


def test_forty_at_once_are_few_and_the_rest_is_told_before_anything_is_hashed() -> None:
    queue = HashingQueue(slots=6, slots_per_caller=3)

    told, at_work = crowded(queue, [f"10.0.0.{one}" for one in range(40)], 6)

    assert (told.count("hashed"), told.count("sign_in_busy"), at_work) == (6, 34, 1)
    assert queue.refused == 34


def test_one_network_leaves_places_to_others() -> None:
    told, _ = crowded(HashingQueue(slots=6, slots_per_caller=3), ["10.0.0.1"] * 40 + ["10.0.0.2"], 4)

    assert told.count("hashed") == 4
    assert told[-1] == "hashed"


def test_a_place_is_given_back_also_after_a_failure() -> None:
    queue = HashingQueue(slots=1, slots_per_caller=1)

    for _ in range(3):
        with pytest.raises(ZeroDivisionError), queue.slot("10.0.0.1"):
            _ = 1 // 0

    with queue.slot("10.0.0.1"), pytest.raises(Refusal), queue.slot("10.0.0.2"):
        pass
