"""An upgrade fills the rows of duties of cases that were there before, with the moments since which they last."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cases.clocks.duties import duty_differences
from cases.models import CaseDuty
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.migration.fleet import migrate_fleet
from governments.models import Government
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_promise,
    a_registered_case,
    brought,
    signed_for,
)
from support.earlier import fill_county_of
from support.governments import COUNTY, rebuild_schemas
from support.world import World, a_world


@pytest.fixture
def world(committed: Government) -> Iterator[World]:
    """Cases here and there on their way; in a county's tables as an earlier release left them."""
    world = a_world()
    a_registered_case(world)
    a_filed_case(world, "PROPOSAL")
    a_dispatched_case(world)
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "submit_reply")
    a_delivered_case(world, draft=a_promise())
    fill_county_of({"cases": "0015"})
    yield world
    rebuild_schemas()
    clear()


def test_an_upgrade_fills_the_duties_of_what_was_there(world: World) -> None:
    kept = _rows()
    todo = {name: _todo(world, name) for name in world.actors}

    voyage = migrate_fleet()

    assert (voyage.migrated, voyage.failed) == ([COUNTY], {})
    with governing(COUNTY):
        assert _rows() == kept
        assert {name: _todo(world, name) for name in world.actors} == todo
        assert duty_differences() == []
    assert any(todo.values())


def _rows() -> set[tuple[object, ...]]:
    """Every duty with the second since which it lasts: the step that brought it."""
    return {
        (one.case_id, one.duty, one.subject, tuple(one.seats), one.due_on, one.since.replace(microsecond=0))
        for one in CaseDuty.objects.all()
    }


def _todo(world: World, name: str) -> set[int]:
    return set(in_box(world.actors[name], Box.TO_DO).values_list("pk", flat=True))
