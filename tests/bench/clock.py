"""``clock.scan``: what is due in N governments is found and queued, against one Celery message per government.

Ours: the scan's statement (a clock of each government rings) or the daily round (a job for each government of the
registry), committed with fsync, then the count of what waits and the wake-ups of workers through the same Redis.
The reference is the usual recipe: ``send_task`` once per government over one kept producer, with Redis' own
durability as in production. Each round is another day, so nothing is prepared between rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection

from bench.ground import Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from governments.daily import queue_daily
from governments.entering.scope import platform_scope
from kernel.clock import today
from lianban.celery import HEADER, app
from lianban.tasks import SHARE, WORKERS
from supervision.public.scan import scan
from supervision.public.work import waiting
from support.redis import redis_server

NAME = "clock.scan"
GOAL = Goal(1 / 50)
GOVERNMENTS = 3_200
ROUNDS = 16  # clocks of each government: in each round another one rings

CLOCKS = """
INSERT INTO public.supervision_clock
    (government, case_id, assignment_id, unit_id, kind, due_on, rings, rungs, next_on)
SELECT 'bench' || n, m, m, m, 'LEAD', %(day)s,
    ARRAY[%(day)s::date + m, %(day)s::date + m + 1000, %(day)s::date + m + 2000, %(day)s::date + m + 3000],
    ARRAY['T15', 'T7', 'T3', 'T0'], %(day)s::date + m
FROM generate_series(1, %(rounds)s) AS m, generate_series(1, %(governments)s) AS n
"""
REGISTRY = """
INSERT INTO public.governments_government
    (schema_name, code, name, short_name, tier, state, schema_version, created_at)
SELECT 'bench' || n, 'bench' || n, 'bench' || n, 'bench', 'CITY', 'ACTIVE', '', now()
FROM generate_series(2, %(governments)s) AS n
"""


def run(_ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Clocks that ring, and the daily round."""
    governments = sizes.or_default(GOVERNMENTS)
    rounds = min(sizes.rounds, ROUNDS - 1)  # and one to warm up
    with platform_scope(), redis_server() as redis, app.connection_for_write(redis.url) as broker:
        _fill(governments)
        with broker.Producer() as producer:
            for what, queue in (("ring", _ring()), ("daily", _daily())):
                yield figure(
                    NAME,
                    what,
                    GOAL,
                    "ms",
                    *interleaved(
                        lambda queue=queue: _ours(queue, governments, producer),  # type: ignore[misc]  # bound now
                        lambda: _reference(governments, producer),
                        rounds=rounds,
                        each=1,
                    ),
                )


def _fill(governments: int) -> None:
    facts = {"day": today(), "rounds": ROUNDS, "governments": governments}
    with connection.cursor() as cursor:
        cursor.execute(CLOCKS, facts)
        cursor.execute(REGISTRY, facts)
        cursor.execute("ANALYZE public.supervision_clock")


def _ring() -> Callable[[], int]:
    days = iter(today() + timedelta(days=step) for step in range(1, ROUNDS + 1))
    return lambda: scan(next(days))


def _daily() -> Callable[[], int]:
    moments = iter(datetime.now(UTC) + timedelta(days=step) for step in range(ROUNDS))
    return lambda: queue_daily({"replan": time(0)}, next(moments))


def _ours(queue: Callable[[], int], governments: int, producer: Any) -> None:
    queued = queue()
    if queued != governments:
        raise AssertionError(f"{queued} of {governments} were queued")
    for _ in range(-(-waiting(WORKERS * SHARE) // SHARE)):
        app.send_task("lianban.tasks.work_off", headers={HEADER: ""}, producer=producer)


def _reference(governments: int, producer: Any) -> None:
    for number in range(governments):
        app.send_task("cases.tasks.remind", headers={HEADER: f"bench{number}"}, producer=producer)
