"""Reply from draft to delivery: draft, the unit's review, the office's second review, signature, issue, delivery."""

from __future__ import annotations

from typing import Any

import graphene

from api.cases.inputs import ReplyDraftInput, VerdictInput, draft_of, verdicts_of
from api.shapes.command import Command, StepMutations
from api.shapes.fields import argument, listed
from cases.steps import lifecycle

REASON = "The reason; kept in the case's log."
COMMENT = "A word to the next reviewer."


class DraftReply(Command):
    """Save a draft."""

    class Meta:
        step = lifecycle.DRAFT_REPLY

    class Arguments:
        input = argument(ReplyDraftInput, "The draft.")
        base_version = argument(
            graphene.Int,
            "``Reply.version`` that the editor started from; a newer save is refused with draft_conflict.",
            null=True,
        )

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As a draft."""
        return {"draft": draft_of(given["input"]), "base_version": given.get("base_version")}


class SubmitReply(Command):
    """Submit."""

    class Meta:
        step = lifecycle.SUBMIT_REPLY


class PassSectionReview(Command):
    """Pass the section's review."""

    class Meta:
        step = lifecycle.PASS_SECTION_REVIEW

    class Arguments:
        comment = argument(graphene.String, COMMENT, null=True)


class PassLeaderReview(Command):
    """Pass the leader's review."""

    class Meta:
        step = lifecycle.PASS_LEADER_REVIEW

    class Arguments:
        comment = argument(graphene.String, COMMENT, null=True)


class ReturnInUnit(Command):
    """Send back within the unit."""

    class Meta:
        step = lifecycle.RETURN_IN_UNIT

    class Arguments:
        reason = argument(graphene.String, REASON)


class AgreeJointly(Command):
    """Agree to the common reply."""

    class Meta:
        step = lifecycle.AGREE_JOINTLY


class PassOfficeReview(Command):
    """Pass the office's review."""

    class Meta:
        step = lifecycle.PASS_OFFICE_REVIEW

    class Arguments:
        checklist = argument(listed(VerdictInput), "A verdict on every item of the procedure's checklist.")
        result_class = argument(
            graphene.String, "Class of the result, when the office changes it.", null=True
        )

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With verdicts."""
        return given | {"checklist": verdicts_of(given["checklist"])}


class ReturnFromOffice(Command):
    """Send back from the office."""

    class Meta:
        step = lifecycle.RETURN_FROM_OFFICE

    class Arguments:
        reason = argument(graphene.String, REASON)
        checklist = argument(listed(VerdictInput), "A verdict on every item; at least one failed.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With verdicts."""
        return given | {"checklist": verdicts_of(given["checklist"])}


class SignReply(Command):
    """Sign."""

    class Meta:
        step = lifecycle.SIGN_REPLY


class IssueReply(Command):
    """Issue."""

    class Meta:
        step = lifecycle.ISSUE_REPLY


class DeliverReply(Command):
    """Deliver."""

    class Meta:
        step = lifecycle.DELIVER_REPLY


class AnswerMutations(StepMutations):
    """The reply's way."""
