"""Questions about the working-day calendar."""

from __future__ import annotations

from typing import Any

import graphene

from api.calendar.mutations import arrangement_of, known_reason
from api.calendar.types import (
    CalendarYear,
    HolidayNoticeInput,
    HolidayNoticePreview,
    HolidayNoticeReading,
    draft_payload,
    notices_of,
    preview_payload,
)
from api.running.context import Context
from api.shapes.fields import argument, one
from api.shapes.refusal import told
from governments.calendar.notices import preview
from kernel.refusals import Refusal
from rules.calendar.holidays_file import read_notice
from rules.calendar.in_force import calendar_of, notices_in_force

NOTHING: dict[str, Any] = {"differences": [], "skipped": [], "due_days": 0, "governments": 0}


class CalendarQueries(graphene.ObjectType):
    """Questions about the working-day calendar."""

    work_calendar = one(
        CalendarYear,
        "The working-day calendar of a year; for everybody who is signed in.",
        year=argument(graphene.Int, "The year."),
    )
    read_holiday_notice = one(
        HolidayNoticeReading,
        "Read a notice's own text, or the content of a YAML or CSV file. For platform operators.",
        content=argument(graphene.String, "The text."),
        year=argument(graphene.Int, "The year, where the text does not name it.", null=True),
    )
    preview_holiday_notice = one(
        HolidayNoticePreview,
        "What announcing a notice would change. For platform operators.",
        input=argument(HolidayNoticeInput, "The notice."),
    )

    @staticmethod
    def resolve_work_calendar(_root: None, info: Any, year: int) -> dict[str, Any]:
        """The same for all governments, and on the platform's host."""
        context: Context = info.context
        _ = context.known
        notices = notices_in_force()
        calendar = calendar_of(notices)
        days = sorted(day for day in {*calendar.off, *calendar.on} if day.year == year)
        return {
            "year": year,
            "announced": year in calendar.years,
            "days": [
                {"day": day, "working": day in calendar.on, "name": calendar.on.get(day) or calendar.off[day]}
                for day in days
            ],
            "notices": notices_of(year),
            "years": [one.year for one in notices],
        }

    @staticmethod
    def resolve_read_holiday_notice(
        _root: None, info: Any, content: str, year: int | None = None
    ) -> dict[str, Any]:
        """Nothing is kept: what was read is shown, and announced by its own act."""
        info.context.require_operator()
        try:
            reading = read_notice(content, year)
        except Refusal as refusal:
            return {"draft": None, "unread": [], "refusal": told(refusal)}
        return {"draft": draft_payload(reading.arrangement), "unread": reading.unread, "refusal": None}

    @staticmethod
    def resolve_preview_holiday_notice(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """The same judgement as the upload's own."""
        info.context.require_operator()
        try:
            return preview_payload(preview(arrangement_of(input), known_reason(input)))
        except Refusal as refusal:
            return NOTHING | {"refusal": told(refusal)}
