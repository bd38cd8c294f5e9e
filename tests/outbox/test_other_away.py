"""A message that needs another government which is not in service waits by itself, without blame; its queue goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from lianban.cli.set_aside import trouble
from lianban.health.checks import _outbox
from lianban.wiring import wired_relay
from outbox.models import Message
from outbox.post import post, posting
from outbox.relay import OTHER_AWAY, OtherAway, Relay
from support.session import rows

SENDER, AWAY, SERVED = "yunzhou", "binjiang", "heshan"
NOT_IN_SERVICE: dict[str, dict[str, Any]] = {
    "behind": {"schema_version": "older"},
    "suspended": {"state": State.SUSPENDED},
}


@pytest.fixture(autouse=True)
def as_platform(committed: Government) -> Iterator[None]:
    """The relay's own scope."""
    with platform_scope():
        yield


def registered(**changed: Any) -> None:
    """What the registry says of the government that is away."""
    Government.objects.filter(code=AWAY).update(**changed)
    clear()


def posted(*messages: tuple[str, int, str]) -> None:
    """Messages of the sender: for whom, a number, and their line."""
    with governing(SENDER), transaction.atomic():
        for to, number, line in messages:
            text, values = posting("transfer.urge", [{"to": to, "number": number}], line)
            rows(text, *values)


def carrying(seen: list[int], **options: Any) -> Relay:
    """A relay whose messages enter the government they are for, and are noted when they could."""

    def carry(message: Message) -> None:
        try:
            with governing(message.payload["to"]):
                seen.append(message.payload["number"])
        except GovernmentNotServed as away:
            raise OtherAway(message.payload["to"], str(away)) from away

    return Relay({"transfer.urge": carry}, away=(GovernmentNotServed,), **options)


def a_pause_passes() -> None:
    Message.objects.update(not_before=F("not_before") - timedelta(seconds=OTHER_AWAY))


@pytest.mark.parametrize("how", NOT_IN_SERVICE)
def test_only_what_is_for_the_one_that_is_away_waits(how: str) -> None:
    posted((SERVED, 1, ""), (AWAY, 2, ""), (SERVED, 3, ""), (AWAY, 4, ""), (SERVED, 5, ""))
    registered(**NOT_IN_SERVICE[how])
    seen: list[int] = []
    relay = carrying(seen)

    while relay.drain():
        pass
    left = list(Message.objects.order_by("id").values_list("payload__number", "attempts", "dead_at"))

    assert sorted(set(seen)) == [1, 3, 5]  # the batch in which one waits is taken again
    assert left == [(2, 0, None), (4, 0, None)]
    assert not relay.queues.is_isolated(SENDER)  # the sender's queue does not back off
    soon = Now() + timedelta(seconds=OTHER_AWAY)
    assert Message.objects.filter(not_before__gt=Now(), not_before__lte=soon).count() == 2


def test_it_waits_as_long_as_it_must_and_is_never_given_up() -> None:
    posted((AWAY, 1, ""))
    registered(schema_version="older")
    seen: list[int] = []
    relay = carrying(seen, max_attempts=2)

    for _ in range(10):
        relay.drain()
        a_pause_passes()

    assert list(Message.objects.values_list("attempts", "dead_at")) == [(0, None)]
    assert "正在升级" in Message.objects.get().last_error


def test_what_follows_on_the_same_envelope_waits_behind_it_and_then_all_come_in_order() -> None:
    newest = Government.objects.get(code=AWAY).schema_version
    posted(
        (AWAY, 1, "envelope:7"), (AWAY, 2, "envelope:7"), (AWAY, 3, "envelope:8"), (SERVED, 4, "envelope:9")
    )
    registered(schema_version="older")
    seen: list[int] = []
    relay = carrying(seen)
    while relay.drain():
        pass
    during = list(seen)

    registered(schema_version=newest)
    early = relay.drain()
    a_pause_passes()
    while relay.drain():
        pass

    assert (during, early) == ([4], 0)
    assert sorted(seen) == [1, 2, 3, 4]
    assert seen.index(1) < seen.index(2)
    assert not Message.objects.exists()


def test_health_tells_what_waits_for_another_apart_from_what_is_late() -> None:
    posted((AWAY, 1, "envelope:7"), (AWAY, 2, "envelope:7"), (SERVED, 3, ""))
    registered(state=State.SUSPENDED)
    while carrying([]).drain():
        pass
    Message.objects.update(created_at=Now() - timedelta(hours=1))

    with psycopg.connect(settings.DATABASE_ADMIN_URL, autocommit=True) as database:
        told = _outbox(database)

    assert told == "0 waiting, oldest 0 s, 0 given up, 2 for a government not in service"


def test_the_operator_finds_it_among_what_waits_and_may_try_it_now() -> None:
    newest = Government.objects.get(code=AWAY).schema_version
    posted((AWAY, 1, ""))
    registered(schema_version="older")
    seen: list[int] = []
    carrying(seen).drain()
    listed = CliRunner().invoke(trouble, [])

    registered(schema_version=newest)
    CliRunner().invoke(trouble, ["retry"])
    carrying(seen).drain()

    assert (listed.exit_code, "搁置 0 项，待重试 1 项。" in listed.output) == (0, True)
    assert "OtherAway" in listed.output
    assert seen == [1]


def test_a_board_that_could_not_be_counted_meanwhile_is_counted_afterwards() -> None:
    newest = Government.objects.get(code=AWAY).schema_version
    with governing(AWAY), transaction.atomic():
        post("case.register", {"case": 1, "version": 1, "step": "register"})
    registered(schema_version="older")
    wired_relay().drain()
    wired_relay().drain()
    during = list(Message.objects.values_list("topic", "attempts"))

    registered(schema_version=newest)
    wired_relay().drain()

    assert during == [("board.fold", 0)]
    assert not Message.objects.exists()
