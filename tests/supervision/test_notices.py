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
from support.house import House, a_house


@pytest.fixture
def house(governed: Government) -> House:
    return a_house()


@pytest.fixture
def case(house: House) -> Case:
    with noon(date(2026, 3, 2)):
        case = signed_for(house, a_dispatched_case(house))
    given = {"until": date(2026, 9, 2), "reason": "需会商财政", "statement": "已向代表说明"}
    commands.request_extension(house.water_clerk, part_of(case, "water").pk, a_key(), **given)
    relayed()
    return case


def test_a_request_waits_in_the_bell_of_those_who_decide(house: House, case: Case) -> None:
    told = Notice.objects.get()

    assert told.text == "云州市水务局 申请延期（2026-09-02）：需会商财政"
    assert [unseen_notices(actor).count() for actor in (house.office, house.npc, house.cppcc)] == [1, 1, 0]
    assert unseen_notices(house.actors["water_clerk"]).count() == 0


def test_the_decision_waits_in_the_bell_of_the_unit(house: House, case: Case) -> None:
    commands.refuse_extension(house.office, part_of(case, "water").pk, a_key(), reason="可以按期")
    relayed()

    assert unseen_notices(house.water_clerk).get().text == "云州市水务局 不同意延期（2026-09-02）：可以按期"
    assert unseen_notices(house.actors["roads_clerk"]).count() == 0
