"""Proposer's word, promises, and the end."""

from __future__ import annotations

from typing import Any

import graphene

from api.shapes.command import Command, StepMutations
from api.shapes.enums import Satisfaction
from api.shapes.fields import argument
from cases.steps import lifecycle

REASON = "The reason; kept in the case's log."


class EnterFeedback(Command):
    """Enter the proposer's judgement."""

    class Meta:
        step = lifecycle.ENTER_FEEDBACK

    class Arguments:
        attitude = argument(Satisfaction, "Judgement of how the unit worked.")
        result = argument(Satisfaction, "Judgement of what came out.")
        opinion = argument(graphene.String, "The proposer's words; needed when dissatisfied.", null=True)
        channel = argument(graphene.String, "Channel, a code of the procedure.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With plain codes."""
        return given | {"attitude": given["attitude"].value, "result": given["result"].value}


class UrgeFeedback(Command):
    """Ask again."""

    class Meta:
        step = lifecycle.URGE_FEEDBACK


class CloseFeedback(Command):
    """Close a round without a word."""

    class Meta:
        step = lifecycle.CLOSE_FEEDBACK

    class Arguments:
        reason = argument(graphene.String, REASON)


class OrderRehandling(Command):
    """Order handling again."""

    class Meta:
        step = lifecycle.ORDER_REHANDLING

    class Arguments:
        reason = argument(graphene.String, REASON)


class ClaimFulfilled(Command):
    """Report a promise kept."""

    class Meta:
        step = lifecycle.CLAIM_FULFILLED

    class Arguments:
        reason = argument(graphene.String, "The evidence.")


class DelayCommitment(Command):
    """Give a promise a later day."""

    class Meta:
        step = lifecycle.DELAY_COMMITMENT

    class Arguments:
        promised_on = argument(graphene.Date, "The new day, later than the old one and than today.")
        reason = argument(graphene.String, REASON)


class DeclareInfeasible(Command):
    """Explain that a promise cannot be kept."""

    class Meta:
        step = lifecycle.DECLARE_INFEASIBLE

    class Arguments:
        reason = argument(graphene.String, REASON)


class VerifyCommitment(Command):
    """Verify a promise."""

    class Meta:
        step = lifecycle.VERIFY_COMMITMENT


class RefuseClaim(Command):
    """Do not accept a claim."""

    class Meta:
        step = lifecycle.REFUSE_CLAIM

    class Arguments:
        reason = argument(graphene.String, REASON)


class CloseCase(Command):
    """Close."""

    class Meta:
        step = lifecycle.CLOSE

    class Arguments:
        reason = argument(graphene.String, "The reason; needed after a dissatisfied last round.", null=True)


class ReopenCase(Command):
    """Open again."""

    class Meta:
        step = lifecycle.REOPEN

    class Arguments:
        reason = argument(graphene.String, REASON)


class ArchiveCase(Command):
    """Archive."""

    class Meta:
        step = lifecycle.ARCHIVE


class ClosingMutations(StepMutations):
    """From feedback to the archive."""
