"""Events of an envelope from both sides, as the viewer reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.governments.names import name_of
from api.reading.related import computed
from api.running.context import Context
from api.shapes.enums import CrossingCode
from api.shapes.fields import Row, day, moment, number, one, text
from cases.reading.visibility.events import reads_crossing, sees_crossing_step
from kernel.wording import called, sentence
from transfers.lifecycle import BY_CODE
from transfers.models import Envelope as EnvelopeRow
from transfers.models import EnvelopeEvent as EventRow
from transfers.queries import events_of


def _events(_context: Context, envelopes: Sequence[EnvelopeRow]) -> dict[int, list[EventRow]]:
    found: dict[int, list[EventRow]] = {}
    rows = {row.pk: row for row in envelopes}
    for event in events_of(list(rows)):
        event.envelope = rows[event.envelope_id]
        found.setdefault(event.envelope_id, []).append(event)
    return found


all_events = computed(_events, ())


def events_of_envelope(row: EnvelopeRow, info: Any) -> list[EventRow]:
    """What both sides did, as far as the viewer sees it; each knows what kind of case it is about."""
    shown, kind = [], str(row.subject["kind"])
    for event in all_events(row, info):
        step = BY_CODE[event.step]
        event.worded = reads_crossing(info.context.actor, step, kind)
        if sees_crossing_step(info.context.actor, step, kind):
            shown.append(event)
    return shown


class EnvelopeEvent(Row):
    """What one side did to an envelope."""

    version = number("Its place in the envelope's log.")
    step = one(CrossingCode, "The step.")
    label = text("The same in Chinese.")
    government = text("Name of the government that took it.")
    actor = text("Who took it, as they were called then.")
    at = moment("When.")
    reason = text("The reason given; for the general office.", null=True)
    unit = text("The unit whose opinion was shared, or those that help now; null for other steps.", null=True)
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
        stated_day = event.facts.get("reply_by")
        return date.fromisoformat(stated_day) if stated_day else None

    @staticmethod
    def resolve_unit(event: EventRow, _info: Any) -> str | None:
        """As shared."""
        if "co_handlers" in event.facts:
            return "、".join(event.facts["co_handlers"]) or sentence("no_co_handlers")
        unit: str | None = event.facts.get("unit")
        return unit
