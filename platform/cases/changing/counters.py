"""Numbers without gaps: a series' counter is a locked row in the transaction that uses the number."""

from __future__ import annotations

from django.db import connection

from cases.models import Counter


def take_number(series: str) -> int:
    """The next number of a series; others wait until this transaction ends, and a rollback gives it back."""
    return take_numbers(series, 1)[0]


def coming_number(series: str) -> int:
    """The number that would be given next; another may take it first."""
    return (Counter.objects.filter(series=series).values_list("last", flat=True).first() or 0) + 1


def raise_series(series: str, start: int) -> bool:
    """Let a series go on from ``start``; False, and nothing is changed, where that number was given out already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_counter (series, last) VALUES (%s, %s) ON CONFLICT (series) DO UPDATE "
            "SET last = excluded.last WHERE cases_counter.last <= excluded.last RETURNING last",
            [series, start - 1],
        )
        return cursor.fetchone() is not None


def take_numbers(series: str, count: int) -> range:
    """The next ``count`` numbers of a series, at least one; otherwise as ``take_number``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_counter (series, last) VALUES (%s, %s) "
            "ON CONFLICT (series) DO UPDATE SET last = cases_counter.last + excluded.last RETURNING last",
            [series, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
