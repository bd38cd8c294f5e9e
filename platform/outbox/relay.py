"""The relay: hands each message to its topic's handler, at least once, in any number of processes at a time.

It selects by state (never "id greater than the last"), so a message that commits late is not skipped.
A handler's own database effects commit together with the removal of its message. A batch is taken away and handled in
one transaction, as nearly always all goes well; when something fails, its messages are taken again one by one.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from operator import attrgetter
from types import FrameType

import orjson
import psycopg
import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.db.utils import InterfaceError, OperationalError

from kernel.statements import rows_of
from outbox.models import Message
from outbox.post import AWAKE, CHANNEL

log = structlog.get_logger(__name__)

Handler = Callable[[Message], None]
Afterwards = Callable[[Sequence[Message]], None]

# Taken in the order of their keys; a message that another relay has in hand is left to it.
TAKE_AWAY = """
DELETE FROM public.outbox_message WHERE id = ANY (ARRAY (
    SELECT id FROM public.outbox_message
    WHERE dead_at IS NULL AND (not_before IS NULL OR not_before <= statement_timestamp())
    ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
)) RETURNING id, government, topic, payload, created_at, attempts
"""
TAKEN = ("id", "government", "topic", "payload", "created_at", "attempts")

BATCH = 50
DEADLY = 12  # attempts; with the back-off below about two hours
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 1800.0  # seconds between attempts, doubling
POLL = 1.0  # seconds; NOTIFY is only a hint
SOON = 0.01  # seconds between looks while hints may be spared


class Together:
    """A handler of many messages that knows what is worth doing once for all of them; also one of a single one."""

    def __init__(self, all_of: Afterwards) -> None:
        self.all_of = all_of

    def __call__(self, message: Message) -> None:
        """Handle a message that comes alone."""
        self.all_of([message])


class Relay:
    """Drains the outbox in the scope of the caller, which must be one that may see all messages."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        *,
        afterwards: Afterwards | None = None,
        batch: int = BATCH,
        deadly: int = DEADLY,
    ) -> None:
        self.handlers = handlers
        self.afterwards = afterwards
        self.batch = batch
        self.deadly = deadly
        self._stopping = threading.Event()
        self._ear: psycopg.Connection | None = None
        self._heard = -POLL  # when the last hint came

    def stop(self) -> None:
        """Finish the batch in hand, then leave ``run``; for signal handlers and other threads."""
        self._stopping.set()

    def run(self) -> None:
        """Drain until stopped, woken by posts, else every second. Outlives a database that goes away."""
        while not self._stopping.is_set():
            try:
                self._listen()
                while not self._stopping.is_set() and self.drain():
                    pass
                self._wait()
            except (OperationalError, InterfaceError, psycopg.OperationalError):
                log.exception("outbox: the database does not answer, trying again")
                self._deaf()
                close_old_connections()
                self._stopping.wait(POLL)
        self._deaf()

    def run_until_signal(self) -> None:
        """``run``, ended cleanly by SIGTERM or SIGINT; main thread only."""

        def on_signal(_number: int, _frame: FrameType | None) -> None:
            self.stop()

        before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.run()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def drain(self) -> int:
        """Take one batch of due messages nobody else has taken; how many were taken (0: nothing to do)."""
        try:
            return self._drain_together()
        except (OperationalError, InterfaceError):
            raise  # the connection, not the messages: the whole batch is taken again
        except Exception:
            # Which one it was, and why, is found and told one by one; handlers bear a repetition.
            return self._drain_singly()

    def _drain_together(self) -> int:
        with transaction.atomic():
            taken = _taken_away(self.batch)
            self._hand_on(taken)
            if taken and self.afterwards is not None:
                self.afterwards(taken)
        return len(taken)

    def _hand_on(self, taken: Sequence[Message]) -> None:
        """In order; those that are handled together after the others."""
        groups: dict[Together, list[Message]] = {}
        for message in taken:
            handler = self.handlers[message.topic]
            if isinstance(handler, Together):
                groups.setdefault(handler, []).append(message)
            else:
                handler(message)
        for together, messages in groups.items():
            together.all_of(messages)

    def _drain_singly(self) -> int:
        with transaction.atomic():
            due = Message.objects.filter(Q(not_before=None) | Q(not_before__lte=Now()), dead_at=None)
            taken = list(due.order_by("id").select_for_update(skip_locked=True)[: self.batch])
            handled = [message for message in taken if self._handle(message)]
            if handled and self.afterwards is not None:
                self.afterwards(handled)
            Message.objects.filter(pk__in=[message.pk for message in handled]).delete()
        return len(taken)

    def _handle(self, message: Message) -> bool:
        try:
            with transaction.atomic():
                self.handlers[message.topic](message)
        except (OperationalError, InterfaceError):
            raise  # the connection, not the message: the whole batch is taken again
        except Exception as error:
            self._put_back(message, error)
            return False
        return True

    def _put_back(self, message: Message, error: Exception) -> None:
        attempts = message.attempts + 1
        dead = attempts >= self.deadly
        pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        tell = log.error if dead else log.warning
        tell(
            "outbox message given up" if dead else "outbox handler failed",
            attempts=attempts,
            message_id=message.pk,
            topic=message.topic,
            government=message.government,
            exc_info=error,
        )
        Message.objects.filter(pk=message.pk).update(
            attempts=attempts,
            last_error=f"{type(error).__name__}: {error}"[:2000],
            not_before=Now() + timedelta(seconds=pause),
            dead_at=Now() if dead else None,
        )

    def _listen(self) -> None:
        if self._ear is None:
            parameters = connection.get_connection_params()
            for ours in ("cursor_factory", "context"):
                parameters.pop(ours, None)
            self._ear = psycopg.connect(**parameters, autocommit=True)
            self._ear.execute(f"LISTEN {CHANNEL}")
            self._heard = time.monotonic()  # a hint may have come a moment before

    def _wait(self) -> None:
        """Until a hint, or the next poll, whichever is first; hints that piled up count as one.

        For a while after a hint the next poll is soon: whoever gave it does not hint again at once.
        """
        if self._ear is not None and not self._stopping.is_set():
            heard = list(self._ear.notifies(timeout=SOON if self._awake() else POLL, stop_after=1))
            if heard:
                self._heard = time.monotonic()

    def _awake(self) -> bool:
        return time.monotonic() - self._heard < 2 * AWAKE

    def _deaf(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._ear = None


def _taken_away(most: int) -> list[Message]:
    """Due messages, removed by the open transaction, in order."""
    found = (dict(zip(TAKEN, row, strict=True)) for row in rows_of(TAKE_AWAY, [most]))
    taken = [Message(**one | {"payload": orjson.loads(one["payload"])}) for one in found]
    return sorted(taken, key=attrgetter("pk"))
