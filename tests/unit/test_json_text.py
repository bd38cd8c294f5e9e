"""JSON: nothing is read that PostgreSQL could not keep, and fingerprints have stable bytes."""

from __future__ import annotations

import datetime
import enum
from typing import Any

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from kernel import json_text
from kernel.json_text import DEEPEST, MOST, InvalidPayload, parsed_payload

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class Kind(enum.StrEnum):
    ONE = "一"


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert json_text.loads(json_text.dumps(value)) == value
    assert json_text.loads(json_text.canonical(value)) == value
    assert json_text.loads(json_text.indented(value)) == value


@given(st.dictionaries(st.text(), VALUES, max_size=6))
def test_canonical_bytes_do_not_depend_on_the_order_of_members(value: dict[str, Any]) -> None:
    assert json_text.canonical(dict(reversed(value.items()))) == json_text.canonical(value)


def test_canonical_bytes_are_those_of_the_fingerprints_that_are_kept() -> None:
    day = datetime.date(2026, 3, 1)
    value = ["sign", 7, {"b": SafeString("是"), "a": [None, True, 1.5], 3: day, "kind": Kind.ONE}]

    text = json_text.canonical([value[0], value[1], {str(k): v for k, v in value[2].items()}])

    assert text.decode() == '["sign",7,{"3":"2026-03-01","a":[null,true,1.5],"b":"是","kind":"一"}]'
    assert json_text.canonical({2: "b", 1: "a"}) == b'{"1":"a","2":"b"}'


def test_what_json_has_not_is_refused_unless_told_how() -> None:
    with pytest.raises(TypeError):
        json_text.canonical([object])
    with pytest.raises(TypeError):
        json_text.dumps([object])

    assert json_text.canonical([{1, 2}], lambda one: f"{len(one)}") == b'["2"]'


def test_texts_and_numbers_of_subclasses_are_plain() -> None:
    class Number(int): ...

    assert json_text.dumps([SafeString("<b>"), Number(3), Kind.ONE]) == '["<b>",3,"一"]'.encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"1" * 5000,
        b'"\\ud800"',
        b'"\\ud800 and more of it"',
        b'"\\udc00 and more of it"',
        b'{"\\ud800 and more of it": 1}',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        '"\ud800"',
        b"\xef\xbb\xbf1",
        b"01",
        b"1 2",
        b"[1,]",
        b"'a'",
        b'"\x01"',
    ],
)
def test_what_is_no_json_is_refused(raw: bytes | str) -> None:
    with pytest.raises(json_text.Malformed):
        json_text.loads(raw)
    with pytest.raises(InvalidPayload, match="bad_json"):
        parsed_payload(raw)


@pytest.mark.parametrize("depth", [34, 500, 100_000])
def test_what_is_nested_too_deeply_is_refused_by_name(depth: int) -> None:
    with pytest.raises(InvalidPayload, match="bad_nesting"):
        parsed_payload(b"[" * depth + b"]" * depth)


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST,
        b"[" + b"0," * (MOST - 2) + b"0]",
        b'{"a": [1, "b", null]}',
        b'"\\u0001"',
    ],
)
def test_what_is_within_the_limits_is_taken(raw: bytes) -> None:
    assert parsed_payload(raw) == json_text.loads(raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"[" + b"0," * (MOST - 1) + b"0]", "bad_nesting"),
        (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), "bad_nesting"),
        (b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1), "bad_nesting"),
        (b'"\\u0000"', "bad_text"),
        (b'{"a": [{"b": "c\\u0000"}]}', "bad_text"),
        (b'{"a\\u0000": 1}', "bad_text"),
    ],
)
def test_what_is_beyond_the_limits_is_refused_by_name(raw: bytes, code: str) -> None:
    with pytest.raises(InvalidPayload, match=code):
        parsed_payload(raw)
