"""Reports that are due every year by fixed days."""

from __future__ import annotations

from datetime import date

import pytest

from rules.counting.cycles import carried, coming, next_of, next_report
from rules.pack import parse, shipped


@pytest.mark.parametrize(
    ("day", "coming"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_shanghais_promises_are_reported_twice_a_year(day: date, coming: date) -> None:
    assert next_report(parse(shipped("shanghai-2015")), day) == coming


def test_after_the_last_day_of_a_year_the_next_years_first_comes() -> None:
    assert next_of(["08-31", "03-31"], date(2026, 9, 1)) == date(2027, 3, 31)


def test_the_leap_day_is_the_28th_in_other_years() -> None:
    assert next_of(["02-29"], date(2026, 2, 1)) == date(2026, 2, 28)
    assert next_of(["02-29"], date(2028, 2, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(("promised", "how"), [(2026, ""), (2025, ""), (2024, "NEXT_YEAR")])
def test_what_was_due_before_the_years_that_a_report_covers_is_carried_over(promised: int, how: str) -> None:
    assert carried(parse(shipped("base_suggestion")), promised, 2026) == how


def test_what_is_to_be_reported_next_comes_with_its_article_the_nearest_first() -> None:
    found = coming(parse(shipped("qingdao-2021")), date(2026, 3, 2))

    assert [one.day for one in found] == sorted(one.day for one in found)
    assert "通报承诺事项" in [one.label for one in found]
    assert len(found) > 1
    assert all(one.article for one in found)


def test_no_days_no_report() -> None:
    assert next_of([], date(2026, 1, 1)) is None
