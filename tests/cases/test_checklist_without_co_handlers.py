"""The office's checklist asks about the opinions of co-handlers where there are some, and only there."""

from __future__ import annotations

import pytest

from cases import commands
from cases.states import UnitRole
from kernel.refusals import Refusal
from support.build import a_dispatched_case, a_drafted_reply, a_key, an_opinion, brought, signed_for, verdicts
from support.house import House

ALONE = (("water", UnitRole.SOLE),)
TOGETHER = (("water", UnitRole.LEAD), ("roads", UnitRole.CO))


def passed_without_the_item(house: House, *parts: tuple[str, UnitRole]) -> str:
    """The state of a reply after a review that says nothing about co-handlers."""
    case = signed_for(house, a_dispatched_case(house, *parts))
    draft = a_drafted_reply(house, case)
    if len(parts) > 1:
        an_opinion(house, case)
    reply = brought(house, draft, "pass_leader_review")
    checklist = [one for one in verdicts(case) if one.code != "CO_OPINIONS"]
    return str(commands.pass_office_review(house.office, reply.pk, a_key(), checklist=checklist).state)


def test_a_sole_handler_s_reply_is_judged_without_it(house: House) -> None:
    assert passed_without_the_item(house, *ALONE) == "APPROVED"


def test_where_a_unit_co_handles_the_item_is_judged(house: House) -> None:
    with pytest.raises(Refusal) as refused:
        passed_without_the_item(house, *TOGETHER)

    assert refused.value.code == "checklist_incomplete"
