"""Working-day calendar in force: the newest holiday notice of each year, read from ``public`` and remembered.

A process asks at most every two seconds whether there is a newer notice. So for that long it may count by the old
calendar; the recount that follows a notice, and the daily one, find and correct what it left.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db import connection

from kernel.wording import label
from kernel.workdays import WorkCalendar
from rules.calendar.lawful_days import lawful_beside
from rules.public.models import HolidayNotice

FRESH = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Known:
    """The calendar as it was read: under which newest notice, and when that was asked last."""

    calendar: WorkCalendar
    version: int
    asked: float


_known: list[Known] = []  # none or one; replaced whole, so that threads need no lock
_pinned: ContextVar[WorkCalendar | None] = ContextVar("pinned_calendar", default=None)


def work_calendar() -> WorkCalendar:
    """The calendar: years with a published State Council notice by it, others by the law's own days off."""
    pinned = _pinned.get()
    if pinned is not None:
        return pinned
    known = _known[0] if _known else None
    if known is None or time.monotonic() - known.asked > FRESH:
        known = _asked(known)
        _known[:] = [known]
    return known.calendar


def forget() -> None:
    """Read the calendar anew at the next question."""
    _known.clear()


@contextmanager
def pinned(calendar: WorkCalendar) -> Iterator[None]:
    """Let ``work_calendar`` answer with this one, in this context only: for trials, and where there is no database."""
    before = _pinned.set(calendar)
    try:
        yield
    finally:
        _pinned.reset(before)


def notices_in_force() -> list[HolidayNotice]:
    """The newest notice of each year, by year."""
    return list(HolidayNotice.objects.order_by("year", "-id").distinct("year"))


def calendar_of(notices: Iterable[HolidayNotice]) -> WorkCalendar:
    """The calendar that these notices make; of a day that two of them name, the later year's is right.

    Years without a notice have the days off that the law itself sets.
    """
    off: dict[date, str] = {}
    on: dict[date, str] = {}
    years = set()
    for notice in sorted(notices, key=lambda one: one.year):
        years.add(notice.year)
        for text in notice.make_up:
            day = date.fromisoformat(text)
            off.pop(day, None)
            on[day] = label("days", "MADE_UP")
        for text, name in notice.days_off.items():
            day = date.fromisoformat(text)
            on.pop(day, None)
            off[day] = name
    return WorkCalendar(off=lawful_beside(years) | off, on=on, years=frozenset(years))


def _asked(known: Known | None) -> Known:
    asked = time.monotonic()
    version = _newest()
    if known is not None and known.version == version:
        return Known(known.calendar, version, asked)
    return Known(calendar_of(notices_in_force()), version, asked)


def _newest() -> int:
    """The newest notice's id: rows are only added, one at a time, so it distinguishes calendars."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM public.rules_holidaynotice")
        return int(cursor.fetchone()[0] or 0)
