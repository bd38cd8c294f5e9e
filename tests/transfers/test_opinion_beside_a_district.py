"""A bureau's opinion on a case that a district leads is the office's to adopt: offered, and among its 待办."""

from __future__ import annotations

from cases import commands
from cases.models import Case
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from support.build import a_key, part_of
from support.tiers import Tiers, sent_down


def test_a_bureaus_opinion_beside_a_leading_district_is_the_offices_to_adopt(tiers: Tiers) -> None:
    case = sent_down(tiers, ("roads", UnitRole.CO), role=UnitRole.LEAD)
    world = tiers.city
    part = part_of(case, "roads")
    commands.sign_for(world.actors["roads_clerk"], part.pk, a_key())
    before = in_box(world.office, Box.TO_DO).filter(pk=case.pk).exists()

    commands.submit_co_opinion(
        world.actors["roads_officer"], part.pk, a_key(), text="同意。", contact="顾长安 2200"
    )

    offered = {one.step.code for one in allowed_steps(world.office, Case.objects.get(pk=case.pk))}
    assert "accept_co_opinion" in offered
    assert not before
    assert in_box(world.office, Box.TO_DO).filter(pk=case.pk).exists()
