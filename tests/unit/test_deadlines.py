"""Deadlines over the official calendars of 2016 to 2026: every kind of span, against a count day by day.

民法典 201-203: the starting day does not count; months end on the corresponding day or the month's last; a period that
ends on a day off ends on the next working day. Working days count make-up days and leave out holidays and weekends.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar.seed import seed_calendar
from rules.counting.deadlines import Reckoning, brought_forward, due, of_json, reckon
from rules.explaining.sentences import explain
from rules.library import Listed, library
from rules.pack import parse, shipped
from rules.values import Base, Span

CALENDAR = seed_calendar()
FIRST, LAST = date(2016, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ONE_DAY = timedelta(days=1)
BASES = st.dates(FIRST, LAST)
AMOUNTS = {"months": st.integers(1, 24), "days": st.integers(1, 730), "working_days": st.integers(1, 250)}
SPANS = st.sampled_from(sorted(AMOUNTS)).flatmap(
    lambda unit: AMOUNTS[unit].map(lambda number: Span("某规定第一条", **{unit: number}))
)


def counted(span: Span, base: date) -> Reckoning:
    """By the product."""
    return reckon(span, "reply", base, CALENDAR)


def works(day: date) -> bool:
    """Whether offices are open, from the notices themselves."""
    return day in CALENDAR.on or (day.weekday() < 5 and day not in CALENDAR.off)


def by_hand(span: Span, base: date) -> date:
    """Day by day, as one counts on a wall calendar."""
    day = base
    if span.working_days:
        left = span.working_days
        while left:
            day += ONE_DAY
            left -= works(day)
        return day
    if span.days:
        for _ in range(span.days):
            day += ONE_DAY
    else:
        month = base.month + span.months
        year, month = base.year + (month - 1) // 12, (month - 1) % 12 + 1
        day = date(year, month, min(base.day, monthrange(year, month)[1]))
    while not works(day):
        day += ONE_DAY
    return day


def test_eleven_years_of_notices_are_there() -> None:
    assert CALENDAR.years >= set(range(2016, 2027))


@pytest.mark.parametrize(
    "span", [Span("", months=1), Span("", months=3), Span("", days=10), Span("", working_days=5)]
)
def test_every_single_day_of_eleven_years_counts_as_by_hand(span: Span) -> None:
    wrong = [base for base in EVERY_DAY if counted(span, base).day != by_hand(span, base)]

    assert wrong == []


@given(SPANS, BASES)
def test_any_span_from_any_day_counts_as_by_hand(span: Span, base: date) -> None:
    assert counted(span, base).day == by_hand(span, base)


@given(SPANS, BASES)
def test_a_period_ends_on_a_working_day_after_its_start(span: Span, base: date) -> None:
    answer = counted(span, base)

    assert answer.day > base
    assert works(answer.day)
    assert answer.ends <= answer.day


@given(SPANS, BASES)
def test_a_longer_period_never_ends_earlier_nor_one_that_starts_later(span: Span, base: date) -> None:
    longer = Span("", **{span.unit: span.amount + 1})

    assert counted(span, base).day <= counted(longer, base).day
    assert counted(span, base).day <= counted(span, base + ONE_DAY).day


@given(AMOUNTS["working_days"], BASES)
def test_working_days_are_exactly_as_many_and_all_others_are_named(number: int, base: date) -> None:
    answer = counted(Span("", working_days=number), base)
    between = [base + timedelta(days=n) for n in range(1, (answer.day - base).days + 1)]

    assert sum(works(day) for day in between) == number
    assert list(answer.passed) == [day for day in between if not works(day)]
    assert list(answer.made_up) == [day for day in between if day in CALENDAR.on]
    assert answer.names == {
        day.isoformat(): CALENDAR.off[day] for day in answer.passed if day in CALENDAR.off
    }


@given(AMOUNTS["days"] | AMOUNTS["months"].map(lambda months: -months), BASES)
def test_a_last_day_off_moves_to_the_first_working_day_behind_it(amount: int, base: date) -> None:
    answer = counted(Span("", days=amount) if amount > 0 else Span("", months=-amount), base)

    assert list(answer.passed) == [
        answer.ends + timedelta(days=n) for n in range((answer.day - answer.ends).days)
    ]
    assert not any(works(day) for day in answer.passed)
    assert answer.moved is (answer.day != answer.ends)


@pytest.mark.parametrize(
    ("base", "months", "ends"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 6, date(2024, 8, 29)),
        (date(2025, 3, 31), 6, date(2025, 9, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(base: date, months: int, ends: date) -> None:
    assert counted(Span("", months=months), base).ends == ends


@pytest.mark.parametrize("day", sorted(day for day in CALENDAR.on if FIRST < day <= LAST), ids=str)
def test_a_make_up_day_is_a_working_day_like_any_other(day: date) -> None:
    before = day - ONE_DAY

    assert counted(Span("", working_days=1), before).day == day
    assert counted(Span("", working_days=1), before).made_up == (day,)
    assert counted(Span("", days=1), before).day == day


@pytest.mark.parametrize("day", sorted(day for day in CALENDAR.off if FIRST < day <= LAST), ids=str)
def test_no_period_ends_on_a_holiday(day: date) -> None:
    for span in (Span("", days=1), Span("", working_days=1)):
        assert counted(span, day - ONE_DAY).day > day


@given(BASES, st.integers(1, 12), st.integers(1, 28), st.sampled_from([1, 3]))
def test_a_fixed_day_comes_first_and_later_starts_have_the_amount(
    base: date, month: int, number: int, months: int
) -> None:
    span = Span("", months=months, by=f"{month:02}-{number:02}")
    fixed = date(base.year, month, number)

    answer = counted(span, base)

    if base < fixed:
        assert answer.fixed
        assert answer.ends == fixed
        assert answer.day == by_hand(Span("", days=1), fixed - ONE_DAY)
    else:
        assert not answer.fixed
        assert answer.day == counted(Span("", months=months), base).day


@given(BASES, st.integers(1, 60), st.integers(2, 180))
def test_days_before_the_leads_are_counted_back_and_never_reach_the_start(
    base: date, before: int, lead: int
) -> None:
    lead_due = base + timedelta(days=lead)

    answer = reckon(Span("", before_lead=before), "co_opinion", base, CALENDAR, lead_due=lead_due)

    assert answer.day == max(lead_due - timedelta(days=before), base + ONE_DAY)
    assert base < answer.day < lead_due


def test_days_before_the_leads_need_the_leads_day() -> None:
    with pytest.raises(ValueError, match="lead"):
        reckon(Span("", before_lead=20), "co_opinion", FIRST, CALENDAR)


@given(SPANS, BASES, st.sampled_from(["", Base.SIGNED]))
def test_a_reckoning_comes_back_from_its_row_and_counts_the_same_again(
    span: Span, base: date, since: str
) -> None:
    answer = counted(Span("某条", since=since, **{span.unit: span.amount}), base)

    again = of_json(answer.as_json())

    assert again == answer
    assert counted(again.span(), again.base).day == answer.day


@given(SPANS, BASES)
def test_an_answer_tells_its_article_its_days_and_what_it_does_not_know(span: Span, base: date) -> None:
    answer = counted(span, base)

    told = explain(answer)

    assert span.article in told[0]
    assert base.isoformat() in told[0]
    assert (answer.unannounced is not None) is ("尚未公布" in told[-1])
    reached = range(base.year if span.working_days else answer.day.year, answer.day.year + 1)
    assert answer.unannounced == next((year for year in reached if year not in CALENDAR.years), None)


@given(BASES, st.integers(1, 60))
def test_a_day_that_the_government_above_brings_forward_keeps_what_the_rule_said(
    base: date, margin: int
) -> None:
    answer = counted(Span("", months=3), base)
    upper = answer.day + ONE_DAY

    earlier = brought_forward(answer, upper - timedelta(days=margin), upper, margin)

    assert (earlier.ends, earlier.base, earlier.amount) == (answer.ends, base, 3)
    assert earlier.day == upper - timedelta(days=margin)


@pytest.mark.parametrize("listed", library(), ids=lambda one: one.code)
def test_every_deadline_of_every_shipped_pack_is_counted_on_every_first_of_a_month(listed: Listed) -> None:
    pack = parse(shipped(listed.code))
    for base in (day for day in EVERY_DAY if day.day == 1):
        lead = due(pack, "reply", base, CALENDAR).day
        for name, span in pack.deadlines.items():
            answer = due(pack, name, base, CALENDAR, lead_due=lead)
            assert answer.article == span.article
            assert base < answer.day
        assert due(pack, "co_opinion", base, CALENDAR, lead_due=lead).day <= lead
