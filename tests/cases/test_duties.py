"""Duties are rows that follow from the case: whose, since when, until when; no walk leaves one behind or out."""

from __future__ import annotations

from random import Random

import pytest

from cases.clocks.duties import duty_differences
from cases.models import Case, CaseDuty
from cases.models.duty import begun
from cases.reading.worklist import Box, in_box
from cases.states import OPEN
from cases.steps.allowed import allowed_steps
from kernel.clock import today
from support.todo_by_sql import todo_by_sql
from support.wandering import wander
from support.world import World


@pytest.mark.parametrize("seed", range(6))
def test_rows_say_what_the_objects_say_after_any_walk(world: World, seed: int) -> None:
    for step, _ in enumerate(wander(world, Random(seed), 80)):
        if step % 8 == 0:
            _compare(world)

    _compare(world)
    assert CaseDuty.objects.exists()


def _compare(world: World) -> None:
    visible = {
        name: set(in_box(actor, Box.ALL).values_list("pk", flat=True)) for name, actor in world.actors.items()
    }
    for name, actor in world.actors.items():
        todo = set(in_box(actor, Box.TO_DO).values_list("pk", flat=True))
        assert todo == todo_by_sql(actor) & visible[name], name
    assert duty_differences() == []
    held = set(CaseDuty.objects.values_list("case_id", flat=True))
    assert set(Case.objects.filter(state__in=OPEN).values_list("pk", flat=True)) <= held


@pytest.mark.parametrize("seed", range(2))
def test_rows_are_the_duties_among_allowed_steps(world: World, seed: int) -> None:
    for _ in wander(world, Random(seed), 60):
        pass

    for name, actor in world.actors.items():
        todo = set(in_box(actor, Box.TO_DO).values_list("pk", flat=True))
        for case in in_box(actor, Box.ALL):
            offered = {one.step.duty for one in allowed_steps(actor, case) if one.duty}
            assert bool(offered) == (case.pk in todo), name
            named = set(CaseDuty.objects.filter(begun(today()), case=case).values_list("duty", flat=True))
            assert offered <= named
