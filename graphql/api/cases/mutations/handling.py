"""Units' own work: signing for, returning, naming the officer, talks, co-opinions."""

from __future__ import annotations

from typing import Any

import graphene

from api.cases.inputs import MeetingInput, meeting_of
from api.shapes.command import Command, StepMutations
from api.shapes.enums import MeetingForm
from api.shapes.fields import argument, chosen_id
from cases.steps import lifecycle

REASON = "The reason; kept in the case's log."


class SignFor(Command):
    """Sign for."""

    class Meta:
        step = lifecycle.SIGN_FOR


class RequestReturn(Command):
    """Ask to be relieved."""

    class Meta:
        step = lifecycle.REQUEST_RETURN

    class Arguments:
        reason = argument(graphene.String, REASON)
        basis = argument(graphene.String, "The rule or duty that it rests on.")
        proposed_unit_id = argument(graphene.ID, "The unit that the case belongs to.")
        statement = argument(
            graphene.String,
            "What the unit's head has signed, where the pack's ladder asks for it.",
            null=True,
        )

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With the proposed unit's key."""
        unit = chosen_id(given["proposed_unit_id"], "unit_unknown", "proposedUnitId")
        return given | {"proposed_unit_id": unit, "statement": given.get("statement") or ""}


class RequestExtension(Command):
    """Ask for a later due day."""

    class Meta:
        step = lifecycle.REQUEST_EXTENSION

    class Arguments:
        until = argument(graphene.Date, "The day asked for.")
        reason = argument(graphene.String, REASON)
        statement = argument(
            graphene.String, "The report to the proposer, where the pack asks for it.", null=True
        )

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Without a report where none is given."""
        return given | {"statement": given.get("statement") or ""}


class ExtendByNotice(Command):
    """Extend one's own due day."""

    class Meta:
        step = lifecycle.EXTEND_BY_NOTICE

    class Arguments:
        until = argument(graphene.Date, "The new day.")
        reason = argument(graphene.String, REASON)
        told_on = argument(graphene.Date, "On which day the proposer was told.")
        told_way = argument(MeetingForm, "In which way.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With the way's code."""
        return given | {"told_way": given["told_way"].value}


class GrantExtension(Command):
    """Grant an extension."""

    class Meta:
        step = lifecycle.GRANT_EXTENSION

    class Arguments:
        reason = argument(graphene.String, REASON, null=True)

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Without a reason where none is given."""
        return given | {"reason": given.get("reason") or ""}


class RefuseExtension(Command):
    """Refuse an extension."""

    class Meta:
        step = lifecycle.REFUSE_EXTENSION

    class Arguments:
        reason = argument(graphene.String, REASON)


class AssignOfficer(Command):
    """Name who handles the case."""

    class Meta:
        step = lifecycle.ASSIGN_OFFICER

    class Arguments:
        section_id = argument(graphene.ID, "Section; that of the officer's post when left out.", null=True)
        officer_id = argument(graphene.ID, "Officer: a person of the unit.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """With the keys of officer and section."""
        chosen = {"officer_id": chosen_id(given["officer_id"], "officer_unknown", "officerId")}
        if "section_id" in given:
            chosen["section_id"] = chosen_id(given["section_id"], "section_of_other_unit", "sectionId")
        return chosen


class RecordMeeting(Command):
    """Record a talk."""

    class Meta:
        step = lifecycle.RECORD_MEETING

    class Arguments:
        input = argument(MeetingInput, "The talk.")

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """As a talk."""
        return {"meeting": meeting_of(given["input"])}


class SubmitCoOpinion(Command):
    """Give an opinion."""

    class Meta:
        step = lifecycle.SUBMIT_CO_OPINION

    class Arguments:
        text = argument(graphene.String, "The opinion.")
        contact = argument(graphene.String, "Whom to ask.")
        result_class = argument(graphene.String, "Class of the result, a code of the procedure.", null=True)


class AcceptCoOpinion(Command):
    """Accept an opinion."""

    class Meta:
        step = lifecycle.ACCEPT_CO_OPINION


class BounceCoOpinion(Command):
    """Send an opinion back."""

    class Meta:
        step = lifecycle.BOUNCE_CO_OPINION

    class Arguments:
        reason = argument(graphene.String, REASON)


class WaiveCoOpinion(Command):
    """Go on without an opinion."""

    class Meta:
        step = lifecycle.WAIVE_CO_OPINION

    class Arguments:
        reason = argument(graphene.String, REASON)


class UrgeUnit(Command):
    """Urge a unit."""

    class Meta:
        step = lifecycle.URGE_UNIT

    class Arguments:
        text = argument(graphene.String, "What the unit is to do.")
        reply_by = argument(graphene.Date, "By when it answers; today or later.")


class AnswerUrge(Command):
    """Answer what was urged."""

    class Meta:
        step = lifecycle.ANSWER_URGE

    class Arguments:
        text = argument(graphene.String, "How it stands, and by when it will be done.")


class HandlingMutations(StepMutations):
    """The units' work."""
