"""Door of the exchange: every step of an envelope is one local transaction of the side that takes it.

It locks the shared record, checks side, right, kind and state, writes the new state with one event, and posts
one message that names the other side. Row level security sees to it that only the two sides meet the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import structlog

from cases.models import Assignment, Case
from cases.states import FINISHED, GONE, AssignmentState
from governments.entering.registry import find_government, why_not_served
from governments.entering.scope import current_government, governing
from kernel.actor import Actor
from kernel.clock import now
from kernel.once import Request, check_key, nested_transaction, own_key
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.sql.row_texts import select_text
from kernel.sql.rows import Part, alteration, insert, row_of, write
from kernel.sql.statements import SqlQuery, rows_of_each
from kernel.wording import called, label
from outbox.models import Message
from outbox.post import posting
from outbox.relay import OtherAway
from people.roles import Role
from transfers.due_columns import COLUMNS
from transfers.lifecycle import BY_CODE, Arrival, Crossing
from transfers.models import Envelope, EnvelopeEvent
from transfers.states import ENDED, EnvelopeKind, Side

USED = "SELECT id FROM public.transfers_envelopeevent WHERE government = %s AND key = %s"


@dataclass(slots=True)
class Passage:
    """A step of an envelope under way; ``facts`` is what the other side reads of it."""

    step: Crossing
    actor: Actor
    envelope: Envelope
    request: Request
    facts: dict[str, Any] = field(default_factory=dict)


@contextmanager
def cross(
    step: Crossing,
    actor: Actor,
    envelope: Envelope | int,
    key: str,
    *,
    reason: str = "",
    inputs: object = None,
    judged: bool = False,
) -> Iterator[Passage]:
    """Open an envelope (by id; an unsaved one is sent) for one step of the present government.

    ``judged`` says that the door of the case has judged the actor's right already, in this same transaction.
    Raises NotPermitted, NotVisible, Refusal, or AlreadyDone, with its event, when the key was used before.
    """
    here = current_government()
    if here is None:
        raise NotPermitted("exchange_needs_government")
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not judged and not actor.system and Role.GENERAL_OFFICE not in actor.roles:
        raise NotPermitted("not_permitted", step=label("crossings", step.code))
    if not judged:
        check_key(key)
    if step.reason and not reason.strip():
        raise Refusal("reason_required", field="reason", step=label("crossings", step.code))
    # Within the case's own step, which fails as a whole, its envelope needs no savepoint.
    with nullcontext() if judged else nested_transaction():
        row, used = _opened(envelope, str(here.code), own_key(actor, key))
        sent_now = row.pk is None
        passage = Passage(step, actor, row, Request.of(actor, key, step.code, row.pk, inputs, reason=reason))
        if used:
            passage.request.again(EnvelopeEvent.objects.select_related("envelope").get(pk=used))
        _check(step, row, str(here.code))
        before = "" if sent_now else row.state
        yield passage
        _write(passage, before, str(here.code))


def _opened(envelope: Envelope | int, here: str, key: str) -> tuple[Envelope, int | None]:
    """The envelope under its lock, which whoever gives it as a row has taken; and the event that used the key."""
    asked: SqlQuery = (USED, [here, key])
    if isinstance(envelope, Envelope):
        (used,) = rows_of_each(asked)
        return envelope, used[0][0] if used else None
    found, used = rows_of_each((f"{select_text(Envelope, 'id')} FOR NO KEY UPDATE", [[envelope]]), asked)
    if not found:
        raise NotVisible
    return row_of(Envelope, found[0]), used[0][0] if used else None


def _check(step: Crossing, row: Envelope, here: str) -> None:
    if row.pk is None:
        return
    side = Side.SENDER if row.sender == here else Side.RECEIVER
    if side is not step.side or row.kind not in step.kinds:
        raise NotPermitted("wrong_side", step=_name(step.code, row))
    if row.state in step.leaves:
        return
    last = row.events.order_by("-version").first()
    raise Refusal(
        "overtaken_across",
        step=_name(step.code, row),
        state=called("states", f"ENVELOPE.{row.state}", opinion=row.asks_opinion),
        who=last.actor if last else "",
        what=_name(last.step, row) if last else "",
    )


def _name(step: str, row: Envelope) -> str:
    return called("crossings", step, opinion=row.asks_opinion)


def _write(passage: Passage, before: str, here: str) -> None:
    row, step = passage.envelope, passage.step
    row.state = step.settles(row) if step.settles else step.enters or row.state
    row.version += 1
    changed: list[Part] = []
    if row.pk is None:
        row.sender = here
        insert(row)  # before its event, which the database takes for an envelope that is there
    else:
        moves = set(COLUMNS) if step.side is Side.SENDER else set()  # the days are the sender's to move
        changed = [alteration(row, {"state", "version", "receiver_case"} | moves)]
    event = EnvelopeEvent(
        envelope=row,
        version=row.version,
        step=step.code,
        from_state=before,
        to_state=row.state,
        government=here,
        actor=passage.actor.label,
        at=now(),
        reason=passage.request.reason,
        facts=passage.facts,
        key=passage.request.own_key,
        fingerprint=passage.request.fingerprint,
    )
    other = row.receiver if step.side is Side.SENDER else row.sender
    told = {"envelope": row.pk, "version": row.version, "to": other}
    write([], [event], *changed, posting(f"transfer.{step.code}", [told], f"envelope:{row.pk}"))


# Follow-ups by the relay: after one side's step, the other side's case follows, exactly once.

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
