"""The office's checklist asks about the opinions of co-handlers where there are some, and only there."""

from __future__ import annotations

import pytest

from cases import commands
from cases.states import UnitRole
from kernel.refusals import Refusal
from support.build import a_dispatched_case, a_drafted_reply, a_key, an_opinion, brought, signed_for, verdicts
from support.world import World

ALONE = (("water", UnitRole.SOLE),)
TOGETHER = (("water", UnitRole.LEAD), ("roads", UnitRole.CO))


def passed_without_the_item(world: World, *parts: tuple[str, UnitRole]) -> str:
    """The state of a reply after a review that says nothing about co-handlers."""
    case = signed_for(world, a_dispatched_case(world, *parts))
    draft = a_drafted_reply(world, case)
    if len(parts) > 1:
        an_opinion(world, case)
    reply = brought(world, draft, "pass_leader_review")
    checklist = [one for one in verdicts(case) if one.code != "CO_OPINIONS"]
    return str(commands.pass_office_review(world.office, reply.pk, a_key(), checklist=checklist).state)


def test_a_sole_handler_s_reply_is_judged_without_it(world: World) -> None:
    assert passed_without_the_item(world, *ALONE) == "APPROVED"


def test_where_a_unit_co_handles_the_item_is_judged(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        passed_without_the_item(world, *TOGETHER)

    assert refused.value.code == "checklist_incomplete"
