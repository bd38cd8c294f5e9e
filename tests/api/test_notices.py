"""Notices over the API: whose they are, that each is sent once, that reading one is noted for the seat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import commands
from cases.aspects import Aspect
from cases.models import Case
from kernel.actor import SYSTEM
from kernel.clock import today
from rules.commands import load_pack
from rules.pack import shipped
from supervision.models import Notice
from supervision.notices import notify
from support.asking import Asking
from support.build import a_dispatched_case, a_key, part_of
from support.clocks import relayed
from support.world import World

READ = "{ notices { unseenCount edges { node { caseTitle subject text seen unit { shortName } } } } }"
MARK = "mutation($id: ID!) { markNoticeSeen(noticeId: $id) { notice { seen } refusal { code } } }"


def a_case_whose_days_moved(world: World) -> Case:
    """Dispatched, then brought under a pack that gives co-handlers two months."""
    case = a_dispatched_case(world)
    body = shipped("base_suggestion")
    body["deadlines"]["co_opinion"] = {"months": 2, "article": "某省规定第十八条"}
    pack = load_pack(SYSTEM, body, effective_on=today() - timedelta(days=1))
    commands.move_dates(SYSTEM, case.pk, a_key(), cause="PACK", source="某省规定", pack_id=pack.pk)
    return case


@pytest.fixture
def case(world: World) -> Case:
    return a_case_whose_days_moved(world)


def test_unit_office_and_side_are_told_and_others_are_not(ask: Asking, world: World, case: Case) -> None:
    relayed()

    told = {who: ask.nodes(who, READ) for who in ("roads_clerk", "office", "npc")}

    day = part_of(case, "roads").due_on
    before = case.due_days.filter(assignment=part_of(case, "roads"), what="ANSWER").earliest("id").day
    assert {one["text"] for rows in told.values() for one in rows} == {
        f"改按新的规则包（某省规定）：交通运输局 会办期限：{before} 改为 {day}。"
    }
    for who in ("water_clerk", "cppcc", "parks_clerk"):
        assert ask.data(who, READ) == {"unseenCount": 0, "edges": []}


def test_each_is_told_once_however_often_the_message_comes(case: Case) -> None:
    relayed()
    notice = Notice.objects.get()

    notify(notice.key, "另一次", case=case)

    assert list(Notice.objects.values_list("text", flat=True)) == [notice.text]


def test_reading_is_noted_for_the_seat_and_not_for_others(ask: Asking, world: World, case: Case) -> None:
    relayed()
    notice = str(Notice.objects.get().pk)

    answer = ask.data("roads_clerk", MARK, id=notice)

    assert answer == {"notice": {"seen": True}, "refusal": None}
    assert ask.data("roads_clerk", READ)["unseenCount"] == 0
    assert ask.data("office", READ)["unseenCount"] == 1


def test_a_notice_to_all_is_read_by_each_unit_for_itself(ask: Asking, world: World) -> None:
    notify("pack:1", "新规则包自明日起施行。", subject="办理规则", kind="SUGGESTION")
    notice = str(Notice.objects.get().pk)

    ask.data("roads_clerk", MARK, id=notice)

    counts = {
        who: ask.data(who, READ)["unseenCount"] for who in ("roads_clerk", "water_clerk", "npc", "cppcc")
    }
    assert counts == {"roads_clerk": 0, "water_clerk": 1, "npc": 1, "cppcc": 0}


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("number", [1, 20])
def test_the_list_costs_the_same_however_many_there_are(ask: Asking, world: World, number: int) -> None:
    case = a_dispatched_case(world)
    for one in range(number):
        notify(f"n{one}", "期限变动", case=case, unit_id=world.units["water"].pk)
    ask.data("office", READ)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask.data("office", READ)

    assert len(asked) <= 14


def test_older_notices_are_on_the_next_page(ask: Asking, world: World, case: Case) -> None:
    for n in range(25):
        notify(f"new-{n}", text=f"第{n}条", recipients=["OFFICE"])
    document = """query($after: String) { notices(first: 20, after: $after) {
      edges { node { text } } pageInfo { hasNextPage endCursor } } }"""

    first = ask.data("office", document)
    second = ask.data("office", document, after=first["pageInfo"]["endCursor"])

    told = [edge["node"]["text"] for page in (first, second) for edge in page["edges"]]
    assert len(first["edges"]) == 20
    assert told[:2] == ["第24条", "第23条"]
    assert set(told) >= {f"第{n}条" for n in range(25)}
    assert not second["pageInfo"]["hasNextPage"]


class TestByTheTable:
    """Who reads a notice is judged by the visibility table, by what it reports."""

    def test_a_committee_reads_no_notice_of_what_it_does_not_see(self, ask: Asking, world: World) -> None:
        case = a_dispatched_case(world)
        for thing in (Aspect.RETURNS, Aspect.PARTS):
            notify(f"of:{thing}", f"关于{thing}", case=case, unit_id=world.units["water"].pk, aspect=thing)

        told = {who: _texts(ask, who) for who in ("office", "npc", "npc_seat", "water_clerk")}

        both = {"关于RETURNS", "关于PARTS"}
        assert told == {
            "office": both,
            "npc": {"关于PARTS"},
            "npc_seat": {"关于PARTS"},
            "water_clerk": both,
        }

    def test_a_unit_that_has_left_keeps_what_its_record_keeps_and_finds_it(
        self, ask: Asking, world: World
    ) -> None:
        case = a_dispatched_case(world)
        roads = part_of(case, "roads")
        for thing in (Aspect.URGING, Aspect.EXTENSIONS):
            notify(f"of:{thing}", f"关于{thing}", case=case, unit_id=world.units["roads"].pk, aspect=thing)
        before = ask.nodes("roads_clerk", LINKED)
        commands.recall(world.office, roads.pk, a_key(), reason="交办有误")

        [left] = ask.nodes("roads_clerk", LINKED)

        assert [one["formerPart"] for one in before] == [None, None]
        assert (left["text"], left["caseTitle"]) == ("关于URGING", None)
        assert left["formerPart"] == {"id": str(roads.pk), "title": case.title}
        office = ask.nodes("office", LINKED)
        assert [one["formerPart"] for one in office] == [None, None]


LINKED = "{ notices { edges { node { text caseTitle formerPart { id title } } } } }"


def _texts(ask: Asking, who: str) -> set[str]:
    return {one["text"] for one in ask.nodes(who, READ)}
