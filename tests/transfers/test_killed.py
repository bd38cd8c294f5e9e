"""A process that crosses matters is killed more than a hundred times: nothing is lost, nothing is doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from cases import commands
from cases.models import Case, CaseEvent
from cases.states import UnitRole
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from outbox.models import Message
from support.build import a_filed_case, a_key, an_order
from support.crossing_titles import titled
from support.governments import CITY, DISTRICT
from support.sources import ROOT
from support.tiers import two_tiers
from transfers.models import Envelope, EnvelopeEvent

MATTERS, KILLS = 30, 110
ONCE_EACH = {"send": 2, "sign": 2, "request_return": 1, "accept_return": 1, "answer": 1, "accept": 1}


@pytest.fixture
def walked(committed: Government) -> dict[str, object]:
    """Both tiers after the walk, and what the walk says of itself."""
    tiers = two_tiers()
    for number in range(MATTERS):
        a_filed_case(tiers.city, title=titled("down", number))
        with tiers.below() as world:
            order = an_order(world, ("water", UnitRole.SOLE))
            commands.dispatch(
                world.office, a_filed_case(world, title=titled("up", number)).pk, a_key(), order=order
            )
    words = [sys.executable, "-m", "support.crossing_walk", str(MATTERS), str(KILLS), "20261122"]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_nothing_is_lost_and_nothing_is_doubled_over_a_hundred_kills(walked: dict[str, object]) -> None:
    assert walked["killed"] == KILLS

    steps = Counter(EnvelopeEvent.objects.values_list("step", flat=True))
    states = Counter(Envelope.objects.values_list("kind", "state"))
    assert steps == {step: times * MATTERS for step, times in ONCE_EACH.items()}
    assert states == {("DISPATCH_DOWN", "RETURNED"): MATTERS, ("REQUEST_UP", "ACCEPTED"): MATTERS}

    # each signature has exactly one linked case, and each followed its envelope to the end
    assert _linked() == Counter({("LOWER", "REPLIED"): MATTERS})
    assert _events("answer_accepted") == MATTERS
    with governing(DISTRICT):
        assert _linked() == Counter({("UPPER", "RECALLED"): MATTERS})
        assert _events("taken_back") == MATTERS
        assert _events("upper_responded") == 2 * MATTERS  # signed for, answered
    with governing(CITY):
        parts = Counter(Case.objects.filter(origin="OWN").values_list("assignments__state", flat=True))
        assert parts == {"RETURNED": MATTERS}
    with platform_scope():
        assert not Message.objects.filter(topic__startswith="transfer.").exists()


def _linked() -> Counter[tuple[str, str]]:
    return Counter(Case.objects.exclude(origin="OWN").values_list("origin", "state"))


def _events(step: str) -> int:
    return CaseEvent.objects.filter(step=step).count()
