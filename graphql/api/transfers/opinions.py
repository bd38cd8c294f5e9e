"""Opinions given by co-handlers of the government above on a case that this one answers, read from the envelope."""

from __future__ import annotations

from typing import Any

from api.governments.names import name_of
from api.shapes.fields import Row, identity, moment, text
from transfers.models import EnvelopeEvent


class UpperOpinion(Row):
    """A co-opinion as the government above shared it; of one unit the newest holds."""

    id = identity()
    government = text("Name of the government whose unit it is.")
    unit = text("The unit.")
    result_class_label = text("Class it proposes, as that government names it.", null=True)
    contact = text("Whom to ask.")
    submitted_by = text("Who gave it.")
    at = moment("When it was shared.")
    text = text("The opinion.")

    @staticmethod
    def resolve_government(event: EnvelopeEvent, _info: Any) -> str:
        """By its code."""
        return name_of(event.government)

    @staticmethod
    def resolve_unit(event: EnvelopeEvent, _info: Any) -> str:
        """As shared."""
        return str(event.facts["unit"])

    @staticmethod
    def resolve_text(event: EnvelopeEvent, _info: Any) -> str:
        """As shared."""
        return str(event.facts["text"])

    @staticmethod
    def resolve_result_class_label(event: EnvelopeEvent, _info: Any) -> str | None:
        """As shared."""
        return event.facts["class_label"] or None

    @staticmethod
    def resolve_contact(event: EnvelopeEvent, _info: Any) -> str:
        """As shared."""
        return str(event.facts["contact"])

    @staticmethod
    def resolve_submitted_by(event: EnvelopeEvent, _info: Any) -> str:
        """As they were called then."""
        return event.actor
