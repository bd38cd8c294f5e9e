"""The same suggestion in two places, one under 重庆's pack and one under 浙江's: two timetables, each explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from cases import commands
from governments.entering.scope import governing
from governments.models import Government
from kernel.actor import SYSTEM
from rules.commands import load_pack
from rules.pack import shipped
from support.asking import Asking
from support.build import LEAD_AND_CO, a_filed_case, a_key, an_order
from support.clocks import noon
from support.governments import COUNTY, DISTRICT
from support.world import World, a_world

DISPATCHED = date(2026, 3, 2)
FROM_THE_START = date(2020, 1, 1)
READ = """query($id: ID!) { case(id: $id) { assignments { unit { shortName } dueDays {
  what day since base span article moved unannounced explanation passed { day name } madeUp } } } }"""

# By 重庆市条例 Art. 16, 18, 20, 21 and 浙江省规定 Art. 14, 18, 21, counted by hand over the calendar of 2026.
CHONGQING = {
    ("水务局", "RETURN"): ("2026-03-16", "10 个工作日", "重庆市条例第十六条"),
    ("水务局", "CONTACT"): ("2026-03-30", "20 个工作日", "重庆市条例第十八条"),
    ("水务局", "ANSWER"): ("2026-06-02", "3 个月", "重庆市条例第二十一条"),
    ("交通运输局", "RETURN"): ("2026-03-16", "10 个工作日", "重庆市条例第十六条"),
    ("交通运输局", "ANSWER"): ("2026-04-14", "30 个工作日", "重庆市条例第二十条"),
}
ZHEJIANG = {
    ("水务局", "RETURN"): ("2026-03-12", "10 日", "浙江省规定第十四条"),
    ("水务局", "ANSWER"): ("2026-06-02", "3 个月", "浙江省规定第二十一条"),
    ("交通运输局", "RETURN"): ("2026-03-12", "10 日", "浙江省规定第十四条"),
    ("交通运输局", "ANSWER"): ("2026-05-06", "2 个月", "浙江省规定第十八条"),
}


def dispatched(world: World, pack: str) -> str:
    """The suggestion, dispatched on one day in the present government after it took this pack; its id."""
    load_pack(SYSTEM, shipped(pack), effective_on=FROM_THE_START)
    with noon(DISPATCHED):
        case = a_filed_case(world)
        order = an_order(world, *LEAD_AND_CO)
        return str(commands.dispatch(world.office, case.pk, a_key(), order=order).pk)


@pytest.fixture
def two(committed: Government) -> Iterator[dict[str, Any]]:
    """What each of the two answers about the same suggestion, by pack."""
    found = {}
    for code, pack in ((DISTRICT, "chongqing-2017"), (COUNTY, "zhejiang-2016")):
        with governing(code):
            world = a_world()
            case = dispatched(world, pack)
        found[pack] = Asking(world, code).data("office", READ, id=case)["assignments"]
    yield found


def timetable(assignments: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Due days by unit and kind."""
    return {(one["unit"]["shortName"], due["what"]): due for one in assignments for due in one["dueDays"]}


@pytest.mark.parametrize(("pack", "told"), [("chongqing-2017", CHONGQING), ("zhejiang-2016", ZHEJIANG)])
def test_each_place_has_its_own_timetable_with_its_own_articles(
    two: dict[str, Any], pack: str, told: dict[tuple[str, str], tuple[str, str, str]]
) -> None:
    found = timetable(two[pack])

    assert {key: (found[key]["day"], found[key]["span"]) for key in told} == {
        key: (day, span) for key, (day, span, _) in told.items()
    }
    for key, (_, _, article) in told.items():
        assert article in found[key]["article"]
        assert article in found[key]["explanation"][0]
    assert {key for key in found if key[1] != "SIGN"} == set(told)


def test_a_long_count_names_the_holiday_and_every_day_passed_over(two: dict[str, Any]) -> None:
    opinion = timetable(two["chongqing-2017"])["交通运输局", "ANSWER"]

    assert {"day": "2026-04-06", "name": "清明节"} in opinion["passed"]
    assert any("清明节 4月4日、4月5日、4月6日" in line for line in opinion["explanation"])
    assert len(opinion["passed"]) == 13  # five weekends, one of three days
    assert (opinion["moved"], opinion["unannounced"]) == (False, None)


def test_a_period_that_ends_on_a_holiday_says_that_it_moved(two: dict[str, Any]) -> None:
    opinion = timetable(two["zhejiang-2016"])["交通运输局", "ANSWER"]

    assert opinion["moved"]
    assert not any("其间不计" in line for line in opinion["explanation"])  # before its end every day counts
    assert "2026-05-02 为休息日（劳动节）" in opinion["explanation"][-1]
    assert [one["name"] for one in opinion["passed"]] == ["劳动节"] * 4
