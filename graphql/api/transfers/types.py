"""An envelope as one of its two sides sees it: both read the one shared record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene

from api.cases.due import DueDay, served, set_by
from api.context import Context
from api.enums import CaseKind, CrossingCode, EnvelopeKind, EnvelopeState, UnitRole
from api.fields import Row, day, flag, identity, many, moment, number, one, text
from api.refusal import Refusal
from api.related import computed
from api.transfers.answers import ANSWER
from api.transfers.steps import EnvelopeStep
from cases.models import DueKind
from cases.seeing.crossings import hears_crossing, reads_crossing
from governments.registry import find_government
from kernel.wording import called, label
from rules.explaining import brief
from transfers.lifecycle import Crossing, Side
from transfers.models import Envelope as EnvelopeRow
from transfers.models import EnvelopeEvent as EventRow
from transfers.queries import (
    asked_in,
    events_of,
    is_urged,
    open_steps,
    shown_state,
    side_of,
    told_of_urging,
    urged_until,
)


def _events(_context: Context, envelopes: Sequence[EnvelopeRow]) -> dict[int, list[EventRow]]:
    found: dict[int, list[EventRow]] = {}
    rows = {row.pk: row for row in envelopes}
    for event in events_of(list(rows)):
        event.envelope = rows[event.envelope_id]
        found.setdefault(event.envelope_id, []).append(event)
    return found


_all_events = computed(_events, ())


def events_of_envelope(row: EnvelopeRow, info: Any) -> list[EventRow]:
    """What both sides did, as far as the viewer sees it; each knows what kind of case it is about."""
    shown, kind = [], str(row.subject["kind"])
    for event in _all_events(row, info):
        event.worded = reads_crossing(info.context.actor, event.step, kind)
        if hears_crossing(info.context.actor, event.step, kind):
            shown.append(event)
    return shown


def days_of(row: EnvelopeRow, info: Any) -> list[dict[str, Any]]:
    """The sender's days as the record carries them, oldest first; of envelopes sent before it did, none."""
    return [
        served(what, date.fromisoformat(kept["day"]), kept)
        | {"version": event.version, "subject": None}
        | {"what_label": called("due_kinds", what, opinion=row.asks_opinion)}
        | set_by(
            event,
            called("crossings", event.step, opinion=row.asks_opinion),
            event.reason if event.worded else None,
        )
        for event in events_of_envelope(row, info)
        for what, kept in sorted(event.facts.get("days", {}).items(), key=_as_due)
    ]


def _as_due(day: tuple[str, Any]) -> int:
    return DueKind.values.index(day[0])


def name_of(code: str) -> str:
    """A government's name, by its code."""
    return str(find_government(code) or code)


class EnvelopeEvent(Row):
    """What one side did to an envelope."""

    version = number("Its place in the envelope's log.")
    step = one(CrossingCode, "The step.")
    label = text("The same in Chinese.")
    government = text("Name of the government that took it.")
    actor = text("Who took it, as they were called then.")
    at = moment("When.")
    reason = text("The reason given; for the general office.", null=True)
    unit = text("The unit whose opinion was shared; null for other steps.", null=True)
    text = text("What was told, urged or answered; for the general office.", null=True)
    reply_by = day("By when an urge is to be answered; null for other steps.", null=True)

    @staticmethod
    def resolve_label(event: EventRow, _info: Any) -> str:
        """From the catalogue."""
        return called("crossings", event.step, opinion=event.envelope.asks_opinion)

    @staticmethod
    def resolve_government(event: EventRow, _info: Any) -> str:
        """By its code."""
        return name_of(event.government)

    @staticmethod
    def resolve_reason(event: EventRow, _info: Any) -> str | None:
        """Committees read milestones only (domain.md 3)."""
        return event.reason or None if event.worded else None

    @staticmethod
    def resolve_text(event: EventRow, _info: Any) -> str | None:
        """Committees read milestones only (domain.md 3)."""
        if not event.worded:
            return None
        return event.facts.get("body") or event.facts.get("text") or None

    @staticmethod
    def resolve_reply_by(event: EventRow, _info: Any) -> date | None:
        """Of an urge."""
        return date.fromisoformat(event.facts["reply_by"]) if event.step == "urge" else None

    @staticmethod
    def resolve_unit(event: EventRow, _info: Any) -> str | None:
        """As shared."""
        return event.facts.get("unit") if event.step == "share_opinion" else None


