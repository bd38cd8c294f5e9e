"""Fair queues: each government's messages wait in a queue of their own, and queues are served in turn.

A queue in which a statement ran into a lock or time limit is paused for a while, and is then served alone, so that
others neither wait for it nor share its transaction. Pauses are this process's own: another one finds out by itself.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import Any, LiteralString

from kernel import json_text
from kernel.sql.statements import rows_of
from outbox.models import Message

FIRST_REST, LONGEST_REST = 1.0, 60.0  # seconds, doubling
LONGEST_PAUSE = 1800.0  # seconds between two attempts of one message

# Due is also what was put off further than anything is: it was put off when the clock was wrong.
DUE: LiteralString = f"""dead_at IS NULL AND (
    not_before IS NULL OR not_before <= statement_timestamp()
    OR not_before > statement_timestamp() + interval '{int(2 * LONGEST_PAUSE)} seconds'
)"""
# From one government to the next by the index, however many messages each has.
WAITING: LiteralString = f"""
WITH RECURSIVE queues AS (
    (SELECT government FROM public.outbox_message WHERE dead_at IS NULL ORDER BY government LIMIT 1)
    UNION ALL
    SELECT (
        SELECT government FROM public.outbox_message
        WHERE dead_at IS NULL AND government > queues.government ORDER BY government LIMIT 1
    ) FROM queues WHERE queues.government IS NOT NULL
)
SELECT government FROM queues WHERE EXISTS (
    SELECT FROM public.outbox_message WHERE government = queues.government AND {DUE}
)
"""  # noqa: S608 - constants of this file
# A message of a line waits for the one before it: also for one that another relay has in hand, or that is set aside.
CHOSEN: LiteralString = f"""
SELECT one.id FROM unnest(%s::text[]) AS queue CROSS JOIN LATERAL (
    SELECT id FROM public.outbox_message message WHERE government = queue AND {DUE} AND (line = '' OR NOT EXISTS (
        SELECT FROM public.outbox_message earlier
        WHERE earlier.government = message.government AND earlier.line = message.line AND earlier.line <> ''
            AND earlier.id < message.id
    )) ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
) AS one
"""  # noqa: S608 - constants of this file
COLUMNS = ("id", "government", "topic", "payload", "created_at", "attempts")
TAKE_BATCH: LiteralString = f"""
DELETE FROM public.outbox_message WHERE id = ANY (ARRAY ({CHOSEN}))
RETURNING id, government, topic, payload, created_at, attempts
"""  # noqa: S608 - constants of this file
TAKE_ONE: LiteralString = f"""
DELETE FROM public.outbox_message WHERE id = (
    SELECT id FROM public.outbox_message WHERE id = %s AND {DUE} FOR UPDATE SKIP LOCKED
) RETURNING id, government, topic, payload, created_at, attempts
"""  # noqa: S608 - constants of this file


class FairQueues:
    """Whose turn it is, and who is paused; ``clock`` gives seconds and only moves forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turn: deque[str] = deque()
        self._paused: dict[str, tuple[int, float]] = {}

    def begin_round(self) -> None:
        """Find out which governments have something due, unless the last round has not come to its end."""
        if not self._turn:
            self._turn.extend(str(government) for (government,) in rows_of(WAITING, []))

    def next(self, most: int) -> list[str]:
        """The governments whose turn it is now, at most so many, without paused ones; empty after the round."""
        chosen: list[str] = []
        while self._turn and len(chosen) < most:
            government = self._turn.popleft()
            if self._paused.get(government, (0, 0.0))[1] <= self._clock():
                chosen.append(government)
        return chosen

    def remaining_pause(self, government: str) -> float:
        """Seconds for which a queue, or whatever else was backed off from, is to be left alone still."""
        return max(0.0, self._paused.get(government, (0, 0.0))[1] - self._clock())

    def is_isolated(self, government: str) -> bool:
        """Whether a government is to be tried alone: its last try waited in vain."""
        return government in self._paused

    def back_off(self, government: str) -> None:
        """Leave a government alone for a while, longer each time."""
        times = self._paused.get(government, (0, 0.0))[0] + 1
        pause = min(FIRST_REST * 2 ** min(times - 1, 10), LONGEST_REST)
        self._paused[government] = (times, self._clock() + pause)

    def reset(self, government: str) -> None:
        """A government's messages go through again."""
        self._paused.pop(government, None)


def take_batch(governments: Sequence[str], most: int) -> list[Message]:
    """Due messages of these governments, the same share of each, removed by the open transaction, in order."""
    return _messages(rows_of(TAKE_BATCH, [list(governments), share(governments, most)]))


def due_keys(government: str, most: int) -> list[int]:
    """The keys of a government's first due messages, in order."""
    return sorted(key for (key,) in rows_of(CHOSEN, [[government], most]))


def take_one(key: int) -> Message | None:
    """One message, removed by the open transaction; None when somebody else has it or it is not due any more."""
    return next(iter(_messages(rows_of(TAKE_ONE, [key]))), None)


def share(governments: Collection[str], most: int) -> int:
    """How many messages of each government go into one batch."""
    return max(1, most // max(1, len(governments)))


def _messages(rows: Sequence[tuple[Any, ...]]) -> list[Message]:
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    taken = [Message(**one | {"payload": json_text.loads(one["payload"])}) for one in found]
    return sorted(taken, key=lambda one: one.pk or 0)
