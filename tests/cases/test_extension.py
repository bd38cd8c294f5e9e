"""Extension of a unit's due day: within the pack's bounds, decided by whom it names, announced with its article."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import commands
from cases.models import Case, CaseEvent, ExtensionRequest
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.refusals import NotPermitted, Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    an_opinion,
    brought,
    feedback,
    lines_of,
    part_of,
    signed_for,
)
from support.clocks import noon
from support.world import World, a_world

DISPATCHED = date(2026, 3, 2)
DUE, LATEST = date(2026, 6, 2), date(2026, 9, 2)


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


@pytest.fixture
def case(world: World) -> Case:
    with noon(DISPATCHED):
        return signed_for(world, a_dispatched_case(world))


def asked(world: World, case: Case, until: date = LATEST, **changes: str) -> None:
    """水务局 asks for a later day."""
    given = {"reason": "涉及面广，需会商财政", "statement": "已向代表说明情况"} | changes
    commands.request_extension(world.water_clerk, part_of(case, "water").pk, a_key(), until=until, **given)


def test_the_granted_day_holds_and_names_who_granted_it_and_the_article(world: World, case: Case) -> None:
    asked(world, case)

    commands.grant_extension(world.office, part_of(case, "water").pk, a_key())

    part = part_of(case, "water")
    assert (part.due_on, Case.objects.get(pk=case.pk).due_on) == (LATEST, LATEST)
    assert world.office.label in lines_of(part)[0]
    assert "第五十一条" in lines_of(part)[0]
    assert CaseEvent.objects.filter(case=case).latest("version").facts["until"] == LATEST.isoformat()


def test_a_refused_extension_leaves_the_day(world: World, case: Case) -> None:
    asked(world, case)

    commands.refuse_extension(world.office, part_of(case, "water").pk, a_key(), reason="事项简单，可以按期")

    assert part_of(case, "water").due_on == DUE
    assert ExtensionRequest.objects.get().decision == "REFUSED"


@pytest.mark.parametrize(
    ("until", "code"),
    [(DUE, "extension_not_later"), (LATEST + timedelta(days=1), "extension_too_long")],
)
def test_a_day_outside_the_bounds_is_refused_and_nothing_changed(
    world: World, case: Case, until: date, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        asked(world, case, until)

    assert refused.value.code == code
    assert ExtensionRequest.objects.count() == 0


def test_the_report_to_the_proposer_is_needed_where_the_pack_says_so(world: World, case: Case) -> None:
    with pytest.raises(Refusal) as refused:
        asked(world, case, statement=" ")

    assert refused.value.field == "statement"
    assert ExtensionRequest.objects.count() == 0


def test_a_second_request_waits_for_the_first(world: World, case: Case) -> None:
    asked(world, case)

    with pytest.raises(Refusal) as refused:
        asked(world, case)

    assert refused.value.code == "extension_pending"
    assert ExtensionRequest.objects.count() == 1


def test_there_is_nothing_to_decide_before_it_is_asked_for(world: World, case: Case) -> None:
    deciding = {"grant_extension", "refuse_extension"}

    before = {one.step.code for one in allowed_steps(world.office, Case.objects.get(pk=case.pk))}
    asked(world, case)
    after = {one.step.code for one in allowed_steps(world.office, Case.objects.get(pk=case.pk))}

    assert (before & deciding, after & deciding) == (set(), deciding)


def test_a_pack_without_extension_refuses_it(world: World) -> None:
    load_pack(SYSTEM, shipped("chongqing-2017"), effective_on=date(2020, 1, 1))
    with noon(DISPATCHED):
        case = signed_for(world, a_dispatched_case(world))

    with pytest.raises(Refusal) as refused:
        asked(world, case)

    assert refused.value.code == "no_extension"
    assert ExtensionRequest.objects.count() == 0


def test_nobody_else_decides(world: World, case: Case) -> None:
    asked(world, case)

    for actor in (world.water_clerk, world.npc):
        with pytest.raises(NotPermitted):
            commands.grant_extension(actor, part_of(case, "water").pk, a_key())

    assert part_of(case, "water").due_on == DUE


def test_a_wish_that_a_later_day_has_overtaken_is_not_granted(world: World, case: Case) -> None:
    asked(world, case)
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case, result="DISSATISFIED")
    again = part_of(case, "water").due_on

    with pytest.raises(Refusal) as refused:
        commands.grant_extension(world.office, part_of(case, "water").pk, a_key())

    assert refused.value.code == "extension_not_later"
    assert part_of(case, "water").due_on == again > LATEST


def test_the_case_is_due_with_the_part_that_still_runs(world: World) -> None:
    with noon(DISPATCHED):
        case = a_dispatched_case(world, ("water", UnitRole.SEPARATE), ("roads", UnitRole.SEPARATE))
        signed_for(world, case)
        brought(world, a_drafted_reply(world, case, "roads"), "deliver_reply", "roads")
    asked(world, case)

    commands.grant_extension(world.office, part_of(case, "water").pk, a_key())

    assert part_of(case, "roads").due_on == DUE
    assert Case.objects.get(pk=case.pk).due_on == LATEST


def test_where_no_later_day_is_left_it_is_not_offered(world: World) -> None:
    with noon(DISPATCHED):
        case = signed_for(world, a_dispatched_case(world, complex=True))
        assert part_of(case, "water").due_on == LATEST

        with pytest.raises(Refusal) as refused:
            asked(world, case, LATEST + timedelta(days=1))

        assert refused.value.code == "extension_exhausted"
        offered = {one.step.code: one.blocked for one in allowed_steps(world.water_clerk, case)}
        assert "不能再延期" in str(offered["request_extension"])
