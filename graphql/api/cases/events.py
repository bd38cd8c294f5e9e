"""What happened to a case: events with their facts in Chinese."""

from __future__ import annotations

from typing import Any

from api.enums import StepCode
from api.fields import Row, identity, many, moment, one, text
from api.rules.packs import pack_of_row, worded
from cases.models import CaseEvent as EventRow
from kernel.wording import section


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
    def resolve_label(event: EventRow, info: Any) -> str | None:
        """From the catalogue, in the words of the case's pack."""
        return worded(event, info, "steps", event.step)

    @staticmethod
    def resolve_subject_label(event: EventRow, _info: Any) -> str:
        """As it was called then."""
        return str(event.facts.get("unit", ""))

    @staticmethod
    def resolve_from_label(event: EventRow, info: Any) -> str | None:
        """From the catalogue; null where the step made the object."""
        return worded(event, info, "states", f"{event.machine}.{event.from_state}")

    @staticmethod
    def resolve_to_label(event: EventRow, info: Any) -> str | None:
        """From the catalogue."""
        return worded(event, info, "states", f"{event.machine}.{event.to_state}")

    @staticmethod
    def resolve_facts(event: EventRow, info: Any) -> list[dict[str, str]]:
        """Without empty ones; what is judged is called as the case's pack calls it."""
        names = section("facts") | {one.code: one.label for one in pack_of_row(event, info).axes}
        return [
            {"label": names.get(code, code), "value": _worded(value)}
            for code, value in event.facts.items()
            if value not in ("", None, [])
        ]


def _worded(value: Any) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)
