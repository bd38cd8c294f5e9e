"""Packs with anything done to them: problems are reported and nothing else happens; what has none can be worked by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.refusals import Refusal
from rules.checking.body import problems
from rules.counting.deadlines import due, reckon
from rules.explaining.comparing import compare
from rules.explaining.sentences import explain
from rules.library import library
from rules.pack import check, parse, shipped
from support.bodies import GONE, put

ENGLISH = re.compile(r"is not|required|does not|expected|valid under", re.I)
CODES = [
    "SOLVED",
    "NOT_NOW",
    "DISSATISFIED",
    "UNIT_HEAD",
    "NPC_OFFICE",
    "AFTER",
    "SIGNED",
    "forbid",
    "05-31",
    "02-30",
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 800)
    | st.floats(allow_nan=False)
    | st.sampled_from(CODES)
    | st.sampled_from(["{number}", "{year}{number}", "{", "{0}", "{number!r}", "{number.real}", "{:d}"])
    | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["months", "days", "code", "label", "article", "by"]) | st.text(max_size=4),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def paths(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a body."""
    if at:
        yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths(one, (*at, key))


PLACES = {one.code: list(paths(shipped(one.code))) for one in library()}


@st.composite
def mutated(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A shipped pack, and what became of it."""
    code = draw(st.sampled_from(sorted(PLACES)))
    body = shipped(code)
    for path in draw(st.lists(st.sampled_from(PLACES[code]), min_size=1, max_size=3)):
        value = draw(st.just(GONE) | ANYTHING | st.integers(1, 12) | st.sampled_from(CODES))
        try:
            put(body, path, value)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier change took the place away
    return shipped(code), body


@settings(max_examples=400)
@given(mutated())
def test_whatever_is_done_to_a_pack_its_problems_are_told_in_chinese(
    case: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    _, body = case

    found = problems(body)

    assert all(one.place and one.message.endswith(("。", "！")) for one in found)
    assert not any(ENGLISH.search(_unquoted(one.message)) for one in found)
    if found:
        _refused(body)
    else:
        _worked_by(body)


@settings(max_examples=200)
@given(mutated())
def test_a_change_is_found_wherever_it_is(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    left, right = case
    same = json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)

    assert (compare(left, right) == []) is same
    assert (compare(right, left) == []) is same


def _unquoted(message: str) -> str:
    return re.sub(r"“[^”]*”", "", message)


def _refused(body: dict[str, Any]) -> None:
    try:
        check(body)
    except Refusal as refusal:
        assert refusal.code.startswith("pack_invalid")
    else:
        raise AssertionError("a pack with problems passed")


def _worked_by(body: dict[str, Any]) -> None:
    """What has no problem can be parsed, counted by, explained and numbered with."""
    pack = parse(body)
    for base in (date(2024, 2, 29), date(2026, 12, 31)):
        for name in pack.deadlines:
            assert explain(due(pack, name, base, lead_due=date(2027, 6, 30)))
        if pack.extension:
            assert reckon(pack.extension.latest, "reply", base).day > base
    assert pack.case_format.format(year=2026, word=pack.case_word, number=7)
    assert pack.reply_format.format(prefix="云建", year=2026, word=pack.case_word, number=7)
    assert pack.dissatisfied("SATISFIED", "DISSATISFIED")
