"""Semantic check of a pack that is well formed: contradictions, impossible values, more than the statute allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kernel.wording import label
from rules.checking.document import PackDocument
from rules.checking.lengths import least, longer, most
from rules.checking.places import names
from rules.checking.sense_lists import LISTS
from rules.checking.shape import Finding, code_with_name
from rules.checking.statute import STATUTE
from rules.explaining.spans import span_words
from rules.values import DEADLINES, Base, Span

PackCheck = Callable[[PackDocument], Iterator[Finding]]

# What a deadline may not outlast, and why; the code of the reason.
NOT_LONGER = (
    ("sign_for", "reply", "before_reply"),
    ("return", "reply", "before_reply"),
    ("adjudicate", "reply", "before_reply"),
    ("first_contact", "reply", "before_reply"),
    ("co_opinion", "reply", "serves_reply"),
    ("co_redo", "co_opinion", "redo"),
    ("reply", "reply_complex", "complex"),
    ("feedback", "reply", "feedback"),
    ("rehandle", "reply_complex", "again"),
)

# Other events than the usual one from which a deadline may run.
ALSO_SINCE: Mapping[str, frozenset[Base]] = {
    "dispatch": frozenset({Base.SESSION_CLOSED}),
    "inform": frozenset({Base.SESSION_CLOSED}),
    "return": frozenset({Base.SIGNED}),
    "first_contact": frozenset({Base.SIGNED}),
    "co_opinion": frozenset({Base.SIGNED}),
    "reply": frozenset({Base.SIGNED}),
    "reply_complex": frozenset({Base.SIGNED}),
}

# The one deadline that may be counted back from the lead's due day.
BACKWARDS = "co_opinion"


def bases(name: str) -> list[Base]:
    """The events from which a deadline may run, the usual one first."""
    return [DEADLINES[name], *sorted(ALSO_SINCE.get(name, frozenset()))]


def _too_long(pack: PackDocument) -> Iterator[Finding]:
    for name, other, why in NOT_LONGER:
        one, limit = pack.span(name), pack.span(other)
        if one is None or limit is None or one.before_lead:
            continue
        if longer(one, limit) or (one.by and limit.by and one.by > limit.by):
            # Of an answer's two periods the complex one is the wrong one, for it is the exception.
            at, than = (other, name) if why == "complex" else (name, other)
            facts = {
                "given": span_words(pack.span(at)),
                "other": _title(than),
                "limit": span_words(pack.span(than)),
            }
            yield Finding(("deadlines", at), f"span_{why}", facts)


def _fixed_days(pack: PackDocument) -> Iterator[Finding]:
    for name, span in pack.spans():
        if span.by and not _in_every_year(span.by):
            yield Finding(("deadlines", name, "by"), "no_such_day", {"given": span.by})
    for at, one in pack.rows("reports"):
        for number, day in enumerate(one["on"]):
            if not _in_every_year(day):
                yield Finding(("reports", at, "on", number), "no_such_day", {"given": day})
    for number, day in pack.rows("commitments", "reports"):
        if not _in_every_year(day):
            yield Finding(("commitments", "reports", number), "no_such_day", {"given": day})


def _since(pack: PackDocument) -> Iterator[Finding]:
    for name, span in pack.spans():
        if span.since and span.since not in bases(name):
            facts = {
                "given": label("bases", span.since),
                "allowed": "、".join(map(code_with_name, bases(name))),
            }
            yield Finding(("deadlines", name, "since"), "since_senseless", facts)


def _before_lead(pack: PackDocument) -> Iterator[Finding]:
    reply = pack.span("reply")
    for name, span in pack.spans():
        if not span.before_lead:
            continue
        if name != BACKWARDS:
            yield Finding(("deadlines", name, "before_lead"), "before_lead_alone", {})
        elif reply and span.before_lead >= least(reply):
            facts = {"given": span.before_lead, "limit": span_words(reply)}
            yield Finding(("deadlines", name, "before_lead"), "before_lead_far", facts)


def _consent(pack: PackDocument) -> Iterator[Finding]:
    """An extension is granted by somebody, or the unit informs the proposer and extends itself: one of the two."""
    if pack.get("extension") is None:
        return
    by_notice, by = pack.get("extension", "told") is True, pack.get("extension", "by")
    if by_notice and by:
        yield Finding(("extension", "by"), "extension_told_by")
    if not by_notice and by is None and pack.get("extension", "latest") is not None:
        yield Finding(("extension",), "extension_nobody")


def _extension(pack: PackDocument) -> Iterator[Finding]:
    latest, reply = pack.latest(), pack.span("reply")
    if latest and reply and not longer(latest, reply):
        facts = {"given": span_words(latest), "limit": span_words(reply)}
        yield Finding(("extension", "latest"), "extension_short", facts)


def _lights(pack: PackDocument) -> Iterator[Finding]:
    """Yellow days and the margin before the upper government's day must leave something of the period."""
    for key, name in (
        ("upper_margin_days", "reply"),
        ("yellow_days", "reply"),
        ("co_yellow_days", "co_opinion"),
    ):
        given, span = pack.get(key), pack.span(name)
        if given and span and not span.before_lead and given >= least(span):
            facts = {"given": given, "other": _title(name), "limit": span_words(span)}
            yield Finding((key,), f"eats_{key}", facts)


def _rungs(pack: PackDocument) -> Iterator[Finding]:
    for kind, name in (("LEAD", "reply"), ("CO", "co_opinion"), ("SIGN", "sign_for")):
        rows, span = pack.rows("reminders", kind), pack.span(name)
        days = [rung["working_days"] for _, rung in rows]
        for (at, _), here, before in zip(rows[1:], days[1:], days, strict=False):
            if here >= before:
                facts = {"given": here, "before": before}
                yield Finding(("reminders", kind, at, "working_days"), "rung_order", facts)
        for (at, _), here in zip(rows, days, strict=True):
            if span and not span.before_lead and least(Span("", working_days=here)) >= most(span) and here:
                facts = {"given": here, "other": _title(name), "limit": span_words(span)}
                yield Finding(("reminders", kind, at, "working_days"), "rung_early", facts)


def _in_every_year(by: str) -> bool:
    try:
        date(2023, *(int(part) for part in by.split("-")))
    except ValueError:
        return False
    return True


def _title(name: str) -> str:
    return names(("deadlines", name))[-1]


SEMANTIC_CHECKS: tuple[PackCheck, ...] = (
    _too_long,
    _fixed_days,
    _since,
    _before_lead,
    _extension,
    _consent,
    _lights,
    _rungs,
    *LISTS,
    *STATUTE,
)
