"""Where the lead went on without a co-handler's opinion: what that unit still owes, and that the end is its end too."""

from __future__ import annotations

from datetime import date

import pytest

from cases import commands
from cases.models import Case
from cases.reading.outstanding import outstanding
from cases.reading.worklist import Box, in_box
from cases.steps.allowed import allowed_steps
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.workdays import ONE_DAY
from rules.commands import load_pack
from rules.pack import shipped
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_meeting,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.clocks import noon
from support.world import World

MONDAY = date(2026, 3, 2)
MEETINGS = {"co_meetings": {"before_opinion": ["BEFORE", "DURING"], "before_close": ["AFTER"]}}


def answered_without(world: World, *signed: str) -> tuple[Case, date]:
    """A case that 水务局 answered without the opinion of 交通运输局, to the proposer's satisfaction; and the day."""
    with noon(MONDAY):
        case = signed_for(world, a_dispatched_case(world), *signed)
    day = part_of(case, "roads").due_on + ONE_DAY
    with noon(day):
        why = {"reason": "逾期未提交"}
        commands.waive_co_opinion(world.water_clerk, part_of(case, "roads").pk, a_key(), **why)
        brought(world, a_drafted_reply(world, case), "deliver_reply")
        feedback(world, case)
    return case, day


@pytest.mark.parametrize("signed", [("water",), ("water", "roads")])
def test_the_closed_case_is_nobodys_work_any_more(world: World, signed: tuple[str, ...]) -> None:
    case, day = answered_without(world, *signed)

    with noon(day):
        commands.close(world.office, case.pk, a_key())

        assert part_of(case, "roads").state == "DONE"
        fresh = Case.objects.get(pk=case.pk)
        for name in ("roads_clerk", "roads_officer", "water_officer", "office"):
            actor = world.actors[name]
            assert not in_box(actor, Box.TO_DO).filter(pk=case.pk).exists(), name
            assert [one.step.code for one in allowed_steps(actor, fresh) if one.duty] == [], name


def test_nothing_is_asked_or_given_on_a_closed_case(world: World) -> None:
    case, day = answered_without(world)
    part, clerk = part_of(case, "roads").pk, world.actors["roads_clerk"]
    with noon(day):
        commands.close(world.office, case.pk, a_key())

        with pytest.raises(Refusal):
            commands.urge_unit(world.office, part, a_key(), text="请抓紧", reply_by=today())
        with pytest.raises(Refusal):
            commands.submit_co_opinion(clerk, part, a_key(), text="同意。", contact="顾长安 2200")
        with pytest.raises(Refusal):
            commands.recall(world.office, part, a_key(), reason="误交")


def test_what_is_told_to_be_missing_is_what_closing_asks_for(world: World) -> None:
    load_pack(SYSTEM, shipped("base_suggestion") | MEETINGS, effective_on=date(2020, 1, 1))
    case, day = answered_without(world)

    with noon(day):
        told = outstanding(SYSTEM, Case.objects.select_related("pack").get(pk=case.pk))
        with pytest.raises(Refusal) as refused:
            commands.close(world.office, case.pk, a_key())

        assert refused.value.code == "co_meetings_missing"
        assert "（办后）" in refused.value.message
        assert told == ["交通运输局尚未与提出人面商（办后）"]
        meeting = a_meeting("AFTER")
        officer = world.actors["roads_officer"]
        commands.record_meeting(officer, part_of(case, "roads").pk, a_key(), meeting=meeting)
        assert commands.close(world.office, case.pk, a_key()).state == "CLOSED"


def test_a_wish_to_be_relieved_neither_holds_the_lead_up_nor_is_told_to_it(world: World) -> None:
    """The step stands as it stood before the request; the ruling is still the office's (domain.md 2.2)."""
    with noon(MONDAY):
        case = signed_for(world, a_dispatched_case(world))
        part = part_of(case, "roads")
        why = {"reason": "不属本局", "basis": "三定方案", "proposed_unit_id": world.units["parks"].pk}
        commands.request_return(world.roads_clerk, part.pk, a_key(), **why)
    with noon(part.due_on + ONE_DAY):
        commands.waive_co_opinion(world.water_clerk, part.pk, a_key(), reason="逾期未提交")

        assert part_of(case, "roads").state == "RETURN_REQUESTED"
        assert commands.accept_return(world.office, part.pk, a_key(), reason="同意").state == "RETURNED"
