"""Due days explained (这个日期怎么来的), deadlines listed, and texts in a pack's own names of the roles.

For the page, the print and the API. The catalogue says the usual names of the roles (会办); the pack of a case says
what they are called there (协办).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from kernel.wording import label, section, sentence
from rules.checking.places import node
from rules.counting.deadlines import Reckoning, of_json
from rules.explaining.spans import month_day, span_text, span_words
from rules.pack import Pack
from rules.values import DEADLINES, Span


def explain(reckoning: Reckoning | Mapping[str, Any]) -> list[str]:
    """The sentences in order: from when, how long, what was passed over, what moved it, what is not known yet."""
    if not isinstance(reckoning, Reckoning):
        if "told" in reckoning:  # counted before reckonings were kept
            return list(reckoning["told"])
        reckoning = of_json(reckoning)
    if reckoning.told_on is not None:
        return [_extended_by_notice(reckoning)]
    if reckoning.extension:
        return [
            sentence(
                "due_extended",
                day=reckoning.day.isoformat(),
                who=reckoning.chosen_by,
                ground=legal_basis(reckoning.article),
            )
        ]
    if reckoning.chosen_by:
        code = "due_urged" if reckoning.deadline == "urge" else "due_chosen"
        return [
            sentence(
                code, base=reckoning.base.isoformat(), day=reckoning.day.isoformat(), who=reckoning.chosen_by
            )
        ]
    return [
        _counted(reckoning),
        *([sentence("due_provisional")] if reckoning.provisional else []),
        *([_longer(reckoning)] if reckoning.otherwise else []),
        *_passed(reckoning),
        *_moved(reckoning),
        *_unannounced(reckoning),
        *_upper(reckoning),
    ]


def brief(reckoning: Reckoning | Mapping[str, Any]) -> str:
    """The same in one line, where a list has no room for more: from when, how long, by which article, what moved it."""
    if not isinstance(reckoning, Reckoning):
        if "told" in reckoning:
            return "".join(reckoning["told"][:1])
        reckoning = of_json(reckoning)
    if reckoning.chosen_by:
        code = "brief_extended" if reckoning.extension else "brief_chosen"
        code = "brief_extended_told" if reckoning.told_on else code
        return sentence(code, who=reckoning.chosen_by, article=reckoning.article)
    span = (
        span_text("by", 0, reckoning.by) if reckoning.fixed else span_text(reckoning.unit, reckoning.amount)
    )
    text = sentence(
        "brief_fixed" if reckoning.fixed else "brief_counted",
        event=base_label(reckoning),
        base=reckoning.base.isoformat(),
        span=span,
        article=reckoning.article,
    )
    if reckoning.upper is not None:
        return sentence("brief_upper", counted=text, day=reckoning.day.isoformat())
    return sentence("brief_moved", counted=text) if reckoning.moved else text


def legal_basis(article: str) -> str:
    """依据 of a rule that binds here; a rule of another place is taken as a reference, and its article says 参照."""
    return (
        article if article.startswith(label("grounds", "REFERENCE")) else sentence("ground", article=article)
    )


def base_label(reckoning: Reckoning) -> str:
    """What the day is from which it runs, e.g. 交办之日."""
    return label("bases", reckoning.since)


def _counted(reckoning: Reckoning) -> str:
    return sentence(
        f"due_{'by' if reckoning.fixed else reckoning.unit}",
        base=reckoning.base.isoformat(),
        event=base_label(reckoning),
        amount=reckoning.amount,
        by=month_day(reckoning.by) if reckoning.by else "",
        ground=legal_basis(reckoning.article),
        ends=reckoning.ends.isoformat(),
    )


def _longer(reckoning: Reckoning) -> str:
    """The fixed day gives more time than the amount: the office should see that."""
    amount = span_text(reckoning.unit, reckoning.amount)
    return sentence("due_by_longer", amount=amount, day=reckoning.otherwise)


def _passed(reckoning: Reckoning) -> Iterable[str]:
    """Statutory holidays by name; plain weekends are only counted. Make-up working days by day.

    Nothing for a period of calendar days or months: it counts every day, and what moved its end is said there.
    """
    if reckoning.moved:
        return
    named: dict[str, list[date]] = {}
    for day in reckoning.passed:
        if day.isoformat() in reckoning.names:
            named.setdefault(reckoning.names[day.isoformat()], []).append(day)
    weekend = sum(day.isoformat() not in reckoning.names for day in reckoning.passed)
    if named:
        days = "；".join(f"{name} {_days(days)}" for name, days in named.items())
        yield sentence("due_holidays", days=days)
    if weekend:
        yield sentence("due_weekends", number=weekend)
    if reckoning.made_up:
        yield sentence("due_made_up", days=_days(reckoning.made_up))


def _moved(reckoning: Reckoning) -> Iterable[str]:
    if reckoning.moved:
        last, name = (
            reckoning.passed[-1],
            reckoning.names.get(reckoning.ends.isoformat()) or label("days", "WEEKEND"),
        )
        yield sentence("due_moved", ends=reckoning.ends.isoformat(), name=name, last=last.isoformat())


def _extended_by_notice(reckoning: Reckoning) -> str:
    return sentence(
        "due_extended_told",
        day=reckoning.day.isoformat(),
        who=reckoning.chosen_by,
        told=reckoning.told_on.isoformat() if reckoning.told_on else "",
        way=label("meeting_forms", reckoning.told_way),
        ground=legal_basis(reckoning.article),
    )


def _unannounced(reckoning: Reckoning) -> Iterable[str]:
    """That the year's notice is not out, and which of the law's own days off were passed over all the same."""
    if reckoning.unannounced is None:
        return
    lawful: dict[str, list[date]] = {}
    for day in reckoning.passed:
        if day.year >= reckoning.unannounced and day.isoformat() in reckoning.names:
            lawful.setdefault(reckoning.names[day.isoformat()], []).append(day)
    days = "；".join(f"{name} {_days(days)}" for name, days in lawful.items())
    code = "due_unannounced_lawful" if days else "due_unannounced"
    yield sentence(code, year=reckoning.unannounced, days=days)


def _upper(reckoning: Reckoning) -> Iterable[str]:
    """What brought the day forward; a sender's day so close that no time is left has the next day after the base."""
    if reckoning.upper is not None:
        code = (
            "due_upper"
            if reckoning.day == reckoning.upper - timedelta(days=reckoning.margin)
            else "due_upper_short"
        )
        yield sentence(
            code, day=reckoning.day.isoformat(), upper=reckoning.upper.isoformat(), days=reckoning.margin
        )


