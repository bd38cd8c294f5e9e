"""还差什么 names how far each co-handler is: not signed for, not given, given and not taken, asking to be relieved."""

from __future__ import annotations

from cases import commands
from cases.models import Case
from cases.reading.outstanding import outstanding
from support.build import a_dispatched_case, a_key, part_of, signed_for
from support.world import World


def lacks(world: World, case: Case) -> list[str]:
    """What the office reads of the co-handler."""
    return [line for line in outstanding(world.office, Case.objects.get(pk=case.pk)) if "交通运输局" in line]


def test_each_state_of_a_co_handler_is_named(world: World) -> None:
    case = a_dispatched_case(world)
    due = part_of(case, "roads").due_on
    unsigned = lacks(world, case)
    signed_for(world, case)
    at_work = lacks(world, case)
    given = {"text": "同意。", "contact": "顾长安"}
    commands.submit_co_opinion(world.actors["roads_officer"], part_of(case, "roads").pk, a_key(), **given)
    handed_in = lacks(world, case)
    commands.accept_co_opinion(world.water_officer, part_of(case, "roads").pk, a_key())
    taken = lacks(world, case)

    assert unsigned == [f"交通运输局尚未签收，也未提交会办意见（会办期限 {due}）"]
    assert at_work == [f"交通运输局尚未提交会办意见（会办期限 {due}）"]
    assert handed_in == ["交通运输局会办意见已提交，待采用或退回"]
    assert taken == []
