"""Input objects of the steps, and how they become what commands take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from api.shapes.enums import (
    CaseKind,
    MeetingForm,
    MeetingStage,
    Period,
    PromiseAs,
    ProposerKind,
    PublishMode,
    UnitRole,
)
from api.shapes.fields import chosen_id, given, listed
from cases import inputs


class ProposerInput(graphene.InputObjectType):
    """One proposer as the paper names them."""

    name = given(graphene.String, "Name.")
    kind = given(ProposerKind, "What kind of proposer.")
    group = given(graphene.String, "Delegation, party or sector.", null=True)
    phone = given(graphene.String, "Phone.", null=True)
    is_lead = given(graphene.Boolean, "Whether this one leads; without one, the first does.", null=True)


class RegisterCaseInput(graphene.InputObjectType):
    """A paper as it arrives."""

    kind = given(CaseKind, "Suggestion or proposal.")
    title = given(graphene.String, "Title, at most 200 characters.")
    body = given(graphene.String, "Text, at most 60,000 characters.")
    category = given(graphene.String, "Category.", null=True)
    session_id = given(graphene.ID, "The meeting it belongs to; of the same kind.")
    registration_no = given(
        graphene.String, "Number of registration; given by the system when left out.", null=True
    )
    proposers = given(listed(ProposerInput), "Who signed it, in order.")
    registered_on = given(graphene.Date, "Day of registration; today when left out.", null=True)
    period = given(
        Period, "Around the meeting or between two; by the day of registration when left out.", null=True
    )
    publish_consent = given(
        graphene.Boolean, "Whether the proposer agrees to publication.", null=True, default_value=True
    )
    protect_proposer = given(
        graphene.Boolean, "Whether only office and committee read who it is.", null=True, default_value=False
    )
    proposed_unit = given(graphene.String, "Unit that the proposer suggests.", null=True)


class AssignmentInput(graphene.InputObjectType):
    """One unit in a dispatch."""

    unit_id = given(graphene.ID, "The unit.")
    role = given(UnitRole, "What it is to be in the case.")
    part = given(graphene.String, "The part it answers; needed where units answer separately.", null=True)


class DispatchInput(graphene.InputObjectType):
    """To whom a case goes, and until when."""

    assignments = given(
        listed(AssignmentInput),
        "One SOLE; or one LEAD and any CO; or two and more SEPARATE; or two and more JOINT_LEAD and any CO.",
    )
    complex = given(graphene.Boolean, "Whether the longer period applies.", null=True, default_value=False)
    requirements = given(graphene.String, "What is asked of the handling.", null=True)
    due_on = given(graphene.Date, "Last day for answers, instead of the rule pack's.", null=True)
    co_due_on = given(graphene.Date, "Last day for opinions, instead of the rule pack's.", null=True)


class MeetingInput(graphene.InputObjectType):
    """A talk with the proposer."""

    stage = given(MeetingStage, "When in the handling.")
    form = given(MeetingForm, "How it was held.")
    held_on = given(graphene.Date, "On which day; not before the dispatch, not in the future.")
    place = given(graphene.String, "Where.", null=True)
    unit_people = given(graphene.String, "Who came for the unit.")
    proposer_people = given(graphene.String, "Who came for the proposer.")
    summary = given(graphene.String, "What was said.")


class ReplyPointInput(graphene.InputObjectType):
    """One request of the paper and its answer."""

    request = given(graphene.String, "What was asked.")
    response = given(graphene.String, "What is answered.")
    result_class = given(graphene.String, "Class of the result, a code of the procedure.")
    promise = given(graphene.String, "What is promised; needed by some classes.", null=True)
    promised_on = given(graphene.Date, "By which day.", null=True)
    promise_as = given(
        PromiseAs,
        "How the promise relates to those of the unit's earlier answers; needed where one of them stands.",
        null=True,
    )
    earlier_promise_id = given(
        graphene.ID, "The promise of the ledger that is continued or replaced.", null=True
    )


class ReplyDraftInput(graphene.InputObjectType):
    """A reply's draft."""

    title = given(graphene.String, "Title.")
    addressee = given(graphene.String, "To whom.")
    body = given(graphene.String, "Text: plain paragraphs.")
    result_class = given(graphene.String, "Class of the result, a code of the procedure.")
    publish_mode = given(PublishMode, "How it becomes public.")
    contact_name = given(graphene.String, "Contact in the unit.")
    contact_phone = given(graphene.String, "The contact's office phone.")
    points = given(listed(ReplyPointInput), "Answers point by point.")


