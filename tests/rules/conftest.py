"""Fixtures of rule pack tests: one small government, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from governments.models import Government
from support.world import World, a_world


@pytest.fixture
def world(governed: Government) -> Iterator[World]:
    """The world; after the test every guard of the database has had its say."""
    yield a_world()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
