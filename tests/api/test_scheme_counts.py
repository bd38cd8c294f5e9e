"""Checking and trying a scheme cost the same number of queries, however many items, units and cases there are."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.states import UnitRole
from people.models import Unit
from support.asking import Asking
from support.copies import copy_cases
from support.scores import CUT_OFF, a_body, a_case, answered, linear, per_event
from support.world import World

CHECK = """query($text: String!) { assessmentSchemeCheck(text: $text) {
  problems { path place message } title full items { title weight formula } } }"""
TRY = """mutation($text: String!, $year: Int!, $cutOff: Date!) {
  tryAssessmentScheme(text: $text, year: $year, cutOff: $cutOff, group: BUREAUS) {
    trial { scores { unit rank total items { title maximum weight points explanation } } } refusal { code } } }"""
ITEMS = [linear("M2", weight=30), linear("M1", weight=60), per_event("LATE_REPLY", -1, cap=10, weight=10)]
pytestmark = pytest.mark.usefixtures("remembered")


def counted(ask: Asking, document: str, **variables: Any) -> tuple[int, Any]:
    """How many queries it took, and what was answered."""
    with CaptureQueriesContext(connection) as captured:
        answer = ask.data("office", document, **variables)
    return len(captured), answer


def written(*items: dict[str, Any]) -> str:
    """A scheme of these items as one writes it."""
    return yaml.safe_dump(a_body(*items), allow_unicode=True)


def test_a_check_costs_the_same_for_any_items_and_problems(ask: Asking) -> None:
    ask.data("office", CHECK, text=written(ITEMS[0]))

    few, short = counted(ask, CHECK, text=written(ITEMS[0]))
    many, long = counted(ask, CHECK, text=written(*ITEMS))
    none, wrong = counted(ask, CHECK, text=written(*ITEMS).replace("M2", "M98").replace("M1", "M99"))

    assert (len(short["items"]), len(long["items"]), len(wrong["problems"])) == (1, 3, 2)
    assert few == many == none


def test_a_trial_costs_the_same_for_any_units_and_cases(ask: Asking, world: World) -> None:
    for code in ("water", "roads"):
        answered(world, a_case(world, (code, UnitRole.SOLE)), "2026-06-20", code)
    wish = {"text": written(*ITEMS), "year": 2026, "cutOff": CUT_OFF}
    ask.data("office", TRY, **wish)

    few, small = counted(ask, TRY, **wish)
    copy_cases(100)
    Unit.objects.bulk_create(Unit(code=f"u{n}", name=f"{n}号单位", short_name=f"{n}号") for n in range(50))
    many, large = counted(ask, TRY, **wish)

    assert len(large["trial"]["scores"]) == len(small["trial"]["scores"]) + 50
    assert [len(one["items"]) for one in large["trial"]["scores"] if one["rank"]] == [3, 3]
    assert few == many
