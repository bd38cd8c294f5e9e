"""Steps across governments: those of the envelope itself, and those that a case takes because of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import graphene

from api.cases.inputs import AnswerAcrossInput as AnswerInput
from api.cases.inputs import VerdictInput, answer_of, verdicts_of
from api.people.mutations import answered
from api.running.context import Context
from api.shapes.command import KEY, Command
from api.shapes.enums import RequestType
from api.shapes.fields import argument, listed, row_id
from api.transfers.types import EnvelopePayload
from cases.inputs import OpinionInput, UpperRequest
from cases.steps import lifecycle
from transfers import commands
from transfers.models import Envelope
from transfers.queries import visible_envelopes

REASON = "The reason; both sides read it."


class EnvelopeCommand(graphene.Mutation):
    """A step on an envelope: one command, an idempotency key, a typed refusal."""

    command: ClassVar[Callable[..., Envelope]]

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        """Add key and envelope to the arguments."""
        own = {
            name: value
            for name, value in vars(getattr(cls, "Arguments", object)).items()
            if isinstance(value, graphene.Argument)
        }
        envelope = argument(graphene.ID, "Id of the envelope.")
        super().__init_subclass_with_meta__(
            output=EnvelopePayload,
            arguments={"key": argument(graphene.String, KEY), "envelope_id": envelope} | own,
            description=f"{(cls.command.__doc__ or '').strip()}\n\nFor the general office.",
            **options,
        )

    @classmethod
    def mutate(cls, _root: None, info: Any, key: str, envelope_id: str, **given: Any) -> dict[str, Any]:
        """Take the step; an envelope that is not the viewer's is not found."""
        context: Context = info.context
        inputs = {name: value for name, value in given.items() if value is not None}

        def change() -> dict[str, Any]:
            row = cls.command(context.actor, row_id(envelope_id), key, **inputs)
            return {"envelope": visible_envelopes(context.actor).get(pk=row.pk)}

        return answered(context, change)


class SignEnvelope(EnvelopeCommand):
    """Sign for."""

    command = staticmethod(commands.sign)


class RequestEnvelopeReturn(EnvelopeCommand):
    """Ask to be relieved."""

    command = staticmethod(commands.request_return)

    class Arguments:
        reason = argument(graphene.String, REASON)


class DeclineRequest(EnvelopeCommand):
    """Decline."""

    command = staticmethod(commands.decline)

    class Arguments:
        reason = argument(graphene.String, REASON)


class ReportProgress(EnvelopeCommand):
    """Report a milestone."""

    command = staticmethod(commands.report)

    class Arguments:
        text = argument(graphene.String, "How far the matter is; both sides read it.")


class AnswerEnvelopeUrge(EnvelopeCommand):
    """Answer an urge."""

    command = staticmethod(commands.answer_urge)

    class Arguments:
        text = argument(graphene.String, "How it stands; both sides' offices read it.")


class AcceptRequestAnswer(EnvelopeCommand):
    """Take the answer."""

    command = staticmethod(commands.accept)


class SendBackRequestAnswer(EnvelopeCommand):
    """Want another answer."""

    command = staticmethod(commands.send_back)

    class Arguments:
        reason = argument(graphene.String, REASON)


class RecallRequest(EnvelopeCommand):
    """Take a request back."""

    command = staticmethod(commands.recall)

    class Arguments:
        reason = argument(graphene.String, REASON)


class AcceptAnswer(Command):
    """Take a lower government's answer."""

    class Meta:
        step = lifecycle.ACCEPT_ANSWER

    class Arguments:
        checklist = argument(
            listed(VerdictInput),
            "A verdict on every item of the procedure's checklist; not needed for a co-opinion.",
            null=True,
        )
        result_class = argument(
            graphene.String, "Class of the result, when the office changes it.", null=True
        )
        comment = argument(graphene.String, "A word for the log.", null=True)

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With verdicts."""
        return given | {"checklist": verdicts_of(given.get("checklist", []))}


class SendBackAnswer(Command):
    """Want another answer from below."""

    class Meta:
        step = lifecycle.SEND_BACK_ANSWER

    class Arguments:
        reason = argument(graphene.String, REASON)


class ReportAnswer(Command):
    """Answer the government that sent the case."""

    class Meta:
        step = lifecycle.REPORT_ANSWER

    class Arguments:
        input = argument(AnswerInput, "The answer.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As an answer."""
        return {"answer": answer_of(given["input"])}


class ReportOpinion(Command):
    """Give the opinion that the government above asked for."""

    class Meta:
        step = lifecycle.REPORT_OPINION

    class Arguments:
        text = argument(graphene.String, "The opinion.")
        contact_name = argument(graphene.String, "Contact in this government.")
        contact_phone = argument(graphene.String, "The contact's office phone.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As an opinion."""
        return {"opinion": OpinionInput(**given)}


class AskUpper(Command):
    """Ask the government above."""

    class Meta:
        step = lifecycle.ASK_UPPER

    class Arguments:
        request_type = argument(RequestType, "What kind of decision is asked for.")
        text = argument(graphene.String, "What is asked.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As a request."""
        return {"request": UpperRequest(given["request_type"].value, given["text"])}


class TransferMutations(graphene.ObjectType):
    """Between governments."""

    sign_envelope = SignEnvelope.Field(required=True)
    request_envelope_return = RequestEnvelopeReturn.Field(required=True)
    decline_request = DeclineRequest.Field(required=True)
    answer_envelope_urge = AnswerEnvelopeUrge.Field(required=True)
    report_progress = ReportProgress.Field(required=True)
    accept_request_answer = AcceptRequestAnswer.Field(required=True)
    send_back_request_answer = SendBackRequestAnswer.Field(required=True)
    recall_request = RecallRequest.Field(required=True)
    accept_answer = AcceptAnswer.Field()
    send_back_answer = SendBackAnswer.Field()
    report_answer = ReportAnswer.Field()
    report_opinion = ReportOpinion.Field()
    ask_upper = AskUpper.Field()
