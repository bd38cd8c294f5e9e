"""Type of an allowed step, as ``allowedSteps`` lists it."""

from __future__ import annotations

from typing import Any

from api.shapes.enums import StepCode
from api.shapes.fields import Row, flag, identity, one, text
from api.shapes.graphene_private import camel_case
from cases.states import Machine
from cases.steps.allowed import AllowedStep as Allowed

# The argument of a step's mutation that takes the id of its object.
SUBJECTS = {
    Machine.CASE: "case_id",
    Machine.ASSIGNMENT: "assignment_id",
    Machine.REPLY: "reply_id",
    Machine.FEEDBACK: "feedback_id",
    Machine.COMMITMENT: "commitment_id",
}
MUTATIONS: dict[str, str] = {}  # by the step's code; filled by ``api.schema`` from the mutations themselves


class AllowedStep(Row):
    """A step that is the viewer's to take now, and on what."""

    step = one(StepCode, "The step.")
    label = text("The step in Chinese, roles called as the case's rule pack does.")
    subject_id = identity(
        "Id to send with the step: of the case, assignment, reply, feedback round or promise."
    )
    mutation = text("Name of the mutation that takes it.")
    argument = text("The mutation's argument to which ``subjectId`` goes.")
    subject_label = text("The unit it concerns; empty when it concerns the case as such.")
    duty = flag("Whether it puts the case among the viewer's 待办.")
    reason_required = flag("Whether a reason must be given.")
    blocked = text("Which condition is missing, in Chinese; null when the step can be taken.", null=True)

    @staticmethod
    def resolve_step(allowed: Allowed, _info: Any) -> str:
        """Its code."""
        return allowed.step.code

    @staticmethod
    def resolve_mutation(allowed: Allowed, _info: Any) -> str:
        """By the schema."""
        return MUTATIONS[allowed.step.code]

    @staticmethod
    def resolve_argument(allowed: Allowed, _info: Any) -> str:
        """By the machine on which it works."""
        return camel_case(SUBJECTS[allowed.step.machine])

    @staticmethod
    def resolve_duty(allowed: Allowed, _info: Any) -> bool:
        """By the lifecycle table."""
        return allowed.duty

    @staticmethod
    def resolve_reason_required(allowed: Allowed, _info: Any) -> bool:
        """By the lifecycle table."""
        return allowed.step.reason
