"""Clock: business dates are days in the government's time zone, moments are aware datetimes.

``at`` puts this thread's clock to a moment, for the demo city's history and for tests. Nothing that serves
people calls it, and every rule that asks for today gets the answer it would have got then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """This moment, timezone-aware."""
    return _stopped_at.get() or timezone.now()


def today() -> date:
    """The business date: the calendar day in the configured time zone."""
    return timezone.localdate(now(), timezone.get_default_timezone())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let ``now`` and ``today`` return an aware moment instead of the present one, in this context only."""
    if timezone.is_naive(moment):
        raise ValueError("a moment has a time zone")
    before = _stopped_at.set(moment)
    try:
        yield
    finally:
        _stopped_at.reset(before)
