"""What the rules read of a case for their judgement is not served: the next field asks what its viewer may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from kernel.clock import today
from support.asking import Asking
from support.build import a_dispatched_case, a_drafted_reply, a_key, part_of, signed_for
from support.world import World

JUDGED = "allowedSteps { step } outstanding"
SHOWN = (
    "replies { state } assignments { id urgeNotices { text } returnRequests { reason } coOpinions { text } }"
)


@pytest.fixture
def case(world: World) -> Case:
    """A case with a draft of 水务局, and an opinion and an urge of 交通运输局."""
    case = a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO), ("parks", UnitRole.CO))
    signed_for(world, case)
    a_drafted_reply(world, case)
    part = part_of(case, "roads").pk
    commands.submit_co_opinion(world.roads_officer, part, a_key(), text="同意。", contact="顾长安 2200")
    reply_by = today() + timedelta(days=3)
    commands.urge_unit(
        world.office, part_of(case, "water").pk, a_key(), text="请抓紧办理。", reply_by=reply_by
    )
    return case


@pytest.mark.parametrize(
    "who", ["npc_seat", "npc", "parks_officer", "roads_officer", "water_officer", "office"]
)
def test_what_is_shown_is_the_same_after_the_rules_have_judged(ask: Asking, case: Case, who: str) -> None:
    alone = ask.data(who, f"{{ case(id: {case.pk}) {{ {SHOWN} }} }}")

    after = ask.data(who, f"{{ case(id: {case.pk}) {{ {JUDGED} {SHOWN} }} }}")

    assert {name: after[name] for name in alone} == alone
    assert bool(alone["replies"]) is (who == "water_officer")  # a draft is its unit's until it is handed up
