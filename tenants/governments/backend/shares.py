"""Shares of the connection pool: how many connections one government may hold, so that the others keep theirs.

Statements of a government whose table is locked wait for seconds, each with a connection, and new ones come meanwhile;
before long all connections, and then all threads, would be theirs. So each has a share. Who finds it used up waits as
long as others of the government come and go, and is refused when none has for a while: then the government is stuck,
and one at a time may try until one comes through quickly.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db.utils import OperationalError
from psycopg_pool import PoolTimeout

log = structlog.get_logger(__name__)

STUCK = 3.0  # seconds in which none of a full share has been given back


class NoFreeConnection(OperationalError):
    """The government's share of the connections is used up, and none of them moves."""

    sqlstate = "55P03"  # waited in vain, as for a lock: the fault is that government's, not the database's


@dataclass(frozen=True, slots=True)
class Lease:
    """A connection in a government's share, since when; of no government for the platform and administration."""

    name: str = ""
    since: float = 0.0


NOBODY = Lease()


@dataclass(slots=True)
class _Share:
    used: int = 0
    waiting: int = 0
    moved: float = 0.0  # when it became full, or one was given back
    stuck: bool = False


class Shares:
    """The shares of one process; ``clock`` gives seconds and only moves forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._shares: dict[str, _Share] = {}

    def take(self, name: str, most: int) -> Lease:
        """A place in a government's share, perhaps after waiting; raises Crowded."""
        if not name:
            return NOBODY
        with self._changed:
            share = self._shares.setdefault(name, _Share())
            share.waiting += 1
            try:
                self._wait(name, share, most)
                return self._entered(name, share, most)
            finally:
                share.waiting -= 1

    def move(self, lease: Lease, name: str, most: int, *, must: bool = False) -> Lease | None:
        """The same connection for another government: at once or (None) not at all; one that ``must`` is let in."""
        with self._changed:
            share = self._shares.setdefault(name, _Share()) if name else None
            if share is not None and not must and share.used >= _free_connections(share, most):
                return None
            self.give(lease)
            return self._entered(name, share, most) if share is not None else NOBODY

    def give(self, lease: Lease) -> None:
        """A connection is free again."""
        if not lease.name:
            return
        with self._changed:
            share, now = self._shares[lease.name], self._clock()
            share.used -= 1
            share.moved = now
            if now - lease.since < STUCK:
                share.stuck = False
            if not (share.used or share.waiting or share.stuck):
                del self._shares[lease.name]
            self._changed.notify_all()

    def _entered(self, name: str, share: _Share, most: int) -> Lease:
        now = self._clock()
        self._shares[name] = share
        share.used += 1
        if share.used == _free_connections(share, most):
            share.moved = now
        return Lease(name, now)

    def _wait(self, name: str, share: _Share, most: int) -> None:
        while share.used >= _free_connections(share, most):
            left = share.moved + STUCK - self._clock()
            if left <= 0:
                if not share.stuck:
                    log.warning(
                        "all connections of a government are in use and none comes back", government=name
                    )
                share.stuck = True
                raise NoFreeConnection("the government's connections are all in use, and none was given back")
            self._changed.wait(left)


def _free_connections(share: _Share, most: int) -> int:
    return 1 if share.stuck else most


def has_no_free_connection(error: BaseException) -> bool:
    """Whether there was no session to be had: of the government's share, or of the whole pool."""
    return isinstance(error, NoFreeConnection) or isinstance(error.__cause__, PoolTimeout)
