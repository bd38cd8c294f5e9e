"""The visibility table: whole, and of every step of the lifecycle it says what its event reports."""

from __future__ import annotations

from typing import Any

import pytest

from cases.aspects import Aspect
from cases.models import DueKind
from cases.reading.visibility.filters import OF_PART, OF_VERSION, THE_CASE, UNDER_PART
from cases.reading.visibility.table import DUE, EVENT_VISIBILITY, TABLE, Relation, Visibility
from cases.states import Machine
from cases.steps.lifecycle import BY_CODE
from cases.steps.step import Scope, Step


def test_every_step_tells_of_something() -> None:
    assert set(EVENT_VISIBILITY) == set(BY_CODE)


def test_a_row_that_does_not_say_what_its_event_tells_of_cannot_be_written() -> None:
    row: dict[str, Any] = {"machine": Machine.CASE, "roles": set(), "scope": Scope.GOVERNMENT}

    with pytest.raises(TypeError, match="aspect"):
        Step("remark", set(), None, **row)


def test_every_thing_has_a_row_and_every_relation_a_cell() -> None:
    columns = {
        Relation.OFFICE,
        Relation.ANSWERS,
        Relation.HELPS,
        Relation.RELIEVED,
        Relation.SIDE,
        Relation.SEAT,
    }

    assert set(TABLE) == set(Aspect)
    assert all(set(cells) == columns for cells in TABLE.values())


def test_a_unit_that_has_left_sees_its_own_or_nothing() -> None:
    assert {cells[Relation.RELIEVED] for cells in TABLE.values()} == {Visibility.OWN, Visibility.NONE}


def test_days_that_are_due_are_days_of_the_model() -> None:
    assert set(DUE) <= set(DueKind.values)


def test_a_column_of_the_case_is_reached_from_each_row() -> None:
    ways = {one.of_case for one in (THE_CASE, OF_PART, UNDER_PART, OF_VERSION)}

    assert ways == {"", "case__", "assignment__case__", "reply__case__"}
