"""Reminders as a viewer sees them, and the light of a case's co-handlers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import graphene
from django.db.models import F, Min, QuerySet

from api.cases import visible
from api.people.types import Unit
from api.reading.related import computed, referred
from api.reading.visible_rows import ViewerContext
from api.rules.packs import packs_by_id
from api.running.context import Context
from api.shapes.enums import ClockKind, Light
from api.shapes.fields import Row, day, flag, identity, moment, number, one, text
from api.shapes.refusal import Refusal
from cases.models import Assignment
from cases.models import Case as CaseRow
from cases.states import CLOCK_OFF, Origin, UnitRole
from kernel.sql.statements import KEYS_PARAM, Statement
from kernel.wording import called, section
from rules.explaining.sentences import in_words_of
from supervision.models import Reminder as ReminderRow
from supervision.queries import audience_of, is_addressed, visible_reminders

_case = referred("case", visible.cases)


def reminders(context: ViewerContext) -> QuerySet[ReminderRow]:
    """Reminders the viewer may see, with their cases' packs."""
    return with_packs(visible_reminders(context.actor))


def with_packs(rows: QuerySet[ReminderRow]) -> QuerySet[ReminderRow]:
    """Reminders with the keys of their cases' packs, whose words they use, and where the cases come from."""
    return rows.annotate(case_pack=F("case__pack"), case_origin=F("case__origin"))


def _co_due(_context: Context, cases: Sequence[CaseRow]) -> dict[int, date]:
    return dict(_waited_for().rows({KEYS_PARAM: [case.pk for case in cases]}))


@cache
def _waited_for() -> Statement:
    parts = Assignment.objects.filter(case__in=[KEYS_PARAM], role=UnitRole.CO).exclude(state__in=CLOCK_OFF)
    return Statement.of(parts.order_by().values_list("case_id").annotate(Min("due_on")))


co_due_of_case = computed(_co_due)  # the earliest day of the co-opinions that are still waited for


class Reminder(Row):
    """A rung of a unit's clock that has rung (提醒): exactly one for each."""

    id = identity()
    case_id = identity("Id of its case.")
    case_title = text("Title of its case.")
    case_no = text("Number of its case, once filed.", null=True)
    unit = one(Unit, "The unit whose clock it is.", resolver=referred("unit", visible.units))
    kind = one(ClockKind, "What is due.")
    kind_label = text("The same in Chinese.")
    rung = text("The rung: T15, T7, T3 ... working days before the due day, T0 when it has passed.")
    due_on = day("The due day.")
    light = one(Light, "Where the clock stood when it rang.")
    working_days = number("Working days that were left when it rang, negative when overdue.")
    note = text("A year of the count whose holidays are not announced yet, in Chinese.", null=True)
    at = moment("When it rang.")
    seen = flag("Whether it does not wait for the viewer's unit, office or committee (any more).")
    seen_by = text("Who of them has noted it as seen.", null=True)
    seen_at = moment("When that was.", null=True)
    text = text("What it says, in Chinese.")

    @staticmethod
    def resolve_case_title(reminder: ReminderRow, info: Any) -> str:
        """Of its case."""
        return str(_case(reminder, info).title)

    @staticmethod
    def resolve_case_no(reminder: ReminderRow, info: Any) -> str | None:
        """Of its case."""
        return _case(reminder, info).case_no or None

    @staticmethod
    def resolve_kind_label(reminder: ReminderRow, _info: Any) -> str:
        """From the catalogue, in the words of the case's pack."""
        return _in_words(reminder, reminder.kind)

    @staticmethod
    def resolve_text(reminder: ReminderRow, _info: Any) -> str:
        """From the catalogue, by the days that were left, in the words of the case's pack."""
        left = reminder.working_days
        when = "after" if reminder.rung == "T0" or left < 0 else "before" if left else "today"
        due = f"{reminder.due_on:%Y年%-m月%-d日}"
        words = _in_words(reminder, f"{when}.{reminder.kind}")
        return words.format(due=due, days=left)

    @staticmethod
    def resolve_note(reminder: ReminderRow, _info: Any) -> str | None:
        """From the catalogue."""
        year = reminder.unannounced
        return section("reminders")["unannounced"].format(year=year) if year else None

    @staticmethod
    def resolve_seen(reminder: ReminderRow, info: Any) -> bool:
        """A notice that was not sent to the viewer does not wait for it."""
        actor = info.context.actor
        return audience_of(actor) in reminder.seen or not is_addressed(actor, reminder.told, reminder.unit_id)

    @staticmethod
    def resolve_seen_by(reminder: ReminderRow, info: Any) -> str | None:
        """Of the viewer's own audience."""
        return _seen(reminder, info).get("by")

    @staticmethod
    def resolve_seen_at(reminder: ReminderRow, info: Any) -> datetime | None:
        """Of the viewer's own audience."""
        at = _seen(reminder, info).get("at")
        return datetime.fromisoformat(at) if at else None


def _in_words(reminder: ReminderRow, code: str) -> str:
    pack = getattr(reminder, "case_pack", None) or reminder.case.pack_id
    origin = getattr(reminder, "case_origin", None) or reminder.case.origin
    text = called("reminders", code, opinion=origin == Origin.CONSULT)
    return in_words_of(packs_by_id([pack])[pack], text)


def _seen(reminder: ReminderRow, info: Any) -> dict[str, str]:
    found: dict[str, str] = reminder.seen.get(audience_of(info.context.actor), {})
    return found


class ReminderPayload(Row):
    """What marking answers: exactly one of both."""

    reminder = graphene.Field(Reminder, description="The reminder as it now stands.")
    refusal = graphene.Field(Refusal, description="Why it was refused.")
