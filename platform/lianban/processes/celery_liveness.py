"""Liveness of the task queue: parts that report progress, and a scheduler that no clock change can stop.

Celery's own scheduler keeps the moment of each entry's last run, in a file and in memory: a clock that was ahead once
leaves moments that are to come, and nothing is due until then. Here what counts is the time that has passed.
"""

from __future__ import annotations

import time
from typing import Any

from celery import bootsteps
from celery.beat import Scheduler

from lianban.processes.heartbeat import HEARTBEAT

TURN = 5.0  # seconds between two turns at most


class MonotonicScheduler(Scheduler):
    """Sends each entry as often as it says by the monotonic clock, and at once when it starts; keeps no file."""

    clock = staticmethod(time.monotonic)

    def setup_schedule(self) -> None:
        """Only our own entries; those that Celery adds are for its results."""
        self._next: dict[str, float] = {}
        self.merge_inplace(self.app.conf.beat_schedule)

    def tick(self, *_: Any, **__: Any) -> float:
        """Send what is due; seconds until the next look."""
        entries: dict[str, Any] = self.schedule
        for name, entry in entries.items():
            now = self.clock()
            if now >= self._next.get(name, now):
                self._next[name] = now + entry.schedule.run_every.total_seconds()
                self.apply_entry(entry, producer=self.producer)
        HEARTBEAT.beat()
        return max(0.0, min([TURN, *(due - self.clock() for due in self._next.values())]))


class HeartbeatStep(bootsteps.StartStopStep):
    """A worker's heartbeat: the turns of its consumer, in whichever loop it runs."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, c: Any) -> None:
        """The consumer has its queues; its loop comes next."""
        if c.hub:  # timers of the hub are called by the loop itself
            c.timer.call_repeatedly(TURN, HEARTBEAT.beat)
            return
        pending = c.perform_pending_operations

        def turn() -> None:
            HEARTBEAT.beat()
            pending()

        c.perform_pending_operations = turn
