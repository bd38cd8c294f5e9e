"""An envelope repeats the sender's due days; one that says another day is found and listed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db.models import F

from cases import commands
from cases.inputs import UpperRequest
from cases.states import UnitRole
from lianban.cli import supervision as command
from support.build import a_dispatched_case, a_key
from support.governments import CITY
from support.tiers import Tiers, sent_down, the_envelope
from transfers.due_columns import COLUMNS, differences
from transfers.models import Envelope


def wrong(column: str) -> int:
    """The newest envelope says a day later than it should; its key."""
    key = the_envelope().pk
    Envelope.objects.filter(pk=key).update(**{column: F(column) + timedelta(days=1)})
    return key


def right_again(key: int, column: str) -> None:
    """The envelope as it was."""
    Envelope.objects.filter(pk=key).update(**{column: F(column) - timedelta(days=1)})


@pytest.mark.parametrize("column", COLUMNS)
def test_an_envelope_that_says_another_day_than_the_part_it_carries_is_listed(
    tiers: Tiers, column: str
) -> None:
    case = sent_down(tiers)
    assert differences() == []

    key = wrong(column)

    (found,) = differences()
    assert (found.case_id, found.column, found.key) == (case.pk, f"envelope.{column}", key)
    assert found.expected is not None and found.stored == found.expected + timedelta(days=1)
    output = CliRunner().invoke(command.supervision, ["recount", CITY]).output
    assert f"{case.case_no} 的 envelope.{column}（{key}）为 {found.stored}" in output
    right_again(key, column)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_request_that_says_another_day_than_it_was_sent_with_is_found(tiers: Tiers, column: str) -> None:
    with tiers.below() as world:
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))
        request = UpperRequest("PLANNING", "请调整地块控制性详细规划。")
        commands.ask_upper(world.office, case.pk, a_key(), request=request)
        assert differences() == []

        key = wrong(column)

        (found,) = differences()
        assert (found.column, found.key) == (f"envelope.{column}", key)
        right_again(key, column)
