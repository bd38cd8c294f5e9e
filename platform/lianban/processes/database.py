"""Restart of the embedded database: with growing pauses, given up only after many crashes."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable
from typing import Protocol

import psutil

from lianban.cli.trouble import Trouble, operations_text

STABLE = 30.0  # seconds of running after which earlier crashes are forgotten
MAX_CRASHES = 6  # crashes in a row after which it is given up
LONGEST_PAUSE = 30.0
HANGS = 45.0  # seconds for which a postmaster may be stopped: as long as any process of the installation


class EmbeddedServer(Protocol):
    """What is kept running: the embedded server."""

    def pid(self) -> int | None:
        """Its process, or None while it does not run."""

    def start(self, *, tied: bool, report: Callable[[str], None]) -> None:
        """Start it, and wait until it answers; raises Trouble."""


class DatabaseProcess:
    """The embedded server under the supervisor. ``clock`` gives seconds and only moves forward."""

    def __init__(
        self,
        server: EmbeddedServer,
        report: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._report = report
        self._clock = clock
        self._crashes = 0
        self._since = clock()
        self._not_before = 0.0
        self._stopped_since: float | None = None
        self.given_up = False

    def supervise(self) -> None:
        """Start it again when it has ended and its pause is over; after too many crashes in a row, say how to go on."""
        pid = self._server.pid()
        if pid is not None:
            self._wake(pid)
            if self._clock() - self._since >= STABLE:
                self._crashes = 0
            return
        if self.given_up or self._clock() < self._not_before:
            return
        self._crashes += 1
        if self._crashes > MAX_CRASHES:
            self.given_up = True
            self._report(operations_text("database_given_up", times=MAX_CRASHES))
            return
        self._report(operations_text("database_restarts", times=self._crashes))
        try:
            self._server.start(tied=True, report=self._report)
        except Trouble as trouble:
            self._report(trouble.message)
        self._since = self._clock()
        self._stopped_since = None
        self._not_before = self._since + min(2.0 ** (self._crashes - 1), LONGEST_PAUSE)

    def _wake(self, pid: int) -> None:
        """Let a postmaster go on that somebody stopped: no new connection gets in, but nothing of it is lost."""
        if not _is_stopped(pid):
            self._stopped_since = None
            return
        if self._stopped_since is None:
            self._stopped_since = self._clock()
        if self._clock() - self._stopped_since < HANGS:
            return
        self._stopped_since = None
        self._report(operations_text("database_hangs", seconds=round(HANGS)))
        with contextlib.suppress(psutil.Error):
            psutil.Process(pid).send_signal(signal.SIGCONT)


def _is_stopped(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):
        return bool(psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    return False
