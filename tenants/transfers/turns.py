"""Turn of an envelope: whose act is next, and by how many days it is late; both sides read the same."""

from __future__ import annotations

from datetime import date

from kernel.wording import called, label, section
from transfers.models import Envelope
from transfers.states import EnvelopeKind, EnvelopeState

# What is to be done now, by which of the envelope's days. Taking an answer or ruling on a return has none across.
BY_DAY = {
    EnvelopeState.SENT: "sign_due_on",
    EnvelopeState.SIGNED: "due_on",
    EnvelopeState.SENT_BACK: "due_on",
    EnvelopeState.RETURN_REQUESTED: "due_on",
}


def turn(envelope: Envelope, state: str, sender: str, receiver: str) -> str | None:
    """Who is to do what, in a sentence with both names as the viewer calls them; None where nothing waits.

    ``state`` is as the viewer sees it.
    """
    if state not in section("turns"):
        return None
    requested = envelope.kind == EnvelopeKind.REQUEST_UP and section("request_turns").get(state)
    words = requested or called("turns", state, opinion=envelope.asks_opinion)
    return words.format(sender=sender, receiver=receiver)


def days_late(envelope: Envelope, state: str, day: date) -> int | None:
    """By how many days the receiver's act is overdue on this day; None where it is not, or where none waits."""
    name = BY_DAY.get(EnvelopeState(state))
    late = (day - getattr(envelope, name)).days if name else 0
    return late if late > 0 else None


def own_name() -> str:
    """How a government's own people call it beside the other one."""
    return label("origins", "OWN")
