"""Yearly reports that the pack asks for: on promises and on the whole work, by fixed days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kernel.wording import label
from rules.pack import Pack


def next_report(pack: Pack, day: date) -> date | None:
    """The next day on which open promises are reported, ``day`` itself included; None where the pack has none."""
    if pack.commitments is None:
        return None
    return next_of(pack.commitments.reports, day)


@dataclass(frozen=True, slots=True)
class Coming:
    """A yearly report with the day by which it is due next."""

    label: str
    day: date
    article: str


def coming(pack: Pack, day: date) -> list[Coming]:
    """Every yearly report that the pack states, that of promises among them, with its next day; the nearest first."""
    stated = [(one.label, one.on, one.article) for one in pack.reports]
    if pack.commitments is not None:
        stated.append((label("pack_words", "promises"), pack.commitments.reports, pack.commitments.article))
    found = [(name, next_of(days, day), article) for name, days, article in stated]
    return sorted(
        (Coming(name, ends, article) for name, ends, article in found if ends), key=lambda one: one.day
    )


def carried(pack: Pack, promised: int, year: int) -> str:
    """How a promise that was due in one year and is open in another goes on (结转); empty while a report covers it."""
    cycle = pack.commitments
    return cycle.carry_over if cycle and promised <= year - cycle.years else ""


def next_of(yearly: Iterable[str], day: date) -> date | None:
    """The first of these days of the year (MM-DD) that is not before ``day``; 29 February is 28 in other years."""
    coming = [
        found for year in (day.year, day.year + 1) for one in yearly if (found := _on(year, one)) >= day
    ]
    return min(coming, default=None)


def _on(year: int, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)
