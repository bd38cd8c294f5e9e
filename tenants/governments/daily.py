"""Daily work for all governments: one statement queues its jobs, one per government in service, once a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import LiteralString

from django.db import connection
from django.utils import timezone

from kernel import json_text
from kernel.clock import now

# Whoever writes the round of a task and a day queues all its jobs, in the same statement; everybody else nothing.
QUEUE: LiteralString = """
WITH round AS (
    INSERT INTO public.supervision_dailyround (task, day)
    SELECT task, %(day)s FROM jsonb_array_elements_text(%(tasks)s::jsonb) AS task
    ON CONFLICT (task, day) DO NOTHING
    RETURNING task, day
)
INSERT INTO public.supervision_job (government, task, key)
SELECT government.code, round.task, concat_ws(':', round.task, round.day)
FROM round CROSS JOIN public.governments_government government WHERE government.state = 'ACTIVE'
ON CONFLICT (government, key) DO NOTHING
"""


def queue_daily(times: Mapping[str, time], moment: datetime | None = None) -> int:
    """Queue every task whose time of day has come and that was not queued today; how many jobs. Platform's scope."""
    local = timezone.localtime(moment or now(), timezone.get_default_timezone())
    due = [task for task, at in times.items() if local.time() >= at]
    if not due:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(QUEUE, {"day": local.date(), "tasks": json_text.dumps(due).decode()})
        return int(cursor.rowcount)
