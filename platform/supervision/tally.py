"""Counters of the present government: their sums, the fresh aggregate they must equal, and repair.

A count is the sum of rows that writing transactions added (``migrations/0001_tally.py``); here they are summed up
when there are many.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction

from cases.reading.worklist import RUNNING
from cases.states import CLOCK_OFF
from kernel.sql.statements import Statement

NAMES = "unit_id, kind, pack_id, role, stage, due_on, year"
LOOSE = 200  # rows beyond one for each count: then they are summed up

SUMS = f"""
SELECT {NAMES}, sum(n), count(*) FROM public.supervision_tally
WHERE government = coalesce(%s, current_schema()) GROUP BY {NAMES}
"""  # noqa: S608 - constants of this file
SUMS_OF_CASES = f"""
SELECT {NAMES}, sum(n), count(*) FROM public.supervision_tally
WHERE government = current_schema() AND unit_id IS NULL GROUP BY {NAMES}
"""  # noqa: S608 - constants of this file
SUM_UP = f"""
WITH loose AS (
    DELETE FROM public.supervision_tally WHERE government = current_schema() RETURNING {NAMES}, n
)
INSERT INTO public.supervision_tally (government, {NAMES}, n)
SELECT current_schema(), {NAMES}, sum(n) FROM loose GROUP BY {NAMES} HAVING sum(n) <> 0
"""  # noqa: S608 - constants of this file
FRESH = """
WITH whole AS (
    SELECT one.*, coalesce(held.year, date_part('year', one.registered_on)::int) AS year
    FROM cases_case AS one LEFT JOIN cases_casesession AS held ON held.id = one.session_id
)
SELECT NULL::bigint, kind, pack_id, '', state, CASE WHEN state = ANY(%s) THEN due_on END AS due, year, count(*)
FROM whole GROUP BY kind, pack_id, state, due, year
UNION ALL
SELECT part.unit_id, '', NULL, part.role, part.state,
    CASE WHEN part.state <> ALL(%s) THEN part.due_on END AS due, whole.year, count(*)
FROM cases_assignment AS part JOIN whole ON whole.id = part.case_id
GROUP BY part.unit_id, part.role, part.state, due, whole.year
"""
ADD = f"INSERT INTO public.supervision_tally ({NAMES}, n) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - constants


class CountKey(NamedTuple):
    """What is counted: cases by kind, pack and state; with a unit, its parts in cases by role and state.

    ``year`` is that of the case's session; of its registration when it was handed in between two.
    """

    unit_id: int | None
    kind: str
    pack_id: int | None
    role: str
    stage: str
    due_on: date | None
    year: int | None


Counts = dict[CountKey, int]


def counts() -> Counts:
    """All counts of the present government that are not nought."""
    return _stored_counts(_rows(SUMS, None))


def counts_of_cases() -> Counts:
    """The same of cases only, without their parts in units."""
    return _stored_counts(Statement(SUMS_OF_CASES, (), ()).rows({}))


def below(government: str) -> Counts:
    """Counts of a government below, as far as row security shows them: of cases, not of units."""
    return _stored_counts(_rows(SUMS, government))


def settled_counts() -> Counts:
    """The same, summing the rows up first when many are loose. One at a time: under the board's lock."""
    rows = _rows(SUMS, None)
    if sum(row[-1] for row in rows) > len(rows) + LOOSE:
        with connection.cursor() as cursor:
            cursor.execute(SUM_UP)
    return _stored_counts(rows)


def fresh() -> Counts:
    """What the counts must be, from the rows themselves."""
    return {CountKey(*row[:7]): row[7] for row in _rows(FRESH, list(RUNNING), sorted(CLOCK_OFF))}


def recount() -> Counts:
    """Repair the counters from the rows; the differences that were found (what had to be added)."""
    with transaction.atomic(savepoint=False):
        with connection.cursor() as cursor:  # nobody writes between the two looks, and none has half written
            cursor.execute("LOCK TABLE cases_case, cases_assignment IN SHARE MODE")
        wrong = differences(counts(), fresh())
        _add(wrong.items())
    return wrong


def differences(stored: Counts, right: Counts) -> Counts:
    """What must be added to the one to get the other."""
    found = {key: right.get(key, 0) - stored.get(key, 0) for key in stored.keys() | right.keys()}
    return {key: n for key, n in found.items() if n}


def _add(changes: Iterable[tuple[CountKey, int]]) -> None:
    rows = [(*key, n) for key, n in changes]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(ADD, rows)


def _stored_counts(rows: Iterable[tuple[Any, ...]]) -> Counts:
    return {CountKey(*row[:7]): int(row[7]) for row in rows if row[7]}


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
