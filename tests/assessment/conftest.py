"""Fixtures of assessment tests: one small government, founded at the beginning of 2026; tests place days themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from cases.states import UnitRole
from governments.models import Government
from support.founded import Founding
from support.scores import a_case, answered, judged, met, on
from support.world import World, a_world


@pytest.fixture
def world(guarded: None) -> World:
    """The world."""
    with on("2026-01-05"):
        return a_world()


@pytest.fixture
def guarded(governed: Government) -> Iterator[None]:
    """An empty government; after the test every guard of the database has had its say."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def year(guarded: None) -> World:
    """A year in which 水务局 was once late and once disliked, and 交通运输局 did all well."""
    return _year()


def _a_year() -> World:
    with on("2026-01-05"):
        world = a_world()
    first, good = a_case(world), a_case(world, ("roads", UnitRole.SOLE))
    met(world, first, "2026-04-01")
    met(world, good, "2026-04-01", code="roads")
    judged(world, answered(world, first, "2026-05-20"), "2026-06-01", "SATISFIED")
    judged(world, answered(world, a_case(world), "2026-06-20"), "2026-07-01", "DISSATISFIED")
    judged(world, answered(world, good, "2026-05-20", "roads"), "2026-06-01", "SATISFIED")
    return world


_year = Founding(_a_year)
