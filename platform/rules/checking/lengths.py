"""Length of a span in calendar days, as bounds: enough to say which of two is surely the longer."""

from __future__ import annotations

from datetime import date
from functools import cache

from dateutil.relativedelta import relativedelta

from rules.values import Span

WEEK, WORKING_WEEK = 7, 5
STARTS = [date(2023, 2, 1) + relativedelta(months=n) for n in range(24)]  # a leap February among them


def least(span: Span) -> int:
    """The fewest calendar days it can take; holidays are left out of account."""
    return _months(span.months)[0] if span.months else _days(span)


def most(span: Span) -> int:
    """The most calendar days it can take; holidays are left out of account."""
    return _months(span.months)[1] if span.months else _days(span)


def longer(one: Span, other: Span) -> bool:
    """Whether the one is surely longer than the other."""
    if one.unit == other.unit:
        return one.amount > other.amount
    return least(one) > most(other)


def may_exceed(one: Span, limit: Span) -> bool:
    """Whether the one can be longer than a limit in some part of the year."""
    if one.unit == limit.unit:
        return one.amount > limit.amount
    return most(one) > least(limit)


def _days(span: Span) -> int:
    if span.working_days:
        return span.working_days * WEEK // WORKING_WEEK
    return span.days or span.before_lead


@cache
def _months(number: int) -> tuple[int, int]:
    days = [(start + relativedelta(months=number) - start).days for start in STARTS]
    return min(days), max(days)
