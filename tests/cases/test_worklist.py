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
from support.house import House


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


def _desks_with(house: House, case: Case) -> set[str]:
    return {name for name in DESKS if case.pk in _todo(house.actors[name])}


def test_a_new_paper_lies_on_the_reviewers_desks(house: House) -> None:
    assert _desks_with(house, a_registered_case(house)) == {"npc", "office"}


def test_a_filed_case_waits_for_the_office_and_a_dispatched_one_for_the_units_clerk(house: House) -> None:
    filed, dispatched = a_filed_case(house), a_dispatched_case(house, ("water", UnitRole.SOLE))

    assert _desks_with(house, filed) == {"office"}
    assert _desks_with(house, dispatched) == {"water_clerk"}


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
def test_the_baton_passes_along_the_replys_way(house: House, until: str, desks: set[str]) -> None:
    case = signed_for(house, a_dispatched_case(house, ("water", UnitRole.SOLE)))
    reply = a_drafted_reply(house, case)
    drafting = _desks_with(house, case)

    brought(house, reply, until)

    assert drafting == DRAFTERS
    assert _desks_with(house, case) == desks


def test_a_case_is_in_exactly_one_of_three_boxes(house: House) -> None:
    a_registered_case(house)
    a_filed_case(house)
    signed_for(house, a_dispatched_case(house))
    feedback(house, a_delivered_case(house))
    closed = a_delivered_case(house)
    feedback(house, closed)
    commands.close(house.office, closed.pk, a_key())

    for name in ("office", "npc", "npc_seat", "water_clerk", "water_head", "roads_officer", "parks_clerk"):
        actor = house.actors[name]
        boxes = [
            set(in_box(actor, box).values_list("pk", flat=True)) for box in (Box.TO_DO, Box.DOING, Box.DONE)
        ]
        everything = set(in_box(actor, Box.ALL).values_list("pk", flat=True))
        assert sum(len(box) for box in boxes) == len(everything), name
        assert set().union(*boxes) == everything, name


def test_a_read_only_seat_has_nothing_to_do_and_no_step(house: House) -> None:
    case = a_registered_case(house)

    assert _todo(house.npc_seat) == set()
    assert allowed_steps(house.npc_seat, case) == []


def test_every_case_in_todo_offers_a_duty_step_and_no_other_does(house: House) -> None:
    cases = [
        a_registered_case(house),
        a_filed_case(house, "PROPOSAL"),
        a_dispatched_case(house),
        signed_for(house, a_dispatched_case(house)),
        a_delivered_case(house, draft=a_promise()),
        _returned(house),
    ]

    for name, actor in house.actors.items():
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


def test_the_filter_by_light_says_what_the_light_says(house: House) -> None:
    for days in (-3, 2, 30):
        case = a_dispatched_case(house, ("water", UnitRole.SOLE))
        Case.objects.filter(pk=case.pk).update(due_on=today() + timedelta(days))
    a_registered_case(house)

    counted = {one: with_light(Case.objects.all(), {one}).count() for one in Light}

    assert counted == {Light.RED: 1, Light.YELLOW: 1, Light.GREEN: 1, Light.GREY: 1}


def test_what_is_still_missing_is_said(house: House) -> None:
    case = a_dispatched_case(house)

    lines = outstanding(house.office, case)

    assert any("交通运输局尚未签收，也未提交会办意见" in line for line in lines)
    assert any("水务局尚未签收" in line for line in lines)


def test_a_case_at_work_waits_for_its_answer_and_a_filed_one_for_dispatch(house: House) -> None:
    filed, at_work = a_filed_case(house), signed_for(house, a_dispatched_case(house))

    assert outstanding(house.office, filed) == ["尚未交办"]
    assert any("水务局尚未答复" in line for line in outstanding(house.office, at_work))


def test_a_letter_that_is_out_waits_for_its_delivery_and_is_not_called_unanswered(house: House) -> None:
    case = signed_for(house, a_dispatched_case(house, ("water", UnitRole.SOLE)))
    brought(house, a_drafted_reply(house, case), "issue_reply")

    told = outstanding(house.office, Case.objects.get(pk=case.pk))

    assert "水务局的答复已印发，待送达" in told
    assert not any("尚未答复" in line for line in told)


def test_a_case_that_nobody_answers_is_the_offices_to_dispatch_anew(house: House) -> None:
    case = _returned(house)

    assert case.pk in _todo(house.office)
    assert "退回、收回的部分待再交办" in outstanding(house.office, case)


def _returned(house: House) -> Case:
    case = a_dispatched_case(house, ("water", UnitRole.SOLE))
    part = part_of(case, "water")
    asked = {"reason": "不属我局职责", "basis": "三定规定", "proposed_unit_id": house.units["roads"].pk}
    commands.request_return(house.water_clerk, part.pk, a_key(), **asked)
    commands.accept_return(house.office, part.pk, a_key())
    return Case.objects.get(pk=case.pk)


def _desk_of(house: House, case: Case) -> set[str]:
    """Who finds the case on the list of what is to do; each of them, and nobody else, finds a duty on its page."""
    here = Case.objects.get(pk=case.pk)
    desks = (*DESKS, "parks_clerk", "parks_officer", "parks_section_head", "parks_deputy_head", "parks_head")
    listed = {name for name in desks if case.pk in _todo(house.actors[name])}
    assert listed == {
        name for name in desks if any(one.duty for one in allowed_steps(house.actors[name], here))
    }
    return listed


def test_a_joint_lead_has_to_do_what_there_is_to_draft_or_to_agree_to(house: House) -> None:
    case = signed_for(
        house, a_dispatched_case(house, ("water", UnitRole.JOINT_LEAD), ("parks", UnitRole.JOINT_LEAD))
    )
    agreeing = {"parks_clerk", "parks_deputy_head", "parks_head"}
    found = [_desk_of(house, case)]

    reply = a_drafted_reply(house, case)
    commands.submit_reply(house.actors["water_officer"], reply.pk, a_key())
    found.append(_desk_of(house, case))
    commands.pass_section_review(house.actors["water_section_head"], reply.pk, a_key())
    found.append(_desk_of(house, case))
    commands.pass_leader_review(house.actors["water_deputy_head"], reply.pk, a_key())
    found.append(_desk_of(house, case))
    commands.agree_jointly(house.actors["parks_clerk"], part_of(case, "parks").pk, a_key())
    found.append(_desk_of(house, case))

    assert found == [
        DRAFTERS,
        {"water_section_head"},
        {"water_deputy_head", "water_head"} | agreeing,
        {"office"} | agreeing,
        {"office"},
    ]


def test_closing_is_the_offices_work_when_the_proposer_has_spoken(house: House) -> None:
    case = a_delivered_case(house)
    before = _desk_of(house, case)

    feedback(house, case)

    assert before == {"npc"}
    assert _desk_of(house, case) == {"office"}


def test_joint_leads_owe_one_answer(house: House) -> None:
    joint = (("water", UnitRole.JOINT_LEAD), ("roads", UnitRole.JOINT_LEAD))
    case = signed_for(house, a_dispatched_case(house, *joint))

    [line] = outstanding(house.office, case)

    assert "水务局尚未答复" in line
