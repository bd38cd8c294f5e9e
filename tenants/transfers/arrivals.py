"""Arrivals: steps of a case that follow a step of its envelope by the other government; rows of the table name them.

Each is a command of ``cases`` under a key made of the envelope's event, so a message that comes twice has one effect.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cases import commands
from cases.aspects import Aspect
from cases.models import Assignment, Case
from cases.states import FINISHED, AssignmentState, CaseState
from cases.steps.gates import open_urges
from kernel.actor import Actor
from kernel.wording import label, sentence
from supervision.models import RecipientGroup
from supervision.notices import notify
from transfers.models import EnvelopeEvent
from transfers.states import EnvelopeState


def key_of(event: EnvelopeEvent) -> str:
    """The key under which a case follows the event."""
    return f"envelope-{event.pk}"


def sign(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    """The unit that stands for the lower government has signed for its part."""
    if assignment.state == AssignmentState.PENDING_SIGN:
        commands.sign_for(actor, assignment.pk, key_of(event))


def urge_answered(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    """What was urged has been answered."""
    if open_urges(assignment):
        commands.answer_urge(actor, assignment.pk, key_of(event), text=event.facts["text"])


def urged(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
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


def request_return(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    """The lower government asks to be relieved, as a unit does."""
    basis = label("crossings", event.step)
    commands.request_return(
        actor, assignment.pk, key_of(event), reason=event.reason, basis=basis, proposed_unit_id=None
    )


def answer(actor: Actor, event: EnvelopeEvent, assignment: Assignment) -> None:
    """The answer lies with the office, which takes it or sends it back."""
    if assignment.state == AssignmentState.PENDING_SIGN:  # the signature's own message is still on its way
        commands.sign_for(actor, assignment.pk, f"{key_of(event)}-sign")
    commands.answer_arrives(actor, assignment.pk, key_of(event))


def take_back(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """The linked case ends: the sender has it back."""
    reason = event.reason or label("crossings", event.step)
    commands.taken_back(actor, case.pk, key_of(event), reason=reason)


def again(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """Another answer is wanted: by the sender's office, or by the proposer who was dissatisfied with the last."""
    new = event.facts.get("due_on")
    due_on = date.fromisoformat(new) if new else None
    commands.answer_sent_back(
        actor,
        case.pk,
        key_of(event),
        reason=event.reason,
        due_on=due_on,
        anew=event.from_state == EnvelopeState.ACCEPTED,
        renumber="number_known" in event.facts,
    )


def move_date(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """The days here follow the sender's."""
    if date.fromisoformat(event.facts["due_on"]) == case.upper_due_on:
        return  # another day of the envelope moved, which nothing here is counted from
    commands.move_dates(
        actor,
        case.pk,
        key_of(event),
        cause="UPPER",
        source=actor.label,
        upper_due_on=date.fromisoformat(event.facts["due_on"]),
    )


def opinion(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """A co-handler's opinion is there to be read while the case can still use it."""
    if case.state not in FINISHED or case.state == CaseState.CLOSED:
        commands.upper_opinion(actor, case.pk, key_of(event), unit=event.facts["unit"])


def accepted(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """The answer is the sender's now."""
    commands.answer_accepted(actor, case.pk, key_of(event))


def delivered(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """The proposer has the letter."""
    commands.answer_delivered(actor, case.pk, key_of(event))


def respond(actor: Actor, event: EnvelopeEvent, case: Case) -> None:
    """The case about which the upper government was asked records what came back."""
    commands.upper_responded(actor, case.pk, key_of(event), facts=_facts(event))


def _facts(event: EnvelopeEvent) -> dict[str, Any]:
    told = {
        "request": label("request_types", event.envelope.request_type),
        "response": label("crossings", event.step),
    }
    text = event.facts.get("body") or event.facts.get("text") or event.reason
    return told | ({"text": text} if text else {})
