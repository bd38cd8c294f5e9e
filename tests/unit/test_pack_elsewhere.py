"""A jurisdiction that is not shipped is data: 河南's rules, entered value by value, are a pack like any other."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules.checking.body import problems
from rules.counting.deadlines import due
from rules.explaining.comparing import compare
from rules.explaining.sentences import explain
from rules.pack import parse, shipped


def henan() -> dict[str, Any]:
    """The national pack with what 河南省办理办法 (2017) says otherwise."""
    body = shipped("cn-suggestion")
    body |= {"code": "henan-2017", "jurisdiction": "河南省", "title": "河南省代表建议办理规则（2017）"}
    body["deadlines"] |= {
        "return": {"working_days": 10, "article": "河南省办理办法第十四条"},
        "adjudicate": {"working_days": 10, "article": "河南省办理办法第十四条"},
        "co_opinion": {"months": 2, "since": "SIGNED", "article": "河南省办理办法（会办意见两个月）"},
        "feedback": {"working_days": 10, "article": "河南省办理办法（十个工作日）"},
        "rehandle": {"months": 1, "article": "河南省办理办法第二十二条"},
    }
    body["reports"] = [{"label": "承办单位办理总结", "on": ["08-31"], "article": "河南省办理办法"}]
    return body


def test_a_seventh_jurisdiction_is_a_sound_pack() -> None:
    assert problems(henan()) == []


def test_it_has_its_own_timetable_with_its_own_articles() -> None:
    answer = due(parse(henan()), "return", date(2026, 9, 18))

    assert answer.day == date(2026, 10, 9)  # a make-up Sunday counts, Mid-Autumn and National Day do not
    assert "河南省办理办法第十四条" in explain(answer)[0]


def test_what_it_changes_is_told() -> None:
    told = {one.place: (one.left, one.right) for one in compare(shipped("cn-suggestion"), henan())}

    assert told["期限 › 退回"] == ("5 个工作日", "10 个工作日")
    assert told["期限 › 会办意见"] == ("1 个月", "2 个月（自签收之日起算）")
    assert told["全年报告 › “承办单位办理总结”"][0] == ""
