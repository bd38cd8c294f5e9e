"""Columns that repeat a due day say what the due day says, whatever way the cases went; a difference is found."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import F

from cases import commands
from cases.clocks.projection import differences
from cases.models import Assignment, Case
from cases.models.due_columns import COLUMNS
from cases.states import UnitRole
from kernel.clock import today
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_registered_case,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.clocks import noon
from support.wandering import wander
from support.world import World


@pytest.mark.parametrize("seed", range(6))
def test_columns_repeat_their_due_days_after_any_walk(world: World, seed: int) -> None:
    for _ in wander(world, Random(seed), 80):
        pass

    assert differences() == []
    assert Assignment.objects.exists()


@pytest.mark.parametrize(("model", "column"), [(one.model, one.name) for one in COLUMNS])
def test_a_column_that_says_another_day_is_found(world: World, model: type, column: str) -> None:
    for _ in wander(world, Random(3), 150):
        pass
    a_delivered_case(world)  # asks its proposers for a word
    waiting = part_of(a_dispatched_case(world), "water").pk
    commands.urge_unit(world.office, waiting, a_key(), text="请抓紧办理。", reply_by=today())
    row = model._default_manager.order_by("pk").first()
    assert row is not None, "the walk reaches every model"

    model._default_manager.filter(pk=row.pk).update(**{column: F(column) + timedelta(days=1)})

    (found,) = [one for one in differences() if not one.column.startswith("case.")]
    assert (found.column, found.key) == (f"{model._meta.model_name}.{column}", row.pk)
    assert found.stored == found.expected + timedelta(days=1)


def test_the_day_of_the_first_answer_is_kept_and_another_one_is_found(world: World) -> None:
    case = a_delivered_case(world)
    first = part_of(case, "water").due_on
    feedback(world, case, "DISSATISFIED")
    part = part_of(case, "water")
    assert (part.first_due_on, differences()) == (first, [])

    Assignment.objects.filter(pk=part.pk).update(first_due_on=part.due_on)

    (found,) = differences()
    assert (found.column, found.stored, found.expected) == ("assignment.first_due_on", part.due_on, first)


def test_a_case_that_was_answered_before_it_came_in_says_by_when_that_was_due(world: World) -> None:
    case = a_registered_case(world, handed_over_on=date(2026, 3, 2), answered_on=date(2026, 5, 6))
    assert (case.state, differences()) == ("ARCHIVED", [])

    Case.objects.filter(pk=case.pk).update(due_on=None)

    (found,) = differences()
    assert (found.column, found.key, found.stored) == ("case.due_on", case.pk, None)


@pytest.mark.parametrize("column", ["due_on", "co_due_on"])
def test_a_case_that_says_another_day_than_its_parts_is_found(world: World, column: str) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))

    Case.objects.filter(pk=case.pk).update(**{column: F(column) - timedelta(days=1)})

    (found,) = differences()
    assert (found.column, found.case_id) == (f"case.{column}", case.pk)


def test_a_separate_part_that_is_answered_leaves_the_case_the_day_of_the_other(world: World) -> None:
    with noon(date(2026, 3, 2)):
        case = a_dispatched_case(world, ("water", UnitRole.SEPARATE), ("roads", UnitRole.SEPARATE))
        signed_for(world, case, "water", "roads")
        until, reason = date(2026, 7, 1), "涉及面广，需会商财政"
        part = part_of(case, "roads").pk
        commands.request_extension(
            world.roads_clerk, part, a_key(), until=until, reason=reason, statement="已说明情况"
        )
        commands.grant_extension(world.office, part, a_key())

        brought(world, a_drafted_reply(world, case), "deliver_reply")

    assert (Case.objects.get(pk=case.pk).due_on, differences()) == (until, [])


def test_an_opinion_that_is_due_again_later_moves_the_day_of_the_case(world: World) -> None:
    case = signed_for(
        world, a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO)), "water", "roads"
    )
    first = part_of(case, "roads").due_on
    with noon(first):
        commands.submit_co_opinion(
            world.roads_clerk,
            part_of(case, "roads").pk,
            a_key(),
            text="同意",
            contact="沈一鸣，0571-80000021",
        )
        commands.bounce_co_opinion(
            world.water_officer, part_of(case, "roads").pk, a_key(), reason="没有实质内容"
        )

    part = part_of(case, "roads")
    assert part.due_on > first
    assert (Case.objects.get(pk=case.pk).co_due_on, differences()) == (part.due_on, [])
