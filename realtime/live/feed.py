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

import structlog
from django.db import connection, transaction

from governments.entering.scope import current_government, governing
from governments.models import Government
from kernel import json_text
from kernel.outages import is_outage
from outbox.models import Message
from supervision.board import AggregatedBoard, aggregate, recount_board
from supervision.public.models import Share

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


# Handler of board messages: once for a batch, each government's board is aggregated and announced by NOTIFY.

REFRESH_BOARD = "board.fold"  # topic of an aggregation that failed and is to be tried again

log = structlog.get_logger(__name__)


def refresh_boards(messages: Sequence[Message]) -> None:
    """Aggregate the boards of all governments in which cases moved. One that fails is tried again by itself."""
    for code in sorted({one.government for one in messages if one.topic.startswith("case.")} - {""}):
        try:
            refresh(code)
        except Exception as error:  # the messages are handled all the same
            if is_outage(error):
                raise
            log.warning("board cannot be folded", government=code, exc_info=error)
            _refresh_later(code)


def _refresh_later(code: str) -> None:
    """One message is enough, however many steps wait for it."""
    if not Message.objects.filter(government=code, topic=REFRESH_BOARD, dead_at=None).exists():
        Message.objects.create(government=code, topic=REFRESH_BOARD, payload={})


def refresh_again(message: Message) -> None:
    """Handle a message of topic ``board.fold``."""
    refresh(message.government)


def refresh_here() -> None:
    """Aggregate the board of the government whose scope this is. Running it again changes nothing."""
    here = current_government()
    if here is not None:
        refresh(here.code)


def refresh(code: str) -> None:
    """Aggregate one government's board, and notify all web processes if it has changed; raises GovernmentNotServed."""
    with transaction.atomic(), governing(code) as row:
        board = aggregate(about(row))
        if board.moved:
            _notify(board, _above(row))


def about(row: Government) -> dict[str, str]:
    """What a government is called, as its board says."""
    return {"code": row.code, "name": row.name, "short_name": row.short_name, "tier": row.tier}


def _above(row: Government) -> str | None:
    code: str | None = Government.objects.filter(pk=row.parent_id).values_list("code", flat=True).first()
    return code


def _notify(board: AggregatedBoard, above: str | None) -> None:
    note: dict[str, Any] = {"board": board.government, "moved": board.moved}
    if above is not None and Share.UP in board.moved:
        note["above"] = above
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json_text.dumps(note).decode()])


def begin_board(row: Government) -> None:
    """Give a new government its board, and counters that hold nothing of one that had its code before."""
    recount_board(about(row))
