"""Conditions of steps that are taken on an envelope itself, beyond side, right and state."""

from __future__ import annotations

from kernel.clock import today
from kernel.refusals import Refusal
from transfers.models import Envelope


def in_time_to_return(envelope: Envelope) -> None:
    """Where the sender's rule pack forbids late returns, the receiver asks in time."""
    forbidden = envelope.subject.get("late_return") == "forbid"
    if forbidden and today() > envelope.return_until:
        raise Refusal("envelope_return_too_late", until=envelope.return_until.isoformat())
