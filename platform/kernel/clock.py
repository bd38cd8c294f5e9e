"""The one clock: business dates are days in the government's time zone, moments are aware datetimes."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, timezone-aware."""
    return timezone.now()


def today() -> date:
    """The business date: the calendar day in the configured time zone."""
    return timezone.localdate()
