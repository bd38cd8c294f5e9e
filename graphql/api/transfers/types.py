"""Envelope as one of its two sides sees it: both read the one shared record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene

from api.cases.due import DueDay, served, set_by
from api.governments.names import name_of
from api.reading.related import computed
from api.running.context import Context
from api.shapes.enums import CaseKind, EnvelopeKind, EnvelopeState, RequestType, UnitRole
from api.shapes.fields import Row, day, flag, identity, many, number, one, text
from api.shapes.refusal import Refusal
from api.transfers.answers import ANSWER
from api.transfers.events import EnvelopeEvent, all_events, events_of_envelope
from api.transfers.steps import EnvelopeStep
from cases.models import DueKind
from cases.reading.queries import at_units
from kernel.clock import today
from kernel.wording import called, label
from rules.explaining.sentences import brief
from transfers.lifecycle import Crossing, days_late, own_name, turn
from transfers.models import Envelope as EnvelopeRow
from transfers.models import EnvelopeEvent as EventRow
from transfers.queries import (
    asked_in,
    is_urged,
    open_steps,
    shown_state,
    side_of,
    urged_until,
    urging_is_visible,
)
from transfers.states import Side


def _at_units(_context: Context, envelopes: Sequence[EnvelopeRow]) -> dict[int, bool]:
    came = {one.receiver_case: one.pk for one in envelopes if side_of(one) is Side.RECEIVER}
    return {came[case]: True for case in at_units(key for key in came if key is not None)}


_with_units = computed(_at_units, False)


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
    co_handlers = many(
        graphene.String, "Units of the sender that give opinions on the case, while it is answered below."
    )
    request = one(RequestType, "What kind of request it is.", null=True)
    request_label = text("The same in Chinese.", null=True)
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
    hands_on = flag("Whether an urge waits that the receiver's office can hand on: its case is with a unit.")
    urge_late = flag("Whether that day has passed.")
    turn = text("Whose turn it is and with what, e.g. 待本级签收; null once it has ended.", null=True)
    days_late = graphene.Int(
        description="By how many days the receiver's act is overdue; null where it is not."
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
        return shown_state(info.context.actor, row, all_events(row, info))

    @staticmethod
    def resolve_state_label(row: EnvelopeRow, info: Any) -> str:
        """From the catalogue."""
        state = shown_state(info.context.actor, row, all_events(row, info))
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
    def resolve_co_handlers(row: EnvelopeRow, info: Any) -> list[str]:
        """As reported last."""
        told = [one.facts["co_handlers"] for one in all_events(row, info) if "co_handlers" in one.facts]
        return list(told[-1] if told else row.subject.get("co_handlers", ()))

    @staticmethod
    def resolve_request(row: EnvelopeRow, info: Any) -> str | None:
        """Its code, where the viewer sees that it is one."""
        return (row.request_type or None) if asked_in(info.context.actor, row) else None

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
        """Without what the viewer may not see."""
        return [one for one in events_of_envelope(row, info) if urging_is_visible(info.context.actor, one)]

    @staticmethod
    def resolve_urged_until(row: EnvelopeRow, info: Any) -> date | None:
        """From the envelope's events."""
        return urged_until(info.context.actor, row, events_of_envelope(row, info))

    @staticmethod
    def resolve_hands_on(row: EnvelopeRow, info: Any) -> bool:
        """Never at the sender's; before the case is dispatched there is nobody to hand it on to."""
        waits = side_of(row) is Side.RECEIVER and urged_until(
            info.context.actor, row, events_of_envelope(row, info)
        )
        return bool(waits) and _with_units(row, info)

    @staticmethod
    def resolve_urge_late(row: EnvelopeRow, info: Any) -> bool:
        """By the government's calendar."""
        until = urged_until(info.context.actor, row, events_of_envelope(row, info))
        return until is not None and until < today()

    @staticmethod
    def resolve_turn(row: EnvelopeRow, info: Any) -> str | None:
        """The viewer's own side is 本级."""
        state = shown_state(info.context.actor, row, all_events(row, info))
        sends = side_of(row) is Side.SENDER
        sender, receiver = name_of(row.sender), name_of(row.receiver)
        return turn(row, state, own_name() if sends else sender, receiver if sends else own_name())

    @staticmethod
    def resolve_days_late(row: EnvelopeRow, info: Any) -> int | None:
        """By the government's calendar."""
        return days_late(row, shown_state(info.context.actor, row, all_events(row, info)), today())

    @staticmethod
    def resolve_steps(row: EnvelopeRow, info: Any) -> list[Crossing]:
        """By the table."""
        return open_steps(info.context.actor, row, urged=is_urged(events_of_envelope(row, info)))


class EnvelopePayload(Row):
    """What a step of an envelope answers: exactly one of both."""

    envelope = graphene.Field(Envelope, description="The envelope as it now stands.")
    refusal = graphene.Field(Refusal, description="Why the step was refused; nothing was changed.")
