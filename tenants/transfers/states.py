"""States of an envelope, who moves it, and what crosses: terms of the sixth machine (domain.md 3, F)."""

from __future__ import annotations

from enum import StrEnum


class EnvelopeState(StrEnum):
    """Where an envelope is."""

    SENT = "SENT"
    SIGNED = "SIGNED"
    RETURN_REQUESTED = "RETURN_REQUESTED"
    RETURNED = "RETURNED"
    ANSWERED = "ANSWERED"
    SENT_BACK = "SENT_BACK"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    RECALLED = "RECALLED"


class Side(StrEnum):
    """Which of the two governments takes a step."""

    SENDER = "SENDER"
    RECEIVER = "RECEIVER"


class EnvelopeKind(StrEnum):
    """What crosses (domain.md 1.8)."""

    DISPATCH_DOWN = "DISPATCH_DOWN"
    REQUEST_UP = "REQUEST_UP"


OPEN = frozenset(
    {EnvelopeState.SENT, EnvelopeState.SIGNED, EnvelopeState.RETURN_REQUESTED, EnvelopeState.SENT_BACK}
)
# An accepted answer is no end: dissatisfaction may call for another one.
ENDED = frozenset({EnvelopeState.RETURNED, EnvelopeState.DECLINED, EnvelopeState.RECALLED})
