"""Days and working days. Pure arithmetic over a calendar of exceptions; the rules are 民法典 Art. 201-203.

The starting day does not count; "N months" ends on the corresponding day or the month's last day;
a period of calendar time that ends on a day off runs on to the next working day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Exceptions to Monday-Friday, by day: ``off`` = holiday name, ``on`` = make-up working day (调休).

    ``years`` are those whose State Council notice is contained; other years have only the
    days off that the law itself sets, and are said to be so.
    """

    off: Mapping[date, str]
    on: Mapping[date, str]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Whether offices are open on that day."""
        if day in self.on:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def announced(self, day: date) -> bool:
        """Whether the holidays of that day's year are known from a published notice."""
        return day.year in self.years


@dataclass(frozen=True, slots=True)
class CountedEnd:
    """A computed end date with the days off it passed over, in order."""

    day: date
    passed_over: tuple[date, ...] = ()


def add_working_days(start: date, days: int, calendar: WorkCalendar) -> CountedEnd:
    """The ``days``-th working day after ``start`` (start not counted)."""
    day, left, skipped = start, days, []
    while left > 0:
        day += ONE_DAY
        if calendar.is_working(day):
            left -= 1
        else:
            skipped.append(day)
    return CountedEnd(day, tuple(skipped))


def subtract_working_days(end: date, days: int, calendar: WorkCalendar) -> date:
    """The ``days``-th working day before ``end`` (end not counted)."""
    day, left = end, days
    while left > 0:
        day -= ONE_DAY
        left -= calendar.is_working(day)
    return day


def add_days(start: date, days: int, calendar: WorkCalendar) -> CountedEnd:
    """``days`` calendar days after ``start``, moved on when the last one is a day off."""
    return _off_moves_on(start + timedelta(days=days), calendar)


def add_months(start: date, months: int, calendar: WorkCalendar) -> CountedEnd:
    """The corresponding day ``months`` later (or the month's last), moved on when it is a day off."""
    return _off_moves_on(start + relativedelta(months=months), calendar)


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
    if end < start:
        return -working_days_between(end, start, calendar)
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day) for day in span)


def _off_moves_on(day: date, calendar: WorkCalendar) -> CountedEnd:
    skipped = []
    while not calendar.is_working(day):
        skipped.append(day)
        day += ONE_DAY
    return CountedEnd(day, tuple(skipped))
