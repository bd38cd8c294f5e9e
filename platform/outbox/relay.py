"""The relay: hands each message to its topic's handler, at least once, in any number of processes at a time.

It selects by state (never "id greater than the last"), so a message that commits late is not skipped.
A handler's own database effects commit together with the removal of its message; what is worth doing once for
many messages is done ``afterwards``, in the same transaction.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import FrameType

import psycopg
import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.db.utils import InterfaceError, OperationalError

from outbox.models import Message
from outbox.post import CHANNEL

log = structlog.get_logger(__name__)

Handler = Callable[[Message], None]
Afterwards = Callable[[Sequence[Message]], None]

BATCH = 50
DEADLY = 12  # attempts; with the back-off below about two hours
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 1800.0  # seconds between attempts, doubling
POLL = 1.0  # seconds; NOTIFY is only a hint


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
        with transaction.atomic():
            due = Message.objects.filter(Q(not_before=None) | Q(not_before__lte=Now()), dead_at=None)
            taken = list(due.order_by("id").select_for_update(skip_locked=True)[: self.batch])
            handled = self._handle_all(taken)
            if handled and self.afterwards is not None:
                self.afterwards(handled)
            Message.objects.filter(pk__in=[message.pk for message in handled]).delete()
        return len(taken)

    def _handle_all(self, taken: list[Message]) -> list[Message]:
        """Together under one savepoint, as nearly always all goes well; when one fails, each under its own."""
        try:
            with transaction.atomic():
                for message in taken:
                    self.handlers[message.topic](message)
        except (OperationalError, InterfaceError):
            raise  # the connection, not the messages: the whole batch is taken again
        except Exception:
            # Which one it was, and why, is found and told one by one; handlers bear a repetition.
            return [message for message in taken if self._handle(message)]
        return taken

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

    def _wait(self) -> None:
        """Until a hint, or the next poll, whichever is first; hints that piled up count as one."""
        if self._ear is not None and not self._stopping.is_set():
            for _ in self._ear.notifies(timeout=POLL, stop_after=1):
                pass

    def _deaf(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._ear = None