class AnswerAcrossInput(graphene.InputObjectType):
    """A government's answer to the one that sent it a case."""

    title = given(graphene.String, "Title.")
    body = given(graphene.String, "Text: plain paragraphs, in the government's name.")
    result_class = given(
        graphene.String, "Class of the result, a code of the procedure; not for requests.", null=True
    )
    publish_mode = given(PublishMode, "How it may become public.", null=True)
    signed_by = given(
        graphene.String, "Who signed the letter in the government's name; not for requests.", null=True
    )
    contact_name = given(graphene.String, "Contact in the general office.")
    contact_phone = given(graphene.String, "The contact's office phone.")
    points = given(listed(ReplyPointInput), "Answers point by point.", null=True)


class VerdictInput(graphene.InputObjectType):
    """One item of the office's second review."""

    code = given(graphene.String, "Code of the item, from the procedure's checklist.")
    passed = given(graphene.Boolean, "Whether it passed.")
    note = given(graphene.String, "What was found.", null=True)


def paper_of(given: Any) -> inputs.RegisterInput:
    """A paper for ``commands.register``."""
    known = _filled(given)
    proposers = [_proposer(one) for one in known.pop("proposers")]
    session_id = chosen_id(known.pop("session_id"), "session_unknown", "sessionId")
    if "period" in known:
        known["period"] = known["period"].value
    return inputs.RegisterInput(proposers=proposers, session_id=session_id, **known)


def _proposer(given: Any) -> inputs.ProposerInput:
    known = _filled(given)
    return inputs.ProposerInput(kind=known.pop("kind").value, **known)


def order_of(given: Any) -> inputs.DispatchInput:
    """A dispatch for ``commands.dispatch`` and ``redispatch``."""
    known = _filled(given)
    assignments = []
    for one in known.pop("assignments"):
        part = _filled(one)
        unit_id = chosen_id(part.pop("unit_id"), "unit_unknown", "assignments")
        assignments.append(inputs.AssignmentInput(unit_id=unit_id, **part))
    return inputs.DispatchInput(assignments=assignments, **known)


def meeting_of(given: Any) -> inputs.MeetingInput:
    """A talk for ``commands.record_meeting``."""
    known = _filled(given)
    return inputs.MeetingInput(stage=known.pop("stage").value, form=known.pop("form").value, **known)


def draft_of(given: Any) -> inputs.ReplyInput:
    """A draft for ``commands.draft_reply``."""
    known = _filled(given)
    points = points_of(known.pop("points"))
    return inputs.ReplyInput(points=points, publish_mode=known.pop("publish_mode").value, **known)


def point_of(given: Any, number: int) -> inputs.PointInput:
    """A point of a letter, the ``number``-th from 1."""
    known = _filled(given)
    earlier, how = known.pop("earlier_promise_id", None), known.pop("promise_as", None)
    key = chosen_id(earlier, "promise_earlier_unknown", "points", number=number) if earlier else None
    return inputs.PointInput(earlier=key, promise_as=how.value if how else "", **known)


def points_of(given: Iterable[Any]) -> tuple[inputs.PointInput, ...]:
    """The points of a letter, in their order."""
    return tuple(point_of(one, number) for number, one in enumerate(given, 1))


def answer_of(given: Any) -> inputs.AnswerInput:
    """An answer for ``commands.report_answer``."""
    known = _filled(given)
    points = points_of(known.pop("points", ()))
    mode = known.pop("publish_mode", None)
    return inputs.AnswerInput(points=points, publish_mode=mode.value if mode else "FULL", **known)


def verdicts_of(given: list[Any]) -> list[inputs.VerdictInput]:
    """Verdicts for the office's review."""
    return [inputs.VerdictInput(**_filled(one)) for one in given]


def _filled(given: Any) -> dict[str, Any]:
    """What was given, without nulls: left out and null mean the same."""
    return {name: value for name, value in given.items() if value is not None}
