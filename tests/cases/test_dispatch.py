"""Dispatch: shapes, units, due days; return, its decision, recall and redispatch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases import commands
from cases.inputs import AssignmentInput, DispatchInput
from cases.models import Assignment, Case
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.build import (
    LEAD_AND_CO,
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    an_order,
    lines_of,
    part_of,
    signed_for,
)
from support.world import World

SOLE, LEAD, CO = UnitRole.SOLE, UnitRole.LEAD, UnitRole.CO
SEPARATE, JOINT = UnitRole.SEPARATE, UnitRole.JOINT_LEAD


@pytest.mark.parametrize(
    "roles",
    [
        [],
        [CO],
        [SOLE, SOLE],
        [SOLE, CO],
        [LEAD, LEAD],
        [SEPARATE],
        [SEPARATE, SEPARATE, CO],
        [JOINT],
        [SOLE, LEAD],
    ],
)
def test_a_shape_that_no_rule_knows_is_refused(world: World, roles: list[UnitRole]) -> None:
    case = a_filed_case(world)
    order = an_order(world, *zip(world.units, roles, strict=False))

    with pytest.raises(Refusal) as refused:
        commands.dispatch(world.office, case.pk, a_key(), order=order)

    assert refused.value.code == "dispatch_shape"
    assert Case.objects.get(pk=case.pk).state == "FILED"
    assert not Assignment.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (lambda world: an_order(world, ("water", LEAD), ("water", CO)), "unit_twice"),
        (lambda world: DispatchInput([AssignmentInput(987654, SOLE)]), "unit_unknown"),
        (lambda world: an_order(world, ("npc", SOLE)), "unit_unknown"),
        (lambda world: an_order(world, ("water", SOLE), due_on=today()), "due_before_dispatch"),
        (
            lambda world: an_order(world, ("water", SOLE), dispatched_on=today() + timedelta(1)),
            "dispatch_day_wrong",
        ),
        (
            lambda world: DispatchInput(
                [AssignmentInput(world.units[one].pk, SEPARATE) for one in ("water", "roads")]
            ),
            "part_required",
        ),
    ],
)
def test_a_wrong_order_is_refused(world: World, order: Any, code: str) -> None:
    case = a_filed_case(world)

    with pytest.raises(Refusal) as refused:
        commands.dispatch(world.office, case.pk, a_key(), order=order(world))

    assert refused.value.code == code
    assert not Assignment.objects.filter(case=case).exists()


def test_a_chosen_due_day_is_kept_and_says_who_chose_it(world: World) -> None:
    day = today() + timedelta(days=40)

    case = a_dispatched_case(world, ("water", SOLE), due_on=day)

    part = part_of(case, "water")
    assert part.due_on == day
    assert world.office.label in lines_of(part)[0]


def test_a_complex_case_has_six_months(world: World) -> None:
    case = a_dispatched_case(world, ("water", SOLE), complex=True)

    assert "6 个月" in lines_of(part_of(case, "water"))[0]


def _asked_back(world: World, case: Case) -> Assignment:
    part: Assignment = commands.request_return(
        world.water_clerk,
        part_of(case, "water").pk,
        a_key(),
        reason="排水管网由园林部门负责",
        basis="三定方案",
        proposed_unit_id=world.units["parks"].pk,
    )
    return part


def test_an_accepted_return_frees_the_unit_and_another_takes_over(world: World) -> None:
    case = a_dispatched_case(world)
    part = _asked_back(world, case)

    commands.accept_return(world.office, part.pk, a_key(), reason="情况属实")
    commands.redispatch(world.office, case.pk, a_key(), order=an_order(world, ("parks", LEAD)))

    case.refresh_from_db()
    assert part_of(case, "water").state == "RETURNED"
    assert case.lead_unit == world.units["parks"]
    assert case.due_on == part_of(case, "parks").due_on


def test_a_rejected_return_makes_the_unit_go_on(world: World) -> None:
    case = a_dispatched_case(world)
    part = _asked_back(world, case)

    commands.reject_return(world.office, part.pk, a_key(), reason="职责明确，请继续办理")

    assert part_of(case, "water").state == "HANDLING"
    assert Case.objects.get(pk=case.pk).state == "HANDLING"


def test_a_late_return_is_flagged_or_forbidden_as_the_pack_says(world: World) -> None:
    flagged = a_dispatched_case(world)
    Assignment.objects.filter(case=flagged).update(return_until=date(2020, 1, 1))
    load_pack(SYSTEM, shipped("base_suggestion") | {"late_return": "forbid"}, effective_on=today())
    forbidden = a_dispatched_case(world)
    Assignment.objects.filter(case=forbidden).update(return_until=date(2020, 1, 1))

    late = _asked_back(world, flagged).return_requests.get().late
    with pytest.raises(Refusal) as refused:
        _asked_back(world, forbidden)

    assert late is True
    assert refused.value.code == "return_too_late"


def test_a_unit_does_not_propose_itself(world: World) -> None:
    case = a_dispatched_case(world)

    with pytest.raises(Refusal, match="本单位"):
        commands.request_return(
            world.water_clerk,
            part_of(case, "water").pk,
            a_key(),
            reason="不归我管",
            basis="三定方案",
            proposed_unit_id=world.units["water"].pk,
        )


def test_after_a_draft_there_is_no_return(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    a_drafted_reply(world, case)

    with pytest.raises(Refusal) as refused:
        _asked_back(world, case)

    assert refused.value.code == "return_after_draft"


def test_a_recalled_unit_no_longer_sees_the_case(world: World) -> None:
    case = a_dispatched_case(world, *LEAD_AND_CO)
    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="误交")

    with pytest.raises(Refusal) as refused:
        commands.sign_for(world.roads_clerk, part_of(case, "roads").pk, a_key())

    assert refused.value.code == "not_found"


def test_redispatch_must_leave_a_valid_shape(world: World) -> None:
    case = a_dispatched_case(world)
    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="误交")

    with pytest.raises(Refusal) as refused:
        commands.redispatch(world.office, case.pk, a_key(), order=an_order(world, ("parks", LEAD)))

    assert refused.value.code == "dispatch_shape"


@pytest.mark.parametrize("days", [-1, 1])
def test_units_are_not_added_in_the_future_nor_before_the_dispatch(world: World, days: int) -> None:
    case = a_dispatched_case(world)
    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="误交")
    order = an_order(world, ("parks", CO), dispatched_on=today() + timedelta(days))

    with pytest.raises(Refusal) as refused:
        commands.redispatch(world.office, case.pk, a_key(), order=order)

    assert refused.value.code == "redispatch_day_wrong"
    assert not case.assignments.filter(unit__code="parks").exists()
