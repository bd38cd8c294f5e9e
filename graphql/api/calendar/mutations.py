"""Announcing a year's holidays: the platform operator's one dated act."""

from __future__ import annotations

from typing import Any

import graphene

from api.calendar.types import HolidayNoticeInput, HolidayNoticePayload, HolidayTrialPayload
from api.running.context import Context
from api.shapes.command import KEY
from api.shapes.fields import argument
from api.shapes.refusal import told
from governments.calendar.notices import announce, preview
from governments.calendar.trials import queue_trial
from kernel.refusals import Refusal
from rules.calendar.holidays import Arrangement, Holiday


def arrangement_of(input: Any) -> Arrangement:
    """The arrangement that an input describes."""
    holidays = tuple(
        Holiday(one.name.strip(), one.start, one.end, tuple(one.get("make_up") or ()), one.get("days"))
        for one in input.holidays
    )
    number, title = (input.get("number") or "").strip(), input.title.strip()
    for field, value, most in (("number", number, 60), ("title", title, 120)):
        if len(value) > most:
            raise Refusal("calendar_too_large", field=field, most=most)
    return Arrangement(input.year, holidays, number, title, input.get("issued_on"))


def known_reason(input: Any) -> str:
    """The reason of a correction; empty for a new notice."""
    return (input.get("reason") or "").strip()


class AnnounceHolidays(graphene.Mutation):
    """Announce a year's holidays, or correct them with a reason. For platform operators.

    From now on every due day is counted by it; running ones are counted again, and each that moves is recorded in its
    case, with a notice.
    """

    class Arguments:
        key = argument(graphene.String, KEY)
        input = argument(HolidayNoticeInput, "The notice.")

    Output = HolidayNoticePayload

    @staticmethod
    def mutate(_root: None, info: Any, key: str, input: Any) -> dict[str, Any]:
        """Once for a key."""
        context: Context = info.context
        context.require_operator()
        by: Any = context.known
        try:
            row = announce(arrangement_of(input), by=by.name, key=key, reason=known_reason(input))
        except Refusal as refusal:
            return {"refusal": told(refusal)}
        return {"notice": row}


class TryHolidayNotice(graphene.Mutation):
    """Have every government count how many running due days a notice would move; nothing moves.

    For platform operators. Asking again counts anew.
    """

    class Arguments:
        input = argument(HolidayNoticeInput, "The notice.")

    Output = HolidayTrialPayload

    @staticmethod
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Only for a notice that could be announced."""
        info.context.require_operator()
        try:
            queue_trial(preview(arrangement_of(input), known_reason(input)).arrangement)
        except Refusal as refusal:
            return {"ok": False, "refusal": told(refusal)}
        return {"ok": True}


class CalendarMutations(graphene.ObjectType):
    """Changes to the working-day calendar."""

    announce_holidays = AnnounceHolidays.Field(required=True)
    try_holiday_notice = TryHolidayNotice.Field(required=True)
