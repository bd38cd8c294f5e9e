"""Steps that the viewer may take now."""

from __future__ import annotations

from typing import Any

from api.shapes.enums import StepCode
from api.shapes.fields import Row, flag, identity, one, text
from cases.steps.allowed import AllowedStep as Allowed


class AllowedStep(Row):
    """A step that is the viewer's to take now, and on what."""

    step = one(StepCode, "The step.")
    label = text("The step in Chinese, roles called as the case's rule pack does.")
    subject_id = identity(
        "Id to send with the step: of the case, assignment, reply, feedback round or promise."
    )
    subject_label = text("The unit it concerns; empty when it concerns the case as such.")
    duty = flag("Whether it puts the case among the viewer's 待办.")
    reason_required = flag("Whether a reason must be given.")
    blocked = text("Which condition is missing, in Chinese; null when the step can be taken.", null=True)

    @staticmethod
    def resolve_step(allowed: Allowed, _info: Any) -> str:
        """Its code."""
        return allowed.step.code

    @staticmethod
    def resolve_duty(allowed: Allowed, _info: Any) -> bool:
        """By the lifecycle table."""
        return allowed.duty

    @staticmethod
    def resolve_reason_required(allowed: Allowed, _info: Any) -> bool:
        """By the lifecycle table."""
        return allowed.step.reason
