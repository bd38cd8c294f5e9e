"""Trial of an arrangement before it is announced: each government counts its own due days and returns numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import LiteralString

from django.db import connection, transaction

from kernel import json_text
from kernel.clock import now
from rules.calendar.holidays import Arrangement
from rules.public.models import CalendarTrial

RETENTION = timedelta(days=1)

QUEUE: LiteralString = """
INSERT INTO public.supervision_job (government, task, key, payload)
SELECT code, 'try_holidays', 'try:' || %(fingerprint)s::text, %(payload)s::jsonb
FROM public.governments_government WHERE state = 'ACTIVE'
ON CONFLICT (government, key) DO NOTHING
"""

RESULT: LiteralString = """
SELECT (SELECT count(*) FROM public.supervision_job WHERE key = 'try:' || %(fingerprint)s::text AND dead_at IS NULL),
    count(*), count(*) FILTER (WHERE days > 0), coalesce(sum(cases), 0), coalesce(sum(days), 0)
FROM public.rules_calendartrial WHERE fingerprint = %(fingerprint)s
"""


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """How far a trial is, and what it has found: ``days`` due days of ``cases`` in ``governments`` would move."""

    waiting: int
    counted: int
    governments: int
    cases: int
    days: int


def queue_trial(arrangement: Arrangement) -> None:
    """Have every government in service count what would move; earlier results of this arrangement are dropped."""
    row = arrangement.row()
    payload = {
        "year": row.year,
        "days_off": row.days_off,
        "make_up": row.make_up,
        "fingerprint": arrangement.fingerprint,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        CalendarTrial.objects.filter(at__lt=now() - RETENTION).delete()
        CalendarTrial.objects.filter(fingerprint=arrangement.fingerprint).delete()
        given = {"fingerprint": arrangement.fingerprint, "payload": json_text.dumps(payload).decode()}
        cursor.execute(QUEUE, given)


def trial_of(arrangement: Arrangement) -> TrialOutcome | None:
    """What was found so far; None when it was not tried."""
    with connection.cursor() as cursor:
        cursor.execute(RESULT, {"fingerprint": arrangement.fingerprint})
        waiting, counted, governments, cases, days = (int(one) for one in cursor.fetchone())
    return TrialOutcome(waiting, counted, governments, cases, days) if waiting or counted else None
