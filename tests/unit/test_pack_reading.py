"""An uploaded text is read as plain data, or refused with line and column."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.refusals import Refusal
from rules.checking.reading import LARGEST, read
from rules.pack import check, shipped

KEPT = st.characters(exclude_characters="\0", exclude_categories=["Cs"])  # what a database can keep
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(KEPT, max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(KEPT, max_size=8), inner, max_size=3),
    max_leaves=12,
)


def test_days_and_words_stay_what_was_written() -> None:
    body = read("on: [05-31, 2026-01-01, yes, 010]\ndays: 3\nreport: true\nnone: ~\n'3': \"7\"\n")

    assert body == {
        "on": ["05-31", "2026-01-01", "yes", "010"],
        "days": 3,
        "report": True,
        "none": None,
        "3": "7",
    }


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("a: 1\nb: 2\na: 3", "第 3 行第 1 列", "“a”写了两次"),
        ("a: &x [1]\nb: *x", "第 1 行第 4 列", "不使用引用"),
        ("a: !!python/object/apply:os.system ['ls']", "第 1 行第 4 列", "不使用类型标记"),
        ("a: 1\n---\nb: 2", "第 2 行第 1 列", "只能写一份"),
        ("a: [1, 2", "第 2 行第 1 列", "括号没有成对"),
        ("a: '三个月", "第 1 行", "引号没有成对"),
        ("a: 依据: 某条", "第 1 行第 6 列", "多了一个冒号"),
        ("a:\n  b: 1\n c: 2", "第 3 行第 2 列", "没有对齐"),
        ("a:\n\tb: 1", "第 2 行第 1 列", "缩进请用空格"),
        ("? [a]\n: 1", "第 1 行第 3 列", "名称不能为空"),
        ("[" * 50 + "]" * 50, "第 1 行第 13 列", "层次过深"),
        ("a: \x07", "第 1 行", "不能使用的字符"),
        ("a: \ud800", "第 1 行第 4 列", "不能使用的字符"),
        ('{"a": 1,\n "b": }', "第 2 行第 7 列", "JSON 格式有误"),
        ('{"a":' * 30_000, "第 1 行", "层次过深"),
        ('{"a":' * 300 + "1" + "}" * 300, "第 1 行", "层次过深"),
        ('a: 1\nb: ["x\\0"]', "第 2 行第 5 列", "不能使用的字符"),
        ('a: 1\n"b\\0": 2', "第 2 行第 1 列", "不能使用的字符"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_column(text: str, place: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)

    assert place in refused.value.message
    assert why in refused.value.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "pack_empty"),
        ("- 1\n- 2", "pack_empty"),
        ("# 只有说明", "pack_empty"),
        ("a" * (LARGEST + 1), "pack_too_large"),
        ('{"a": 1, "a": 2}', "pack_key_twice"),
        ('{"a": NaN}', "pack_number_odd"),
        ('{"a": 1e999}', "pack_number_odd"),
        ('{"a": ' + "9" * 5_000 + "}", "pack_number_odd"),
        ('{"a": ["\\u0000"]}', "pack_character"),
        ('{"a\\u0000": 1}', "pack_character"),
        ('{"a": "\\ud800"}', "pack_character"),
    ],
)
def test_what_is_no_pack_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)

    assert refused.value.code == code


@pytest.mark.parametrize("key", ["0", "-1", "true", "~", "null", "1.5", "0x10", "2026-01-01", ".nan", "<<"])
def test_a_name_is_a_text_whatever_yaml_takes_it_for(key: str) -> None:
    assert read(f"{key}: 1\na: {{{key}: 2, b: 3}}") == {key: 1, "a": {key: 2, "b": 3}}


def test_references_that_would_grow_without_end_are_not_followed() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]

    with pytest.raises(Refusal):
        read("\n".join(lines))


def test_a_pack_written_as_json_is_the_same_pack() -> None:
    body = shipped("chongqing-2017")

    again = read(json.dumps(body, ensure_ascii=False))

    check(again)
    assert again == body


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read("\ufeffa: 1") == {"a": 1}


@given(st.text(max_size=200) | st.text("{}[]:-&*!|>'\"#,%@ab \n\t", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        body = read(text)
    except Refusal:
        return
    assert isinstance(body, dict)


@given(st.dictionaries(st.text(KEPT, max_size=8), PLAIN, min_size=1, max_size=4))
def test_what_json_can_say_is_read_as_it_was_said(body: dict[str, Any]) -> None:
    assert read(json.dumps(body)) == body
