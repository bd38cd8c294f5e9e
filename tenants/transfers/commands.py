"""Steps taken on an envelope itself: by the receiver, and on requests also by the one who asked."""

from __future__ import annotations

from typing import Any

from cases.commands import receive
from cases.inputs import MAX_REASON, optional, required
from cases.models import Case
from kernel.actor import Actor
from kernel.once import AlreadyDone
from kernel.refusals import Refusal
from transfers import lifecycle
from transfers.door import cross
from transfers.lifecycle import Crossing
from transfers.models import Envelope
from transfers.queries import is_urged
from transfers.snapshot import paper_of


def sign(actor: Actor, envelope_id: int, key: str) -> Envelope:
    """Sign for an envelope: the linked case and the envelope's event are one transaction (T1, T2, T4)."""
    try:
        with cross(lifecycle.SIGN, actor, envelope_id, key) as passage:
            case: Case = receive(actor, key, paper=paper_of(passage.envelope))
            passage.envelope.receiver_case = case.pk
        return passage.envelope
    except AlreadyDone as done:
        return _of(done)


def request_return(actor: Actor, envelope_id: int, key: str, *, reason: str) -> Envelope:
    """Ask the sender to take an envelope back; the sender decides (T6)."""
    return _take(lifecycle.REQUEST_RETURN, actor, envelope_id, key, reason)


def decline(actor: Actor, envelope_id: int, key: str, *, reason: str) -> Envelope:
    """Decline a lower government's request, with the reason (T4)."""
    return _take(lifecycle.DECLINE, actor, envelope_id, key, reason)


def report(actor: Actor, envelope_id: int, key: str, *, text: str) -> Envelope:
    """Report to the sender how far the matter is: a milestone that both sides read."""
    words = required(text, "progress", MAX_REASON)
    return _take(lifecycle.REPORT, actor, envelope_id, key, "", {"text": words})


def answer_urge(actor: Actor, envelope_id: int, key: str, *, text: str) -> Envelope:
    """Answer what the sender urged: how it stands and by when it will be done. All open ones at once."""
    words = required(text, "urgeAnswer", MAX_REASON)
    return _take(lifecycle.ANSWER_URGE, actor, envelope_id, key, "", {"text": words})


def accept(actor: Actor, envelope_id: int, key: str) -> Envelope:
    """The one who asked takes the answer to its request."""
    return _take(lifecycle.ACCEPT, actor, envelope_id, key, "")


def send_back(actor: Actor, envelope_id: int, key: str, *, reason: str) -> Envelope:
    """The one who asked wants another answer to its request."""
    return _take(lifecycle.SEND_BACK, actor, envelope_id, key, reason)


def recall(actor: Actor, envelope_id: int, key: str, *, reason: str) -> Envelope:
    """The one who asked takes its request back."""
    return _take(lifecycle.RECALL, actor, envelope_id, key, reason)


def _of(done: AlreadyDone) -> Envelope:
    envelope: Envelope = done.entry.envelope
    return envelope


def _take(
    step: Crossing, actor: Actor, envelope_id: int, key: str, reason: str, facts: dict[str, Any] | None = None
) -> Envelope:
    words = optional(reason, "reason", MAX_REASON)
    try:
        with cross(step, actor, envelope_id, key, reason=words, inputs=facts) as passage:
            _check(step, passage.envelope)
            passage.facts |= facts or {}
        return passage.envelope
    except AlreadyDone as done:
        return _of(done)


def _check(step: Crossing, envelope: Envelope) -> None:
    """What the door does not ask: whether this is taken on the envelope at all, and the step's own conditions."""
    if envelope.kind not in step.taken:
        raise Refusal("step_of_the_case", case=envelope.subject["number"])
    if step.when_urged and not is_urged(envelope.events.order_by("version")):
        raise Refusal("nothing_urged")
    for gate in step.gates:
        gate(envelope)
