"""Columns that repeat a due day say what the due day says, whatever way the cases went; a difference is found."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db.models import F

from cases.clocks.projection import COLUMNS, differences
from cases.models import Assignment, Case
from cases.states import UnitRole
from support.build import a_delivered_case, a_dispatched_case
from support.house import House
from support.wandering import wander


@pytest.mark.parametrize("seed", range(6))
def test_columns_repeat_their_due_days_after_any_walk(house: House, seed: int) -> None:
    for _ in wander(house, Random(seed), 80):
        pass

    assert differences() == []
    assert Assignment.objects.exists()


@pytest.mark.parametrize(("model", "column"), [(one.model, one.name) for one in COLUMNS])
def test_a_column_that_says_another_day_is_found(house: House, model: type, column: str) -> None:
    for _ in wander(house, Random(3), 150):
        pass
    a_delivered_case(house)  # asks its proposers for a word
    row = model._default_manager.order_by("pk").first()
    assert row is not None, "the walk reaches every model"

    model._default_manager.filter(pk=row.pk).update(**{column: F(column) + timedelta(days=1)})

    (found,) = [one for one in differences() if not one.column.startswith("case.")]
    assert (found.column, found.key) == (f"{model._meta.model_name}.{column}", row.pk)
    assert found.stored == found.expected + timedelta(days=1)


@pytest.mark.parametrize("column", ["due_on", "co_due_on"])
def test_a_case_that_says_another_day_than_its_parts_is_found(house: House, column: str) -> None:
    case = a_dispatched_case(house, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))

    Case.objects.filter(pk=case.pk).update(**{column: F(column) - timedelta(days=1)})

    (found,) = differences()
    assert (found.column, found.case_id) == (f"case.{column}", case.pk)
