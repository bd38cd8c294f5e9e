"""Due days that explain themselves: a span of the pack, counted from its base day over the working-day calendar.

What is counted is kept as a ``Reckoning``, so that it can be shown in full, and counted again when a calendar or a
pack changes. ``rules.explaining.sentences`` puts it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any

from kernel.workdays import (
    ONE_DAY,
    CountedEnd,
    WorkCalendar,
    add_days,
    add_months,
    add_working_days,
    subtract_working_days,
)
from rules.calendar.in_force import work_calendar
from rules.pack import Pack
from rules.values import DEADLINES, Base, Rung, Span


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a due day came about: span, base, the last day before it moved, days off passed over, make-up days counted.

    ``fixed`` says that the fixed day of the year applied and not the amount, ``provisional`` that the period runs from
    the signature, which is awaited. ``unannounced`` is the first year it reaches into whose holidays are not published.
    ``upper`` is the day of the government above that brought it forward by ``margin`` days, ``chosen_by`` who named the
    day instead of the rule, with ``extension`` as one that was granted, or, where ``told_on`` is the day on which the
    proposer was informed (in the way ``told_way``), taken by the unit itself.
    """

    deadline: str
    base: date
    since: str
    unit: str
    amount: int
    article: str
    ends: date
    day: date
    by: str = ""
    fixed: bool = False
    otherwise: date | None = None
    passed: tuple[date, ...] = ()
    made_up: tuple[date, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    unannounced: int | None = None
    upper: date | None = None
    margin: int = 0
    chosen_by: str = ""
    extension: bool = False
    told_on: date | None = None
    told_way: str = ""
    provisional: bool = False

    @property
    def moved(self) -> bool:
        """Whether the last day was a day off, so that a later one holds (民法典 203)."""
        return bool(self.passed) and (self.fixed or self.unit != "working_days")

    def span(self) -> Span:
        """The span it was counted by, to count it again; raises ValueError for a day that a person named."""
        if self.chosen_by:
            raise ValueError("a day that a person named has no span")
        number = {self.unit: self.amount}
        return Span(self.article, by=self.by, since=self.since, **number)

    def as_json(self) -> dict[str, Any]:
        """As rows keep it; ``of_json`` is the way back."""
        return {
            one.name: _plain(value)
            for one in fields(self)
            if (value := getattr(self, one.name)) or one.default is MISSING and one.name != "names"
        }


def of_json(stored: Mapping[str, Any]) -> Reckoning:
    """The reckoning of a row; a day that a person named has no article."""
    days = {
        name: date.fromisoformat(stored[name])
        for name in ("base", "ends", "day", "upper", "otherwise", "told_on")
        if name in stored
    }
    lists = {
        name: tuple(date.fromisoformat(one) for one in stored.get(name, ())) for name in ("passed", "made_up")
    }
    return Reckoning(**{"article": "", **stored, **days, **lists})


def due(
    pack: Pack,
    deadline: str,
    base: date,
    calendar: WorkCalendar | None = None,
    *,
    lead_due: date | None = None,
) -> Reckoning:
    """The day on which ``deadline`` of the pack ends when it starts to run on ``base`` (民法典 201-203).

    ``lead_due`` is the lead's due day, for spans counted back from it. Raises KeyError for a deadline that the pack
    does not state.
    """
    return reckon(pack.deadlines[deadline], deadline, base, calendar, lead_due=lead_due)


def reckon(
    span: Span,
    deadline: str,
    base: date,
    calendar: WorkCalendar | None = None,
    *,
    lead_due: date | None = None,
) -> Reckoning:
    """The same for a span that need not be the pack's, e.g. that of an extension."""
    known = calendar or work_calendar()
    fixed = fixed_day(span.by, base) if span.by else None
    counted = _off(fixed, known) if fixed else _count(span, base, known, lead_due)
    working = span.unit == "working_days" and not fixed
    ends = counted.passed_over[0] if counted.passed_over and not working else counted.day
    first = min(base, ends) + ONE_DAY
    return Reckoning(
        deadline=deadline,
        base=base,
        since=span.since or DEADLINES[deadline],
        unit=span.unit,
        amount=span.amount,
        article=span.article,
        ends=ends,
        day=counted.day,
        by=span.by,
        fixed=fixed is not None,
        otherwise=_longer(span, base, known, counted.day) if fixed else None,
        passed=counted.passed_over,
        made_up=tuple(sorted(day for day in known.on if first <= day <= counted.day)) if working else (),
        names={day.isoformat(): known.off[day] for day in counted.passed_over if day in known.off},
        unannounced=_unannounced(span, base, counted.day, known),
    )


def fixed_day(by: str, base: date) -> date | None:
    """The fixed day (MM-DD) of the base's year; None when what starts on ``base`` starts on that day or later."""
    month, day = (int(part) for part in by.split("-"))
    found = date(base.year, month, day)
    return found if found > base else None


def brought_forward(reckoning: Reckoning, latest: date, upper: date, margin: int) -> Reckoning:
    """The reckoning with an earlier day, because the government above wants its answer by ``upper``."""
    return replace(reckoning, day=latest, upper=upper, margin=margin)


def chosen(deadline: str, base: date, day: date, who: str, article: str = "") -> Reckoning:
    """A day that a person named at dispatch instead of the rule's."""
    return Reckoning(
        deadline, base, DEADLINES[deadline], "chosen", 0, article, ends=day, day=day, chosen_by=who
    )


def extended(deadline: str, base: date, day: date, who: str, article: str) -> Reckoning:
    """A later day that was granted (延期)."""
    return replace(chosen(deadline, base, day, who, article), extension=True)


def extended_by_notice(granted: Reckoning, told_on: date, told_way: str) -> Reckoning:
    """A later day that the unit took after it informed the proposer (河南 2017 Art. 20)."""
    return replace(granted, told_on=told_on, told_way=told_way)


def urged(base: date, day: date, who: str) -> Reckoning:
    """By when a unit says how what it was urged to do stands (催办); a person names the day."""
    return Reckoning("urge", base, "URGED", "chosen", 0, "", ends=day, day=day, chosen_by=who)


def _longer(span: Span, base: date, calendar: WorkCalendar, fixed: date) -> date | None:
    """The day on which the amount would have ended, where the fixed day is later: the law may know the amount only."""
    amount = _count(span, base, calendar, None).day
    return amount if amount < fixed else None


def until_signed(reckoning: Reckoning) -> Reckoning:
    """A period that runs from the signature, counted from the dispatch as long as nobody has signed."""
    if reckoning.since != Base.SIGNED:
        return reckoning
    return replace(reckoning, since=Base.DISPATCHED, provisional=True)


def _count(span: Span, base: date, calendar: WorkCalendar, lead_due: date | None) -> CountedEnd:
    if span.months:
        return add_months(base, span.months, calendar)
    if span.working_days:
        return add_working_days(base, span.working_days, calendar)
    if span.before_lead:
        if lead_due is None:
            raise ValueError("a span before the lead's due day needs that day")
        return CountedEnd(max(lead_due - timedelta(days=span.before_lead), base + ONE_DAY))
    return add_days(base, span.days, calendar)


def _unannounced(span: Span, base: date, day: date, calendar: WorkCalendar) -> int | None:
    """The first year that matters and has no notice: every counted one for working days, else that of the last day."""
    years = range(base.year if span.working_days else day.year, day.year + 1)
    return next((year for year in years if year not in calendar.years), None)


def _off(day: date, calendar: WorkCalendar) -> CountedEnd:
    """A fixed day of the year, moved on when it is a day off (民法典 203)."""
    return add_days(day, 0, calendar)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [one.isoformat() for one in value] if isinstance(value, tuple) else value


# Reminder days: the days of a ladder's rungs before a due day, counted in working days.


@dataclass(frozen=True, slots=True)
class Ringing:
    """The days on which a clock rings, in order, with the rung of each.

    ``unannounced`` is the first year of the count whose holidays are not published yet (None: all are). Its plain
    weeks are counted, which must be said wherever the rungs are shown, and counted again after the notice.
    """

    days: tuple[date, ...]
    rungs: tuple[str, ...]
    unannounced: int | None


def ringing(
    pack: Pack, kind: str, due_on: date, *, since: date, calendar: WorkCalendar | None = None
) -> Ringing:
    """The rungs of a clock that began to run on ``since``; those of that day or before it are left out.

    The rung of 0 days is the day after the due day, when the light turns red; it is never left out.
    """
    known = calendar or work_calendar()
    found = {rung_day(rung, due_on, known): rung.code for rung in pack.reminders[kind]}
    days = sorted(day for day in found if day > min(since, due_on))
    counted = range(min(days, default=due_on).year, due_on.year + 1)
    return Ringing(
        days=tuple(days),
        rungs=tuple(found[day] for day in days),
        unannounced=next((year for year in counted if year not in known.years), None),
    )


def rung_day(rung: Rung, due_on: date, calendar: WorkCalendar | None = None) -> date:
    """The day of one rung."""
    if rung.working_days == 0:
        return due_on + ONE_DAY
    return subtract_working_days(due_on, rung.working_days, calendar or work_calendar())
