"""What happened to a case: events with their facts in Chinese."""

from __future__ import annotations

from typing import Any

from api.enums import StepCode
from api.fields import Row, identity, many, moment, one, text
from cases.models import CaseEvent as EventRow
from kernel.wording import label, section


class EventFact(Row):
    """One thing that an event says."""

    label = text("What it is about, in Chinese.")
    value = text("The value as text.")


class CaseEvent(Row):
    """What happened: one entry per step, never changed or removed."""

    id = identity()
    step = one(StepCode, "The step.")
    label = text("The step in Chinese.")
    machine = text("What it moved: CASE, ASSIGNMENT, REPLY, FEEDBACK or COMMITMENT.")
    subject_label = text("The unit it concerns; empty when it concerns the case as such.")
    from_label = text("State before, in Chinese.", null=True)
    to_label = text("State after, in Chinese.", null=True)
    actor = text("Who took it: person and unit as they were called then.")
    at = moment("When.")
    reason = text("The reason given; may be empty.")
    facts = many(EventFact, "What else it says.")

    @staticmethod
    def resolve_label(event: EventRow, _info: Any) -> str:
        """From the catalogue."""
        return label("steps", event.step)

    @staticmethod
    def resolve_subject_label(event: EventRow, _info: Any) -> str:
        """As it was called then."""
        return str(event.facts.get("unit", ""))

    @staticmethod
    def resolve_from_label(event: EventRow, _info: Any) -> str | None:
        """From the catalogue; null where the step made the object."""
        return section("states").get(f"{event.machine}.{event.from_state}")

    @staticmethod
    def resolve_to_label(event: EventRow, _info: Any) -> str | None:
        """From the catalogue."""
        return section("states").get(f"{event.machine}.{event.to_state}")

    @staticmethod
    def resolve_facts(event: EventRow, _info: Any) -> list[dict[str, str]]:
        """Without empty ones."""
        names = section("facts")
        return [
            {"label": names.get(code, code), "value": _worded(value)}
            for code, value in event.facts.items()
            if value not in ("", None, [])
        ]


def _worded(value: Any) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)
