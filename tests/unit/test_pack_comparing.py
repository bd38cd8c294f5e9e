"""Two packs side by side: nothing for equal ones, every single change for others, in words."""

from __future__ import annotations

from typing import Any

import pytest

from rules.explaining.comparing import compare
from rules.library import Listed, library
from rules.pack import shipped
from support.bodies import GONE, changed, put

BASE = "base_suggestion"


@pytest.mark.parametrize("listed", library(), ids=lambda one: one.code)
def test_a_pack_does_not_differ_from_itself(listed: Listed) -> None:
    assert compare(shipped(listed.code), shipped(listed.code)) == []


@pytest.mark.parametrize(
    ("path", "value", "place", "left", "right"),
    [
        (("deadlines", "reply", "months"), 2, "期限 › 答复", "3 个月", "2 个月"),
        (("deadlines", "reply", "by"), "06-30", "期限 › 答复", "3 个月", "每年6月30日前；此后交办的为3 个月"),
        (("deadlines", "return", "since"), "SIGNED", "期限 › 退回", "5 个工作日", "5 个工作日（自签收之日起算）"),
        (("deadlines", "reply", "article"), "某条", "期限 › 答复 › 依据", "代表法（2025）第五十一条", "某条"),
        (("late_return",), "forbid", "逾期退回", "可以提出但标明逾期", "逾期不得提出"),
        (("signers",), ["UNIT_HEAD", "DEPUTY_HEAD"], "答复签发", "主要领导", "主要领导、分管领导"),
        (("unit_roles", "CO"), "协办", "承办角色名称 › 会办", "会办", "协办"),
        (("extension", "latest"), {"days": 150}, "延期 › 最迟（自交办之日起）", "6 个月", "150 日"),
        (("extension", "report"), False, "延期 › 须书面说明", "是", "否"),
        (("meetings_before_review",), ["BEFORE"], "送审前须有的见面", "空", "办前"),
        (("meetings_before_review",), GONE, "送审前须有的见面", "空", ""),
        (("yellow_days",), 10, "黄灯天数", "7", "10"),
        (("result_classes", 1, "means"), "PLANNED", "办理结果类别 › “B”",
         "名称：正在解决或列入计划逐步解决；含义：正在解决；须有承诺：是",
         "名称：正在解决或列入计划逐步解决；含义：列入计划；须有承诺：是"),
        (("checklist", 2, "label"), "合法", "二次把关清单 › “LAW”", "法律关：依据准确，答复主体适格", "合法"),
        (("adjudication", "ladder", 0, "statement"), True, "退回裁定层级 › 逐级裁定 › “交办机关裁定”",
         "须附主要负责人签署的书面说明：否", "须附主要负责人签署的书面说明：是"),
        (("channels",), lambda one: one[::-1], "反馈渠道", "ONLINE、PAPER、PHONE", "PHONE、PAPER、ONLINE"),
        (("deadlines", "publish"), GONE, "期限 › 答复公开", "20 个工作日", ""),
    ],
)  # fmt: skip
def test_a_single_change_is_found_and_said(
    path: tuple[str | int, ...], value: Any, place: str, left: str, right: str
) -> None:
    found = compare(shipped(BASE), changed(path, value))

    assert (place, left, right) in [(one.place, one.left, one.right) for one in found]
    assert len(found) == 1 + (value is GONE and path[0] == "deadlines")  # its article goes as well


def test_what_only_one_side_has_stands_where_it_stands_there() -> None:
    left, right = shipped("chongqing-2017"), shipped("zhejiang-2016")

    found = compare(left, right)

    by_place = {one.place: (one.left, one.right) for one in found}
    assert by_place["期限 › 首次联系提出人"] == ("20 个工作日（自签收之日起算）", "")
    assert by_place["期限 › 受理后告知提出人"] == ("", "7 日")
    assert by_place["延期 › 最迟（自交办之日起）"] == ("", "6 个月")
    assert by_place["办理结果类别 › “D”"][1] == ""
    places = [one.place for one in found]
    assert places.index("代码") < places.index("期限 › 退回") < places.index("办理结果类别 › “A”")


def test_a_body_that_is_still_being_written_is_compared_too() -> None:
    half = changed(("deadlines", "reply"), {"months": "三"})
    put(half, ("result_classes",), "没有写完")

    found = {one.place: one.right for one in compare(shipped(BASE), half)}

    assert found["期限 › 答复"] == "月：三"
    assert found["办理结果类别"] == "没有写完"


@pytest.mark.parametrize(
    "odd",
    [{"months": 0}, {"by": "5-"}, {"since": "SOLVED"}, {"since": 3}, {"months": None}, {"by": ["05-31"]}],
)
def test_an_odd_period_is_compared_as_it_was_written(odd: dict[str, Any]) -> None:
    half = changed(("deadlines", "reply"), lambda span: span | odd)

    assert [one.path for one in compare(shipped(BASE), half)] == [("deadlines", "reply")]


@pytest.mark.parametrize("odd", [0, None, True, 1.5])
def test_names_that_are_no_texts_are_compared_too(odd: object) -> None:
    left, right = ({"reply_copies": {"code": "x", odd: value}} for value in (5, 6))

    assert [one.right for one in compare(left, right)] == ["6"]
    assert compare(left, left) == []
    assert compare({"title": {"1": "x"}}, {"title": {1: "x"}}) != []
