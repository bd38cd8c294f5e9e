"""Import works in one small world, in a transaction whose deferred triggers are tried at the end."""

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
