"""Posting: one row in the transaction of the work itself, and one hint to the relay when it has committed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from kernel import json_text
from outbox.models import Message

CHANNEL = "lianban_outbox"
# Seconds for which a process hints once: a relay that was woken polls in quick succession for twice as long.
HINT_INTERVAL = 0.05
# The other columns have their defaults in the database.
INSERT = (
    "INSERT INTO public.outbox_message (topic, line, payload) SELECT %s, %s, jsonb_array_elements(%s::jsonb)"
)
# A hint need not survive a crash, so its transaction does not wait for the disk.
HINT = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, '')"

_hinted = [-HINT_INTERVAL]  # when this process hinted last


def post(topic: str, payload: Mapping[str, Any]) -> Message:
    """Write a message for after commit, under the current scope's government.

    ``payload`` holds ids, versions and steps only, never what a case says: the table is outside the
    government's schema. Raises TransactionManagementError outside a transaction: a message follows from work.
    """
    (key,) = post_many(topic, [payload])
    return Message(pk=key, topic=topic, payload=payload)


def post_many(topic: str, payloads: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write one message for each payload in one statement, and return their keys; rules as for ``post``."""
    text, values = posting(topic, payloads)
    with connection.cursor() as cursor:
        cursor.execute(f"{text} RETURNING id", values)
        return [int(key) for (key,) in cursor.fetchall()]


def posting(topic: str, payloads: Sequence[Mapping[str, Any]], line: str = "") -> tuple[str, list[Any]]:
    """The same for a caller that writes its own rows in one statement with the messages: its text and values.

    Messages of one ``line`` are handed on in order: what must not overtake what came before it names one.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "post() belongs into the transaction of the work it follows"
        )
    if not any(waiting[1] is _hint for waiting in connection.run_on_commit):
        transaction.on_commit(_hint, robust=True)
    return INSERT, [topic, line, json_text.dumps(payloads).decode()]


def _hint() -> None:
    """Wake the relay. After commit and not in it: NOTIFY makes committing transactions queue for one lock."""
    if time.monotonic() - _hinted[0] < HINT_INTERVAL:
        return
    _hinted[0] = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(HINT, [CHANNEL])
