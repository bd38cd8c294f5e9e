"""Clocks are a function of the rows: whatever happens to a case, its clocks are what its assignments say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from kernel.clock import today
from kernel.workdays import ONE_DAY
from supervision.planning import replan
from supervision.public.models import Clock
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_filed_case,
    a_key,
    an_opinion,
    an_order,
    feedback,
    part_of,
    signed_for,
)
from support.clocks import clocks, noon, relayed
from support.world import World

KINDS = {"LEAD", "CO", "SIGN"}


def kinds_of(world: World, code: str) -> set[str]:
    """Which clocks of a unit run."""
    return {kind for unit, kind in clocks() if unit == world.units[code].pk}


def test_a_filed_case_has_no_clock(world: World) -> None:
    a_filed_case(world)

    relayed()

    assert clocks() == {}


def test_a_dispatch_starts_a_clock_for_each_unit_s_duty(world: World) -> None:
    case = a_dispatched_case(world)

    relayed()

    assert kinds_of(world, "water") == {"LEAD", "SIGN"}
    assert kinds_of(world, "roads") == {"CO", "SIGN"}
    lead, part = clocks()[world.units["water"].pk, "LEAD"], part_of(case, "water")
    assert (lead.government, lead.case_id, lead.assignment_id, lead.due_on) == (
        "yunzhou",
        case.pk,
        part.pk,
        part.due_on,
    )
    assert (lead.rungs, lead.next_on) == (["T15", "T7", "T3", "T0"], lead.rings[0])
    assert lead.rings[-1] == part.due_on + ONE_DAY


def _sign(world: World, case: Case) -> None:
    signed_for(world, case, "water")


def _recall(world: World, case: Case) -> None:
    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="交办有误。")


def _co_opinion(world: World, case: Case) -> None:
    signed_for(world, case, "roads")
    signed_for(world, case, "water")
    an_opinion(world, case)


def _redispatch(world: World, case: Case) -> None:
    _recall(world, case)
    commands.redispatch(
        world.office,
        case.pk,
        a_key(),
        order=an_order(world, ("parks", UnitRole.CO), co_due_on=date(2030, 5, 31)),
    )


def _withdraw(world: World, case: Case) -> None:
    commands.withdraw(world.npc, case.pk, a_key(), reason="代表书面申请撤回。")


@pytest.mark.parametrize(
    ("happens", "left"),
    [
        (_sign, {"water": {"LEAD"}, "roads": {"CO", "SIGN"}}),
        (_recall, {"water": {"LEAD", "SIGN"}}),
        (_co_opinion, {"water": {"LEAD"}}),
        (_redispatch, {"water": {"LEAD", "SIGN"}, "parks": {"CO", "SIGN"}}),
        (_withdraw, {}),
    ],
)
def test_what_happens_to_a_case_happens_to_its_clocks(
    world: World, happens: Callable[[World, Case], None], left: dict[str, set[str]]
) -> None:
    case = a_dispatched_case(world)
    relayed()

    happens(world, case)
    relayed()

    assert {code: found for code in world.units if (found := kinds_of(world, code))} == left


def test_a_chosen_due_day_is_the_clock_s(world: World) -> None:
    chosen, for_co = today() + timedelta(days=60), today() + timedelta(days=40)
    a_dispatched_case(world, due_on=chosen, co_due_on=for_co)

    relayed()

    assert clocks()[world.units["water"].pk, "LEAD"].due_on == chosen
    assert clocks()[world.units["roads"].pk, "CO"].due_on == for_co


def test_an_answered_case_has_no_clock_and_a_dissatisfied_round_starts_it_again(world: World) -> None:
    case = a_delivered_case(world)
    relayed()
    before = clocks()

    feedback(world, case, result="DISSATISFIED")
    relayed()

    assert before == {}
    assert clocks()[world.units["water"].pk, "LEAD"].due_on == part_of(case, "water").due_on


def test_planning_again_changes_nothing_and_lost_clocks_come_back(world: World) -> None:
    a_dispatched_case(world)
    relayed()
    before = list(Clock.objects.order_by("id").values())

    replan()
    again = list(Clock.objects.order_by("id").values())
    Clock.objects.all().delete()
    planned = replan()

    assert again == before
    assert planned.clocks == len(before) == Clock.objects.count()


def test_a_clock_that_should_not_be_is_removed_by_planning_anew(world: World) -> None:
    a_dispatched_case(world)
    relayed()
    Clock.objects.create(
        case_id=7, assignment_id=7, unit_id=7, kind="LEAD", due_on=date(2026, 1, 5), rings=[], rungs=[]
    )

    replan()

    assert not Clock.objects.filter(case_id=7).exists()


def test_a_due_day_in_a_year_without_a_published_calendar_says_so(world: World) -> None:
    with noon(date(2026, 1, 20)):
        a_dispatched_case(world, due_on=date(2030, 3, 29), co_due_on=date(2026, 3, 31))
        relayed()
        planned = replan()

    assert clocks()[world.units["water"].pk, "LEAD"].unannounced == 2030
    assert clocks()[world.units["roads"].pk, "CO"].unannounced is None
    assert planned.unannounced == {2030: 1}
