"""Deadlines of a pack in a line each, as a table of periods shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.wording import label
from rules.checking.places import node
from rules.explaining.spans import span_words
from rules.values import DEADLINES, Span


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
