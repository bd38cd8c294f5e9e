"""Fixtures of API tests: requests over HTTP in one small government, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from governments.entering import registry, sessions
from governments.models import Government
from rules.calendar import in_force as calendar
from support.asking import Asking
from support.house import House, a_house


@pytest.fixture
def house(governed: Government) -> Iterator[House]:
    """The house; after the test every guard of the database has had its say."""
    yield a_house()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that count statements: nothing is asked anew, or noted again, because some time has passed."""
    monkeypatch.setattr(registry, "SECONDS", 3600.0)
    monkeypatch.setattr(calendar, "FRESH", 3600.0)
    monkeypatch.setattr(sessions, "EVERY", 3600)


@pytest.fixture
def ask(house: House) -> Asking:
    """Asks as anybody of the house."""
    return Asking(house)


@pytest.fixture
def stranger(governed: Government) -> Asking:
    """Asks as nobody, where nobody needs a house."""
    return Asking()
