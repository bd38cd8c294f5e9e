"""Holiday notice before it is a row: its holidays, and whether they are plausible.

A notice is typed in as rows, read from a file or from its own text; all three come here to be judged.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.refusals import Refusal
from kernel.wording import label
from kernel.workdays import ONE_DAY, SATURDAY
from rules.public.models import HolidayNotice

DECEMBER = 12
LONGEST = 16  # days of one holiday; the longest ever were eleven
LONGEST_NAME = 40
YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday from a day to a day with its make-up working days; ``days`` is the number that the notice states."""

    name: str
    start: date
    end: date
    make_up: tuple[date, ...] = ()
    days: int | None = None

    def __iter__(self) -> Iterator[date]:
        """Its days off."""
        return (self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A year's holidays as a notice arranges them (放假安排), with the document's number, title and date."""

    year: int
    holidays: tuple[Holiday, ...]
    number: str = ""
    title: str = ""
    issued_on: date | None = None

    @property
    def off(self) -> dict[date, str]:
        """Holiday by day."""
        return {day: one.name for one in self.holidays for day in one}

    @property
    def make_up(self) -> list[date]:
        """Make-up working days in order."""
        return sorted({day for one in self.holidays for day in one.make_up})

    @property
    def fingerprint(self) -> str:
        """Of all that it says, so that one key cannot stand for two arrangements."""
        off = {day.isoformat(): name for day, name in sorted(self.off.items())}
        content = [
            self.year,
            self.number,
            self.title,
            str(self.issued_on),
            off,
            [str(day) for day in self.make_up],
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    def row(self) -> HolidayNotice:
        """The unsaved row."""
        return HolidayNotice(
            year=self.year,
            number=self.number,
            title=self.title,
            issued_on=self.issued_on,
            days_off={day.isoformat(): name for day, name in sorted(self.off.items())},
            make_up=[day.isoformat() for day in self.make_up],
        )


def check_arrangement(arrangement: Arrangement) -> None:
    """Raise Refusal for the first thing that cannot be right in itself, whatever was announced before."""
    if arrangement.year not in YEARS:
        raise Refusal("calendar_year_missing", field="year")
    if not arrangement.title.strip():
        raise Refusal("calendar_title_missing", field="title")
    if not arrangement.holidays:
        raise Refusal("calendar_empty", field="holidays")
    for one in arrangement.holidays:
        _check_holiday(one, arrangement.year)
    _check_overlaps(arrangement)


def _check_holiday(one: Holiday, year: int) -> None:
    if not one.name or len(one.name) > LONGEST_NAME:
        raise Refusal("calendar_name_missing", field="holidays", start=one.start)
    span: dict[str, object] = {"name": one.name, "start": one.start, "end": one.end}
    if one.end < one.start:
        raise Refusal("calendar_reversed", field="holidays", **span)
    for day in (one.start, one.end, *one.make_up):
        if not _arrangeable(day, year):
            raise Refusal("calendar_outside", field="holidays", name=one.name, day=day, year=year)
    number = (one.end - one.start).days + 1
    if number > LONGEST:
        raise Refusal("calendar_too_long", field="holidays", name=one.name, number=number, most=LONGEST)
    if one.days not in (None, number):
        raise Refusal("calendar_days_wrong", field="holidays", said=one.days, number=number, **span)


def _check_make_up(arrangement: Arrangement) -> None:
    off = arrangement.off
    for day in arrangement.make_up:
        if day.weekday() < SATURDAY:
            raise Refusal("calendar_make_up_weekday", field="holidays", day=day, weekday=weekday(day))
        if day in off:
            raise Refusal("calendar_make_up_off", field="holidays", day=day, name=off[day])


def _check_overlaps(arrangement: Arrangement) -> None:
    _check_make_up(arrangement)
    named = Counter(day for one in arrangement.holidays for day in one)
    twice = next((day for day, times in named.items() if times > 1), None)
    if twice is not None:
        raise Refusal("calendar_twice", field="holidays", day=twice)


def _arrangeable(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and day.month == DECEMBER)


def weekday(day: date) -> str:
    """A day's weekday as notices write it, e.g. 周六."""
    return label("weekdays", str(day.weekday()))


def holidays_of(notice: HolidayNotice) -> list[Holiday]:
    """The holidays of a row, each run of days with one name as one. Which make-up day is for which is not kept."""
    runs: list[list[date]] = []
    off = {date.fromisoformat(text): name for text, name in notice.days_off.items()}
    for day in sorted(off):
        if runs and day - runs[-1][-1] == ONE_DAY and off[day] == off[runs[-1][-1]]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [Holiday(off[run[0]], run[0], run[-1]) for run in runs]
