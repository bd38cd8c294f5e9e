"""Announcement of a year's holidays: what would change, then one dated act after which all governments recount.

For the platform's operator, in the platform's scope. A notice is never altered, it is corrected by another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, LiteralString

from django.db import connection, transaction

from kernel.clock import now
from kernel.once import check_key
from kernel.refusals import Refusal
from kernel.wording import label, sentence
from kernel.workdays import WorkCalendar
from rules.calendar.holidays import Arrangement, check_arrangement
from rules.calendar.in_force import calendar_of, forget, notices_in_force
from rules.public.models import HolidayNotice

SECOND_ROUND = timedelta(seconds=15)  # when every process has long read the new calendar
SHOWN = 60  # differing days named in a sentence

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('holiday notices', 0))"

# One job for each government in service, and a second one a little later for what a process with the old calendar
# may have counted meanwhile.
QUEUE: LiteralString = """
INSERT INTO public.supervision_job (government, task, key, payload, due_at)
SELECT government.code, 'recount_dates', concat_ws(':', 'recount', %(notice)s::text, round.n),
    jsonb_build_object('notice', %(notice)s::bigint), now() + round.n * %(pause)s::interval
FROM public.governments_government government, (VALUES (0), (1)) AS round (n)
WHERE government.state = 'ACTIVE'
ON CONFLICT (government, key) DO NOTHING
"""

# Running clocks that end on the first differing day or later: those of other days cannot move.
REACHING: LiteralString = """
SELECT count(*), count(DISTINCT government) FROM public.supervision_clock WHERE due_on >= %(first)s
"""


@dataclass(frozen=True, slots=True)
class CalendarDifference:
    """A day that is counted otherwise than now: codes of ``days`` (WORKDAY, WEEKEND, HOLIDAY, MADE_UP) and names."""

    day: date
    before: str
    after: str

    def __str__(self) -> str:
        return sentence("calendar_difference", day=self.day, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an arrangement would change. ``clocks`` running due days in ``governments`` reach the days that differ."""

    arrangement: Arrangement
    corrects: HolidayNotice | None
    differences: list[CalendarDifference]
    skipped: list[int]
    clocks: int
    governments: int


def preview(arrangement: Arrangement, reason: str = "") -> Preview:
    """What announcing it would change; raises Refusal for the reason why it would be refused."""
    check_arrangement(arrangement)
    standing = {one.year: one for one in notices_in_force()}
    current = standing.get(arrangement.year)
    differences = _differences(standing, arrangement)
    _check_against(arrangement, current, differences, reason)
    clocks, governments = _reaching(differences)
    known = [year for year in standing if year < arrangement.year]
    return Preview(
        arrangement,
        current,
        differences,
        list(range(max(known, default=arrangement.year) + 1, arrangement.year)),
        clocks,
        governments,
    )


def announce(arrangement: Arrangement, *, by: str, key: str, reason: str = "") -> HolidayNotice:
    """Add the notice and have every government count its running due days again; once for a key. Raises Refusal."""
    check_key(key)
    reason = reason.strip()
    with transaction.atomic():
        _execute(LOCK)
        done = HolidayNotice.objects.filter(key=key).first()
        if done is not None:
            return _again(done, arrangement, reason)
        seen = preview(arrangement, reason)
        row = arrangement.row()
        row.uploaded_by, row.uploaded_at, row.key, row.reason = by, now(), key, reason
        row.corrects, row.fingerprint = seen.corrects, arrangement.fingerprint
        row.save(force_insert=True)
        queue_recounts(row.pk)
    forget()
    return row


def queue_recounts(notice: int) -> None:
    """Have every government in service count its running due days again."""
    _execute(QUEUE, {"notice": notice, "pause": SECOND_ROUND})


def differences_between(before: WorkCalendar, after: WorkCalendar) -> list[CalendarDifference]:
    """The days that are counted otherwise, in order; a holiday's other name alone is no difference."""
    days = sorted({*before.off, *before.on, *after.off, *after.on})
    return [
        CalendarDifference(day, nature(before, day), nature(after, day))
        for day in days
        if before.is_working(day) != after.is_working(day)
    ]


def nature(calendar: WorkCalendar, day: date) -> str:
    """What a day is, in Chinese: the holiday's name, 调休上班, 周末 or 工作日."""
    if day in calendar.on or day in calendar.off:
        return calendar.on.get(day) or calendar.off[day]
    return label("days", "WORKDAY" if calendar.is_working(day) else "WEEKEND")


def _differences(standing: Mapping[int, HolidayNotice], arrangement: Arrangement) -> list[CalendarDifference]:
    after = {**standing, arrangement.year: arrangement.row()}
    return differences_between(calendar_of(standing.values()), calendar_of(after.values()))


def _check_against(
    arrangement: Arrangement,
    current: HolidayNotice | None,
    differences: list[CalendarDifference],
    reason: str,
) -> None:
    if current is None:
        if reason:
            raise Refusal("calendar_not_announced", field="reason", year=arrangement.year)
        return
    row = arrangement.row()
    if (current.days_off, sorted(current.make_up)) == (row.days_off, row.make_up):
        raise Refusal("calendar_same", field="holidays", year=arrangement.year)
    if not reason:
        days = "、".join(str(one) for one in differences[:SHOWN]) or sentence("calendar_none")
        raise Refusal(
            "calendar_announced", field="reason", year=arrangement.year, title=current.title, days=days
        )


def _again(done: HolidayNotice, arrangement: Arrangement, reason: str) -> HolidayNotice:
    if (done.fingerprint, done.reason) != (arrangement.fingerprint, reason):
        raise Refusal("key_reused", field="key")
    return done


def _reaching(differences: list[CalendarDifference]) -> tuple[int, int]:
    if not differences:
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(REACHING, {"first": differences[0].day})
        clocks, governments = cursor.fetchone()
    return int(clocks), int(governments)


def _execute(statement: LiteralString, values: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
