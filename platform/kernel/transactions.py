"""Atomic work without savepoints: for callers that never continue after a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_all_or_nothing: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction whose every part, once failed, fails all of it: nothing inside may be caught and gone on from."""
    with transaction.atomic():
        before = _all_or_nothing.set(True)
        try:
            yield
        finally:
            _all_or_nothing.reset(before)


def nested_transaction() -> transaction.Atomic:
    """A transaction of its own, or a part of the one that is open: that can fail alone, unless that is a whole."""
    return transaction.atomic(savepoint=not _all_or_nothing.get())
