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
from assessment.scheme_check import check
from cases.lifecycle import BY_CODE
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
        ("title", ..., "（顶层）", "缺少“title”"),
        ("colour", "red", "（顶层）", "多出“colour”"),
        ("full", "一百", "full", "应为数字"),
        ("groups", ["DEPARTMENTS"], "groups.0", "应为：BUREAUS、LOWER_GOVERNMENTS"),
        ("groups", [], "groups", "至少 1 项"),
        ("rounding.places", 9, "rounding.places", "不能大于 4"),
        ("items.0.weight", 0, "items.0.weight", "应大于 0"),
        ("items.0.target", "1.0", "items.0.target", "写法不对"),
        ("items.0.target", ..., "items.0", "缺少“target”"),
        ("items.0.metric", "M99", "items.0.metric", "不在可选范围内"),
        ("items.0.rule", "GUESS", "items.0.rule", "RATIO_LINEAR、RATIO_BANDS、PER_EVENT"),
        ("items.0.cap", 3, "items.0", "多出“cap”"),
        ("items.0.options", {"round": "LAST"}, "items.0.options", "“round”不适用于指标 M1"),
        ("items.3.options", {"round": "BEST"}, "items.3.options.round", "ALL、FIRST、LAST"),
        ("items.4.event", "SNEEZED", "items.4.event", "RETURNED_DRAFT"),
        ("items.4.points", 0, "items.4.points", "不能为 0"),
        ("items.4.cap", 11, "items.4.cap", "不能超过 10 分"),
        ("items.3.bands.0.range", "[98%, 99%]", "items.3.bands", "空缺"),
        ("items.3.bands.1.range", "[95%, 98%]", "items.3.bands", "重叠"),
        ("items.3.bands.1.range", "(95%, 98%)", "items.3.bands", "空缺"),
        ("items.3.bands.4.range", "[80%, 80%)", "items.3.bands", "为空"),
        ("items.3.bands.0.points", 21, "items.3.bands.0.points", "不能超过本项满分 20 分"),
        ("items.3.bands.0.points", 19, "items.3.bands", "没有一档达到本项满分 20 分"),
        ("items.0.weight", 21, "items", "合计为 101 分，与总分 100 分不符"),
        ("items.1.code", "replied", "items.1.code", "代号“replied”重复"),
        ("cap", 99, "cap", "不能低于满分 100 分"),
    ],
)
def test_a_wrong_scheme_is_refused_with_the_place_and_the_reason(
    path: str, value: Any, place: str, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check(_with(path, value))

    assert refused.value.code == "scheme_invalid"
    assert f"位置：{place}。" in refused.value.message
    assert why in refused.value.message


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
