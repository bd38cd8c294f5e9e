"""A suggestion goes its whole way under each local pack, and each of its due days names the regulation."""

from __future__ import annotations

import pytest

from cases.models import Case, DueDay
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from rules.commands import load_pack
from rules.deadlines import due
from rules.explaining import explain
from rules.pack import parse, shipped
from support.build import (
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    an_opinion,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.house import House

LAWS = {
    "shanghai-2015": "上海市规定",
    "zhejiang-2016": "浙江省规定",
    "beijing-2014": "北京市条例",
    "chongqing-2017": "重庆市条例",
    "qingdao-2021": "青岛市条例",
    "shandong-2017": "山东省条例",
}


@pytest.mark.parametrize(("code", "law"), LAWS.items())
def test_a_suggestion_is_answered_and_judged_under_the_local_rules(house: House, code: str, law: str) -> None:
    load_pack(SYSTEM, shipped(code), effective_on=today())
    pack = parse(shipped(code))

    case = a_dispatched_case(house, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    signed_for(house, case)
    an_opinion(house, case)
    brought(house, a_drafted_reply(house, case, draft=a_draft()), "deliver_reply")
    feedback(house, case)

    told = [explain(row.reckoning)[0] for row in DueDay.objects.filter(case=case)]
    assert part_of(case, "water").due_on == due(pack, "reply", today()).day
    assert part_of(case, "roads").due_on == due(pack, "co_opinion", today()).day
    assert [line for line in told if law not in line] == []
    assert Case.objects.get(pk=case.pk).pack.body["code"] == code
