"""Hashing of passwords: a small bounded queue of each process, so that sign-in cannot block the installation.

One password is hashed at a time, by a thread that yields to all others, without a database connection. A few callers
may wait, few of one network; whoever comes beyond that is asked at once to try again later.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from typing import TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password, verify_password
from django.db import connection

from kernel.refusals import Refusal

SLOTS = 6  # callers hashing or waiting at a time in one process: far fewer than its threads
SLOTS_PER_CALLER = 3  # of them from one network
YIELDING = 10  # niceness of the hashing thread

T = TypeVar("T")


class Argon2(Argon2PasswordHasher):
    """Argon2id at the cost that OWASP names (46 MiB, parallelism 1); Django's default takes 100 MiB and 8 threads."""

    time_cost = 2
    memory_cost = 47_104
    parallelism = 1


class HashingQueue:
    """Places for callers, and the one thread that hashes for them."""

    def __init__(self, slots: int = SLOTS, slots_per_caller: int = SLOTS_PER_CALLER) -> None:
        self._slots = slots
        self._slots_per_caller = slots_per_caller
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hashing", initializer=_yield_to_others)
        self.refused = 0

    @contextmanager
    def slot(self, caller: str) -> Iterator[None]:
        """A place in the queue for one caller; a Refusal at once when there is none."""
        with self._lock:
            if self._taken.total() >= self._slots or self._taken[caller] >= self._slots_per_caller:
                self.refused += 1
                raise Refusal("sign_in_busy", field="username")
            self._taken[caller] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[caller] -= 1
                self._taken += Counter()  # forgets callers without a place

    def run(self, work: Callable[[], T]) -> T:
        """Hash in the queue's thread, holding no database connection; the caller has a place."""
        if not connection.in_atomic_block:
            connection.close()
        return self._thread.submit(work).result()


@cache
def queue() -> HashingQueue:
    """This process's queue."""
    return HashingQueue()


def hashed(password: str, caller: str = "administration") -> str:
    """The hash of a new password."""
    with queue().slot(caller):
        return queue().run(lambda: make_password(password))


def matches(password: str, stored: str | None) -> tuple[bool, str]:
    """Whether it is the password of a hash, and a new hash if the cost has changed; without a hash as slow as with one.

    Runs in the queue's thread.
    """
    right, outdated = verify_password(password, stored or _dummy_hash())
    right = right and stored is not None
    return right, make_password(password) if right and outdated else ""


@cache
def _dummy_hash() -> str:
    return make_password("nobody's password")


def _yield_to_others() -> None:
    """Linux counts niceness by thread; elsewhere the thread stays like the others."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), YIELDING)
