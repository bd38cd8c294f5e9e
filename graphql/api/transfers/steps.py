"""Step of an envelope as it is offered to the viewer."""

from __future__ import annotations

from typing import Any

from api.shapes.enums import CrossingCode
from api.shapes.fields import Row, flag, one, text
from kernel.wording import label
from transfers.lifecycle import Crossing


class EnvelopeStep(Row):
    """A step that the viewer may take on the envelope now."""

    step = one(CrossingCode, "The step.")
    label = text("The same in Chinese.")
    reason_required = flag("Whether a reason must be given.")

    @staticmethod
    def resolve_step(step: Crossing, _info: Any) -> str:
        """Its code."""
        return step.code

    @staticmethod
    def resolve_label(step: Crossing, _info: Any) -> str:
        """From the catalogue."""
        return label("crossings", step.code)

    @staticmethod
    def resolve_reason_required(step: Crossing, _info: Any) -> bool:
        """By the table."""
        return step.reason
