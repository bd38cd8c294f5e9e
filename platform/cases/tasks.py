"""Timed work on cases; each runs as a job inside one government and calls commands."""

from __future__ import annotations

from cases import commands
from cases.models import FeedbackRound
from cases.states import FeedbackState
from kernel.actor import SYSTEM
from kernel.clock import today


def expire_feedback() -> int:
    """Note every feedback round whose day has passed; returns how many. Running twice has no second effect."""
    late = FeedbackRound.objects.filter(state=FeedbackState.SENT, due_on__lt=today())
    rounds = list(late.values_list("pk", flat=True))
    for pk in rounds:
        commands.expire_feedback(SYSTEM, pk, f"expire-{pk:08d}")
    return len(rounds)
