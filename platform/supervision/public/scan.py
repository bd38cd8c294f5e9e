"""The scan: finds in one statement, for all governments, the clocks that ring, and queues a job for each.

Any number of schedulers may scan at a time: a clock is taken by one of them, and its place moves on in the
same statement that queues the job. Runs in the platform's scope.
"""

from __future__ import annotations

from datetime import date
from typing import LiteralString

from django.db import connection

from kernel.clock import today

MOST = 20_000  # clocks of one statement: a first scan of a large fleet must not run into the time limit

# The array of days tells which rung is the newest that has passed (width_bucket counts those up to the day) and
# which comes next: rungs that were missed meanwhile are not rung one by one. Rows are met again by their place in
# the table: one that was planned anew in this very moment is not found, and rings half a minute later.
RING: LiteralString = """
WITH ringing AS (
    UPDATE public.supervision_clock clock
    SET next_on = clock.rings[width_bucket(%(day)s::date, clock.rings) + 1]
    WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM public.supervision_clock WHERE next_on <= %(day)s LIMIT %(most)s FOR UPDATE SKIP LOCKED
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


def scan(day: date | None = None) -> int:
    """Queue a reminder for every clock that rings by a day (today); how many were queued."""
    queued = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(RING, {"day": day or today(), "most": MOST})
            found = int(cursor.rowcount)
        queued += found
        if found < MOST:
            return queued
