"""Registration and review, dispatch and its correction."""

from __future__ import annotations

from typing import Any

import graphene

from api.cases.inputs import DispatchInput, RegisterCaseInput, order_of, paper_of
from api.running.context import Context
from api.shapes.command import Command, StepMutations
from api.shapes.fields import argument, chosen_id
from cases import commands
from cases.steps import lifecycle

REASON = "The reason; kept in the case's log."


class RegisterCase(Command):
    """Register."""

    makes_case = True

    class Meta:
        step = lifecycle.REGISTER

    class Arguments:
        input = argument(RegisterCaseInput, "The paper.")

    @classmethod
    def take(cls, context: Context, given: dict[str, Any]) -> Any:
        """The only step without an object."""
        return commands.register(context.actor, given["key"], paper=paper_of(given["input"]))


class StartReview(Command):
    """Start the review."""

    class Meta:
        step = lifecycle.START_REVIEW


class FileCase(Command):
    """File."""

    class Meta:
        step = lifecycle.FILE


class DeclineCase(Command):
    """Do not file."""

    class Meta:
        step = lifecycle.DECLINE

    class Arguments:
        ground = argument(graphene.String, "Ground, a code of the procedure.")
        disposal = argument(graphene.String, "What becomes of it instead, a code of the procedure.")
        reason = argument(graphene.String, REASON)


class MergeCase(Command):
    """Merge."""

    class Meta:
        step = lifecycle.MERGE

    class Arguments:
        into_id = argument(graphene.ID, "Id of the filed case of the same kind that it joins.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With the target's key."""
        return {"into_id": chosen_id(given["into_id"], "merge_target_unknown", "intoId")}


class WithdrawCase(Command):
    """Withdraw."""

    class Meta:
        step = lifecycle.WITHDRAW

    class Arguments:
        reason = argument(graphene.String, REASON)


class ProtectProposer(Command):
    """Protect the proposer, or end it."""

    class Meta:
        step = lifecycle.PROTECT_PROPOSER

    class Arguments:
        protect = argument(graphene.Boolean, "True to protect, false to end it.")
        reason = argument(graphene.String, REASON)


class DispatchCase(Command):
    """Dispatch."""

    class Meta:
        step = lifecycle.DISPATCH

    class Arguments:
        input = argument(DispatchInput, "To whom, and until when.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As a dispatch."""
        return {"order": order_of(given["input"])}


class RedispatchCase(Command):
    """Dispatch again."""

    class Meta:
        step = lifecycle.REDISPATCH

    class Arguments:
        input = argument(
            DispatchInput, "Which units join; with those still at work they must form a dispatch."
        )

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As a dispatch."""
        return {"order": order_of(given["input"])}


class AcceptReturn(Command):
    """Relieve a unit."""

    class Meta:
        step = lifecycle.ACCEPT_RETURN

    class Arguments:
        reason = argument(graphene.String, REASON, null=True)


class RejectReturn(Command):
    """Uphold the dispatch."""

    class Meta:
        step = lifecycle.REJECT_RETURN

    class Arguments:
        reason = argument(graphene.String, REASON)


class RecallAssignment(Command):
    """Take a case back from a unit."""

    class Meta:
        step = lifecycle.RECALL

    class Arguments:
        reason = argument(graphene.String, REASON)


class RegistrationMutations(StepMutations):
    """From registration to dispatch."""
