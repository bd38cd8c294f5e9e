"""The sixth machine as data: an envelope's way between two governments, and which side takes which step.

Read it as the paper travels (domain.md 3, machine F): sent, signed for, perhaps returned, answered, accepted
or sent back for another answer; the sender may recall it until it is answered.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """One step of an envelope. ``kinds`` limits it to kinds of envelopes; ``reason`` makes one obligatory."""

    code: str
    side: Side
    leaves: Set[str]
    enters: str | None
    reason: bool = False
    kinds: Set[EnvelopeKind] = frozenset(EnvelopeKind)


E = EnvelopeState
OPEN = {E.SENT, E.SIGNED, E.RETURN_REQUESTED, E.SENT_BACK}
# An accepted answer is no end: dissatisfaction may call for another one.
ENDED = frozenset({E.RETURNED, E.DECLINED, E.RECALLED})
DOWN, UP = {EnvelopeKind.DISPATCH_DOWN}, {EnvelopeKind.REQUEST_UP}

SEND = Crossing("send", Side.SENDER, set(), E.SENT)
SIGN = Crossing("sign", Side.RECEIVER, {E.SENT}, E.SIGNED)
REQUEST_RETURN = Crossing(
    "request_return", Side.RECEIVER, {E.SENT, E.SIGNED}, E.RETURN_REQUESTED, reason=True, kinds=DOWN
)
ACCEPT_RETURN = Crossing("accept_return", Side.SENDER, {E.RETURN_REQUESTED}, E.RETURNED, kinds=DOWN)
REJECT_RETURN = Crossing(
    "reject_return", Side.SENDER, {E.RETURN_REQUESTED}, None, reason=True, kinds=DOWN
)  # signed for, or, where it was not yet, to be signed for
DECLINE = Crossing("decline", Side.RECEIVER, {E.SENT, E.SIGNED}, E.DECLINED, reason=True, kinds=UP)
REPORT = Crossing("report", Side.RECEIVER, {E.SIGNED, E.SENT_BACK}, None)
ANSWER = Crossing("answer", Side.RECEIVER, {E.SIGNED, E.SENT_BACK}, E.ANSWERED)
SEND_BACK = Crossing("send_back", Side.SENDER, {E.ANSWERED}, E.SENT_BACK, reason=True)
ACCEPT = Crossing("accept", Side.SENDER, {E.ANSWERED}, E.ACCEPTED)
ORDER_AGAIN = Crossing("order_again", Side.SENDER, {E.ACCEPTED}, E.SENT_BACK, kinds=DOWN)
DELIVER = Crossing("deliver", Side.SENDER, {E.ACCEPTED}, None, kinds=DOWN)
SHARE_OPINION = Crossing("share_opinion", Side.SENDER, OPEN | {E.ANSWERED}, None, kinds=DOWN)
NAME_HELPERS = Crossing("name_helpers", Side.SENDER, OPEN | {E.ANSWERED}, None, kinds=DOWN)
MOVE_DATE = Crossing("move_date", Side.SENDER, OPEN, None, kinds=DOWN)
# 催办 and the word on it move no state (domain.md 1.1: supervision reaches the next-lower government)
URGE = Crossing("urge", Side.SENDER, OPEN, None, kinds=DOWN)
ANSWER_URGE = Crossing("answer_urge", Side.RECEIVER, OPEN | {E.ANSWERED, E.ACCEPTED}, None, kinds=DOWN)
RECALL = Crossing("recall", Side.SENDER, OPEN, E.RECALLED, reason=True)
CANCEL = Crossing("cancel", Side.SENDER, OPEN | {E.ANSWERED}, E.RECALLED, reason=True)

BY_CODE: dict[str, Crossing] = {
    value.code: value for value in list(globals().values()) if isinstance(value, Crossing)
}
CROSSINGS: tuple[Crossing, ...] = tuple(BY_CODE.values())
