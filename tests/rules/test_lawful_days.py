"""Days off that the law itself sets hold in years whose notice is not out yet; the notice replaces them."""

from __future__ import annotations

from datetime import date, timedelta
from math import radians, sin

import pytest
import yaml

from kernel.workdays import add_working_days
from rules.calendar.in_force import calendar_of
from rules.calendar.lawful_days import FILE, last_year, lawful_beside, lawful_days
from rules.calendar.seed import seed_calendar, seed_notices
from rules.counting.deadlines import due
from rules.explaining.sentences import explain
from rules.pack import parse, shipped
from rules.public.models import HolidayNotice

CALENDAR = seed_calendar()
NEW_YEAR = date(2027, 1, 1)
# Days from the first day of its lunar month to the festival.
FIRST_OF_MONTH = {"SPRING": 0, "DUANWU": 4, "MIDAUTUMN": 14}


def test_nothing_falls_due_on_new_years_day_of_a_year_that_is_not_announced() -> None:
    answer = due(parse(shipped("base_suggestion")), "reply", date(2026, 10, 1), CALENDAR)

    assert answer.ends == NEW_YEAR
    assert answer.day == date(2027, 1, 4)
    told = "\n".join(explain(answer))
    assert "2027-01-01 为休息日（元旦）" in told
    assert "2027 年放假安排尚未公布" in told
    assert "已除去：元旦 1月1日；依据：全国年节及纪念日放假办法第二条" in told


def test_working_days_pass_over_the_spring_festival_of_a_year_that_is_not_announced() -> None:
    # 除夕 2027-02-05 (Friday) to 初三 2027-02-08 (Monday)
    counted = add_working_days(date(2027, 2, 4), 1, CALENDAR)

    assert counted.day == date(2027, 2, 9)
    assert len(counted.passed_over) == 4


def test_a_notice_replaces_the_laws_days_of_its_year_only() -> None:
    notice = HolidayNotice(year=2027, title="", days_off={"2027-01-02": "元旦"}, make_up=[])

    calendar = calendar_of([*seed_notices(), notice])

    assert calendar.is_working(NEW_YEAR)
    assert not calendar.is_working(date(2028, 5, 1))


@pytest.mark.parametrize("year", [year for year in sorted(CALENDAR.years) if year >= 2025])
def test_what_the_law_sets_is_off_in_every_notice_that_was_published(year: int) -> None:
    days = {day: name for day, name in lawful_days().items() if day.year == year}

    assert len(days) >= 12  # 13 days, of which 中秋 and 国庆 may be one
    assert [day for day in days if CALENDAR.is_working(day)] == []
    assert {day: CALENDAR.off[day] for day in days if day in CALENDAR.off} == days


@pytest.mark.parametrize("year", range(2025, last_year() + 1))
def test_every_year_of_the_table_has_the_laws_thirteen_days_in_their_seasons(year: int) -> None:
    days = {day: name for day, name in lawful_beside(()).items() if day.year == year}
    named = {name: sorted(day for day, one in days.items() if one == name) for name in set(days.values())}

    assert [len(named[name]) for name in ("元旦", "春节", "清明节", "劳动节", "端午节")] == [1, 4, 1, 2, 1]
    assert date(year, 1, 20) <= named["春节"][1] <= date(year, 2, 21)
    assert named["春节"][-1] - named["春节"][0] == timedelta(days=3)
    assert date(year, 4, 4) <= named["清明节"][0] <= date(year, 4, 6)
    assert date(year, 5, 27) <= named["端午节"][0] <= date(year, 6, 26)


def test_lunar_days_of_one_year_are_whole_lunar_months_apart() -> None:
    spring = {day.year: day for day, name in sorted(lawful_days().items(), reverse=True) if name == "春节"}
    for year in range(2025, last_year()):
        months = ((spring[year + 1] - spring[year]).days) / 29.530588
        assert abs(months - round(months)) < 0.06, year
        assert round(months) in (12, 13)


