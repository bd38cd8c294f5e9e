"""Follow-ups by the relay: after one side's step, the other side's case follows, exactly once.

What follows stands in the step's row; here only whose case it is, and that what comes too late, because the case has
gone another way meanwhile, has no effect.
"""

from __future__ import annotations

import structlog

from cases.models import Assignment, Case
from cases.states import FINISHED, GONE, AssignmentState
from governments.entering.registry import find_government, why_not_served
from governments.entering.scope import governing
from kernel.actor import Actor
from outbox.models import Message
from outbox.relay import OtherAway
from transfers.lifecycle import BY_CODE, Arrival, Crossing
from transfers.models import EnvelopeEvent
from transfers.states import ENDED, EnvelopeKind, Side

log = structlog.get_logger(__name__)


def carry_over(message: Message) -> None:
    """Handle an outbox message of topic ``transfer.*`` in the government that it is for.

    Raises OtherAway while that one is suspended or waits for its upgrade; one that is gone has no case to follow.
    """
    other = find_government(message.payload["to"])
    if other is None:
        log.warning("transfer: the other government is gone", government=message.payload["to"])
        return
    refused = why_not_served(other)
    if refused is not None:
        raise OtherAway(other.code, refused.message) from refused
    with governing(other):
        event = EnvelopeEvent.objects.select_related("envelope").get(
            envelope=message.payload["envelope"], version=message.payload["version"]
        )
        _follow(event, message.government)


def _follow(event: EnvelopeEvent, by: str) -> None:
    envelope, step = event.envelope, BY_CODE[event.step]
    sender = find_government(by)
    actor = Actor(account_id=None, name=event.actor, system=True, unit_name=str(sender or by))
    if envelope.kind == EnvelopeKind.REQUEST_UP and step.response is not None:
        _at_request(step.response, actor, event)
    elif step.arrival is None:
        return
    elif step.side is Side.RECEIVER:
        _at_assignment(step, step.arrival, actor, event)
    else:
        _at_linked(step, step.arrival, actor, event)


def _at_request(respond: Arrival, actor: Actor, event: EnvelopeEvent) -> None:
    """The case about which the upper government was asked."""
    case = Case.objects.filter(pk=event.envelope.sender_case).first()
    if case is not None and case.state not in FINISHED:
        respond(actor, event, case)


def _at_assignment(step: Crossing, arrive: Arrival, actor: Actor, event: EnvelopeEvent) -> None:
    """The sender's assignment follows the lower government's step."""
    assignment = Assignment.objects.filter(pk=event.envelope.sender_assignment or 0).first()
    if assignment is None or assignment.state in GONE:
        return
    waived = assignment.state == AssignmentState.DONE  # closed without it meanwhile
    if step.after_all or not waived:
        arrive(actor, event, assignment)


def _at_linked(step: Crossing, arrive: Arrival, actor: Actor, event: EnvelopeEvent) -> None:
    """The receiver's linked case follows the sender's step."""
    case = Case.objects.filter(envelope=event.envelope.pk).first()
    if case is not None and not (case.state in FINISHED and step.enters in ENDED):
        arrive(actor, event, case)
