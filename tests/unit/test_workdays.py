"""Day arithmetic after 民法典 201-203, over ten official calendars and at random."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.workdays import add_days, add_months, add_working_days, working_days_between
from rules.calendar_seed import seed_calendar

DAYS = st.dates(date(2016, 1, 1), date(2026, 6, 30))
CALENDAR = seed_calendar()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # a Saturday made a working day for Spring Festival
        (date(2026, 3, 2), 3, date(2026, 6, 2)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 7, 1), 3, date(2026, 10, 8)),  # 1 October: the National Day holidays run to the 7th
    ],
)
def test_months_end_on_the_corresponding_day_or_after_the_holiday(
    start: date, months: int, end: date
) -> None:
    assert add_months(start, months, CALENDAR).day == end


def test_a_make_up_saturday_counts_as_a_working_day() -> None:
    counted = add_working_days(date(2026, 2, 13), 1, CALENDAR)

    assert counted.day == date(2026, 2, 14)


def test_holidays_that_were_passed_over_are_named() -> None:
    counted = add_working_days(date(2026, 9, 30), 1, CALENDAR)

    assert counted.day == date(2026, 10, 8)
    assert counted.passed_over == tuple(date(2026, 10, day) for day in range(1, 8))


@given(DAYS, st.integers(1, 60))
def test_a_period_of_working_days_ends_on_one_and_holds_that_many(start: date, days: int) -> None:
    end = add_working_days(start, days, CALENDAR).day

    assert CALENDAR.is_working(end)
    assert working_days_between(start, end, CALENDAR) == days
    assert working_days_between(end, start, CALENDAR) == -days


@given(DAYS, st.integers(1, 200))
def test_a_period_of_days_never_ends_early_or_on_a_day_off(start: date, days: int) -> None:
    counted = add_days(start, days, CALENDAR)

    assert counted.day >= start + timedelta(days=days)
    assert CALENDAR.is_working(counted.day)
    assert not any(CALENDAR.is_working(day) for day in counted.passed_over)


@given(DAYS, st.integers(1, 12))
def test_more_months_never_end_earlier(start: date, months: int) -> None:
    assert add_months(start, months, CALENDAR).day <= add_months(start, months + 1, CALENDAR).day


def test_an_unannounced_year_is_said_to_be_so() -> None:
    assert not CALENDAR.announced(date(2031, 5, 1))
    assert CALENDAR.announced(date(2026, 5, 1))
