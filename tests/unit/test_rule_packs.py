"""Rule packs: the shipped ones are sound, a wrong one is refused with its place, dates explain themselves."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from kernel.refusals import Refusal
from rules.checking.body import problems
from rules.checking.places import node
from rules.counting.deadlines import due
from rules.explaining.forms import form_schema
from rules.explaining.sentences import explain
from rules.library import Listed, library
from rules.pack import check, parse, shipped
from rules.values import Base

LOCAL = {
    "上海": "shanghai-2015",
    "浙江": "zhejiang-2016",
    "北京": "beijing-2014",
    "重庆": "chongqing-2017",
    "青岛": "qingdao-2021",
    "山东": "shandong-2017",
}
# The six regulations side by side, as their articles state them; wd = working days, d = days, m = months.
TABLE = {
    "dispatch": {
        "上海": "7 wd 第十一条",
        "重庆": "10 wd 第十三条",
        "青岛": "5 wd 第十四条",
        "山东": "5 d 第十条",
    },
    "inform": {"浙江": "7 d 第十条"},
    "kickoff": {"上海": "1 m 第十五条"},
    "return": {
        "上海": "7 wd 第十四条",
        "浙江": "10 d 第十四条",
        "重庆": "10 wd 第十六条",
        "青岛": "5 wd 第十九条",
        "山东": "5 d 第十二条",
    },
    "adjudicate": {"重庆": "10 wd 第十六条"},
    "first_contact": {"重庆": "20 wd 第十八条"},
    "co_opinion": {
        "上海": "1 m 第十七条",
        "浙江": "2 m 第十八条",
        "重庆": "30 wd 第二十条",
        "青岛": "1 m 第二十四条",
        "山东": "1 m 第二十一条",
    },
    "co_redo": {"重庆": "5 wd 第二十条"},
    "reply": {
        "上海": "3 m 第十九条",
        "浙江": "3 m 第二十一条",
        "北京": "3 m 第二十一条",
        "重庆": "3 m 第二十一条",
        "青岛": "3 m 第二十五条",
        "山东": "3 m 第十九条",
    },
    "reply_complex": {"重庆": "6 m 第二十一条"},
    "feedback": {"北京": "15 wd 第二十三条", "重庆": "20 wd 第二十七条"},
    "rehandle": {
        "上海": "1 m 第二十一条",
        "浙江": "1 m 第二十四条",
        "北京": "2 m 第二十七条",
        "重庆": "2 m 第二十七条",
        "山东": "1 m 第二十四条",
    },
    "commitment_review": {"重庆": "20 wd 第二十八条"},
}
UNITS = {"wd": "working_days", "d": "days", "m": "months"}
# Since 收到之日, not 交办之日: the day on which the unit signs for it.
FROM_RECEIPT = {
    "return": {"上海", "浙江", "青岛"},
    "first_contact": {"重庆"},
    "co_opinion": {"上海", "浙江", "青岛", "山东"},
}
# Joint signers, who signs, who starts handling again, where extension needs whose consent.
CHOICES = {
    "上海": ("each", {"UNIT_HEAD", "DEPUTY_HEAD"}, "discretionary", {"NPC_OFFICE"}),
    "浙江": ("each", {"UNIT_HEAD"}, "auto", {"NPC_OFFICE", "GENERAL_OFFICE"}),
    "北京": ("each", {"UNIT_HEAD"}, "discretionary", {"NPC_OFFICE", "GENERAL_OFFICE"}),
    "重庆": ("each", {"UNIT_HEAD"}, "discretionary", set()),
    "青岛": ("lead_only", {"UNIT_HEAD", "DEPUTY_HEAD"}, "discretionary", {"NPC_OFFICE"}),
    "山东": ("each", {"UNIT_HEAD"}, "auto", {"NPC_OFFICE", "GENERAL_OFFICE"}),
}
MEANINGS = {
    "上海": ["SOLVED", "IN_PROGRESS", "PLANNED", "REFERENCE"],
    "浙江": ["SOLVED", "PLANNED", "INFEASIBLE"],
    "重庆": ["SOLVED", "IN_PROGRESS", "NOT_NOW", "UPWARD_REFERRED"],
    "青岛": ["SOLVED", "IN_PROGRESS", "PLANNED", "NOT_NOW"],
}


def test_the_library_holds_the_nations_packs_and_six_local_ones() -> None:
    listed = library()

    assert [one.code for one in listed[:2]] == ["cn-suggestion", "cn-proposal"]
    assert {one.code for one in listed[2:]} == set(LOCAL.values())
    assert all(one.source and one.jurisdiction and one.title for one in listed)


@pytest.mark.parametrize("listed", library(), ids=lambda one: one.code)
def test_a_shipped_pack_is_sound_and_names_the_article_of_every_value(listed: Listed) -> None:
    body = shipped(listed.code)

    assert problems(body) == []
    assert all(span.article for span in parse(body).deadlines.values())
    assert set(body["articles"]) >= set(node(("articles",))["required"])


def test_a_pack_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        shipped("../statute")

    assert refused.value.code == "pack_unshipped"


@pytest.mark.parametrize(("place", "code"), LOCAL.items())
def test_a_local_pack_has_the_numbers_of_its_regulation(place: str, code: str) -> None:
    pack = parse(shipped(code))

    for name, row in TABLE.items():
        span = pack.deadlines.get(name)
        if place in row:
            assert span is not None
            number, unit, article = row[place].split()
            assert (span.unit, span.amount) == (UNITS[unit], int(number)), name
            assert article in span.article, name
            assert (span.since == Base.SIGNED) is (place in FROM_RECEIPT.get(name, ())), name


@pytest.mark.parametrize(("place", "code"), LOCAL.items())
def test_what_a_regulation_is_silent_about_is_the_nations_and_said_to_be(place: str, code: str) -> None:
    nation, pack = parse(shipped("cn-suggestion")), parse(shipped(code))

    for name, span in pack.deadlines.items():
        if "取通用包" in span.article:
            assert place not in TABLE.get(name, {})
            assert (span.unit, span.amount) == (nation.deadlines[name].unit, nation.deadlines[name].amount)


@pytest.mark.parametrize(("place", "code"), LOCAL.items())
def test_a_local_pack_makes_the_choices_of_its_regulation(place: str, code: str) -> None:
    pack = parse(shipped(code))
    consent = set(pack.extension.by) if pack.extension else set()

    assert (pack.reply_fanout, set(pack.signers), pack.rehandle_trigger, consent) == CHOICES[place]
    assert pack.extension is None or pack.extension.latest.months == 6
    assert place not in MEANINGS or [one.means for one in pack.result_classes] == MEANINGS[place]


def test_local_packs_speak_their_regulations_words() -> None:
    assert parse(shipped("chongqing-2017")).unit_roles["CO"] == "协办"
    assert parse(shipped("qingdao-2021")).unit_roles["CO"] == "协办"
    assert parse(shipped("zhejiang-2016")).unit_roles["CO"] == "会办"
    assert parse(shipped("chongqing-2017")).reports[0].on == ("11-30",)
    assert parse(shipped("shanghai-2015")).commitments.carry_over == "TERM_END"


def test_the_pack_for_proposals_has_the_ten_national_grounds() -> None:
    grounds = [one.code for one in parse(shipped("cn-proposal")).not_file_grounds]

    assert grounds == [
        "SECRET",
        "FORBIDDEN",
        "PARTY_INTERNAL",
        "DEMOCRATIC_PARTY",
        "LITIGATION",
        "ACADEMIC",
        "PERSONAL",
        "PROMOTION",
        "ACCUSATION",
        "EMPTY",
    ]


@pytest.mark.parametrize(
    ("code", "co", "reply", "again"),
    [
        ("chongqing-2017", date(2026, 4, 14), date(2026, 6, 2), date(2026, 8, 3)),
        ("zhejiang-2016", date(2026, 5, 6), date(2026, 6, 2), date(2026, 7, 2)),
        ("shanghai-2015", date(2026, 4, 2), date(2026, 6, 2), date(2026, 7, 2)),
    ],
)
def test_the_same_suggestion_has_another_timetable_elsewhere(
    code: str, co: date, reply: date, again: date
) -> None:
    pack, dispatched = parse(shipped(code)), date(2026, 3, 2)

    assert due(pack, "co_opinion", dispatched).day == co
    assert due(pack, "reply", dispatched).day == reply
    assert due(pack, "rehandle", reply).day == again


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("deadlines", "reply"), {"months": 3, "days": 90, "article": "某条"}, "期限 › 答复"),
        (("deadlines", "reply"), {"months": 0, "article": "某条"}, "期限 › 答复 › 月"),
        (("deadlines", "reply"), {"months": 3}, "期限 › 答复"),
        (("late_return",), "maybe", "逾期退回"),
        (("result_classes",), [], "办理结果类别"),
        (("kind",), "LETTER", "类别"),
        (("reply_copies",), ["EVERYBODY"], "答复抄送 › 第 1 项"),
    ],
)
def test_a_wrong_pack_is_refused_with_the_place(path: tuple[str, ...], value: Any, place: str) -> None:
    body = deepcopy(shipped("base_suggestion"))
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value

    with pytest.raises(Refusal) as refused:
        check(body)

    assert refused.value.code == "pack_invalid"
    assert place in refused.value.message


def test_a_due_date_tells_base_amount_article_and_the_move_past_a_holiday() -> None:
    answer = due(parse(shipped("base_suggestion")), "reply", date(2026, 7, 1))

    assert answer.day == date(2026, 10, 8)
    assert "2026-07-01" in explain(answer)[0]
    assert "代表法（2025）第五十一条" in explain(answer)[0]
    assert "2026-10-01 为休息日（国庆节）" in explain(answer)[1]
    assert "第二百零三条" in explain(answer)[1]


def test_a_due_date_in_an_unannounced_year_says_so() -> None:
    answer = due(parse(shipped("base_suggestion")), "reply_complex", date(2030, 1, 4))

    assert "尚未公布" in explain(answer)[-1]


def test_the_form_knows_from_which_events_a_period_may_run_and_how_it_is_counted() -> None:
    spans = form_schema()["properties"]["deadlines"]["properties"]

    assert spans["rehandle"]["bases"] == {"DISSATISFIED": "反馈不满意之日"}
    assert spans["co_opinion"]["bases"] == {"DISPATCHED": "交办之日", "SIGNED": "签收之日"}
    assert [name for name, one in spans.items() if "before_lead" in one["units"]] == ["co_opinion"]
