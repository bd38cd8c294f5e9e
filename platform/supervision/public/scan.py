"""Scan: finds in one statement, for all governments, the clocks that ring, and queues a job for each.

Any number of schedulers may scan at a time: a clock is taken by one of them, and its place moves on in the
same statement that queues the job. Runs in the platform's scope.

Each scan leaves a record: health judges by it when the last one really ran, and the next scan sees by it that the
machine's clock was ahead and has come back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, LiteralString

import structlog
from django.db import DatabaseError, connection, transaction

from kernel.clock import today
from kernel.outages import is_outage
from supervision.public.models import Clock, DailyRound

log = structlog.get_logger(__name__)

MOST = 20_000  # clocks of one statement: a first scan of a large fleet must not run into the time limit

# The array of days gives which rung is the newest that has passed (width_bucket counts those up to the day) and
# which comes next: rungs that were missed meanwhile are not rung one by one. Rows are met again by their place in
# the table: one that was planned anew in this very moment is not found, and rings half a minute later.
RING: LiteralString = """
WITH ringing AS (
    UPDATE public.supervision_clock clock
    SET next_on = clock.rings[width_bucket(%(day)s::date, clock.rings) + 1]
    WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM public.supervision_clock
        WHERE next_on <= %(day)s AND (%(government)s::text IS NULL OR government = %(government)s)
        LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ))
    RETURNING clock.government, assignment_id, kind, due_on,
        clock.rungs[width_bucket(%(day)s::date, clock.rings)] AS rung
)
INSERT INTO public.supervision_job (government, task, key, payload)
SELECT government, 'remind', concat_ws(':', 'remind', assignment_id, kind, rung, due_on),
    jsonb_build_object('assignment', assignment_id, 'kind', kind, 'rung', rung, 'due_on', due_on)
FROM ringing
ON CONFLICT (government, key) DO NOTHING
"""


# Whoever comes while another one writes it leaves it to that one.
RECORD: LiteralString = """
INSERT INTO public.supervision_lastscan (id, at, day)
SELECT 1, statement_timestamp(), %s WHERE pg_try_advisory_xact_lock(hashtextextended('last scan', 0))
ON CONFLICT (id) DO UPDATE SET at = excluded.at, day = excluded.day
"""
WAS_AHEAD: LiteralString = """
SELECT at > statement_timestamp() + interval '1 minute' OR day > %s FROM public.supervision_lastscan
"""
# What was put off, or queued, while the clock was ahead would wait until the clock is there again.
JOBS_BACK: LiteralString = """
UPDATE public.supervision_job SET due_at = statement_timestamp()
WHERE dead_at IS NULL AND due_at > statement_timestamp() AND (attempts > 0 OR task <> ALL(%s))
"""
# A rung that rang too early has been sent and is not sent again (reminders are unique); the others have their days.
CLOCKS_BACK: LiteralString = """
UPDATE public.supervision_clock SET next_on = rings[width_bucket(%(day)s::date, rings) + 1]
WHERE (next_on IS NULL OR next_on > %(day)s)
    AND next_on IS DISTINCT FROM rings[width_bucket(%(day)s::date, rings) + 1]
"""


def scan(day: date | None = None) -> int:
    """Queue a reminder for every clock that rings by a day (today); how many were queued.

    A government whose clocks cannot be read is logged and left out; the others ring.
    """
    on = day or today()
    try:
        queued = _ring(on)
    except DatabaseError as error:
        if is_outage(error):
            raise
        log.exception("scan failed, trying each government by itself")
        queued = sum(_ring_alone(on, government) for government in _ringing(on))
    _execute(RECORD, [on])
    return queued


def set_back(planned: Collection[str]) -> bool:
    """Undo what a clock that was ahead at the last scan has put off; whether it was ahead.

    Jobs of the ``planned`` tasks have a day of their own, and keep it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(WAS_AHEAD, [today()])
            row = cursor.fetchone()
        if row is None or not row[0]:
            return False
        log.warning("the clock was ahead at the last scan: what was put off is due again")
        DailyRound.objects.filter(day__gt=today()).delete()
        _execute(JOBS_BACK, [list(planned)])
        _execute(CLOCKS_BACK, {"day": today()})
        _execute(RECORD, [today()])
    return True


def _ring(day: date, government: str | None = None) -> int:
    queued = 0
    while True:
        found = _execute(RING, {"day": day, "most": MOST, "government": government})
        queued += found
        if found < MOST:
            return queued


def _ring_alone(day: date, government: str) -> int:
    try:
        return _ring(day, government)
    except DatabaseError as error:
        if is_outage(error):
            raise
        log.exception("scan of a government failed", government=government)
        return 0


def _ringing(day: date) -> list[str]:
    due = Clock.objects.filter(next_on__lte=day).order_by("government")
    return list(due.values_list("government", flat=True).distinct())


def _execute(statement: LiteralString, values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
