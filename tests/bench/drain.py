"""``relay.drain``: outbox rows handled a second, against batches of INSERT ... SELECT of the same rows.

Ours takes batches of the product's size, each in a transaction with fsync on, with the product's own handlers: the
announcement to web processes, the clocks of the case planned anew under its government's role, the board aggregated.
``announced`` has the announcement alone. The reference copies as many rows a transaction into a table beside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

from django.db import connection, transaction

from bench.crowd import crowd
from bench.ground import CODE, Ground
from bench.measure import Figure, Goal, Sizes, figure
from cases.models import Case
from governments.entering.scope import governing, platform_scope
from governments.owner import owner_connection, run
from lianban.wiring import wired_relay
from outbox.models import Message
from outbox.post import post_many
from outbox.relay import BATCH

NAME = "relay.drain"
GOAL = Goal(0.5, at_least=True)
MESSAGES = 1_000
BESIDE = [
    "DROP TABLE IF EXISTS public.bench_beside",
    "CREATE TABLE public.bench_beside (LIKE public.outbox_message INCLUDING ALL)",
    "GRANT ALL ON public.bench_beside TO lianban_platform",
]
COPY = (
    "INSERT INTO public.bench_beside SELECT * FROM public.outbox_message WHERE id > %s ORDER BY id LIMIT %s"
    " RETURNING id"
)


def run_all(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Steps of cases, and announcements alone."""
    number = sizes.or_default(MESSAGES)
    crowd(ground, number)
    for what, topic in (("steps", "case.record_meeting"), ("announced", "reminder")):
        ours, raw = [], []
        for _ in range(sizes.rounds + 1):  # the first is to warm up
            _post(topic, number)
            raw.append(_rate(_copied, number))
            ours.append(_rate(_drained, number))
        yield figure(NAME, what, GOAL, "/s", median(ours[1:]), median(raw[1:]))


def _post(topic: str, number: int) -> None:
    with platform_scope():
        Message.objects.all().delete()
    with governing(CODE), transaction.atomic():
        keys = list(Case.objects.order_by("id").values_list("pk", flat=True)[:number])
        post_many(topic, [{"case": key, "version": 1, "step": "record_meeting"} for key in keys])
    with owner_connection() as owner:
        run(owner, BESIDE)


def _drained() -> None:
    relay = wired_relay()
    with platform_scope():
        while relay.drain():
            pass
        left = Message.objects.count()
    if left:
        raise RuntimeError(f"{left} messages were not handled")


def _copied() -> None:
    last = 0
    with platform_scope():
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(COPY, [last, BATCH])
                found = cursor.fetchall()
            if not found:
                return
            last = max(key for (key,) in found)


def _rate(work: Callable[[], None], number: int) -> float:
    began = time.perf_counter()
    work()
    return number / (time.perf_counter() - began)
