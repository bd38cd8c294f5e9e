"""大会期间 or 闭会期间: as the registrar says, else by the session's day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case
from kernel.refusals import Refusal
from support.build import a_registered_case
from support.world import World


@pytest.mark.parametrize(
    ("after", "given", "kept"),
    [
        (3, "", "IN_SESSION"),
        (3, "BETWEEN_SESSIONS", "BETWEEN_SESSIONS"),
        (-10, "", "IN_SESSION"),
        (-200, "", "BETWEEN_SESSIONS"),
        (-200, "IN_SESSION", "IN_SESSION"),
    ],
)
def test_a_paper_is_in_session_around_the_opening_unless_it_is_said_otherwise(
    world: World, after: int, given: str, kept: str
) -> None:
    case = a_registered_case(world, registered_on=_day(world, after), period=given)

    assert case.period == kept


def test_another_period_is_refused(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        a_registered_case(world, period="SOMETIMES")

    assert (refused.value.code, refused.value.field) == ("period_unknown", "period")
    assert not Case.objects.exists()


def _day(world: World, after: int) -> Any:
    """A day so long after (before) the opening; long ago, so that it never lies in the future."""
    session = world.sessions["SUGGESTION"]
    session.opened_on -= timedelta(days=365)
    session.save()
    return session.opened_on + timedelta(days=after)
