"""Fixtures of unit tests: without a database the calendar is that of the product's own data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rules.calendar.in_force import pinned
from rules.calendar.seed import seed_calendar


@pytest.fixture(autouse=True)
def seeded_calendar() -> Iterator[None]:
    """Days are counted by the notices that the product comes with."""
    with pinned(seed_calendar()):
        yield
