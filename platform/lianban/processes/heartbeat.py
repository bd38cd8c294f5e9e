"""Heartbeat of a long-running process: when its own work last turned, for whoever watches over it.

The beat is the work's own (a look at the outbox, a turn of the consumer, of the scheduler, of the web's loop), never
that of a timer beside it: a process that hangs stops beating. Moments are those of the monotonic clock, which all
processes of a machine share and nobody sets.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

SILENT = 45.0  # seconds without a beat after which a process hangs
OFTEN = 1.0  # seconds between two marks in the file
WIDTH = 20  # always as many bytes in their place: that needs no room on a full disk


class Heartbeat:
    """The beats of this process, marked in the file that ``LIANBAN_HEARTBEAT`` names, if it names one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._written = -OFTEN

    def beat(self) -> None:
        """The work has turned once more."""
        self._last = self._clock()
        if self._last - self._written >= OFTEN:
            self._written = self._last
            _write(os.environ.get("LIANBAN_HEARTBEAT", ""), self._last)

    def beats(self) -> bool:
        """Whether the work turns."""
        return self._clock() - self._last < SILENT


HEARTBEAT = Heartbeat()


def silence(file: Path, clock: Callable[[], float] = time.monotonic) -> float | None:
    """Seconds since the last beat of the process that marks this file; None when there was none yet."""
    try:
        return clock() - float(file.read_text())
    except (OSError, ValueError):
        return None


def _write(name: str, moment: float) -> None:
    if not name:
        return
    with contextlib.suppress(OSError):
        place = os.open(name, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(place, f"{moment:{WIDTH}.3f}".encode(), 0)
        finally:
            os.close(place)
