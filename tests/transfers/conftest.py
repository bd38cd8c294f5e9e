"""Two tiers in one transaction; after each test every guard of the database has its say, and due days agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from cases.clocks.projection import differences
from governments.models import Government
from support.tiers import Tiers, two_tiers
from transfers.due_columns import differences as differences_across


@pytest.fixture
def tiers(governed: Government) -> Iterator[Tiers]:
    """The city, in whose scope the test is, and its district."""
    both = two_tiers()
    yield both
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert [*differences(), *differences_across()] == []
    with both.below():
        assert [*differences(), *differences_across()] == []
