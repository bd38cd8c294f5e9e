"""Every day that a case shows says how it came about: counted by the pack, or named by somebody, who and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases import commands
from cases.models import Commitment
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.asking import Asking
from support.build import a_delivered_case, a_dispatched_case, a_key, a_promise, part_of
from support.world import World

SOLE = ("water", UnitRole.SOLE)
READ = """query($id: ID!) { case(id: $id) { dueOn dueBrief
  assignments { dueDays { what subject day article namedBy setBy setAt stepLabel reason explanation } }
  feedbackRounds { id dueOn dueDays { day subject article explanation } }
  commitments { promisedOn explanation } } }"""


def answer(found: Any) -> Any:
    """The newest day for the answer."""
    return [one for one in found["assignments"][0]["dueDays"] if one["what"] == "ANSWER"][-1]


def test_a_day_that_was_named_says_by_whom_when_and_by_which_step(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world, SOLE, due_on=today() + timedelta(days=40))

    found = ask.data("water_clerk", READ, id=str(case.pk))

    named = answer(found)
    assert (named["day"], named["article"], named["stepLabel"]) == (found["dueOn"], "", "交办")
    assert named["namedBy"] == named["setBy"] == world.office.label
    assert named["setAt"].startswith(today().isoformat()[:4])
    assert "不按办理规则计算" in named["explanation"][0]
    assert found["dueBrief"] == f"{world.office.label}指定"


def test_a_day_that_was_granted_says_who_granted_it_and_why(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world, SOLE, due_on=today() + timedelta(days=40))
    commands.sign_for(world.water_clerk, part_of(case, "water").pk, a_key())
    part, later = part_of(case, "water").pk, today() + timedelta(days=50)
    commands.request_extension(
        world.water_clerk, part, a_key(), until=later, reason="须待汛后勘察", statement="已告知代表"
    )
    commands.grant_extension(world.office, part, a_key(), reason="情况属实")

    found = ask.data("water_clerk", READ, id=str(case.pk))

    granted = answer(found)
    assert (granted["day"], granted["namedBy"]) == (later.isoformat(), world.office.label)
    assert (granted["stepLabel"], granted["reason"]) == ("同意延期", "情况属实")
    assert granted["article"] in found["dueBrief"]


def test_a_feedback_day_and_a_promised_one_say_where_they_are_from(ask: Asking, world: World) -> None:
    case = a_delivered_case(world, draft=a_promise())
    promise = Commitment.objects.get(case=case)
    later = promise.promised_on + timedelta(days=30)
    commands.delay_commitment(world.water_clerk, promise.pk, a_key(), promised_on=later, reason="受汛期影响")

    found = ask.data("npc", READ, id=str(case.pk))

    (asked,), (promised,) = found["feedbackRounds"], found["commitments"]
    (due,) = asked["dueDays"]
    assert (due["day"], due["subject"]) == (asked["dueOn"], asked["id"])
    assert due["article"] in due["explanation"][0]
    made, delayed = promised["explanation"]
    assert f"承诺于 {promise.promised_on.isoformat()} 前完成" in made
    assert all(word in delayed for word in (world.water_clerk.label, later.isoformat(), "受汛期影响"))


LATEST = "query($id: ID!) { case(id: $id) { assignments { extensionLatest { day text article } } } }"


def test_who_may_ask_for_a_later_day_is_told_the_last_one_with_its_article(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world, SOLE)
    part = part_of(case, "water").pk

    (found,) = ask.data("water_clerk", LATEST, id=str(case.pk))["assignments"]

    latest = found["extensionLatest"]
    assert latest["article"] in latest["text"]
    commands.sign_for(world.water_clerk, part, a_key())
    given = {"reason": "须待汛后勘察", "statement": "已告知代表"}
    with pytest.raises(Refusal):
        later = date.fromisoformat(latest["day"]) + timedelta(days=1)
        commands.request_extension(world.water_clerk, part, a_key(), until=later, **given)
    commands.request_extension(
        world.water_clerk, part, a_key(), until=date.fromisoformat(latest["day"]), **given
    )


def test_where_the_pack_knows_no_extension_there_is_no_last_day(ask: Asking, world: World) -> None:
    load_pack(SYSTEM, shipped("chongqing-2017"), effective_on=date(2020, 1, 1))
    case = a_dispatched_case(world, SOLE)

    (found,) = ask.data("water_clerk", LATEST, id=str(case.pk))["assignments"]

    assert found["extensionLatest"] is None
