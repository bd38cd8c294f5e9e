"""Entering and leaving a government."""

from __future__ import annotations

from django.db import connection

from governments.models import Government


def test_three_governments_exist(city: Government, district: Government, county: Government) -> None:
    assert district.parent == city
    assert county.parent == city


def test_a_scope_runs_under_the_government_s_role(governed: Government) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schemas(false)")

        assert cursor.fetchone() == ("gov_yunzhou", ["yunzhou"])
