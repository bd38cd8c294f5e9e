"""Fixtures of case tests: one small government, in a transaction whose deferred triggers are tried at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from governments.models import Government
from support.world import World, a_world


@pytest.fixture
def world(guarded: None) -> World:
    """The world."""
    return a_world()


@pytest.fixture
def guarded(governed: Government) -> Iterator[None]:
    """An empty government; after the test every guard of the database has had its say."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
