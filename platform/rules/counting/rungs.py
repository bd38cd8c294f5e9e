"""Reminder days: the days of a ladder's rungs before a due day, counted in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.workdays import ONE_DAY, WorkCalendar, subtract_working_days
from rules.calendar.in_force import work_calendar
from rules.pack import Pack
from rules.values import Rung


@dataclass(frozen=True, slots=True)
class Ringing:
    """The days on which a clock rings, in order, with the rung of each.

    ``unannounced`` is the first year of the count whose holidays are not published yet (None: all are). Its plain
    weeks are counted, which must be said wherever the rungs are shown, and counted again after the notice.
    """

    days: tuple[date, ...]
    rungs: tuple[str, ...]
    unannounced: int | None


def ringing(
    pack: Pack, kind: str, due_on: date, *, since: date, calendar: WorkCalendar | None = None
) -> Ringing:
    """The rungs of a clock that began to run on ``since``; those of that day or before it are left out.

    The rung of 0 days is the day after the due day, when the light turns red; it is never left out.
    """
    known = calendar or work_calendar()
    found = {rung_day(rung, due_on, known): rung.code for rung in pack.reminders[kind]}
    days = sorted(day for day in found if day > min(since, due_on))
    counted = range(min(days, default=due_on).year, due_on.year + 1)
    return Ringing(
        days=tuple(days),
        rungs=tuple(found[day] for day in days),
        unannounced=next((year for year in counted if year not in known.years), None),
    )


def rung_day(rung: Rung, due_on: date, calendar: WorkCalendar | None = None) -> date:
    """The day of one rung."""
    if rung.working_days == 0:
        return due_on + ONE_DAY
    return subtract_working_days(due_on, rung.working_days, calendar or work_calendar())
