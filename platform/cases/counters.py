"""Numbers without gaps: a series' counter is a locked row in the transaction that uses the number."""

from __future__ import annotations

from django.db import connection


def take_number(series: str) -> int:
    """The next number of a series; others wait until this transaction ends, and a rollback gives it back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_counter (series, last) VALUES (%s, 1) "
            "ON CONFLICT (series) DO UPDATE SET last = cases_counter.last + 1 RETURNING last",
            [series],
        )
        row = cursor.fetchone()
    return int(row[0])
