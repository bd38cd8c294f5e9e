"""Sixth machine as data: an envelope's way between two governments, and which side takes which step.

Read it as the paper travels (domain.md 3, machine F): sent, signed for, perhaps returned, answered, accepted
or sent back for another answer; the sender may recall it until it is answered. Doors, lists and the relay read the
rows and never compare codes.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.aspects import Aspect
from cases.models import Assignment
from cases.steps.step import Transition
from kernel.actor import Actor
from kernel.wording import called, label, section
from transfers import arrivals, gates
from transfers.models import Envelope, EnvelopeEvent
from transfers.states import OPEN, EnvelopeKind, EnvelopeState, Side

Arrival = Callable[[Actor, EnvelopeEvent, Any], None]
KINDS = frozenset(EnvelopeKind)
DOWN, UP = frozenset({EnvelopeKind.DISPATCH_DOWN}), frozenset({EnvelopeKind.REQUEST_UP})


@dataclass(frozen=True, slots=True, eq=False)
class Crossing(Transition):
    """One step of an envelope, taken by one ``side``; ``about`` is what the API says of it.

    ``kinds`` limits it to kinds of envelopes. On those of the kinds in ``taken`` it is a step of its own, for which
    ``gates`` hold; on others it follows from a step of the case that the envelope carries. ``first`` is offered before
    others. ``urging`` is between the two offices: what was urged last waits for the receiver's word, and a step
    ``when_urged`` for such an urge.
    Where the step itself decides the state, ``settles`` does.
    Its event is seen as a milestone of the envelope (``aspect``), its ``words`` as what crosses, unless the row
    names others.
    ``arrival`` is what the other side's case does: the sender's assignment, or the receiver's linked case;
    ``after_all`` also when the assignment is done. ``response`` is what the case does that made a request.
    Of what follows from a step of the case: ``late`` steps are left out where the envelope's state is past them,
    ``new_day`` ones take the assignment's days along, ``numbered`` ones state the number of the answer that goes back,
    and ``why`` is the reason where the case's step has none.
    """

    side: Side
    about: str
    aspect: Aspect = field(default=Aspect.CROSSING, kw_only=True)
    words: Aspect | None = field(default=Aspect.CROSSED, kw_only=True)
    kinds: Set[EnvelopeKind] = KINDS
    taken: Set[EnvelopeKind] = frozenset()
    first: bool = False
    urging: bool = False
    when_urged: bool = False
    settles: Callable[[Envelope], EnvelopeState] | None = None
    arrival: Arrival | None = None
    after_all: bool = False
    response: Arrival | None = None
    late: bool = False
    new_day: bool = False
    numbered: bool = False
    why: Callable[[Assignment], str] | None = None


def _as_before(envelope: Envelope) -> EnvelopeState:
    """Signed for, or, where it was not yet, to be signed for."""
    return EnvelopeState.SIGNED if envelope.receiver_case is not None else EnvelopeState.SENT


R = Aspect.RETURNS
E, SENDER, RECEIVER = EnvelopeState, Side.SENDER, Side.RECEIVER

# A table: its rows are read side by side, which one argument to a line would not allow.
# fmt: off

SEND = Crossing("send", set(), E.SENT, SENDER, "The sender hands it over.")
SIGN = Crossing(
    "sign", {E.SENT}, E.SIGNED, RECEIVER, "The receiver signs for it.", taken=KINDS, first=True,
    arrival=arrivals.sign, response=arrivals.respond,
)
REQUEST_RETURN = Crossing(
    "request_return", {E.SENT, E.SIGNED}, E.RETURN_REQUESTED, RECEIVER, "The receiver asks to be relieved.", DOWN,
    taken=DOWN, reason=True, gates=(gates.in_time_to_return,), arrival=arrivals.request_return,
    aspect=R, words=R,
)
ACCEPT_RETURN = Crossing(
    "accept_return", {E.RETURN_REQUESTED}, E.RETURNED, SENDER, "The sender relieves the receiver.", DOWN,
    arrival=arrivals.take_back, aspect=R, words=R,
)
REJECT_RETURN = Crossing(
    "reject_return", {E.RETURN_REQUESTED}, None, SENDER, "The sender upholds the dispatch.", DOWN, reason=True,
    settles=_as_before, aspect=R, words=R,
)
DECLINE = Crossing(
    "decline", {E.SENT, E.SIGNED}, E.DECLINED, RECEIVER, "The receiver does not take a request up.", UP, taken=UP,
    reason=True, response=arrivals.respond,
)
REPORT = Crossing(
    "report", {E.SIGNED, E.SENT_BACK}, None, RECEIVER, "The receiver tells how far it is.", taken=KINDS,
    response=arrivals.respond,
)
ANSWER = Crossing(
    "answer", {E.SIGNED, E.SENT_BACK}, E.ANSWERED, RECEIVER, "The receiver answers.",
    arrival=arrivals.answer, response=arrivals.respond,
)
SEND_BACK = Crossing(
    "send_back", {E.ANSWERED}, E.SENT_BACK, SENDER, "The sender wants another answer.", taken=UP, reason=True,
    numbered=True, arrival=arrivals.again,
)
ACCEPT = Crossing(
    "accept", {E.ANSWERED}, E.ACCEPTED, SENDER, "The sender takes the answer.", taken=UP, first=True,
    arrival=arrivals.accepted,
)
ORDER_AGAIN = Crossing(
    "order_again", {E.ACCEPTED}, E.SENT_BACK, SENDER, "After dissatisfaction the sender wants it handled again.",
    DOWN, late=True, new_day=True, arrival=arrivals.again,
)
DELIVER = Crossing(
    "deliver", {E.ACCEPTED}, None, SENDER, "The sender has delivered the receiver's letter to the proposer.", DOWN,
    late=True, arrival=arrivals.delivered,
)
SHARE_OPINION = Crossing(
    "share_opinion", OPEN | {E.ANSWERED}, None, SENDER,
    "The sender lets the receiver read a co-handler's opinion.", DOWN, arrival=arrivals.opinion,
)
NAME_HELPERS = Crossing(
    "name_helpers", OPEN | {E.ANSWERED}, None, SENDER,
    "The sender tells the receiver, which answers, who gives opinions on the case there.", DOWN,
)
MOVE_DATE = Crossing(
    "move_date", OPEN, None, SENDER, "The sender's due day moved; the receiver counts its own again.", DOWN,
    late=True, new_day=True, arrival=arrivals.move_date,
)
# 催办 and the word on it move no state (domain.md 1.1: supervision reaches the next-lower government)
URGE = Crossing(
    "urge", OPEN, None, SENDER, "The sender's office urges the lower government, and asks for a word by a day.", DOWN,
    urging=True, arrival=arrivals.urged,
)
ANSWER_URGE = Crossing(
    "answer_urge", OPEN | {E.ANSWERED, E.ACCEPTED}, None, RECEIVER, "The receiver's office answers what was urged.",
    DOWN, taken=DOWN, first=True, urging=True, when_urged=True, arrival=arrivals.urge_answered, after_all=True,
)
RECALL = Crossing(
    "recall", OPEN, E.RECALLED, SENDER, "The sender takes it back.", taken=UP, reason=True,
    arrival=arrivals.take_back,
)
CANCEL = Crossing(
    "cancel", OPEN | {E.ANSWERED}, E.RECALLED, SENDER, "It ended because the whole case was withdrawn.", reason=True,
    late=True, why=lambda part: part.waived_reason, arrival=arrivals.take_back,
)

# fmt: on

BY_CODE: dict[str, Crossing] = {
    value.code: value for value in list(globals().values()) if isinstance(value, Crossing)
}
CROSSINGS: tuple[Crossing, ...] = tuple(BY_CODE.values())
URGING = frozenset(step.code for step in CROSSINGS if step.urging)


# Turn of an envelope: whose act is next, and by how many days it is late; both sides read the same.

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
