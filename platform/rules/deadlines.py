"""Due dates that explain themselves: from a base day and a span of the pack to a day with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.wording import sentence
from kernel.workdays import Counted, WorkCalendar, add_days, add_months, add_working_days
from rules.calendar import work_calendar
from rules.pack import Pack, Span


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due day with the Chinese sentences that say how it came about, and the article."""

    day: date
    explanation: tuple[str, ...]
    article: str


def due(pack: Pack, deadline: str, base: date, calendar: WorkCalendar | None = None) -> DueDate:
    """The day on which ``deadline`` of the pack ends when it starts to run on ``base`` (民法典 201-203)."""
    known = calendar or work_calendar()
    span = pack.deadlines[deadline]
    counted = _count(span, base, known)
    return DueDate(counted.day, tuple(_explain(span, base, counted, known)), span.article)


def _count(span: Span, base: date, calendar: WorkCalendar) -> Counted:
    if span.months:
        return add_months(base, span.months, calendar)
    if span.working_days:
        return add_working_days(base, span.working_days, calendar)
    return add_days(base, span.days, calendar)


def _explain(span: Span, base: date, counted: Counted, calendar: WorkCalendar) -> list[str]:
    amount = span.months or span.working_days or span.days
    unit = "months" if span.months else "working_days" if span.working_days else "days"
    lines = [sentence(f"due_{unit}", base=base.isoformat(), amount=amount, article=span.article)]
    holidays = [f"{day.month}月{day.day}日" for day in counted.passed_over if day in calendar.off]
    if holidays:
        lines.append(sentence("due_holidays", days="、".join(holidays)))
    if counted.passed_over and not span.working_days:
        lines.append(sentence("due_moved", day=counted.day.isoformat()))
    if not calendar.announced(counted.day):
        lines.append(sentence("due_unannounced", year=counted.day.year))
    return lines
