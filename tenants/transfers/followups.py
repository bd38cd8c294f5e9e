"""What the relay carries over: after one side's step, the other side's case follows, exactly once.

Each follow-up is a command of ``cases`` under a key made of the envelope's event, so a message that comes twice
has one effect; and one that comes too late, because the case has gone another way meanwhile, has none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import structlog

from cases import commands
from cases.models import Assignment, Case
from cases.reading.seeing.table import Aspect
from cases.states import FINISHED, GONE, AssignmentState, CaseState
from cases.steps.gates import open_urges
from governments.entering.registry import find_government, why_not_served
from governments.entering.scope import governing
from kernel.actor import Actor
from kernel.wording import label, sentence
from outbox.models import Message
from outbox.relay import OtherAway
from supervision.models import RecipientGroup
from supervision.notices import notify
from transfers.lifecycle import EnvelopeKind
from transfers.models import EnvelopeEvent

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
    envelope = event.envelope
    sender = find_government(by)
    actor = Actor(account_id=None, name=event.actor, system=True, unit_name=str(sender or by))
    if envelope.kind == EnvelopeKind.REQUEST_UP and event.step in REQUEST:
        REQUEST[event.step](actor, event)
    elif event.step in AT_SENDER and by == envelope.receiver:
        _at_assignment(actor, event)
    elif event.step in AT_RECEIVER and by == envelope.sender:
        _at_linked(actor, event)


def _key(event: EnvelopeEvent) -> str:
    return f"envelope-{event.pk}"


def _at_assignment(actor: Actor, event: EnvelopeEvent) -> None:
    """The sender's assignment follows the lower government's step."""
    assignment = Assignment.objects.filter(pk=event.envelope.sender_assignment or 0).first()
    if assignment is None or assignment.state in GONE:
        return
    if assignment.state == AssignmentState.DONE and event.step != "answer_urge":
        return  # closed without it meanwhile: its opinion was waived
    AT_SENDER[event.step](actor, event, assignment)


def _sign(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    if assignment.state == AssignmentState.PENDING_SIGN:
        commands.sign_for(actor, assignment.pk, _key(event))


def _urge_answered(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    if open_urges(assignment):
        commands.answer_urge(actor, assignment.pk, _key(event), text=event.facts["text"])


def _urged(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """The bell of the office here; the words stand in the envelope, where they are answered."""
    words = {"who": actor.label, "text": event.facts["text"], "day": event.facts["reply_by"]}
    notify(
        f"urged:{event.pk}",
        sentence("notice_urged", **words),
        case=case,
        recipients=(RecipientGroup.OFFICE,),
        aspect=Aspect.URGING,
        subject=label("crossings", event.step),
    )


def _request_return(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    basis = label("crossings", "request_return")
    commands.request_return(
        actor, assignment.pk, _key(event), reason=event.reason, basis=basis, proposed_unit_id=None
    )


def _answer(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    if assignment.state == AssignmentState.PENDING_SIGN:  # the signature's own message is still on its way
        commands.sign_for(actor, assignment.pk, f"{_key(event)}-sign")
    commands.answer_arrives(actor, assignment.pk, _key(event))


def _at_linked(actor: Actor, event: EnvelopeEvent) -> None:
    """The receiver's linked case follows the sender's step."""
    case = Case.objects.filter(envelope=event.envelope.pk).first()
    if case is None or (case.state in FINISHED and event.step in ENDINGS):
        return
    AT_RECEIVER[event.step](actor, event, case)


def _take_back(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    reason = event.reason or label("crossings", event.step)
    commands.taken_back(actor, case.pk, _key(event), reason=reason)


def _again(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    new = event.facts.get("due_on")
    due_on = date.fromisoformat(new) if new else None
    anew = event.step == "order_again"
    commands.answer_sent_back(
        actor,
        case.pk,
        _key(event),
        reason=event.reason,
        due_on=due_on,
        anew=anew,
        renumber="number_known" in event.facts,
    )


def _move_date(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    if date.fromisoformat(event.facts["due_on"]) == case.upper_due_on:
        return  # another day of the envelope moved, which nothing here is counted from
    commands.move_dates(
        actor,
        case.pk,
        _key(event),
        cause="UPPER",
        source=actor.label,
        upper_due_on=date.fromisoformat(event.facts["due_on"]),
    )


def _opinion(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    if case.state not in FINISHED or case.state == CaseState.CLOSED:
        commands.upper_opinion(actor, case.pk, _key(event), unit=event.facts["unit"])


def _accepted(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    commands.answer_accepted(actor, case.pk, _key(event))


def _delivered(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    commands.answer_delivered(actor, case.pk, _key(event))


def _respond(actor: Actor, event: EnvelopeEvent) -> None:
    """The case about which the upper government was asked tells what came back."""
    case = Case.objects.filter(pk=event.envelope.sender_case).first()
    if case is None or case.state in FINISHED:
        return
    commands.upper_responded(actor, case.pk, _key(event), facts=_told(event))


def _told(event: EnvelopeEvent) -> dict[str, Any]:
    told = {
        "request": label("request_types", event.envelope.request_type),
        "response": label("crossings", event.step),
    }
    text = event.facts.get("body") or event.facts.get("text") or event.reason
    return told | ({"text": text} if text else {})


Follow = Callable[[Actor, EnvelopeEvent, Assignment], None]
FollowCase = Callable[[Actor, EnvelopeEvent, Case], None]

ENDINGS = frozenset({"recall", "cancel", "accept_return"})
AT_SENDER: dict[str, Follow] = {
    "sign": _sign,
    "request_return": _request_return,
    "answer": _answer,
    "answer_urge": _urge_answered,
}
AT_RECEIVER: dict[str, FollowCase] = {
    "recall": _take_back,
    "cancel": _take_back,
    "accept_return": _take_back,
    "send_back": _again,
    "order_again": _again,
    "move_date": _move_date,
    "urge": _urged,
    "share_opinion": _opinion,
    "accept": _accepted,
    "deliver": _delivered,
}
REQUEST: dict[str, Callable[[Actor, EnvelopeEvent], None]] = {
    "sign": _respond,
    "decline": _respond,
    "report": _respond,
    "answer": _respond,
}
