"""The committees read minutes of talks where the rule pack says so, once an answer is out; by default they do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases import commands
from cases.states import UnitRole
from kernel.actor import SYSTEM
from rules.checking.body import problems
from rules.commands import load_pack
from rules.pack import shipped
from support.asking import Asking
from support.build import a_dispatched_case, a_drafted_reply, a_key, a_meeting, brought, part_of, signed_for
from support.world import World

MEETINGS = "query($id: ID!) { case(id: $id) { assignments { meetings { stage minuted place summary } } } }"


def talked_under(world: World, **changes: Any) -> Any:
    """A case under such a pack, with one talk of 水务局."""
    load_pack(SYSTEM, shipped("base_suggestion") | changes, effective_on=date(2020, 1, 1))
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    commands.record_meeting(
        world.water_clerk, part_of(case, "water").pk, a_key(), meeting=a_meeting(summary="现场看了淤积河段。")
    )
    return case


def told(ask: Asking, who: str, case: Any) -> list[tuple[bool, str]]:
    parts = ask.data(who, MEETINGS, id=str(case.pk))["assignments"]
    return [(one["minuted"], one["summary"]) for part in parts for one in part["meetings"]]


@pytest.mark.parametrize("who", ["npc", "npc_seat"])
def test_a_pack_shares_them_once_an_answer_is_out(ask: Asking, world: World, who: str) -> None:
    case = talked_under(world, share_minutes=True)
    reply = a_drafted_reply(world, case)

    before = told(ask, who, case)
    brought(world, reply, "issue_reply")

    assert before == [(False, "")]
    assert told(ask, who, case) == [(True, "现场看了淤积河段。")]


@pytest.mark.parametrize("changes", [{}, {"share_minutes": False}])
def test_by_default_they_stay_with_the_unit_and_the_office(
    ask: Asking, world: World, changes: dict[str, Any]
) -> None:
    case = talked_under(world, **changes)
    brought(world, a_drafted_reply(world, case), "issue_reply")

    assert told(ask, "npc", case) == [(False, "")]
    assert told(ask, "office", case) == [(True, "现场看了淤积河段。")]


def test_the_value_is_yes_or_no_and_has_an_article_like_every_other() -> None:
    body = shipped("base_suggestion")
    articles = body["articles"] | {"share_minutes": "某办法第七条"}

    assert problems(body | {"share_minutes": True, "articles": articles}) == []
    assert problems(body | {"share_minutes": "是"}) != []
