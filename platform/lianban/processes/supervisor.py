"""Process tree of ``lianban up``: database, web, worker, scheduler, relay; started and stopped in order."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

from lianban.cli.trouble import operations_text
from lianban.embedded.server import Server
from lianban.processes.child import Child, Program
from lianban.processes.database import DatabaseProcess
from lianban.processes.installation import Installation

TICK = 0.2
GRACE = 10.0


class Supervisor:
    """Runs steps one after another, then keeps programs running until it is asked to stop."""

    def __init__(
        self, installation: Installation, server: Server | None, report: Callable[[str], None]
    ) -> None:
        self._installation = installation
        self._server = server
        self._report = report
        self._stop = threading.Event()
        self._children: list[Child] = []
        self._database = DatabaseProcess(server, report) if server is not None else None
        self._failed = False
        self._asked = ""

    def run(self, steps: list[Program], programs: list[Program], on_start: Callable[[], None]) -> int:
        """Database, steps, programs, ``on_start`` in the background; returns the exit code after the stop."""
        with self._signals():
            try:
                if self._server is not None:
                    self._server.start(tied=True, report=self._report)
                if self._steps(steps):
                    self._children = [self._child(program) for program in programs]
                    threading.Thread(target=on_start, daemon=True).start()
                    self._supervise()
            finally:
                self._end()
        return 1 if self._failed else 0

    @property
    def stopping(self) -> bool:
        """Whether somebody asked for the end."""
        return self._stop.is_set()

    def _steps(self, steps: list[Program]) -> bool:
        for program in steps:
            if program.once is not None and program.once.exists():
                continue
            child = Child(program, self._report)
            self._children = [child]
            child.start()
            while child.alive and not self._stop.wait(TICK):
                pass
            if self._stop.is_set():
                return False
            if child.finish() != 0:
                self._failed = True
                self._report(operations_text("step_failed", name=program.name))
                return False
            if program.once is not None:
                program.once.touch()
        return True

    def _supervise(self) -> None:
        running: list[int] = []
        while not self._stop.is_set():
            self._supervise_database()
            for child in self._children:
                child.supervise()
                if child.given_up and child.program.essential:
                    self._failed = True
                    self._stop.set()
            pids = [child.process.pid for child in self._children if child.process is not None]
            if pids != running:
                running = pids
                self._installation.note(pids)
            self._stop.wait(TICK)

    def _child(self, program: Program) -> Child:
        return Child(program, self._report, heartbeat=self._installation.heartbeat(program.name))

    def _supervise_database(self) -> None:
        if self._database is None:
            return
        self._database.supervise()
        if self._database.given_up:
            self._failed = True
            self._stop.set()

    def _end(self) -> None:
        if self._asked:
            self._report(operations_text("asked_to_stop", signal=self._asked))
        if self._children:
            self._report(operations_text("stopping"))
        for child in reversed(self._children):
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self._children:
            child.stop(max(0.0, deadline - time.monotonic()))
        if self._server is not None:
            self._server.stop()
        self._report(operations_text("stopped_failed" if self._failed else "stopped"))

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Ctrl-C, SIGTERM and a closed terminal ask for an orderly end; a second Ctrl-C kills what still runs."""

        def asked(number: int, _frame: FrameType | None) -> None:
            if self._stop.is_set() and number == signal.SIGINT:
                for child in self._children:
                    child.send(signal.SIGKILL)
            self._asked = signal.Signals(
                number
            ).name  # reported later: printing here could interrupt a printing
            self._stop.set()

        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, asked) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
