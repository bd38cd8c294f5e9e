"""Relay: hands each message to its topic's handler, at least once, in any number of processes at a time.

It selects by state (never "id greater than the last"), so a message that commits late is not skipped.
A handler's own database effects commit together with the removal of its message. A batch holds messages of several
governments in turn and is one transaction, as nearly always all goes well; when something fails, each government is
served by itself, message by message, so that only what fails waits. No statement waits long here: what it would wait
for is one government's, and the others' messages would wait with it.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import FrameType

import psycopg
import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models.functions import Now

from kernel.outages import described, is_blocked, is_outage
from outbox.fair_queues import LONGEST_PAUSE, FairQueues, due_keys, share, take_batch, take_one
from outbox.models import Message
from outbox.post import CHANNEL, HINT_INTERVAL

log = structlog.get_logger(__name__)

MessageHandler = Callable[[Message], None]
Afterwards = Callable[[Sequence[Message]], None]

# How long a statement of a handler may wait for a lock, and how long it may take at all.
STATEMENT_LIMITS = "SET LOCAL lock_timeout = '500ms'; SET LOCAL statement_timeout = '10s'"
OTHER_AWAY = (
    60.0  # seconds until a message is tried again that needs another government which is not in service
)
BATCH = 50
MAX_ATTEMPTS = 12  # attempts; with the back-off below about two hours
FIRST_PAUSE = 1.0  # seconds between attempts, doubling
POLL = 1.0  # seconds; NOTIFY is only a hint
SOON = 0.01  # seconds between looks while hints may be spared


class OtherAway(Exception):
    """Another government that this message needs is away or held up: it waits ``pause`` seconds, without blame.

    Only this message, and what follows it in its line; the others of its government pass.
    """

    def __init__(self, code: str, why: str, pause: float = OTHER_AWAY) -> None:
        self.code = code
        self.pause = pause
        super().__init__(why)


class Together:
    """A handler of many messages that knows what is worth doing once for all of them; also one of a single one."""

    def __init__(self, all_of: Afterwards) -> None:
        self.all_of = all_of

    def __call__(self, message: Message) -> None:
        """Handle a message that comes alone."""
        self.all_of([message])


class Relay:
    """Drains the outbox in the scope of the caller, which must be one that may see all messages.

    ``away``: exceptions that say that a government is not in service; its messages wait without blame.
    ``other`` names the government that a message enters besides its own, or nothing: one that is held up there makes
    only those rest that enter it too. ``turned`` is called after each look, also after one that met no database.
    """

    def __init__(
        self,
        handlers: Mapping[str, MessageHandler],
        *,
        afterwards: Afterwards | None = None,
        away: tuple[type[Exception], ...] = (),
        other: Callable[[Message], str] = lambda _: "",
        turned: Callable[[], None] = lambda: None,
        batch: int = BATCH,
        max_attempts: int = MAX_ATTEMPTS,
    ) -> None:
        self.handlers = handlers
        self.afterwards = afterwards
        self.away = away
        self.other = other
        self.turned = turned
        self.queues = FairQueues()
        self.batch = batch
        self.max_attempts = max_attempts
        self._stopping = threading.Event()
        self._listener: psycopg.Connection | None = None
        self._last_hint = -POLL  # when the last hint came

    def stop(self) -> None:
        """Finish the batch in hand, then leave ``run``; for signal handlers and other threads."""
        self._stopping.set()

    def run(self) -> None:
        """Drain until stopped, woken by posts, else every second. Outlives a database that goes away."""
        while not self._stopping.is_set():
            try:
                self._listen()
                while not self._stopping.is_set() and self.drain():
                    self.turned()
                self._wait()
            except (DatabaseError, InterfaceError, psycopg.Error):
                log.exception("outbox: the database does not answer, trying again")
                self._stop_listening()
                close_old_connections()
                self._stopping.wait(POLL)
            self.turned()
        self._stop_listening()

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
        self.queues.begin_round()
        while governments := self.queues.next(self.batch):
            taken = self._serve(governments)
            if taken:
                return taken
        return 0

    def _serve(self, governments: Sequence[str]) -> int:
        """Those of which all is well together, the others each by itself, after them."""
        together = [government for government in governments if not self.queues.is_isolated(government)]
        taken = self._drain_together(together) if together else 0
        return taken + sum(
            self._drain_government(government, self.batch)
            for government in governments
            if government not in together
        )

    def _drain_together(self, governments: Sequence[str]) -> int:
        try:
            with transaction.atomic():
                _limit_statements()
                taken = take_batch(governments, self.batch)
                self._hand_on(taken)
                if taken and self.afterwards is not None:
                    self.afterwards(taken)
        except Exception as error:
            if is_outage(error):
                raise  # not the messages: the whole batch is taken again
            # Which one it was, and why, is found and reported queue by queue; handlers bear a repetition.
            return sum(
                self._drain_government(government, share(governments, self.batch))
                for government in governments
            )
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

    def _drain_government(self, government: str, most: int) -> int:
        """One government's messages, each in a transaction of its own, until one of them waits in vain."""
        keys = due_keys(government, most)
        for key in keys:
            if not self._handle(government, key):
                self.queues.back_off(government)
                break
        else:
            self.queues.reset(government)
        return len(keys)

    def _handle(self, government: str, key: int) -> bool:
        """Hand one message on, or put it back with its error; whether more of its queue may be tried."""
        message = None
        try:
            with transaction.atomic():
                _limit_statements()
                message = take_one(key)
                if message is not None:
                    self._spare(message)
                    self.handlers[message.topic](message)
                    if self.afterwards is not None:
                        self.afterwards([message])
        except OtherAway as error:
            self._set_off(key, error)
        except self.away:
            return False
        except Exception as error:
            if is_outage(error):
                raise
            return self._failed(message, error)
        else:
            self._handled(message)
        return True

    def _handled(self, message: Message | None) -> None:
        if message is not None:
            self.queues.reset(self._there(message))

    def _there(self, message: Message) -> str:
        """What is paused when a message is blocked in another government: no queue has such a name."""
        return f"in {self.other(message)}"

    def _spare(self, message: Message) -> None:
        """Try none in a government in which one has just waited in vain: each try costs everybody time."""
        pause = self.queues.remaining_pause(self._there(message))
        if pause:
            raise OtherAway(self.other(message), "held up there", pause)

    def _failed(self, message: Message | None, error: Exception) -> bool:
        """Count it; whether more of the queue may be tried: not when it waited in vain in its own government."""
        if message is not None:
            self._put_back(message, error)
        if not is_blocked(error):
            return True
        if message is None or not self.other(message):
            return False
        self.queues.back_off(self._there(message))
        return True

    def _set_off(self, key: int, error: OtherAway) -> None:
        """No attempt of the message: it is as good as it was, and is never given up for the other's sake."""
        log.info("outbox message waits for another government", message_id=key, government=error.code)
        Message.objects.filter(pk=key).update(
            last_error=described(error), not_before=Now() + timedelta(seconds=error.pause)
        )

    def _put_back(self, message: Message, error: Exception) -> None:
        attempts = message.attempts + 1
        dead = attempts >= self.max_attempts
        pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        log_failure = log.error if dead else log.warning
        log_failure(
            "outbox message given up" if dead else "outbox handler failed",
            attempts=attempts,
            message_id=message.pk,
            topic=message.topic,
            government=message.government,
            exc_info=error,
        )
        Message.objects.filter(pk=message.pk).update(
            attempts=attempts,
            last_error=described(error),
            not_before=Now() + timedelta(seconds=pause),
            dead_at=Now() if dead else None,
        )

    def _listen(self) -> None:
        if self._listener is None:
            parameters = connection.get_connection_params()
            for ours in ("cursor_factory", "context"):
                parameters.pop(ours, None)
            self._listener = psycopg.connect(**parameters, autocommit=True)
            self._listener.execute(f"LISTEN {CHANNEL}")
            self._last_hint = time.monotonic()  # a hint may have come a moment before

    def _wait(self) -> None:
        """Until a hint, or the next poll, whichever is first; hints that piled up count as one.

        For a while after a hint the next poll is soon: whoever gave it does not hint again at once.
        """
        if self._listener is not None and not self._stopping.is_set():
            hints = list(self._listener.notifies(timeout=SOON if self._was_hinted() else POLL, stop_after=1))
            if hints:
                self._last_hint = time.monotonic()

    def _was_hinted(self) -> bool:
        return time.monotonic() - self._last_hint < 2 * HINT_INTERVAL

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None


def _limit_statements() -> None:
    """For the open transaction."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT_LIMITS)
