"""A suggestion goes its whole way under each local pack, and each of its due days names the regulation."""

from __future__ import annotations

from datetime import date

import pytest

from cases.clocks.recount import moves
from cases.models import Case, DueDay, DueKind
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from rules.commands import load_pack
from rules.counting.deadlines import due
from rules.explaining.sentences import explain
from rules.pack import parse, shipped
from support.build import (
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    an_opinion,
    brought,
    feedback,
    lines_of,
    part_of,
    signed_for,
)
from support.clocks import noon
from support.world import World

LAWS = {
    "shanghai-2015": "上海市规定",
    "zhejiang-2016": "浙江省规定",
    "beijing-2014": "北京市条例",
    "chongqing-2017": "重庆市条例",
    "qingdao-2021": "青岛市条例",
    "shandong-2017": "山东省条例",
}


@pytest.mark.parametrize(("code", "law"), LAWS.items())
def test_a_suggestion_is_answered_and_judged_under_the_local_rules(world: World, code: str, law: str) -> None:
    load_pack(SYSTEM, shipped(code), effective_on=today())
    pack = parse(shipped(code))

    case = a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    signed_for(world, case)
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case, draft=a_draft()), "deliver_reply")
    feedback(world, case)

    told = [explain(row.reckoning)[0] for row in DueDay.objects.filter(case=case)]
    assert part_of(case, "water").due_on == due(pack, "reply", today()).day
    assert part_of(case, "roads").due_on == due(pack, "co_opinion", today()).day
    assert [line for line in told if law not in line] == []
    assert Case.objects.get(pk=case.pk).pack.body["code"] == code


def test_until_the_signature_a_period_is_counted_from_the_dispatch_and_says_so(world: World) -> None:
    with noon(date(2026, 3, 2)):
        load_pack(SYSTEM, shipped("zhejiang-2016"), effective_on=today())
        case = a_dispatched_case(world)

    before = lines_of(part_of(case, "roads"))[0]
    with noon(date(2026, 3, 9)):
        signed_for(world, case, "roads")

    assert before.startswith("自交办之日 2026-03-02 起算（当日不计），满 2 个月")
    assert lines_of(part_of(case, "roads"))[0].startswith("自签收之日 2026-03-09 起算（当日不计），满 2 个月")


def test_a_day_that_was_named_at_the_dispatch_outlives_the_signature(world: World) -> None:
    with noon(date(2026, 3, 2)):
        load_pack(SYSTEM, shipped("shanghai-2015"), effective_on=today())
        case = a_dispatched_case(world, co_due_on=date(2026, 3, 20))

    with noon(date(2026, 3, 9)):
        signed_for(world, case, "roads")

    assert part_of(case, "roads").due_on == date(2026, 3, 20)


def test_in_chongqing_the_first_contact_is_due_twenty_working_days_after_the_signature(world: World) -> None:
    with noon(date(2026, 3, 2)):
        load_pack(SYSTEM, shipped("chongqing-2017"), effective_on=today())
        case = a_dispatched_case(world)
    with noon(date(2026, 3, 4)):
        signed_for(world, case, "water")

    contacts = DueDay.objects.filter(assignment=part_of(case, "water"), what=DueKind.CONTACT).order_by("id")

    assert [row.day for row in contacts] == [date(2026, 3, 30), date(2026, 4, 1)]


def test_counted_again_under_another_pack_a_period_still_runs_from_the_day_it_ran_from(world: World) -> None:
    with noon(date(2026, 3, 2)):
        case = a_dispatched_case(world)

        found = {one.new.deadline: one.new for one in moves(pack=parse(shipped("zhejiang-2016")))[case.pk]}

    assert found["co_opinion"].day == date(2026, 5, 6)
    assert explain(found["co_opinion"])[0].startswith("自交办之日 2026-03-02 起算")
