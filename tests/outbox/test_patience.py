"""What one government may cost the relay: a statement has its time, and who is not in service is asked for once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from outbox.models import Message
from outbox.post import posting
from outbox.relay import Relay
from people.models import Unit
from support.session import rows

FIRST, OTHER = "binjiang", "yunzhou"


@pytest.fixture(autouse=True)
def as_platform(committed: Government) -> Iterator[None]:
    """The relay's own scope."""
    with platform_scope():
        yield


def posted(code: str, *numbers: int) -> None:
    with governing(code), transaction.atomic():
        for number in numbers:
            text, values = posting("case.filed", [{"case": number}], "")
            rows(text, *values)


@pytest.mark.parametrize("fails", [False, True])
def test_a_handler_s_statements_have_half_a_second_for_a_lock_and_ten_in_all(fails: bool) -> None:
    posted(FIRST, 1)
    posted(OTHER, 2)
    limits: list[list[str]] = []

    def handle(message: Message) -> None:
        limits.append([str(rows(f"SHOW {name}")[0][0]) for name in ("lock_timeout", "statement_timeout")])
        if fails and message.government == OTHER:
            raise ValueError("then each is tried by itself")

    Relay({"case.filed": handle}).drain()

    assert limits == [["500ms", "10s"]] * (4 if fails else 2)


def test_a_government_that_is_not_in_service_is_entered_once_and_then_left_alone() -> None:
    posted(FIRST, 1, 2, 3)
    posted(OTHER, 4)
    Government.objects.filter(code=FIRST).update(state=State.SUSPENDED)
    clear()
    tried: list[int] = []

    def handle(message: Message) -> None:
        tried.append(message.payload["case"])
        with governing(message.government):
            Unit.objects.count()

    relay = Relay({"case.filed": handle}, away=(GovernmentNotServed,))
    relay.drain()
    posted(OTHER, 5)
    relay.drain()

    assert sorted(tried) == [1, 1, 4, 5]  # with the others, then by itself
    assert list(Message.objects.order_by("id").values_list("attempts", flat=True)) == [0, 0, 0]
