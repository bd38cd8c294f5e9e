"""Matrix: each step is taken by the roles the table names, for their own objects, and by nobody else."""

from __future__ import annotations

import pytest

from cases import commands
from cases.models import Case, CaseEvent
from cases.states import Machine, UnitRole
from cases.steps.lifecycle import STEPS
from cases.steps.rights import may, roles_for
from cases.steps.step import Scope, Step
from kernel.actor import Actor, Seat
from kernel.refusals import NotPermitted, NotVisible
from outbox.models import Message
from people.roles import READ_ONLY, Role, fits
from rules.queries import pack_of
from support.build import a_dispatched_case, a_key, a_registered_case, part_of, signed_for
from support.world import World, each_founded


def _way_to(world: World, kind: str) -> Case:
    return a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO), kind=kind)


DISPATCHED = each_founded(["SUGGESTION", "PROPOSAL"], _way_to)


@pytest.mark.parametrize("kind", DISPATCHED)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_a_role_takes_a_step_only_if_the_table_names_it(guarded: None, step: Step, kind: str) -> None:
    world, case = DISPATCHED[kind]()
    subject = case if step.machine is Machine.CASE else part_of(case, "roads")
    pack = pack_of(case.pack)
    unit = world.units["water" if step.scope is Scope.LEAD else "roads"].pk

    # A role sits where the database lets it sit (``people.roles.fits``): the office's staff in the office alone.
    seats = [Seat(role, unit if fits(role, "BUREAU") else world.units["office"].pk) for role in Role]

    allowed = {Role(seat.role) for seat in seats if may(step, Actor(1, "某人", (seat,)), case, subject, pack)}

    assert allowed == roles_for(step, kind, pack)
    assert not allowed & READ_ONLY


@pytest.mark.parametrize(
    "step", [step for step in STEPS if step.scope is Scope.UNIT], ids=lambda step: step.code
)
def test_another_units_staff_may_not(guarded: None, step: Step) -> None:
    world, case = DISPATCHED["SUGGESTION"]()
    subject = part_of(case, "water")
    stranger = world.units["parks"].pk

    for role in Role:
        actor = Actor(1, "某人", (Seat(role, stranger),))
        assert not may(step, actor, case, subject, pack_of(case.pack))


@pytest.mark.parametrize("seat", ["npc_seat", "cppcc_seat"])
def test_a_read_only_seat_is_refused_by_the_door_alone(world: World, seat: str) -> None:
    case = a_registered_case(world)
    before = (CaseEvent.objects.count(), Message.objects.count())

    with pytest.raises(NotPermitted, match="只读"):
        commands.file(world.actors[seat], case.pk, a_key())

    assert (CaseEvent.objects.count(), Message.objects.count()) == before


def test_a_unit_without_a_part_does_not_see_the_case(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))

    with pytest.raises(NotVisible):
        commands.sign_for(world.parks_clerk, part_of(case, "water").pk, a_key())


def test_a_committee_does_not_touch_the_other_sides_papers(world: World) -> None:
    case = a_registered_case(world, "PROPOSAL")

    with pytest.raises(NotVisible):
        commands.file(world.npc, case.pk, a_key())


def test_a_co_handler_does_not_draft_the_reply(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))

    with pytest.raises(NotPermitted):
        commands.recall(world.roads_clerk, part_of(case, "roads").pk, a_key(), reason="不想办")
