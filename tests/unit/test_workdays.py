"""Day arithmetic after 民法典 201-203, over ten official calendars and at random."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.workdays import (
    add_days,
    add_months,
    add_working_days,
    subtract_working_days,
    working_days_between,
)
from rules.calendar.seed import seed_calendar

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


@given(DAYS, st.integers(1, 60))
def test_counting_back_is_the_way_back(start: date, days: int) -> None:
    end = add_working_days(start, days, CALENDAR).day
    back = subtract_working_days(end, days, CALENDAR)

    assert working_days_between(back, end, CALENDAR) == days
    assert back <= start
    assert add_working_days(back, days, CALENDAR).day == end or not CALENDAR.is_working(start)


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_two_periods_one_after_the_other_are_as_long_as_their_sum(start: date, one: int, other: int) -> None:
    middle = add_working_days(start, one, CALENDAR).day

    assert add_working_days(middle, other, CALENDAR).day == add_working_days(start, one + other, CALENDAR).day


@given(DAYS)
def test_a_day_is_a_working_day_by_its_notice_and_else_by_the_week(day: date) -> None:
    assert not (day in CALENDAR.off and day in CALENDAR.on)
    assert CALENDAR.is_working(day) is (day in CALENDAR.on or (day not in CALENDAR.off and day.weekday() < 5))


@pytest.mark.parametrize("year", range(2016, 2027))
def test_each_year_has_its_seven_holidays_and_its_working_days(year: int) -> None:
    names = {name for day, name in CALENDAR.off.items() if day.year == year}
    working = sum(CALENDAR.is_working(date(year, 1, 1) + timedelta(days=n)) for n in range(365))

    assert {"元旦", "春节", "清明节", "劳动节", "端午节", "国庆节"} <= names
    assert 246 <= working <= 252
