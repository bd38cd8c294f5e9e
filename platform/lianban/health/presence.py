"""Presence of long-running processes: a named database session each, and a mark while their work advances.

``pg_stat_activity`` is the list: no table, no clean-up, and a process that lost the database is not in it.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator

import psycopg
from django.conf import settings
from psycopg import Connection

from lianban.processes.heartbeat import HEARTBEAT

BEAT = 10.0  # seconds between two signs of life
SILENT = 35.0  # seconds after which a process that says nothing counts as gone
LONG_RUNNING = ("worker", "relay", "scheduler")
PREFIX = "lianban presence "


def present(database: Connection[tuple[object, ...]]) -> dict[str, int]:
    """How many running processes of each kind there are. Asked as the login that they all use.

    One whose last word is of a time to come spoke before the clock was set back, and not since.
    """
    rows = database.execute(
        "SELECT substr(application_name, %s), count(*) FROM pg_stat_activity"
        " WHERE starts_with(application_name, %s) AND abs(extract(epoch FROM now() - state_change)) < %s GROUP BY 1",
        (len(PREFIX) + 1, PREFIX, SILENT),
    ).fetchall()
    return {str(name): int(str(count)) for name, count in rows}


@contextlib.contextmanager
def presence_of(kind: str) -> Iterator[None]:
    """Mark this process as alive for as long as it is; ``kind`` is one of LONG_RUNNING."""
    os.environ.setdefault("LIANBAN_ROLE", kind)
    presence = Presence(settings.DATABASE_URL, kind, HEARTBEAT.beats)
    presence.begin()
    try:
        yield
    finally:
        presence.end()


class Presence:
    """The sign of life of one process; give ``kind`` one of LONG_RUNNING. Runs in a thread until ``end``."""

    def __init__(self, url: str, kind: str, works: Callable[[], bool] = lambda: True) -> None:
        self._url = url
        self._kind = kind
        self._works = works
        self._ended = threading.Event()

    def begin(self) -> None:
        """Start marking. A lost connection is opened again by itself."""
        threading.Thread(target=self._signal, name="presence", daemon=True).start()

    def end(self) -> None:
        """Stop marking; the session is closed."""
        self._ended.set()

    def _signal(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(psycopg.Error, OSError), self._session() as session:
                while not self._ended.is_set():
                    if self._works():
                        session.execute("SELECT 1")
                    self._ended.wait(BEAT)
            self._ended.wait(1.0)

    def _session(self) -> Connection[tuple[object, ...]]:
        return psycopg.connect(
            self._url,
            application_name=PREFIX + self._kind,
            autocommit=True,
            connect_timeout=5,
            prepare_threshold=None,
        )
