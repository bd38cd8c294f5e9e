"""``lianban supervision recount`` lists a due day that a column repeats wrongly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db.models import F

from cases.models import Assignment, CaseDuty
from governments.models import Government
from lianban.cli import supervision as command
from support.build import a_dispatched_case
from support.world import World


@pytest.mark.parametrize("wrong", [False, True])
def test_a_due_day_that_is_repeated_wrongly_is_listed(
    governed: Government, world: World, wrong: bool
) -> None:
    case = a_dispatched_case(world)
    part = case.assignments.first()
    assert part is not None
    if wrong:
        Assignment.objects.filter(pk=part.pk).update(sign_due_on=F("sign_due_on") + timedelta(days=1))

    output = CliRunner().invoke(command.supervision, ["recount", governed.code]).output

    expected = f"{governed.code}：{case.case_no} 的 assignment.sign_due_on（{part.pk}）为 "
    assert f"不一致 {int(wrong)} 处" in output
    assert (expected in output) is wrong


def test_a_duty_that_does_not_follow_from_its_case_is_repaired_and_named(
    governed: Government, world: World
) -> None:
    case, other = a_dispatched_case(world), a_dispatched_case(world)
    CaseDuty.objects.filter(case=case).delete()

    first, second = (
        CliRunner().invoke(command.supervision, ["recount", governed.code]).output for _ in range(2)
    )

    assert f"{governed.code}：{case.case_no} 的经办事项与办理情况不一致，已改正" in first
    assert str(other.case_no) not in first
    assert f"{governed.code}：经办事项已核对，改正 0 件" in second
    assert CaseDuty.objects.filter(case=case).count() == CaseDuty.objects.filter(case=other).count() > 0
