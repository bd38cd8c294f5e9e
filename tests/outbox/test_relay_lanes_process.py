"""The product's own relay as a process, while one government's tables are locked: the others' messages pass."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from lianban.processes.child import lianban
from outbox.models import Message
from outbox.post import post_many
from support.locks import locked

MANY = 300  # messages of the locked government


@pytest.fixture
def relay(committed: Government) -> Iterator[subprocess.Popen[bytes]]:
    """``lianban relay``; ended afterwards."""
    process = subprocess.Popen(lianban("relay"))
    yield process
    process.kill()
    process.wait()


def posted(code: str, number: int) -> None:
    payloads = [{"case": one, "version": 1, "step": "dispatch"} for one in range(number)]
    with governing(code), transaction.atomic():
        post_many("case.dispatch", payloads)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def left(code: str) -> int:
    with platform_scope():
        return Message.objects.filter(government=code).exclude(topic="board.fold").count()


def test_a_lock_in_one_government_holds_up_its_own_messages_only(relay: subprocess.Popen[bytes]) -> None:
    with locked("binjiang.cases_case, binjiang.cases_assignment"):
        posted("binjiang", MANY)
        posted("yunzhou", 10)
        posted("heshan", 1)
        until(lambda: left("yunzhou") == left("heshan") == 0)
        with platform_scope():
            until(lambda: Message.objects.filter(government="binjiang", attempts__gt=0).exists())
        held = left("binjiang")
        posted("yunzhou", 5)
        until(lambda: left("yunzhou") == 0)
    until(lambda: left("binjiang") == 0)

    assert held == MANY
    assert relay.poll() is None
