"""Walks through the code: how many functions and files four acts pass, beside the table of docs/architecture.md.

A file counts for an act when the act passes it and a request that only asks for a name does not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import commands
from cases.states import UnitRole
from governments.models import Government
from live.feed import refresh
from support.asking import Asking
from support.build import a_dispatched_case, a_filed_case, a_key, part_of
from support.governments import CITY, DISTRICT
from support.sources import ROOT
from support.tiers import Tiers, relayed, two_tiers
from support.world import World

pytestmark = pytest.mark.usefixtures("remembered")
PRODUCT = tuple(f"{ROOT / name}/" for name in ("platform", "tenants", "graphql", "realtime"))
ROW = re.compile(r"^\| (?P<act>[^|]+) \| (?P<before>[^|]+) \| (?P<now>[^|]+) \|$", re.MULTILINE)
WATER = ("water", UnitRole.SOLE)

ME = "{ me { name } }"
SIGN = """mutation($key: String!, $id: ID!) {
  signFor(key: $key, assignmentId: $id) { case { state version } refusal { code message } } }"""
DISPATCH = """mutation($key: String!, $id: ID!, $input: DispatchInput!) {
  dispatchCase(key: $key, caseId: $id, input: $input) { case { state } refusal { code field message } } }"""
BOARD = "{ board(scope: OWN) { epoch seq state { day figures { kind green yellow red } } } }"
DUE = """query($id: ID!) { case(id: $id) { dueOn dueBrief
  assignments { dueDays { what subject day article explanation } } } }"""


@dataclass
class Walk:
    """What one act passed: functions and files of the product, how often the file changed, statements sent."""

    functions: set[CodeType] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    changes: int = 0
    statements: int = 0
    last: str = ""

    def pass_by(self, frame: FrameType, event: str, _argument: Any) -> None:
        """Note a call; the profiler's hook."""
        file = frame.f_code.co_filename
        if event != "call" or not file.startswith(PRODUCT):
            return
        self.changes += file != self.last
        self.functions.add(frame.f_code)
        self.files.add(file)
        self.last = file


def walk(act: Callable[[], object]) -> Walk:
    """Do it under the profiler."""
    found, before = Walk(), sys.getprofile()
    with CaptureQueriesContext(connection) as captured:
        sys.setprofile(found.pass_by)
        try:
            act()
        finally:
            sys.setprofile(before)
    found.statements = len(
        [one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SET "))]
    )
    return found


def in_the_page(act: str) -> tuple[int, ...]:
    """Functions, files, changes of file and statements that the page names for the present."""
    text = Path(ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = {row["act"].strip(): row["now"] for row in ROW.finditer(text)}
    return tuple(int(number) for number in rows[act].split(","))


def held_against_the_page(act: str, found: Walk, any_request: Walk) -> None:
    """No longer than the page says; what got shorter is written down there too."""
    files = len(found.files - any_request.files)
    measured = (len(found.functions), files, found.changes, found.statements)
    assert all(now <= said for now, said in zip(measured, in_the_page(act), strict=True)), (act, measured)


@pytest.fixture
def any_request(ask: Asking) -> Walk:
    """What every request passes."""
    ask.data("office", ME)
    return walk(lambda: ask.data("office", ME))


def test_sign_for(ask: Asking, world: World, any_request: Walk) -> None:
    def once() -> Walk:
        part = part_of(a_dispatched_case(world, WATER), "water").pk
        return walk(lambda: ask.data("water_clerk", SIGN, key=a_key(), id=str(part)))

    once()  # what a process remembers, it remembers from now on
    held_against_the_page("`sign_for` by its unit", once(), any_request)


def test_a_due_day_explained(ask: Asking, world: World, any_request: Walk) -> None:
    case = str(a_dispatched_case(world, WATER).pk)
    ask.data("water_clerk", DUE, id=case)

    held_against_the_page(
        "a due day explained", walk(lambda: ask.data("water_clerk", DUE, id=case)), any_request
    )


def test_a_board_update(ask: Asking, world: World, any_request: Walk) -> None:
    case = a_dispatched_case(world, WATER)
    refresh(CITY)
    ask.data("office", BOARD)
    commands.sign_for(world.water_clerk, part_of(case, "water").pk, a_key())

    def update() -> None:
        refresh(CITY)
        ask.data("office", BOARD)

    held_against_the_page("a board updated and read", walk(update), any_request)


def test_a_dispatch_to_a_district(governed: Government) -> None:
    tiers = two_tiers()
    ask = Asking(tiers.city)
    ask.data("office", ME)
    any_request = walk(lambda: ask.data("office", ME))

    def once() -> Walk:
        case = str(a_filed_case(tiers.city).pk)
        return walk(lambda: _sent_down(ask, tiers, case))

    once()
    held_against_the_page("a dispatch to a district, relayed", once(), any_request)


def _sent_down(ask: Asking, tiers: Tiers, case: str) -> None:
    unit = str(tiers.city.units[DISTRICT].pk)
    order = {"assignments": [{"unitId": unit, "role": "SOLE"}]}
    assert ask.data("office", DISPATCH, key=a_key(), id=case, input=order)["refusal"] is None
    relayed()
