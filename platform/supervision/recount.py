"""Counting again: after a holiday notice, and daily, a government's running due days are what the calendar says now."""

from __future__ import annotations

from rules.calendar import forget
from supervision.planning import replan


def recount_dates(notice: int = 0) -> None:
    """Count every running due day of the present government again and plan its rungs anew; after a notice, or daily."""
    forget()
    replan()
