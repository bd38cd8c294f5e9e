"""三见面 where the pack asks it of co-handlers too: each meets for itself, before its opinion and before the end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases import commands
from cases.models import Case, Reply
from cases.reading.outstanding import outstanding
from cases.reading.queries import with_phones
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.pack import problems, shipped
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_meeting,
    an_opinion,
    brought,
    feedback,
    part_of,
    signed_for,
    verdicts,
)
from support.world import World, a_world

ALL_THREE = {
    "meetings_before_review": ["BEFORE", "DURING"],
    "meetings_before_close": ["AFTER"],
    "co_meetings": {"before_opinion": ["BEFORE", "DURING"], "before_close": ["AFTER"]},
}


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


def under(**changes: Any) -> None:
    """Put the government under a pack that differs from the base pack in these parts."""
    load_pack(SYSTEM, shipped("base_suggestion") | changes, effective_on=date(2020, 1, 1))


def met(world: World, case: Case, code: str, *stages: str, **changes: str) -> None:
    """A unit's meetings, in a form that counts unless said."""
    for stage in stages:
        actor = world.actors[f"{code}_officer"]
        meeting = a_meeting(stage, **changes)
        commands.record_meeting(actor, part_of(case, code).pk, a_key(), meeting=meeting)


def an_answered_case(world: World) -> Case:
    """A case that lead and co-handler answered, both having met before and during; the proposer is satisfied."""
    case = signed_for(world, a_dispatched_case(world))
    for code in ("water", "roads"):
        met(world, case, code, "BEFORE", "DURING")
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case)
    return Case.objects.get(pk=case.pk)


def test_a_co_handler_meets_before_its_opinion(world: World) -> None:
    under(**ALL_THREE)
    case = signed_for(world, a_dispatched_case(world))
    met(world, case, "water", "BEFORE", "DURING")
    met(world, case, "roads", "BEFORE", "DURING", form="PHONE")

    with pytest.raises(Refusal) as refused:
        an_opinion(world, case)

    assert refused.value.code == "meetings_missing"
    assert f"{part_of(case, 'roads').unit.short_name}尚未与提出人面商（办前、办中）" in _lines(case)
    met(world, case, "roads", "BEFORE", "DURING")
    an_opinion(world, case)


def _lines(case: Case) -> list[str]:
    return outstanding(SYSTEM, Case.objects.select_related("pack").get(pk=case.pk))


def test_the_case_ends_only_when_every_unit_has_met_afterwards(world: World) -> None:
    under(**ALL_THREE)
    case = an_answered_case(world)
    met(world, case, "water", "AFTER")

    with pytest.raises(Refusal) as refused:
        commands.close(world.office, case.pk, a_key())
    assert refused.value.code == "co_meetings_missing"

    met(world, case, "roads", "AFTER")  # its opinion was accepted long ago
    assert commands.close(world.office, case.pk, a_key()).state == "CLOSED"


def test_the_meeting_that_is_owed_is_the_units_work(world: World) -> None:
    under(**ALL_THREE)
    case = an_answered_case(world)
    roads = world.actors["roads_officer"]

    owing = case in in_box(roads, Box.TO_DO)
    duties = [one.step.code for one in allowed_steps(roads, case) if one.duty]
    met(world, case, "roads", "AFTER")

    assert owing
    assert duties == ["record_meeting"]
    fresh = Case.objects.get(pk=case.pk)
    assert case not in in_box(roads, Box.TO_DO)
    assert [one.step.code for one in allowed_steps(roads, fresh) if one.duty] == []
    assert case in in_box(world.water_officer, Box.TO_DO)


def test_an_answering_unit_meets_after_the_proposer_was_satisfied(world: World) -> None:
    under(meetings_before_close=["AFTER"])
    case = an_answered_case(world)
    assert part_of(case, "water").state == "DONE"

    met(world, case, "water", "AFTER")

    assert commands.close(world.office, case.pk, a_key()).state == "CLOSED"
    with pytest.raises(Refusal) as refused:
        met(world, case, "water", "AFTER")
    assert refused.value.code == "case_finished"


