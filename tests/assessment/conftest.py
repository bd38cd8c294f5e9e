"""Fixtures of assessment tests: one small government, founded at the beginning of 2026; tests place days themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from cases.states import UnitRole
from governments.models import Government
from support.founded import Founding
from support.house import House, a_house
from support.scores import a_case, answered, judged, met, on


@pytest.fixture
def house(guarded: None) -> House:
    """The house."""
    with on("2026-01-05"):
        return a_house()


@pytest.fixture
def guarded(governed: Government) -> Iterator[None]:
    """An empty government; after the test every guard of the database has had its say."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def year(guarded: None) -> House:
    """A year in which 水务局 was once late and once disliked, and 交通运输局 did all well."""
    return _year()


def _a_year() -> House:
    with on("2026-01-05"):
        house = a_house()
    first, good = a_case(house), a_case(house, ("roads", UnitRole.SOLE))
    met(house, first, "2026-04-01")
    met(house, good, "2026-04-01", code="roads")
    judged(house, answered(house, first, "2026-05-20"), "2026-06-01", "SATISFIED")
    judged(house, answered(house, a_case(house), "2026-06-20"), "2026-07-01", "DISSATISFIED")
    judged(house, answered(house, good, "2026-05-20", "roads"), "2026-06-01", "SATISFIED")
    return house


_year = Founding(_a_year)
