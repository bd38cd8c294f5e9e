"""Jobs of a government that is not in service: they wait minutes, not hours, without blame, and are done afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.db.models.functions import Now

from cases.models import FeedbackRound
from cases.states import FeedbackState
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from kernel.clock import today
from lianban.wiring import wired_relay
from outbox.models import Message
from supervision.public.models import Job
from support.build import a_delivered_case
from support.clocks import a_worker
from support.governments import CITY
from support.world import World

AWAY_PAUSE = 300.0  # seconds
AWAY: dict[str, dict[str, Any]] = {
    "behind": {"schema_version": "older"},
    "suspended": {"state": State.SUSPENDED},
}


@pytest.fixture
def due(lasting_world: World) -> Iterator[FeedbackRound]:
    """A feedback round of 云州市 whose day was yesterday, and the job that ends it; another government has one too."""
    asked_for = FeedbackRound.objects.get(case=a_delivered_case(lasting_world))
    FeedbackRound.objects.filter(pk=asked_for.pk).update(due_on=today() - timedelta(days=1))
    with platform_scope():
        wired_relay().drain()
        Message.objects.all().delete()
        Job.objects.all().delete()
        for code in (CITY, "binjiang"):
            Job.objects.create(government=code, task="expire_feedback", key="expire_feedback:today")
    yield asked_for


def registered(**changed: Any) -> dict[str, Any]:
    """What the registry says of the city from now on, and what it said before."""
    with platform_scope():
        row = Government.objects.get(code=CITY)
        before = {name: getattr(row, name) for name in changed}
        Government.objects.filter(code=CITY).update(**changed)
    clear()
    return before


def state(due: FeedbackRound) -> str:
    with governing(CITY):
        return FeedbackRound.objects.get(pk=due.pk).state


@pytest.mark.parametrize("how", AWAY)
def test_its_job_waits_five_minutes_and_is_done_when_it_is_back(due: FeedbackRound, how: str) -> None:
    before = registered(**AWAY[how])
    with platform_scope():
        for _ in range(20):
            a_worker().work(most=10)
            Job.objects.update(due_at=F("due_at") - timedelta(seconds=AWAY_PAUSE))
        during = list(Job.objects.values_list("government", "attempts", "dead_at"))
        a_worker().work(most=10)
        within = Job.objects.filter(
            due_at__gt=Now(), due_at__lte=Now() + timedelta(seconds=AWAY_PAUSE)
        ).count()
    registered(**before)
    untouched = state(due)

    with platform_scope():
        Job.objects.update(due_at=F("due_at") - timedelta(seconds=AWAY_PAUSE))
        a_worker().work(most=10)
        left = Job.objects.count()

    assert (during, within, untouched) == ([(CITY, 0, None)], 1, FeedbackState.SENT)
    assert (state(due), left) == (FeedbackState.OVERDUE, 0)
