"""Talks with the proposer: that one was held is a milestone; its minutes are the unit's own and the office's."""

from __future__ import annotations

from typing import Any

from api.rules.packs import pack_of_row
from api.shapes.enums import MeetingForm, MeetingStage
from api.shapes.fields import Row, day, flag, identity, one, text
from kernel.wording import label


class Meeting(Row):
    """A talk with the proposer."""

    id = identity()
    stage = one(MeetingStage, "When in the handling.")
    stage_label = text("The same in Chinese.")
    form = one(MeetingForm, "How it was held.")
    form_label = text("The same in Chinese.")
    held_on = day("On which day.")
    minuted = flag("Whether the viewer sees its minutes: the four fields below are empty where not.")
    place = text("Where; may be empty.")
    unit_people = text("Who came for the unit.")
    proposer_people = text("Who came for the proposer.")
    summary = text("What was said.")
    face_to_face = flag("Whether its form counts as a meeting by the case's rule pack.")

    @staticmethod
    def resolve_stage_label(meeting: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("meeting_stages", meeting.stage)

    @staticmethod
    def resolve_form_label(meeting: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("meeting_forms", meeting.form)

    @staticmethod
    def resolve_place(meeting: Any, _info: Any) -> str:
        """Of the minutes."""
        return meeting.place if meeting.minuted else ""

    @staticmethod
    def resolve_unit_people(meeting: Any, _info: Any) -> str:
        """Of the minutes."""
        return meeting.unit_people if meeting.minuted else ""

    @staticmethod
    def resolve_proposer_people(meeting: Any, _info: Any) -> str:
        """Of the minutes."""
        return meeting.proposer_people if meeting.minuted else ""

    @staticmethod
    def resolve_summary(meeting: Any, _info: Any) -> str:
        """Of the minutes."""
        return meeting.summary if meeting.minuted else ""

    @staticmethod
    def resolve_face_to_face(meeting: Any, info: Any) -> bool:
        """By the forms that the pack counts; others are mere contact."""
        return meeting.form in pack_of_row(meeting.assignment, info).face_to_face
