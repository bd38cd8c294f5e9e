"""``lianban supervision recount`` lists a due day that a column repeats wrongly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db.models import F

from cases.models import Assignment
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
