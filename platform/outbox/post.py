"""Posting: one row in the transaction of the work itself, and one hint to the relay when it has committed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from outbox.models import Message

CHANNEL = "lianban_outbox"


def post(topic: str, payload: Mapping[str, Any]) -> Message:
    """Write a message for after commit, under the current scope's government.

    ``payload`` holds ids, versions and steps only, never what a case says: the table is outside the
    government's schema. Raises TransactionManagementError outside a transaction: a message follows from work.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "post() belongs into the transaction of the work it follows"
        )
    message = Message.objects.create(topic=topic, payload=dict(payload))
    if not any(waiting[1] is _hint for waiting in connection.run_on_commit):
        transaction.on_commit(_hint, robust=True)
    return message


def _hint() -> None:
    """Wake the relay. After commit and not in it: NOTIFY makes committing transactions queue for one lock."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
