"""Spans in words, for problems, comparisons and pages."""

from __future__ import annotations

from kernel.wording import label, sentence
from rules.checking.shape import named
from rules.values import DEADLINES, Span


def span_text(unit: str, amount: int, by: str = "") -> str:
    """A period in words, e.g. 30 个工作日."""
    return sentence(f"span_{unit}", amount=amount, by=month_day(by) if by else "")


def month_day(by: str) -> str:
    """05-31 as 5月31日."""
    month, day = by.split("-")
    return f"{int(month)}月{int(day)}日"


def span_words(span: Span | None, name: str = "") -> str:
    """A whole span in words: its fixed day, its amount, and where it runs from when that is not the usual event."""
    if span is None:
        return ""
    amount = span_text(span.unit, span.amount)
    if span.by:
        amount = label("pack_problems", "by_or").format(by=span_text("by", 0, span.by), amount=amount)
    if span.since and span.since != DEADLINES.get(name):
        amount = label("pack_problems", "since").format(event=named(span.since), amount=amount)
    return amount
