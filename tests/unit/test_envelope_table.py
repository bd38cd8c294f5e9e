"""The sixth machine's table: names, sides, states."""

from __future__ import annotations

import pytest

from kernel.wording import label
from transfers.lifecycle import CROSSINGS, Crossing
from transfers.states import ENDED, EnvelopeState


@pytest.mark.parametrize("step", CROSSINGS, ids=lambda step: step.code)
def test_every_crossing_is_named_and_leaves_no_ended_envelope(step: Crossing) -> None:
    assert label("crossings", step.code)
    assert not set(step.leaves) & ENDED
    assert step.kinds


def test_every_state_is_named_and_entered() -> None:
    entered = {step.enters for step in CROSSINGS}

    for state in EnvelopeState:
        assert label("states", f"ENVELOPE.{state}")
        assert state in entered
