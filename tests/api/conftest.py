"""Fixtures of API tests: requests over HTTP in one small government, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from governments.entering import registry, sessions
from governments.models import Government
from rules.calendar import in_force as calendar
from support.asking import Asking
from support.world import World, a_world


@pytest.fixture
def world(governed: Government) -> Iterator[World]:
    """The world; after the test every guard of the database has had its say."""
    yield a_world()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that count statements: nothing is asked anew, or noted again, because some time has passed."""
    monkeypatch.setattr(registry, "SECONDS", 3600.0)
    monkeypatch.setattr(calendar, "FRESH", 3600.0)
    monkeypatch.setattr(sessions, "EVERY", 3600)


@pytest.fixture
def ask(world: World) -> Asking:
    """Asks as anybody of the world."""
    return Asking(world)


@pytest.fixture
def stranger(governed: Government) -> Asking:
    """Asks as nobody, where nobody needs a world."""
    return Asking()
