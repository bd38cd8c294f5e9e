"""Two tiers in one transaction; after the test every guard of the database has had its say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from governments.models import Government
from support.tiers import Tiers, two_tiers


@pytest.fixture
def tiers(governed: Government) -> Iterator[Tiers]:
    """The city, in whose scope the test is, and its district."""
    yield two_tiers()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
