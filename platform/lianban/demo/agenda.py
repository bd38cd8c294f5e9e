"""Agenda of the demo: many simulations at once, each step at its moment, in order of time, until the demo's today.

A simulation is a generator that yields the moment of its next step. The clock shows that moment while the step is
taken; a simulation whose next moment lies in the future stays where it is.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from kernel import clock
from kernel.workdays import add_working_days
from rules.calendar.in_force import work_calendar

Timeline = Iterator[datetime]


class Agenda:
    """Takes all steps of all simulations that lie before the day ``until``."""

    def __init__(self, until: date) -> None:
        self.end = beginning(until)
        self._waiting: list[tuple[datetime, int, Timeline]] = []
        self._added = 0

    def add(self, timeline: Timeline) -> None:
        """Put a simulation on the agenda."""
        self._next(timeline)

    def run(self) -> int:
        """Take the steps in order of time; how many moments there were."""
        moments = 0
        while self._waiting:
            moment, _, timeline = heapq.heappop(self._waiting)
            with clock.at(moment):
                self._next(timeline)
            moments += 1
        return moments

    def _next(self, timeline: Timeline) -> None:
        moment = next(timeline, None)
        if moment is not None and moment < self.end:
            heapq.heappush(self._waiting, (moment, self._added, timeline))
            self._added += 1


def beginning(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def office_hour(chance: Random, day: date, after: datetime | None) -> datetime:
    """A moment in office hours of the working day at or before ``day``, and after ``after``."""
    while not work_calendar().is_working(day):
        day -= timedelta(days=1)
    moment = beginning(day) + timedelta(
        hours=8, minutes=chance.randint(31, 560), seconds=chance.randint(0, 59)
    )
    if after is not None and moment <= after:
        moment = after + timedelta(minutes=chance.randint(3, 25))
    return moment


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1, work_calendar()).day
