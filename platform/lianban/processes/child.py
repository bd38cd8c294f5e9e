"""Child process of the supervisor: its own process group, prefixed lines, restart with back-off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from lianban.cli.trouble import operations_text
from lianban.processes.heartbeat import silence
from lianban.processes.parent_death import die_with_parent

STABLE = 30.0  # seconds alive after which earlier crashes are forgotten
MAX_CRASHES = 6  # crashes in a row after which the supervisor gives up on a process
LONGEST_PAUSE = 30.0
BEGINNING = 120.0  # seconds that a process may take until its work turns for the first time
COLOURS = ("cyan", "green", "yellow", "magenta", "blue")


@dataclass(frozen=True)
class Program:
    """What to run: a name for the log and the command line.

    ``essential``: the installation ends without it. ``delay``: seconds that it lets others start first.
    ``once``: for a step, the file that says it was done and need not be done again. ``silent``: seconds without a beat
    of its work (``processes.heartbeat``) after which it hangs and is started anew; 0 for one that marks no beats.
    """

    name: str
    argv: tuple[str, ...]
    essential: bool = False
    delay: float = 0.0
    once: Path | None = None
    silent: float = 0.0


def lianban(*arguments: str) -> tuple[str, ...]:
    """The command line of a ``lianban`` command, by the interpreter that runs us."""
    return (sys.executable, "-P", "-m", "lianban.cli.main", *arguments)


class Child:
    """A program that is kept running. ``clock`` gives seconds and only moves forward."""

    def __init__(
        self,
        program: Program,
        report: Callable[[str], None],
        environment: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        heartbeat: Path | None = None,
    ) -> None:
        self.program = program
        self.process: subprocess.Popen[str] | None = None
        self.given_up = False
        self.crashes = 0
        self._hung = False  # ended by us, because its work did not turn
        self._report = report
        self._environment = dict(environment or {}) | (
            {"LIANBAN_HEARTBEAT": str(heartbeat)} if heartbeat else {}
        )
        self._heartbeat = heartbeat
        self._clock = clock
        self._since = 0.0
        self._not_before = clock() + program.delay

    @property
    def alive(self) -> bool:
        """Whether the process runs now."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the process and a thread that prints its lines. Call from the main thread (see ``parent_death``)."""
        self._since = self._clock()
        self._hung = False
        if self._heartbeat is not None:
            self._heartbeat.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            self.program.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "LIANBAN_ROLE": self.program.name,
                **self._environment,
            },
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )
        threading.Thread(target=self._print_lines, args=(self.process,), daemon=True).start()

    def supervise(self) -> None:
        """Start what is not running, when its pause is over; give up after too many crashes. End what hangs."""
        self._end_hung()
        if self.alive or self.given_up:
            return
        if self.process is not None:
            self._note_crash(self.process.returncode)
            self.process = None
        if not self.given_up and self._clock() >= self._not_before:
            self.start()

    def _end_hung(self) -> None:
        if self._heartbeat is None or not self.program.silent or self.process is None or not self.alive:
            return
        silent = silence(self._heartbeat, self._clock)
        limit = BEGINNING if silent is None else self.program.silent
        quiet = self._clock() - self._since if silent is None else silent
        if quiet > limit:
            self._hung = True
            self._report(operations_text("child_hangs", name=self.program.name, seconds=int(quiet)))
            self.send(signal.SIGKILL)  # one that was stopped receives nothing else
            self.process.wait()

    def finish(self) -> int:
        """Wait for a program that ends by itself; its exit code."""
        return self.process.wait() if self.process is not None else 0

    def send(self, number: int) -> None:
        """Signal the whole process group; one that is gone already is no error."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return

    def stop(self, grace: float) -> None:
        """Wait for an ending process; after ``grace`` seconds its group is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=grace)
        except subprocess.TimeoutExpired:
            self._report(operations_text("child_killed", name=self.program.name, seconds=int(grace)))
        self.send(signal.SIGKILL)  # whatever the group left behind
        self.process.wait()

    def _note_crash(self, code: int | None) -> None:
        stable = self._clock() - self._since >= STABLE
        self.crashes = 1 if stable else self.crashes + 1
        why = (
            operations_text("child_hung") if self._hung else operations_text("child_crashed", exit_code=code)
        )
        if self.crashes >= MAX_CRASHES:
            self.given_up = True
            self._report(
                operations_text("child_given_up", name=self.program.name, times=self.crashes, why=why)
            )
            return
        pause = 0.0 if self.crashes == 1 else min(2.0 ** (self.crashes - 2), LONGEST_PAUSE)
        self._not_before = self._clock() + pause
        self._report(operations_text("child_restarts", name=self.program.name, why=why, seconds=int(pause)))

    def _print_lines(self, process: subprocess.Popen[str]) -> None:
        colour = COLOURS[sum(self.program.name.encode()) % len(COLOURS)]
        prefix = click.style(f"{self.program.name:<9} | ", fg=colour)
        for line in process.stdout or ():
            click.echo(prefix + line.rstrip("\n"))
