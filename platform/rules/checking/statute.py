"""Limits that national law sets, as data beside the packs (``statute.yaml``), and what exceeds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kernel.wording import label
from rules.checking.document import PackDocument
from rules.checking.lengths import may_exceed
from rules.checking.shape import Finding
from rules.explaining.spans import span_words
from rules.values import Span

FILE = Path(__file__).parent / "statute.yaml"


@cache
def limits() -> tuple[Mapping[str, Any], ...]:
    """What the laws set, one entry for each law and kind of case."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _unlawful(pack: PackDocument) -> Iterator[Finding]:
    for law in limits():
        if pack.get("kind") == law["kind"]:
            for limit in law["limits"]:
                yield from _over(pack, tuple(limit["at"]), Span("", months=limit["months"]), law)


def _over(pack: PackDocument, at: tuple[str, ...], limit: Span, law: Mapping[str, Any]) -> Iterator[Finding]:
    span = pack.latest() if at[0] == "extension" else pack.span(at[-1])
    if span is None or span.before_lead:
        return
    facts = {"law": law["law"], "article": law["article"], "limit": span_words(limit)}
    if may_exceed(span, limit):
        yield Finding(at, "over_law", {**facts, "given": span_words(span)})
    if span.since and span.since != law["since"]:
        since = {"given": label("bases", span.since), "base": label("bases", law["since"])}
        yield Finding((*at, "since"), "over_law_since", {**facts, **since})


STATUTE: tuple[Callable[[PackDocument], Iterator[Finding]], ...] = (_unlawful,)
