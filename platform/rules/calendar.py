"""The working-day calendar: the announced years, seeded from the ``chinesecalendar`` data set.

Only the data tables of that library are read; its functions raise for a year that is not announced yet.
"""

from __future__ import annotations

from functools import cache

from chinese_calendar import constants

from kernel.workdays import WorkCalendar


@cache
def work_calendar() -> WorkCalendar:
    """The calendar of all years with a published State Council notice."""
    names = {one.value: one.chinese for one in constants.Holiday}
    off = {day: names[str(name)] for day, name in constants.holidays.items()}
    on = dict.fromkeys(constants.workdays, "调休上班")
    return WorkCalendar(off=off, on=on, years=frozenset(day.year for day in off))
