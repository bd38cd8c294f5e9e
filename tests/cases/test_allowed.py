"""What is offered: the steps that an actor may take now, on which object, as whose duty, and what blocks them."""

from __future__ import annotations

from dataclasses import replace

from cases import commands
from cases.models import Case
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from kernel.actor import SYSTEM, Actor
from kernel.workdays import ONE_DAY
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_promise,
    brought,
    part_of,
    signed_for,
)
from support.clocks import noon
from support.world import World

Offered = dict[tuple[str, str], tuple[bool, bool]]


def offered(actor: Actor, case: Case) -> Offered:
    """Steps by code and object: whether each is a duty, and whether something blocks it."""
    found = allowed_steps(actor, Case.objects.get(pk=case.pk))
    return {(one.step.code, one.subject_label): (one.duty, bool(one.blocked)) for one in found}


def test_a_unit_is_offered_what_its_role_and_state_allow(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    assert offered(world.water_clerk, case)["sign_for", "水务局"] == (True, False)
    assert ("sign_for", "交通运输局") not in offered(world.water_clerk, case)

    signed_for(world, case)

    lead, co = offered(world.water_officer, case), offered(world.roads_officer, case)
    assert lead["draft_reply", "水务局"] == (True, False)
    assert ("submit_co_opinion", "水务局") not in lead
    assert co["submit_co_opinion", "交通运输局"] == (True, False)
    assert ("draft_reply", "交通运输局") not in co
    assert ("sign_for", "水务局") not in offered(world.water_clerk, case)


def test_who_only_reads_or_has_no_seat_is_offered_nothing(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))

    assert offered(replace(world.water_clerk, read_only=True), case) == {}
    assert offered(replace(world.water_clerk, seats=()), case) == {}
    assert offered(SYSTEM, case) != {}
    assert offered(world.edu_clerk, case) == {}


def test_a_case_from_another_government_is_not_issued_here(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "sign_reply")
    assert offered(world.water_clerk, case)["issue_reply", "水务局"] == (True, False)

    Case.objects.filter(pk=case.pk).update(origin="LOWER")

    found = offered(world.water_clerk, case)
    assert ("issue_reply", "水务局") not in found


def test_a_case_that_nobody_answers_is_the_offices_duty_to_dispatch(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))
    assert ("redispatch", "") not in offered(world.office, case)

    commands.recall(world.office, part_of(case, "water").pk, a_key(), reason="误交办")

    assert offered(world.office, case)["redispatch", ""][0] is True


def test_what_waits_for_others_is_blocked_and_nobodys_duty(world: World) -> None:
    case = a_delivered_case(world, draft=a_promise())

    closing = offered(world.office, case)["close", ""]

    assert closing == (False, True)
    assert offered(world.water_clerk, case)["claim_fulfilled", "水务局：完成二期管网"] == (False, False)
    assert ("enter_feedback", "水务局") in offered(world.npc, case)


def test_a_promise_is_followed_until_thirty_days_before_its_day_and_then_a_duty(world: World) -> None:
    case = a_delivered_case(world, draft=a_promise())
    promised_on = case.commitments.get().promised_on
    claim = ("claim_fulfilled", "水务局：完成二期管网")

    for days, duty in ((31, False), (30, True), (-1, True)):
        with noon(promised_on - days * ONE_DAY):
            assert offered(world.water_clerk, case)[claim] == (duty, False)
            assert in_box(world.water_clerk, Box.TO_DO).filter(pk=case.pk).exists() is duty
