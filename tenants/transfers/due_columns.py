"""Columns of an envelope that repeat the sender's due days; no other module assigns one. And whether they do.

A matter that goes down repeats the days of the part it carries, while it runs; a request up those that it was sent
with, which its first event holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cases.clocks.projection import ProjectionDifference
from cases.models import Assignment, DueKind
from rules.counting.deadlines import Reckoning
from transfers.models import Envelope, EnvelopeEvent
from transfers.queries import here
from transfers.states import OPEN

COLUMNS = {
    "sign_due_on": DueKind.SIGN,
    "return_until": DueKind.RETURN,
    "due_on": DueKind.ANSWER,
}


def repeat_part(envelope: Envelope, part: Assignment) -> None:
    """Let an envelope say the days of the part that it carries."""
    for name in COLUMNS:
        setattr(envelope, name, getattr(part, name))


def repeat_days(envelope: Envelope, days: Mapping[str, Reckoning]) -> None:
    """Let a request say the days that were counted for it."""
    for name, what in COLUMNS.items():
        setattr(envelope, name, days[what].day)


def differences() -> list[ProjectionDifference]:
    """Columns of running envelopes that the present government sent, and which say other days; empty when all is right.

    After the answer an envelope keeps its days: they no longer move with the part's.
    """
    return list(_differing())


def _differing() -> Iterator[ProjectionDifference]:
    envelopes = list(Envelope.objects.filter(sender=here(), state__in=OPEN).order_by("pk"))
    parts = Assignment.objects.in_bulk({one.sender_assignment for one in envelopes if one.sender_assignment})
    first = EnvelopeEvent.objects.filter(envelope__in=envelopes, version=1)
    sent = dict(first.values_list("envelope_id", "facts"))
    for envelope in envelopes:
        part = parts.get(envelope.sender_assignment or 0)
        for name, what in COLUMNS.items():
            stored = getattr(envelope, name)
            expected = _day_of_sending(sent[envelope.pk], what) if part is None else getattr(part, name)
            if stored != expected:
                yield ProjectionDifference(
                    envelope.sender_case, f"envelope.{name}", envelope.pk, stored, expected
                )


def _day_of_sending(facts: Mapping[str, Any], what: str) -> date:
    return date.fromisoformat(facts["days"][what]["day"])
