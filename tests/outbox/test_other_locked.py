"""A crossing that waits for a lock in its receiver waits for that one; its sender's other messages pass."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from lianban.wiring import receiver
from outbox.models import Message
from outbox.post import posting
from outbox.relay import Relay
from people.models import Unit
from support.locks import locked
from support.session import rows

SENDER, LOCKED, FREE = "yunzhou", "binjiang", "heshan"


@pytest.fixture(autouse=True)
def as_platform(committed: Government) -> Iterator[None]:
    """The relay's own scope."""
    with platform_scope():
        yield


def posted(*messages: tuple[str, int]) -> None:
    with governing(SENDER), transaction.atomic():
        for to, number in messages:
            text, values = posting("transfer.urge", [{"to": to, "number": number}], f"envelope:{number}")
            rows(text, *values)


def carrying(seen: list[int], tried: list[int]) -> Relay:
    """A relay whose messages read the units of the government they are for, and are noted."""

    def carry(message: Message) -> None:
        tried.append(message.payload["number"])
        with governing(message.payload["to"]):
            Unit.objects.count()
        seen.append(message.payload["number"])

    return Relay({"transfer.urge": carry}, other=receiver)


def left() -> list[tuple[int, int]]:
    return list(Message.objects.order_by("id").values_list("payload__number", "attempts"))


def test_the_sender_s_lane_goes_on_and_one_try_is_enough_for_all_that_wait_there() -> None:
    posted((LOCKED, 1), (LOCKED, 2), (FREE, 3), (LOCKED, 4), (FREE, 5))
    seen, tried = list[int](), list[int]()
    relay = carrying(seen, tried)

    with locked("binjiang.people_unit"):
        relay.drain()
        waiting = left()

    assert sorted(set(seen)) == [3, 5]
    assert waiting == [(1, 1), (2, 0), (4, 0)]  # only the one that waited counts an attempt
    assert (tried.count(2), tried.count(4)) == (0, 0)
    assert not relay.queues.is_isolated(SENDER)
    assert Message.objects.filter(not_before=None).count() == 0


def test_all_of_it_is_carried_when_the_lock_is_gone() -> None:
    posted((LOCKED, 1), (LOCKED, 2), (FREE, 3))
    seen, tried = list[int](), list[int]()
    relay = carrying(seen, tried)
    with locked("binjiang.people_unit"):
        relay.drain()

    Message.objects.update(not_before=None)
    relay.queues.reset(f"in {LOCKED}")
    while relay.drain():
        pass

    assert left() == []
    assert sorted(set(seen)) == [1, 2, 3]
