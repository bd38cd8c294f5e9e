"""这个日期怎么来的: a reckoning in Chinese sentences, for the page, the print and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from kernel.wording import label, sentence
from rules.counting.deadlines import Reckoning, of_json
from rules.explaining.spans import month_day, span_text


def explain(kept: Reckoning | Mapping[str, Any]) -> list[str]:
    """The sentences in order: from when, how long, what was passed over, what moved it, what is not known yet."""
    if not isinstance(kept, Reckoning):
        if "told" in kept:  # counted before reckonings were kept
            return list(kept["told"])
        kept = of_json(kept)
    if kept.told_on is not None:
        return [_told(kept)]
    if kept.extension:
        return [
            sentence(
                "due_extended", day=kept.day.isoformat(), who=kept.chosen_by, ground=ground(kept.article)
            )
        ]
    if kept.chosen_by:
        code = "due_urged" if kept.deadline == "urge" else "due_chosen"
        return [sentence(code, base=kept.base.isoformat(), day=kept.day.isoformat(), who=kept.chosen_by)]
    return [
        _counted(kept),
        *([sentence("due_provisional")] if kept.provisional else []),
        *([_longer(kept)] if kept.otherwise else []),
        *_passed(kept),
        *_moved(kept),
        *_unannounced(kept),
        *_upper(kept),
    ]


def brief(kept: Reckoning | Mapping[str, Any]) -> str:
    """The same in one line, where a list has no room for more: from when, how long, by which article, what moved it."""
    if not isinstance(kept, Reckoning):
        if "told" in kept:
            return "".join(kept["told"][:1])
        kept = of_json(kept)
    if kept.chosen_by:
        code = "brief_extended" if kept.extension else "brief_chosen"
        code = "brief_extended_told" if kept.told_on else code
        return sentence(code, who=kept.chosen_by, article=kept.article)
    span = span_text("by", 0, kept.by) if kept.fixed else span_text(kept.unit, kept.amount)
    told = sentence(
        "brief_fixed" if kept.fixed else "brief_counted",
        event=base_label(kept),
        base=kept.base.isoformat(),
        span=span,
        article=kept.article,
    )
    if kept.upper is not None:
        return sentence("brief_upper", counted=told, day=kept.day.isoformat())
    return sentence("brief_moved", counted=told) if kept.moved else told


def ground(article: str) -> str:
    """依据 of a rule that binds here; a rule of another place is taken as a reference, and its article says 参照."""
    return (
        article if article.startswith(label("grounds", "REFERENCE")) else sentence("ground", article=article)
    )


def base_label(kept: Reckoning) -> str:
    """What the day is from which it runs, e.g. 交办之日."""
    return label("bases", kept.since)


def _counted(kept: Reckoning) -> str:
    return sentence(
        f"due_{'by' if kept.fixed else kept.unit}",
        base=kept.base.isoformat(),
        event=base_label(kept),
        amount=kept.amount,
        by=month_day(kept.by) if kept.by else "",
        ground=ground(kept.article),
        ends=kept.ends.isoformat(),
    )


def _longer(kept: Reckoning) -> str:
    """The fixed day gives more time than the amount: the office should see that."""
    amount = span_text(kept.unit, kept.amount)
    return sentence("due_by_longer", amount=amount, day=kept.otherwise)


def _passed(kept: Reckoning) -> Iterable[str]:
    """Statutory holidays by name; plain weekends are only counted. Make-up working days by day.

    Nothing for a period of calendar days or months: it counts every day, and what moved its end is said there.
    """
    if kept.moved:
        return
    named: dict[str, list[date]] = {}
    for day in kept.passed:
        if day.isoformat() in kept.names:
            named.setdefault(kept.names[day.isoformat()], []).append(day)
    weekend = sum(day.isoformat() not in kept.names for day in kept.passed)
    if named:
        days = "；".join(f"{name} {_days(days)}" for name, days in named.items())
        yield sentence("due_holidays", days=days)
    if weekend:
        yield sentence("due_weekends", number=weekend)
    if kept.made_up:
        yield sentence("due_made_up", days=_days(kept.made_up))


def _moved(kept: Reckoning) -> Iterable[str]:
    if kept.moved:
        last, name = kept.passed[-1], kept.names.get(kept.ends.isoformat()) or label("days", "WEEKEND")
        yield sentence("due_moved", ends=kept.ends.isoformat(), name=name, last=last.isoformat())


def _told(kept: Reckoning) -> str:
    return sentence(
        "due_extended_told",
        day=kept.day.isoformat(),
        who=kept.chosen_by,
        told=kept.told_on.isoformat() if kept.told_on else "",
        way=label("meeting_forms", kept.told_way),
        ground=ground(kept.article),
    )


def _unannounced(kept: Reckoning) -> Iterable[str]:
    """That the year's notice is not out, and which of the law's own days off were passed over all the same."""
    if kept.unannounced is None:
        return
    lawful: dict[str, list[date]] = {}
    for day in kept.passed:
        if day.year >= kept.unannounced and day.isoformat() in kept.names:
            lawful.setdefault(kept.names[day.isoformat()], []).append(day)
    days = "；".join(f"{name} {_days(days)}" for name, days in lawful.items())
    code = "due_unannounced_lawful" if days else "due_unannounced"
    yield sentence(code, year=kept.unannounced, days=days)


def _upper(kept: Reckoning) -> Iterable[str]:
    """What brought the day forward; a sender's day so close that no time is left has the next day after the base."""
    if kept.upper is not None:
        code = "due_upper" if kept.day == kept.upper - timedelta(days=kept.margin) else "due_upper_short"
        yield sentence(code, day=kept.day.isoformat(), upper=kept.upper.isoformat(), days=kept.margin)


def _days(days: Iterable[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days)