def test_units_that_answer_separately_meet_each_for_itself(world: World) -> None:
    under(meetings_before_close=["AFTER"])
    case = a_dispatched_case(world, ("water", UnitRole.SEPARATE), ("roads", UnitRole.SEPARATE))
    signed_for(world, case)
    for code in ("water", "roads"):
        brought(world, a_drafted_reply(world, case, code), "deliver_reply", code)
        feedback(world, case)
    met(world, case, "water", "AFTER")

    with pytest.raises(Refusal) as refused:
        commands.close(world.office, case.pk, a_key())

    assert refused.value.code == "unit_meetings_missing"
    assert "交通运输局" in refused.value.message
    assert "水务局" not in refused.value.message
    met(world, case, "roads", "AFTER")
    assert commands.close(world.office, case.pk, a_key()).state == "CLOSED"


def test_elsewhere_co_handlers_owe_nothing(world: World) -> None:
    case = an_answered_case(world)

    assert [line for line in _lines(case) if "面商" in line] == []
    assert commands.close(world.office, case.pk, a_key()).state == "CLOSED"


def test_whoever_must_meet_sees_the_telephone(world: World) -> None:
    plain = signed_for(world, a_dispatched_case(world))
    under(**ALL_THREE)
    case = signed_for(world, a_dispatched_case(world))

    assert with_phones(world.actors["roads_officer"], [plain, case]) == {case.pk}


def test_a_meeting_after_the_answer_is_no_condition_of_an_opinion() -> None:
    body = shipped("base_suggestion") | {"co_meetings": {"before_opinion": ["AFTER"]}}

    (found,) = problems(body)
    assert found.message.startswith("办后见面在答复之后，不能作为提交会办意见的条件")


def test_the_general_office_handles_a_case_itself(world: World) -> None:
    case = a_dispatched_case(world, ("office", UnitRole.SOLE))
    office = world.office
    part = part_of(case, "office")
    assert case in in_box(office, Box.TO_DO)

    commands.sign_for(office, part.pk, a_key())
    officer = office.account_id
    commands.assign_officer(office, part.pk, a_key(), officer_id=officer)
    world.actors["office_officer"] = office
    reply: Reply = a_drafted_reply(world, case, "office")
    for step in ("submit_reply", "pass_section_review", "pass_leader_review"):
        reply = getattr(commands, step)(office, reply.pk, a_key())
    commands.pass_office_review(office, reply.pk, a_key(), checklist=verdicts(case))
    for step in ("sign_reply", "issue_reply", "deliver_reply"):
        reply = getattr(commands, step)(office, reply.pk, a_key())

    assert (reply.state, Case.objects.get(pk=case.pk).state) == ("DELIVERED", "REPLIED")


def test_the_office_holds_no_seat_in_other_units(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))

    assert "draft_reply" not in [one.step.code for one in allowed_steps(world.office, case)]


def test_a_joint_lead_meets_before_it_agrees(world: World) -> None:
    under(**ALL_THREE)
    case = a_dispatched_case(world, ("water", UnitRole.JOINT_LEAD), ("roads", UnitRole.JOINT_LEAD))
    signed_for(world, case)
    met(world, case, "water", "BEFORE", "DURING")
    brought(world, a_drafted_reply(world, case), "pass_leader_review")
    part, clerk = part_of(case, "roads").pk, world.actors["roads_clerk"]

    with pytest.raises(Refusal) as refused:
        commands.agree_jointly(clerk, part, a_key())

    assert refused.value.code == "meetings_missing"
    met(world, case, "roads", "BEFORE", "DURING")
    assert commands.agree_jointly(clerk, part, a_key()).state == "JOINT_AGREED"