def _days(days: Iterable[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days)


# Sentences speak of joint leads as 共同主办, so their name follows the lead's.
ROLES = ("SOLE", "LEAD", "SEPARATE", "CO")


def in_words_of(pack: Pack, text: str) -> str:
    """A text of the catalogue with the roles of units as the pack calls them."""
    return _named(text, tuple(pack.unit_roles[role] for role in ROLES))


@lru_cache(maxsize=1024)
def _named(text: str, names: tuple[str, ...]) -> str:
    usual = {section("unit_roles")[role]: name for role, name in zip(ROLES, names, strict=True)}
    return re.sub("|".join(map(re.escape, usual)), lambda found: usual[found[0]], text)


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline in words: what, how long, from when, by which article."""

    code: str
    label: str
    span: str
    since: str
    article: str


def deadline_lines(body: Mapping[str, Any]) -> list[DeadlineLine]:
    """The deadlines that a checked body states, in the order of the procedure."""
    stated = body["deadlines"]
    return [_line(code, Span(**stated[code])) for code in DEADLINES if code in stated]


def _line(code: str, span: Span) -> DeadlineLine:
    return DeadlineLine(
        code=code,
        label=str(node(("deadlines", code)).get("title", code)),
        span=span_words(span, code),
        since=label("bases", span.since or DEADLINES[code]),
        article=span.article,
    )
