"""Notices: a request for a later day to those who decide, their decision to the unit; each once."""

from __future__ import annotations

from datetime import date

import pytest

from cases import commands
from cases.models import Case
from governments.models import Government
from supervision.models import Notice
from supervision.notices import unseen_notices
from support.build import a_dispatched_case, a_key, part_of, signed_for
from support.clocks import noon, relayed
from support.world import World, a_world


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


@pytest.fixture
def case(world: World) -> Case:
    with noon(date(2026, 3, 2)):
        case = signed_for(world, a_dispatched_case(world))
    given = {"until": date(2026, 9, 2), "reason": "需会商财政", "statement": "已向代表说明"}
    commands.request_extension(world.water_clerk, part_of(case, "water").pk, a_key(), **given)
    relayed()
    return case


def test_a_request_waits_in_the_bell_of_those_who_decide(world: World, case: Case) -> None:
    told = Notice.objects.get()

    assert told.text == "云州市水务局 申请延期（2026-09-02）：需会商财政"
    assert [unseen_notices(actor).count() for actor in (world.office, world.npc, world.cppcc)] == [1, 1, 0]
    assert unseen_notices(world.actors["water_clerk"]).count() == 0


def test_the_decision_waits_in_the_bell_of_the_unit(world: World, case: Case) -> None:
    commands.refuse_extension(world.office, part_of(case, "water").pk, a_key(), reason="可以按期")
    relayed()

    assert unseen_notices(world.water_clerk).get().text == "云州市水务局 不同意延期（2026-09-02）：可以按期"
    assert unseen_notices(world.actors["roads_clerk"]).count() == 0
