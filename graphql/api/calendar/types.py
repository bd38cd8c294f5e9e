"""Calendar of a year, holiday notices, and what announcing one would change."""

from __future__ import annotations

from typing import Any

import graphene

from api.shapes.fields import Row, day, flag, given, identity, listed, many, moment, number, one, text
from api.shapes.refusal import Refusal
from governments.calendar.notices import Preview
from governments.calendar.trials import trial_of
from rules.calendar.holidays import Arrangement
from rules.public.models import HolidayNotice as HolidayNoticeRow


class CalendarDay(Row):
    """A day that is not what its weekday says, or that a notice names."""

    day = day("The day.")
    working = flag("Whether offices are open: a make-up working day (调休上班).")
    name = text("The holiday, or 调休上班.")


class HolidayNotice(Row):
    """The State Council's notice of a year's holidays, as it was uploaded. Never altered, only corrected."""

    id = identity()
    number = text("Number of the document.", null=True)
    title = text("Its title.")
    issued_on = day("Its date.", null=True)
    uploaded_by = text("Who uploaded it.")
    uploaded_at = moment("When.")
    reason = text("Why it corrects the one before; empty for the first of its year.", null=True)


class CalendarYear(Row):
    """The working-day calendar of one year."""

    year = number("The year.")
    announced = flag(
        "Whether its notice is published; otherwise weeks without the law's own days off are counted, and said to be."
    )
    days = many(CalendarDay, "Holidays and make-up working days, in order.")
    notices = many(HolidayNotice, "The notices of the year; the first, the newest, holds.")
    years = graphene.Field(
        listed(graphene.Int), required=True, description="All years that are announced, in order."
    )


class Holiday(Row):
    """A holiday from a day to a day, with its make-up working days."""

    name = text("Its name.")
    start = day("First day off.")
    end = day("Last day off.")
    make_up = graphene.Field(
        listed(graphene.Date), required=True, description="Weekend days on which offices are open."
    )
    days = number("The number of days that the notice states.", null=True)


class HolidayNoticeDraft(Row):
    """A notice as it was read, to be looked through."""

    year = number("The year.")
    number = text("Number of the document.", null=True)
    title = text("Its title.")
    issued_on = day("Its date.", null=True)
    holidays = many(Holiday, "Its holidays.")


class HolidayNoticeReading(Row):
    """What was read of a text or file: exactly one of draft and refusal."""

    draft = one(HolidayNoticeDraft, "What was read.", null=True)
    unread = graphene.Field(
        listed(graphene.String), required=True, description="Sentences with a date that were not read."
    )
    refusal = one(Refusal, "Why nothing was read.", null=True)


class CalendarDifference(Row):
    """A day that would be counted otherwise."""

    day = day("The day.")
    before = text("What it is now: 工作日, 周末, 调休上班, or the holiday.")
    after = text("What it would be.")


class HolidayTrial(Row):
    """What governments have counted for a notice that is not announced yet."""

    waiting = number("Governments that still count.")
    counted = number("Governments that have counted.")
    governments = number("Governments in which something would move.")
    cases = number("Cases in which a due day would move.")
    days = number("Running due days that would move.")


class HolidayNoticePreview(Row):
    """What announcing a notice would change; nothing has changed."""

    differences = many(CalendarDifference, "The days that differ.")
    corrects = one(HolidayNotice, "The notice that it would correct.", null=True)
    skipped = graphene.Field(
        listed(graphene.Int), required=True, description="Years before it that stay unannounced."
    )
    due_days = number("Running due days that reach the days that differ: at most so many move.")
    governments = number("Governments in which they run.")
    trial = one(HolidayTrial, "The exact numbers, when they were asked for (`tryHolidayNotice`).", null=True)
    refusal = one(Refusal, "Why it would be refused.", null=True)


class HolidayNoticePayload(Row):
    """What announcing answers: exactly one of both."""

    notice = one(HolidayNotice, "The notice that holds now.", null=True)
    refusal = one(Refusal, "Why not.", null=True)


class HolidayTrialPayload(Row):
    """What asking for a trial answers."""

    ok = flag("Whether governments count now; `previewHolidayNotice` tells how far they are.")
    refusal = one(Refusal, "Why not.", null=True)


class HolidayInput(graphene.InputObjectType):
    """One holiday."""

    name = given(graphene.String, "Its name.")
    start = given(graphene.Date, "First day off.")
    end = given(graphene.Date, "Last day off.")
    make_up = given(listed(graphene.Date), "Weekend days on which offices are open.", null=True)
    days = given(graphene.Int, "The number of days that the notice states; checked when given.", null=True)


class HolidayNoticeInput(graphene.InputObjectType):
    """A notice to preview or announce."""

    year = given(graphene.Int, "The year that it arranges.")
    number = given(graphene.String, "Number of the document.", null=True)
    title = given(graphene.String, "Its title.")
    issued_on = given(graphene.Date, "Its date.", null=True)
    holidays = given(listed(HolidayInput), "Its holidays.")
    reason = given(graphene.String, "Why it corrects an announced year; empty for a new one.", null=True)


def draft_payload(arrangement: Arrangement) -> dict[str, Any]:
    """An arrangement as the API gives it."""
    return {
        "year": arrangement.year,
        "number": arrangement.number,
        "title": arrangement.title,
        "issued_on": arrangement.issued_on,
        "holidays": [
            {"name": one.name, "start": one.start, "end": one.end, "make_up": one.make_up, "days": one.days}
            for one in arrangement.holidays
        ],
    }


def preview_payload(seen: Preview) -> dict[str, Any]:
    """A preview as the API gives it."""
    return {
        "differences": seen.differences,
        "corrects": seen.corrects,
        "skipped": seen.skipped,
        "due_days": seen.clocks,
        "governments": seen.governments,
        "trial": trial_of(seen.arrangement),
    }


def notices_of(year: int) -> list[HolidayNoticeRow]:
    """The notices of a year, the newest first."""
    return list(HolidayNoticeRow.objects.filter(year=year).order_by("-id"))
