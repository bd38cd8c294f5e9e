"""Notices that the product comes with, from the data tables of ``chinesecalendar``. Asked at setup only.

That library's functions are not called: they raise for a year that is not announced yet.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from chinese_calendar import constants

from kernel.wording import sentence
from kernel.workdays import WorkCalendar
from rules.calendar.in_force import calendar_of
from rules.public.models import HolidayNotice

DECEMBER = 12
NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}  # as the notices call them


def seed_notices() -> list[HolidayNotice]:
    """One unsaved notice for each year of the data; a December's days belong to the New Year that follows."""
    names = {one.value: NAMES.get(one.chinese, one.chinese) for one in constants.Holiday}
    years = sorted({day.year for day in constants.holidays if day.month != DECEMBER})
    return [
        HolidayNotice(
            year=year,
            title=sentence("calendar_title", year=year),
            days_off={
                day.isoformat(): names[str(name)]
                for day, name in constants.holidays.items()
                if _arranged_in(day) == year
            },
            make_up=[day.isoformat() for day in constants.workdays if _arranged_in(day) == year],
            uploaded_by=sentence("calendar_shipped"),
            key=f"seed:{year}",
            fingerprint="",
        )
        for year in years
    ]


@cache
def seed_calendar() -> WorkCalendar:
    """The calendar of the product's own data, without a database."""
    return calendar_of(seed_notices())


def seed() -> list[int]:
    """Add the notices of years that have none; which years those were. Platform's scope."""
    known = set(HolidayNotice.objects.values_list("year", flat=True))
    missing = [one for one in seed_notices() if one.year not in known]
    HolidayNotice.objects.bulk_create(missing)
    return [one.year for one in missing]


def _arranged_in(day: date) -> int:
    return day.year + (day.month == DECEMBER)