@pytest.mark.parametrize("year", range(2025, last_year() + 1))
def test_days_of_the_civil_calendar_are_the_law_s_and_no_others(year: int) -> None:
    """第二条: 元旦 1月1日; 劳动节 5月1日、2日; 国庆节 10月1日至3日."""
    fixed = [(1, 1, "元旦"), (5, 1, "劳动节"), (5, 2, "劳动节"), *((10, day, "国庆节") for day in (1, 2, 3))]
    days = {day: name for day, name in lawful_days().items() if day.year == year}

    civil = {date(year, month, day) for month, day, _ in fixed}
    assert civil <= days.keys()
    assert {day for day, name in days.items() if name in ("元旦", "劳动节", "国庆节")} <= civil
    shared = [day for day, name in days.items() if name == "中秋节" and day in civil]
    assert len(days) == 13 - len(shared)


@pytest.mark.parametrize(("name", "day", "months"), [("端午节", 5, (4, 5)), ("中秋节", 15, (7, 8))])
def test_lunar_holidays_are_whole_lunar_months_and_their_days_after_new_year(
    name: str, day: int, months: tuple[int, int]
) -> None:
    spring = {one.year: one for one, name in sorted(lawful_days().items(), reverse=True) if name == "春节"}
    first = {year: eve + timedelta(days=1) for year, eve in spring.items()}  # 除夕 comes before it
    of_year = {one.year: one for one, called in lawful_days().items() if called == name}

    # 中秋 may fall on one of the days of 国庆, whose name it then bears or gives.
    for year, one in of_year.items():
        passed = ((one - first[year]).days - (day - 1)) / 29.530588
        assert abs(passed - round(passed)) < 0.06, one
        assert round(passed) in months
    assert len(of_year) == last_year() - 2024


@pytest.mark.parametrize("year", range(2025, last_year() + 1))
def test_qingming_is_the_day_that_the_sun_says(year: int) -> None:
    """The rule of thumb for the solar terms of this century (寿星通式), which knows nothing of the table."""
    of_century = year % 100
    day = int(of_century * 0.2422 + 4.81) - of_century // 4

    (found,) = [one for one, name in lawful_days().items() if one.year == year and name == "清明节"]

    assert found == date(year, 4, day)


@pytest.mark.parametrize("name", FIRST_OF_MONTH)
def test_the_month_of_a_festival_begins_on_the_day_of_the_new_moon_in_beijing(name: str) -> None:
    """初一 is the day of the new moon; which month of the year it is, the tests above say."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))["years"]

    wrong = {
        year: (first, new_moon_near(first))
        for year, moving in table.items()
        for first in [date.fromisoformat(f"{year}-{moving[name]}") - timedelta(days=FIRST_OF_MONTH[name])]
        if new_moon_near(first) != first
    }

    assert wrong == {}


def new_moon_near(day: date) -> date:
    """The day in Beijing of the new moon nearest to this one: Meeus, Astronomical Algorithms, chapter 49."""
    k = round((day - date(2000, 1, 6)).days / 29.530588861)
    t = k / 1236.85
    e = 1 - 0.002516 * t
    sun = 2.5534 + 29.1053567 * k
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
    terms = [
        (-0.4072, moon),
        (0.17241 * e, sun),
        (0.01608, 2 * moon),
        (0.01039, 2 * node),
        (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * node),
        (-0.00057, moon + 2 * node),
        (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * node),
        (0.00038 * e, sun - 2 * node),
        (-0.00024 * e, 2 * moon - sun),
    ]
    moment = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    moment += sum(factor * sin(radians(angle)) for factor, angle in terms)
    # 75 seconds of dynamical time and eight hours to Beijing; a Julian day begins at noon
    beijing = moment - 75 / 86400 + 8 / 24 + 0.5
    return date.fromordinal(int(beijing) - 1721425)


def test_the_table_reaches_further_than_any_period_that_runs() -> None:
    assert last_year() == 2050
