"""Handler of committed steps: one NOTIFY for each, which every web process receives.

It says which case and step, never what a case holds; sent inside the relay's own transaction, so it is received
when the message is done with. Only the relay notifies: NOTIFY makes committing transactions queue for one lock.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection

from kernel import json_text
from outbox.models import Message

CHANNEL = "lianban_live"


@dataclass(slots=True)
class Feed:
    """Numbers what one relay process sends, for each government without gaps."""

    epoch: str = field(default_factory=lambda: secrets.token_hex(6))
    _sent: Counter[str] = field(default_factory=Counter)
    _lock: Any = field(default_factory=Lock)

    def note(self, message: Message) -> dict[str, Any]:
        """Payload of the NOTIFY for a message."""
        with self._lock:
            self._sent[message.government] += 1
            number = self._sent[message.government]
        payload = {name: message.payload.get(name) for name in ("case", "version", "step")}
        return {"government": message.government, "epoch": self.epoch, "seq": number} | payload


_feed = Feed()


def publish(messages: Sequence[Message]) -> None:
    """Handle messages of topic ``case.*``, in one statement. May be delivered twice: then a page fetches twice."""
    notes = [json_text.dumps(_feed.note(one)).decode() for one in messages]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, one) FROM unnest(%s::text[]) AS one", [CHANNEL, notes])