class Envelope(Row):
    """A matter that crosses between two governments (跨层级来往件)."""

    id = identity()
    kind = one(EnvelopeKind, "What crosses.")
    kind_label = text("The same in Chinese.")
    incoming = flag("Whether it came to the viewer's government.")
    sender = text("Name of the government that sent it.")
    receiver = text("Name of the government that got it.")
    state = one(EnvelopeState, "Where it stands.")
    state_label = text("The same in Chinese.")
    version = number("Version of its log: one more with each step.")
    case_kind = one(CaseKind, "What the matter is by law.")
    number = text("The sender's number of the case.")
    title = text("Title.")
    body = text("What was sent: the original text, or the request; empty where that is not shown.")
    requirements = text("What the sender asks of the handling.", null=True)
    unit_role = graphene.Field(UnitRole, description="What the receiver is in the sender's case.")
    unit_role_label = text("What the sender's rule pack calls that role.", null=True)
    request_label = text("What kind of request it is, in Chinese.", null=True)
    case_id = graphene.ID(
        description="The viewer's own case: the one it was sent of, or the one it became. Null before signing."
    )
    assignment_id = graphene.ID(
        description="At the sender: the unit's part in its case that this carries. Null elsewhere."
    )
    answer = ANSWER
    sent_on = day("When it was sent.")
    sign_due_on = day("Until when it is to be signed for.")
    return_until = day("Until when a return may be asked for.")
    due_on = day("The sender's due day.")
    due_days = many(DueDay, "How the sender's days came about, oldest first; both sides read the same.")
    due_brief = text("How `dueOn` came about, in a line.", null=True)
    events = many(EnvelopeEvent, "What both sides did, oldest first; urging is for the general offices.")
    urged_until = day(
        "By when the receiver is to answer the urge that waits; null when none does. For general offices.",
        null=True,
    )
    steps = many(EnvelopeStep, "What the viewer may do on it now; other steps are taken on the case.")

    @staticmethod
    def resolve_kind_label(row: EnvelopeRow, _info: Any) -> str:
        """As the receiver's case calls where it comes from: one name on both sides."""
        return called("envelope_kinds", row.kind, opinion=row.asks_opinion)

    @staticmethod
    def resolve_incoming(row: EnvelopeRow, _info: Any) -> bool:
        """By the present government's side."""
        return side_of(row) is Side.RECEIVER

    @staticmethod
    def resolve_sender(row: EnvelopeRow, _info: Any) -> str:
        """By its code."""
        return name_of(row.sender)

    @staticmethod
    def resolve_receiver(row: EnvelopeRow, _info: Any) -> str:
        """By its code."""
        return name_of(row.receiver)

    @staticmethod
    def resolve_state(row: EnvelopeRow, info: Any) -> str:
        """As the viewer sees it."""
        return shown_state(info.context.actor, row, _all_events(row, info))

    @staticmethod
    def resolve_state_label(row: EnvelopeRow, info: Any) -> str:
        """From the catalogue."""
        state = shown_state(info.context.actor, row, _all_events(row, info))
        return called("states", f"ENVELOPE.{state}", opinion=row.asks_opinion)

    @staticmethod
    def resolve_case_kind(row: EnvelopeRow, _info: Any) -> str:
        """As shared."""
        return str(row.subject["kind"])

    @staticmethod
    def resolve_number(row: EnvelopeRow, _info: Any) -> str:
        """As shared."""
        return str(row.subject["number"])

    @staticmethod
    def resolve_title(row: EnvelopeRow, info: Any) -> str:
        """As shared; that of a request names what is asked for."""
        told = asked_in(info.context.actor, row)
        return str(row.subject["title"]) if told else label("envelope_kinds", row.kind)

    @staticmethod
    def resolve_body(row: EnvelopeRow, info: Any) -> str:
        """As shared; a request's words are its office's."""
        return str(row.subject["body"]) if asked_in(info.context.actor, row) else ""

    @staticmethod
    def resolve_requirements(row: EnvelopeRow, _info: Any) -> str | None:
        """As shared."""
        return row.subject["requirements"] or None

    @staticmethod
    def resolve_unit_role(row: EnvelopeRow, _info: Any) -> str | None:
        """None for requests."""
        return row.unit_role or None

    @staticmethod
    def resolve_unit_role_label(row: EnvelopeRow, _info: Any) -> str | None:
        """As the sender's rule pack calls it; from the catalogue where that was not shared."""
        if not row.unit_role:
            return None
        return str(row.subject.get("unit_role_label") or label("unit_roles", row.unit_role))

    @staticmethod
    def resolve_request_label(row: EnvelopeRow, info: Any) -> str | None:
        """From the catalogue."""
        told = row.request_type and asked_in(info.context.actor, row)
        return label("request_types", row.request_type) if told else None

    @staticmethod
    def resolve_case_id(row: EnvelopeRow, _info: Any) -> int | None:
        """Of the viewer's side; the other side's key is nothing to it."""
        return row.sender_case if side_of(row) is Side.SENDER else row.receiver_case

    @staticmethod
    def resolve_assignment_id(row: EnvelopeRow, _info: Any) -> int | None:
        """The receiver knows nothing of the sender's parts."""
        return row.sender_assignment if side_of(row) is Side.SENDER else None

    @staticmethod
    def resolve_due_days(row: EnvelopeRow, info: Any) -> list[dict[str, Any]]:
        """From the envelope's events."""
        return days_of(row, info)

    @staticmethod
    def resolve_due_brief(row: EnvelopeRow, info: Any) -> str | None:
        """Of the newest day."""
        kept = [event.facts.get("days", {}).get("ANSWER") for event in events_of_envelope(row, info)]
        return next((brief(one) for one in reversed(kept) if one), None)

    @staticmethod
    def resolve_events(row: EnvelopeRow, info: Any) -> list[EventRow]:
        """Without what the viewer is not told."""
        return [one for one in events_of_envelope(row, info) if told_of_urging(info.context.actor, one)]

    @staticmethod
    def resolve_urged_until(row: EnvelopeRow, info: Any) -> date | None:
        """From the envelope's events."""
        return urged_until(info.context.actor, events_of_envelope(row, info))

    @staticmethod
    def resolve_steps(row: EnvelopeRow, info: Any) -> list[Crossing]:
        """By the table."""
        return open_steps(info.context.actor, row, urged=is_urged(events_of_envelope(row, info)))


class EnvelopePayload(Row):
    """What a step of an envelope answers: exactly one of both."""

    envelope = graphene.Field(Envelope, description="The envelope as it now stands.")
    refusal = graphene.Field(Refusal, description="Why the step was refused; nothing was changed.")
