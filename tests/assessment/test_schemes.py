"""Schemes: the shipped ones are sound, a wrong one is refused with its place and a Chinese sentence."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from assessment.bands import band, fault_of
from assessment.explaining import formula
from assessment.measures import EVENTS, METRICS
from assessment.scheme import SHIPPED, shipped
from assessment.scheme_check import FORM, check, problems
from cases.steps.lifecycle import BY_CODE
from kernel.refusals import Refusal
from kernel.wording import section
from support.scores import a_body, linear, per_event


def _with(path: str, value: Any) -> dict[str, Any]:
    """The shipped scheme with one place altered; ``...`` removes it."""
    body = deepcopy(shipped("city_annual"))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner: Any = body
    for part in way:
        inner = inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return body


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scheme_is_sound_and_every_item_names_its_source(name: str) -> None:
    scheme = check(shipped(name))

    assert all(item.source for item in scheme.items)
    assert all(re.search("[\u4e00-\u9fff]", formula(item)) for item in scheme.items)


def test_a_scheme_survives_the_way_through_json() -> None:
    body = shipped("city_annual")

    assert check(json.loads(json.dumps(body))) == check(body)


def test_numbers_are_what_the_author_wrote() -> None:
    scheme = check(a_body(linear("M1", weight=0.3), linear("M2", weight=0.1) | {"target": "98%"}, full=0.4))

    assert [item.weight for item in scheme.items] == [Fraction(3, 10), Fraction(1, 10)]
    assert scheme.items[1].rule.target == Fraction(49, 50)


@pytest.mark.parametrize(
    ("path", "value", "place", "why"),
    [
        ("title", ..., "名称", "缺少“名称”（title）"),
        ("colour", "red", "“colour”", "没有“colour”这一项"),
        ("full", "一百", "满分", "应填写数字"),
        ("groups", ["DEPARTMENTS"], "考核对象 › 第 1 项", "BUREAUS（部门、街道乡镇和其他单位）"),
        ("groups", [], "考核对象", "至少要有 1 项"),
        ("rounding.places", 9, "取整 › 小数位数", "不能大于 4"),
        ("items.0.weight", 0, "得分项 › 第 1 项 › 满分", "应大于 0"),
        ("items.0.target", "1.0", "得分项 › 第 1 项 › 目标值", "请写成百分比，如 98%"),
        ("items.0.target", "0%", "得分项 › 第 1 项 › 目标值", "请改大"),
        ("items.0.target", ..., "得分项 › 第 1 项 › 目标值", "缺少“目标值”（target）"),
        ("items.0.metric", "M99", "得分项 › 第 1 项 › 指标", "M1（办复率）"),
        ("items.0.rule", "GUESS", "得分项 › 第 1 项 › 计分方式", "RATIO_BANDS（分档计分）"),
        ("items.0.cap", 3, "得分项 › 第 1 项 › 累计上限", "不用“累计上限”"),
        ("items.0.wieght", 3, "得分项 › 第 1 项 › “wieght”", "或者改为“weight”"),
        ("items.0.options", {"round": "LAST"}, "得分项 › 第 1 项 › 口径 › “round”", "“round”不适用于指标M1"),
        ("items.3.options", {"round": "BEST"}, "得分项 › 第 4 项 › 口径 › “round”", "ALL、FIRST、LAST"),
        ("items.4.event", "SNEEZED", "得分项 › 第 5 项 › 事项", "LATE_REPLY（逾期办复）"),
        ("items.4.points", 0, "得分项 › 第 5 项 › 每次分值", "不能为 0"),
        ("items.4.cap", 11, "得分项 › 第 5 项 › 累计上限", "不能超过 10 分"),
        ("items.3.bands.0.range", "[98%, 99%]", "得分项 › 第 4 项 › 分档", "空缺"),
        ("items.3.bands.1.range", "[95%, 98%]", "得分项 › 第 4 项 › 分档", "重叠"),
        ("items.3.bands.1.range", "(95%, 98%)", "得分项 › 第 4 项 › 分档", "空缺"),
        ("items.3.bands.4.range", "[80%, 80%)", "得分项 › 第 4 项 › 分档", "为空"),
        ("items.3.bands.0.points", 21, "得分项 › 第 4 项 › 分档 › 第 1 项 › 得分", "不能超过本项满分 20 分"),
        ("items.3.bands.0.points", 19, "得分项 › 第 4 项 › 分档", "没有一档达到本项满分 20 分"),
        ("items.0.weight", 21, "得分项", "合计为 101 分，与总分 100 分不符"),
        ("items.1.code", "replied", "得分项 › 第 2 项 › 代号", "代号“replied”重复"),
        ("cap", 99, "总分上限", "不能低于满分 100 分"),
        ("floor", 100, "总分下限", "须低于满分 100 分"),
    ],
)
def test_a_wrong_scheme_is_refused_with_the_place_and_the_reason(
    path: str, value: Any, place: str, why: str
) -> None:
    body = _with(path, value)

    found = problems(body)

    assert [one.place for one in found] == [place]
    assert why in found[0].message
    with pytest.raises(Refusal, match="尚有 1 处问题"):
        check(body)


def test_all_problems_are_told_at_once_in_the_order_of_the_document() -> None:
    body = _with("items.0.metric", "M99")
    body["items"][4]["cap"] = 99
    del body["title"]

    assert [one.place for one in problems(body)] == [
        "得分项 › 第 1 项 › 指标",
        "得分项 › 第 5 项 › 累计上限",
        "名称",
    ]


@pytest.mark.parametrize(
    "body", [[], "x", {}, {"items": 3}, {"items": [3, None, {"rule": []}]}, {"items": [{}]}]
)
def test_whatever_is_no_scheme_is_told_and_never_an_error(body: Any) -> None:
    assert problems(body)


def test_the_schema_knows_every_metric_and_event_and_each_has_its_name() -> None:
    item = FORM.node(("items", 0))["properties"]

    assert set(item["metric"]["enum"]) == set(METRICS)
    assert set(item["event"]["enum"]) == set(EVENTS)
    assert set(EVENTS) | set(METRICS) <= set(section("scheme_codes"))


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("[0%, 50%)", "[50%, 100%]"), None),
        (("[0%, 100%)", "[100%, 100%]"), None),
        (("[0%, 50%)", "(50%, 100%]"), "GAP"),
        (("[0%, 50%]", "[50%, 100%]"), "OVERLAP"),
        (("[0%, 60%)", "[50%, 100%]"), "OVERLAP"),
        (("(0%, 100%]",), "GAP"),
        (("[0%, 100%)",), "GAP"),
        (("[0%, 120%]",), "EMPTY"),
    ],
)
def test_bands_cover_everything_exactly_once(texts: tuple[str, ...], kind: str | None) -> None:
    fault = fault_of([band(text, Fraction(1)) for text in texts])

    assert (fault.kind if fault else None) == kind


def test_every_metric_and_event_has_its_words_and_every_event_its_step() -> None:
    words, told = section("assessment"), section("assessment_words")

    for metric, options in METRICS.items():
        assert f"metric.{metric}" in words
        assert all(
            f"{metric}.{name}.{value}" in words for name, values in options.items() for value in values
        )
    for code, kind in EVENTS.items():
        assert f"event.{code}" in words
        assert f"reason.{code}" in told
        assert BY_CODE[kind.step].machine == kind.machine


def test_a_bonus_is_not_part_of_the_full_mark() -> None:
    body = a_body(linear("M1", weight=100), per_event("EARLY_REPLY", 1, cap=5, weight=5))

    assert check(body).full == 100


def test_codes_that_are_missing_are_not_said_to_be_alike() -> None:
    body = shipped("city_annual")
    for item in body["items"][:2]:
        del item["code"]

    told = [(one.place, one.message) for one in problems(body)]

    assert [place for place, _ in told] == ["得分项 › 第 1 项 › 代号", "得分项 › 第 2 项 › 代号"]
    assert all("缺少" in message for _, message in told)
