"""待办, 在办, 已办 and lights: whose turn it is follows from the table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import commands
from cases.models import Case
from cases.reading.outstanding import outstanding
from cases.reading.worklist import Box, Light, in_box, light, with_light
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from kernel.actor import Actor
from kernel.clock import today
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_promise,
    a_registered_case,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.world import World


def _todo(actor: Actor) -> set[int]:
    return set(in_box(actor, Box.TO_DO).values_list("pk", flat=True))


DESKS = (
    "npc",
    "office",
    "water_clerk",
    "water_officer",
    "water_section_head",
    "water_deputy_head",
    "water_head",
)
DRAFTERS = {"water_clerk", "water_officer", "water_section_head"}


def _desks_with(world: World, case: Case) -> set[str]:
    return {name for name in DESKS if case.pk in _todo(world.actors[name])}


def test_a_new_paper_lies_on_the_reviewers_desks(world: World) -> None:
    assert _desks_with(world, a_registered_case(world)) == {"npc", "office"}


def test_a_filed_case_waits_for_the_office_and_a_dispatched_one_for_the_units_clerk(world: World) -> None:
    filed, dispatched = a_filed_case(world), a_dispatched_case(world, ("water", UnitRole.SOLE))

    assert _desks_with(world, filed) == {"office"}
    assert _desks_with(world, dispatched) == {"water_clerk"}


@pytest.mark.parametrize(
    ("until", "desks"),
    [
        ("submit_reply", {"water_section_head"}),
        ("pass_section_review", {"water_deputy_head", "water_head"}),
        ("pass_leader_review", {"office"}),
        ("pass_office_review", {"water_head"}),
        ("sign_reply", {"water_clerk"}),
        ("issue_reply", {"water_clerk"}),
        ("deliver_reply", {"npc"}),
    ],
)
def test_the_baton_passes_along_the_replys_way(world: World, until: str, desks: set[str]) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    reply = a_drafted_reply(world, case)
    drafting = _desks_with(world, case)

    brought(world, reply, until)

    assert drafting == DRAFTERS
    assert _desks_with(world, case) == desks


def test_a_case_is_in_exactly_one_of_three_boxes(world: World) -> None:
    a_registered_case(world)
    a_filed_case(world)
    signed_for(world, a_dispatched_case(world))
    feedback(world, a_delivered_case(world))
    closed = a_delivered_case(world)
    feedback(world, closed)
    commands.close(world.office, closed.pk, a_key())

    for name in ("office", "npc", "npc_seat", "water_clerk", "water_head", "roads_officer", "parks_clerk"):
        actor = world.actors[name]
        boxes = [
            set(in_box(actor, box).values_list("pk", flat=True)) for box in (Box.TO_DO, Box.DOING, Box.DONE)
        ]
        everything = set(in_box(actor, Box.ALL).values_list("pk", flat=True))
        assert sum(len(box) for box in boxes) == len(everything), name
        assert set().union(*boxes) == everything, name


def test_a_read_only_seat_has_nothing_to_do_and_no_step(world: World) -> None:
    case = a_registered_case(world)

    assert _todo(world.npc_seat) == set()
    assert allowed_steps(world.npc_seat, case) == []


def test_every_case_in_todo_offers_a_duty_step_and_no_other_does(world: World) -> None:
    cases = [
        a_registered_case(world),
        a_filed_case(world, "PROPOSAL"),
        a_dispatched_case(world),
        signed_for(world, a_dispatched_case(world)),
        a_delivered_case(world, draft=a_promise()),
        _returned(world),
    ]

    for name, actor in world.actors.items():
        duties = {
            case.pk: [one.blocked for one in allowed_steps(actor, case) if one.duty]
            for case in in_box(actor, Box.ALL)
        }
        offered = {pk for pk, blocked in duties.items() if "" in blocked}
        blocked = {pk for pk, sentences in duties.items() if any(sentences)}
        todo = _todo(actor)
        assert offered <= todo, name
        assert todo <= offered | blocked, name
    assert len(cases) == 6


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, Light.RED), (0, Light.YELLOW), (7, Light.YELLOW), (8, Light.GREEN)],
)
def test_lights_by_days_left(days: int, expected: Light) -> None:
    day = date(2026, 5, 6)

    assert light(day + timedelta(days), running=True, on=day) is expected
    assert light(day + timedelta(days), running=False, on=day) is Light.GREY


def test_the_filter_by_light_says_what_the_light_says(world: World) -> None:
    for days in (-3, 2, 30):
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))
        Case.objects.filter(pk=case.pk).update(due_on=today() + timedelta(days))
    a_registered_case(world)

    counted = {one: with_light(Case.objects.all(), {one}).count() for one in Light}

    assert counted == {Light.RED: 1, Light.YELLOW: 1, Light.GREEN: 1, Light.GREY: 1}


def test_what_is_still_missing_is_said(world: World) -> None:
    case = a_dispatched_case(world)

    lines = outstanding(world.office, case)

    assert any("交通运输局尚未签收，也未提交会办意见" in line for line in lines)
    assert any("水务局尚未签收" in line for line in lines)


def test_a_case_at_work_waits_for_its_answer_and_a_filed_one_for_dispatch(world: World) -> None:
    filed, at_work = a_filed_case(world), signed_for(world, a_dispatched_case(world))

    assert outstanding(world.office, filed) == ["尚未交办"]
    assert any("水务局尚未答复" in line for line in outstanding(world.office, at_work))


def test_a_letter_that_is_out_waits_for_its_delivery_and_is_not_called_unanswered(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "issue_reply")

    told = outstanding(world.office, Case.objects.get(pk=case.pk))

    assert "水务局的答复已印发，待送达" in told
    assert not any("尚未答复" in line for line in told)


def test_a_case_that_nobody_answers_is_the_offices_to_dispatch_anew(world: World) -> None:
    case = _returned(world)

    assert case.pk in _todo(world.office)
    assert "退回、收回的部分待再交办" in outstanding(world.office, case)


def _returned(world: World) -> Case:
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))
    part = part_of(case, "water")
    asked = {"reason": "不属我局职责", "basis": "三定规定", "proposed_unit_id": world.units["roads"].pk}
    commands.request_return(world.water_clerk, part.pk, a_key(), **asked)
    commands.accept_return(world.office, part.pk, a_key())
    return Case.objects.get(pk=case.pk)


def _desk_of(world: World, case: Case) -> set[str]:
    """Who finds the case on the list of what is to do; each of them, and nobody else, finds a duty on its page."""
    here = Case.objects.get(pk=case.pk)
    desks = (*DESKS, "parks_clerk", "parks_officer", "parks_section_head", "parks_deputy_head", "parks_head")
    listed = {name for name in desks if case.pk in _todo(world.actors[name])}
    assert listed == {
        name for name in desks if any(one.duty for one in allowed_steps(world.actors[name], here))
    }
    return listed


def test_a_joint_lead_has_to_do_what_there_is_to_draft_or_to_agree_to(world: World) -> None:
    case = signed_for(
        world, a_dispatched_case(world, ("water", UnitRole.JOINT_LEAD), ("parks", UnitRole.JOINT_LEAD))
    )
    agreeing = {"parks_clerk", "parks_deputy_head", "parks_head"}
    found = [_desk_of(world, case)]

    reply = a_drafted_reply(world, case)
    commands.submit_reply(world.actors["water_officer"], reply.pk, a_key())
    found.append(_desk_of(world, case))
    commands.pass_section_review(world.actors["water_section_head"], reply.pk, a_key())
    found.append(_desk_of(world, case))
    commands.pass_leader_review(world.actors["water_deputy_head"], reply.pk, a_key())
    found.append(_desk_of(world, case))
    commands.agree_jointly(world.actors["parks_clerk"], part_of(case, "parks").pk, a_key())
    found.append(_desk_of(world, case))

    assert found == [
        DRAFTERS,
        {"water_section_head"},
        {"water_deputy_head", "water_head"} | agreeing,
        {"office"} | agreeing,
        {"office"},
    ]


def test_closing_is_the_offices_work_when_the_proposer_has_spoken(world: World) -> None:
    case = a_delivered_case(world)
    before = _desk_of(world, case)

    feedback(world, case)

    assert before == {"npc"}
    assert _desk_of(world, case) == {"office"}


def test_joint_leads_owe_one_answer(world: World) -> None:
    joint = (("water", UnitRole.JOINT_LEAD), ("roads", UnitRole.JOINT_LEAD))
    case = signed_for(world, a_dispatched_case(world, *joint))

    [line] = outstanding(world.office, case)

    assert "水务局尚未答复" in line


def test_a_case_with_an_open_promise_is_not_the_offices_to_close(world: World) -> None:
    case = a_delivered_case(world, draft=a_promise())
    feedback(world, case)
    assert _desks_with(world, case) & {"npc", "office"} == set()

    promise = case.commitments.get().pk
    commands.claim_fulfilled(world.water_clerk, promise, a_key(), reason="已完工")
    commands.verify_commitment(world.office, promise, a_key())

    assert "office" in _desks_with(world, case)
