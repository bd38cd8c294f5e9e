"""The door of the exchange: every step of an envelope is one local transaction of the side that takes it.

It locks the shared record, checks side, right, kind and state, writes the new state with one event, and posts
one message that names the other side. Row level security sees to it that only the two sides meet the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson

from governments.scope import current_government
from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.whole import part
from kernel.wording import label
from outbox.post import post
from people.roles import Role
from transfers.lifecycle import Crossing, Side
from transfers.models import Envelope, EnvelopeEvent

DAYS = {"due_on", "sign_due_on", "return_until"}  # are the sender's to move


class AlreadyCrossed(Exception):
    """This key has had its effect on ``envelope``."""

    def __init__(self, envelope: Envelope) -> None:
        self.envelope = envelope
        super().__init__(str(envelope))


@dataclass(slots=True)
class Passage:
    """A step of an envelope under way; ``facts`` is what the other side reads of it."""

    step: Crossing
    actor: Actor
    envelope: Envelope
    key: str
    fingerprint: str
    reason: str = ""
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
    Raises NotPermitted, NotVisible, Refusal, or AlreadyCrossed when the key was used before.
    """
    here = current_government()
    if here is None:
        raise NotPermitted("exchange_needs_government")
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not judged and not actor.system and Role.GENERAL_OFFICE not in actor.roles:
        raise NotPermitted("not_permitted", step=label("crossings", step.code))
    if step.reason and not reason.strip():
        raise Refusal("reason_required", field="reason", step=label("crossings", step.code))
    with part():
        row = envelope if isinstance(envelope, Envelope) else _locked(envelope)
        own_key = f"{actor.account_id or 0}:{key}"
        passage = Passage(step, actor, row, own_key, fingerprint(step, row.pk, inputs), reason.strip())
        _once(passage, str(here.code))
        _check(step, row, str(here.code))
        before = row.state if row.pk else ""
        yield passage
        _write(passage, before, str(here.code))


def fingerprint(step: Crossing, envelope_id: int | None, inputs: object) -> str:
    """A digest of what was asked, to tell a repeated call from another one with the same key."""
    return hashlib.sha256(
        orjson.dumps([step.code, envelope_id, inputs], option=orjson.OPT_SORT_KEYS, default=str)
    ).hexdigest()


def _locked(envelope_id: int) -> Envelope:
    row = Envelope.objects.select_for_update(no_key=True).filter(pk=envelope_id).first()
    if row is None:
        raise NotVisible
    return row


def _once(passage: Passage, here: str) -> None:
    done = EnvelopeEvent.objects.filter(government=here, key=passage.key).select_related("envelope").first()
    if done is None:
        return
    if done.step != passage.step.code or (passage.envelope.pk and done.fingerprint != passage.fingerprint):
        raise Refusal("key_reused", field="key")
    raise AlreadyCrossed(done.envelope)


def _check(step: Crossing, row: Envelope, here: str) -> None:
    if row.pk is None:
        return
    side = Side.SENDER if row.sender == here else Side.RECEIVER
    if side is not step.side or row.kind not in step.kinds:
        raise NotPermitted("wrong_side", step=label("crossings", step.code))
    if row.state in step.leaves:
        return
    last = row.events.order_by("-version").first()
    raise Refusal(
        "overtaken_across",
        step=label("crossings", step.code),
        state=label("states", f"ENVELOPE.{row.state}"),
        who=last.actor if last else "",
        what=label("crossings", last.step) if last else "",
    )


def _write(passage: Passage, before: str, here: str) -> None:
    row, step = passage.envelope, passage.step
    row.state = step.enters or row.state
    row.version += 1
    if row.pk is None:
        row.save()
    else:
        moves = DAYS if step.side is Side.SENDER else set()
        row.save(update_fields={"state", "version", "receiver_case"} | moves)
    EnvelopeEvent.objects.create(
        envelope=row,
        version=row.version,
        step=step.code,
        from_state=before,
        to_state=row.state,
        actor=passage.actor.label,
        at=now(),
        reason=passage.reason,
        facts=passage.facts,
        key=passage.key,
        fingerprint=passage.fingerprint,
    )
    other = row.receiver if step.side is Side.SENDER else row.sender
    told = {"envelope": row.pk, "version": row.version, "to": other}
    post(f"transfer.{step.code}", told)
