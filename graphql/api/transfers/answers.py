"""Answer that an envelope carries back, as both governments' offices read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene

from api.reading.related import computed
from api.running.context import Context
from api.shapes.fields import Row, day, many, text
from cases.reading.visibility.events import reads_crossed
from transfers.models import Envelope
from transfers.queries import answers_of


class AnswerPoint(Row):
    """The answer to one request of the paper."""

    request = text("What was asked.")
    response = text("What is answered.")
    result_class = text("Class of this point, as the answering government names it.")
    result_class_label = text("What that class is called there.", null=True)
    promise = text("What is promised.", null=True)
    promised_on = day("For when.", null=True)


class EnvelopeAnswer(Row):
    """An answer in a government's name."""

    title = text("Title.")
    addressee = text("Whom it is to.")
    body = text("Text.")
    result_class = text("Class of the result, as the answering government names it.", null=True)
    result_class_label = text("What that class is called there.", null=True)
    contact_name = text("Contact.")
    contact_phone = text("The contact's office phone.")
    signed_by = text("Name of the government that answers.")
    signer = text("Who signed the letter there; null for an opinion or the answer to a request.", null=True)
    number = text("Its document number (文号); null for an opinion or the answer to a request.", null=True)
    answered_on = day("When.")
    points = many(AnswerPoint, "Point by point.")

    @staticmethod
    def resolve_result_class(answer: dict[str, Any], _info: Any) -> str | None:
        """None for the answer to a request."""
        return answer["result_class"] or None

    @staticmethod
    def resolve_signer(answer: dict[str, Any], _info: Any) -> str | None:
        """None where nobody was named."""
        return answer.get("signer") or None

    @staticmethod
    def resolve_number(answer: dict[str, Any], _info: Any) -> str | None:
        """None where nothing was numbered."""
        return answer.get("number") or None


def _answers(context: Context, envelopes: Sequence[Envelope]) -> dict[int, dict[str, Any]]:
    read = [row.pk for row in envelopes if reads_crossed(context.actor, str(row.subject["kind"]))]
    return {key: _plain(facts) for key, facts in answers_of(read).items()} if read else {}


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Days and blanks as the schema has them; in the record they are text."""
    points = [
        one
        | {
            "promise": one.get("promise") or None,
            "promised_on": _day(one.get("promised_on")),
            "result_class_label": one.get("class_label"),
        }
        for one in facts["points"]
    ]
    return facts | {
        "points": points,
        "answered_on": _day(facts["answered_on"]),
        "result_class_label": facts.get("class_label"),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


ANSWER = graphene.Field(
    EnvelopeAnswer,
    description="The newest answer; null before one, and for everybody but the general office.",
    resolver=computed(_answers),
)
