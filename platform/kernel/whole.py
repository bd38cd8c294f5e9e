"""Work that fails as a whole: where nobody goes on after a failure, its parts need no savepoints to go back to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_whole: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def whole() -> Iterator[None]:
    """One transaction whose every part, once failed, fails all of it: nothing inside may be caught and gone on from."""
    with transaction.atomic():
        before = _whole.set(True)
        try:
            yield
        finally:
            _whole.reset(before)


def part() -> transaction.Atomic:
    """A transaction of its own, or a part of the one that is open: that can fail alone, unless that is a whole."""
    return transaction.atomic(savepoint=not _whole.get())
