"""Planning: which clocks of a government run, and on which days they ring. A function of its present rows only.

So bulk import, redispatch, recall, a new due day and the end of a case need no rule of their own here, planning
twice is planning once, and everything can be planned anew from the rows (``replan``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from django.db import connection, transaction
from django.db.models import F, QuerySet

from cases.models import Assignment, Case
from cases.reading.worklist import RUNNING
from cases.states import CLOCK_OFF, UnitRole
from kernel import json_text
from outbox.models import Message
from rules.counting.deadlines import ringing
from rules.pack import Pack
from rules.queries import pack_of, stamped
from supervision.public.models import Clock, ClockKind

# Whoever plans cases waits for whoever plans one of them just now, and reads after that: an older plan never comes
# last. They are locked in the order of their keys, so that nobody waits in a circle. ``replan`` keeps all others of its
# government out.
CASE_LOCKS = (
    "SELECT pg_advisory_xact_lock_shared(hashtextextended('clock:' || current_user, 0)),"
    " pg_advisory_xact_lock(hashtextextended('clock:' || current_user || ':' || one, 0))"
    " FROM (SELECT unnest(%s::bigint[]) AS one ORDER BY 1) AS cases"
)
GOVERNMENT_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('clock:' || current_user, 0))"

# A clock that is planned as it was keeps its place; one that changed begins with its first ring again, and the
# scan rings the newest that has passed. What has rung before does not ring again: reminders are unique.
STORE: LiteralString = """
WITH wanted AS (
    SELECT * FROM jsonb_to_recordset(%(wanted)s::jsonb) AS one (
        case_id bigint, assignment_id bigint, unit_id bigint, kind text, due_on date,
        rings date[], rungs text[], unannounced smallint
    )
), gone AS (
    DELETE FROM public.supervision_clock clock
    WHERE (%(cases)s::bigint[] IS NULL OR case_id = ANY(%(cases)s::bigint[])) AND NOT EXISTS (
        SELECT FROM wanted WHERE wanted.assignment_id = clock.assignment_id AND wanted.kind = clock.kind
    )
)
INSERT INTO public.supervision_clock AS clock
    (case_id, assignment_id, unit_id, kind, due_on, rings, rungs, unannounced, next_on)
SELECT case_id, assignment_id, unit_id, kind, due_on, rings, rungs, unannounced, rings[1] FROM wanted
WHERE NOT EXISTS (
    SELECT FROM public.supervision_clock clock
    WHERE (clock.case_id, clock.assignment_id, clock.kind) = (wanted.case_id, wanted.assignment_id, wanted.kind)
        AND (clock.unit_id, clock.due_on, clock.rings, clock.rungs::text[], clock.unannounced)
        IS NOT DISTINCT FROM
        (wanted.unit_id, wanted.due_on, wanted.rings, wanted.rungs, wanted.unannounced)
)
ON CONFLICT (government, case_id, assignment_id, kind) DO UPDATE SET
    unit_id = excluded.unit_id, due_on = excluded.due_on, rings = excluded.rings,
    rungs = excluded.rungs, unannounced = excluded.unannounced, next_on = excluded.next_on
WHERE (clock.unit_id, clock.due_on, clock.rings, clock.rungs, clock.unannounced)
    IS DISTINCT FROM
    (excluded.unit_id, excluded.due_on, excluded.rings, excluded.rungs, excluded.unannounced)
"""

COLUMNS = ("pk", "case_id", "unit_id", "role", "state", "dispatched_on", "due_on", "sign_due_on")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a government's plan holds: clocks, and how many ring by a calendar year that is not announced yet."""

    clocks: int
    unannounced: Mapping[int, int]


def plan(messages: Sequence[Message]) -> None:
    """Follow outbox messages ``case.*`` of one government, within it: plan their cases, and what they merged into."""
    cases = {int(one.payload["case"]) for one in messages}
    merged = Case.objects.filter(pk__in=cases, merged_into__isnull=False)
    plan_cases(cases | set(merged.values_list("merged_into_id", flat=True)))


def plan_cases(cases: Collection[int]) -> None:
    """Make the clocks of some cases what their rows say now."""
    wanted = sorted(cases)
    with transaction.atomic():
        _execute(CASE_LOCKS, [wanted])
        _store(_clocks(running().filter(case_id__in=wanted)), wanted)


def replan() -> Planned:
    """Make all clocks of the present government what its rows say now; running it again changes nothing."""
    with transaction.atomic():
        _execute(GOVERNMENT_LOCK, [])
        wanted = list(_clocks(running()))
        _store(wanted, None)
    years = sorted({one["unannounced"] for one in wanted} - {None})
    return Planned(len(wanted), {year: sum(one["unannounced"] == year for one in wanted) for year in years})


def running() -> QuerySet[Assignment]:
    """The assignments whose clock runs: units still have to do something, and the case waits for it."""
    return Assignment.objects.filter(case__state__in=RUNNING).exclude(state__in=CLOCK_OFF)


def due_day(assignment: Any, kind: str) -> date | None:
    """By when a unit must do what this kind of clock is about; None when that clock does not run."""
    if kind == ClockKind.SIGN:
        return assignment.sign_due_on if assignment.state == "PENDING_SIGN" else None
    if (kind == ClockKind.CO) != (assignment.role == UnitRole.CO):
        return None
    day: date = assignment.due_on
    return day


def planned() -> int:
    """How many clocks run in the present scope."""
    return Clock.objects.count()


def _clocks(rows: QuerySet[Assignment]) -> Iterator[dict[str, Any]]:
    found = list(rows.annotate(pack=F("case__pack_id")).values_list(*COLUMNS, "pack", named=True))
    packs = _packs({one.pack for one in found})
    for one in found:
        for kind in ClockKind:
            day = due_day(one, kind)
            if day is not None:
                yield _clock(one, kind, day, packs[one.pack])


def _clock(one: Any, kind: ClockKind, due_on: date, pack: Pack) -> dict[str, Any]:
    rung = ringing(pack, kind, due_on, since=one.dispatched_on)
    return {
        "case_id": one.case_id,
        "assignment_id": one.pk,
        "unit_id": one.unit_id,
        "kind": kind,
        "due_on": due_on,
        "rings": rung.days,
        "rungs": rung.rungs,
        "unannounced": rung.unannounced,
    }


def _packs(wanted: set[int]) -> dict[int, Pack]:
    return {row.pk: pack_of(row) for row in stamped().filter(pk__in=wanted)} if wanted else {}


def _store(wanted: Iterable[Mapping[str, Any]], cases: Sequence[int] | None) -> None:
    _execute(STORE, {"wanted": json_text.dumps(list(wanted)).decode(), "cases": cases})


def _execute(statement: LiteralString, values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
