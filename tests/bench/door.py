"""``door.step``: one command through the door, against the same rows written by raw SQL in one transaction.

Ours locks and reads the case, judges right, state and conditions, writes states, event and outbox row, commits,
and wakes the relay. The reference writes the same rows in the same schema under the same role with the same
triggers, and reads, judges and wakes nothing. Both commit with fsync on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.ground import Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from cases import commands
from cases.models import Assignment
from cases.states import UnitRole
from kernel.clock import today
from support.build import a_dispatched_case, a_key, a_meeting

NAME = "door.step"
GOAL = Goal(3)
STEPS_A_ROUND = 30

SIGN_CASE = "UPDATE cases_case SET state = 'HANDLING', version = %s WHERE id = %s"
SIGN_PART = (
    "UPDATE cases_assignment SET state = 'HANDLING', version = %s, signed_for_at = %s, signed_for_by = %s"
    " WHERE id = %s"
)
KEEP_CASE = "UPDATE cases_case SET version = %s WHERE id = %s"
KEEP_PART = "UPDATE cases_assignment SET version = %s WHERE id = %s"
MEETING = (
    "INSERT INTO cases_meeting (assignment_id, stage, form, held_on, place, unit_people, proposer_people,"
    " summary) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
EVENT = (
    "INSERT INTO cases_caseevent (case_id, version, step, machine, subject_id, from_state, to_state, actor_id,"
    " actor, unit_id, at, reason, facts, internal, key, fingerprint)"
    " VALUES (%s, %s, %s, 'ASSIGNMENT', %s, %s, 'HANDLING', %s, %s, %s, %s, '', %s, false, %s, %s)"
)
MESSAGE = "INSERT INTO public.outbox_message (topic, payload) VALUES (%s, %s)"


class Raw:
    """The reference: writes what a command writes."""

    def __init__(self, ground: Ground) -> None:
        self.connection: psycopg.Connection[Any] = ground.plain()
        self.clerk = ground.world.actors["water_clerk"]

    def sign_for(self, part: Assignment) -> None:
        """The rows of one signature."""
        with self.connection.transaction(), self.connection.cursor() as cursor:
            at, version = datetime.now(UTC), part.version + 1
            cursor.execute(SIGN_CASE, (version, part.case_id))
            cursor.execute(SIGN_PART, (version, at, self.clerk.label, part.pk))
            self._event(cursor, part, "sign_for", at, version)

    def record_meeting(self, part: Assignment) -> None:
        """The rows of one talk; ``part`` moves on to the version written."""
        talk, part.version = a_meeting(), part.version + 1
        with self.connection.transaction(), self.connection.cursor() as cursor:
            people = (talk.place, talk.unit_people, talk.proposer_people, talk.summary)
            cursor.execute(MEETING, (part.pk, talk.stage, talk.form, talk.held_on, *people))
            cursor.execute(KEEP_CASE, (part.version, part.case_id))
            cursor.execute(KEEP_PART, (part.version, part.pk))
            self._event(cursor, part, "record_meeting", datetime.now(UTC), part.version)

    def _event(
        self, cursor: psycopg.Cursor[Any], part: Assignment, step: str, at: datetime, version: int
    ) -> None:
        facts = {"unit": "云州市水务局"}
        if step == "record_meeting":
            facts |= {"stage": "办理中", "form": "走访", "held_on": today().isoformat()}
        before = "PENDING_SIGN" if step == "sign_for" else "HANDLING"
        who = (self.clerk.account_id, self.clerk.label, part.unit_id, at, Jsonb(facts), a_key(), "0" * 64)
        cursor.execute(EVENT, (part.case_id, version, step, part.pk, before, *who))
        payload = Jsonb({"case": part.case_id, "version": version, "step": step})
        cursor.execute(MESSAGE, (f"case.{step}", payload))


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """A signature (two states move), and a talk put on record (one row added, no state moves)."""
    each = sizes.or_default(STEPS_A_ROUND)
    needed = 2 * (sizes.rounds * each + 1)
    parts = [_fresh_part(ground) for _ in range(needed)]
    half = needed // 2
    raw = Raw(ground)
    clerk = ground.world.actors["water_clerk"]
    mine, its = iter(parts[:half]), iter(parts[half:])
    yield figure(
        NAME,
        "sign_for",
        GOAL,
        "ms",
        *interleaved(
            lambda: commands.sign_for(clerk, next(mine).pk, a_key()),
            lambda: raw.sign_for(next(its)),
            rounds=sizes.rounds,
            each=each,
        ),
    )
    mine, its = _again(parts[:half]), _again(parts[half:])
    yield figure(
        NAME,
        "record_meeting",
        GOAL,
        "ms",
        *interleaved(
            lambda: commands.record_meeting(clerk, next(mine).pk, a_key(), meeting=a_meeting()),
            lambda: raw.record_meeting(next(its)),
            rounds=sizes.rounds,
            each=each,
        ),
    )
    raw.connection.close()


def _fresh_part(ground: Ground) -> Assignment:
    case = a_dispatched_case(ground.world, ("water", UnitRole.SOLE))
    return Assignment.objects.get(case=case)


def _again(parts: list[Assignment]) -> Iterator[Assignment]:
    """The parts as they are now, round and round."""
    fresh = list(Assignment.objects.filter(pk__in=[part.pk for part in parts]))
    while True:
        yield from fresh
