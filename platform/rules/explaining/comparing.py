"""Two packs side by side: every difference, in the order of the document, in words that people read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import Any

from kernel.wording import label
from rules.checking.places import DocumentPath, node, place
from rules.checking.shape import named, printable
from rules.explaining.spans import span_words
from rules.values import Span

MISSING = object()
NAMES = ("code", "label")  # by which an item of a list is known, the first that all of them have
MEASURES = ("months", "days", "working_days", "before_lead")
MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
SPAN_FIELDS = frozenset(field.name for field in fields(Span))


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the path (items of lists by their code), the same in Chinese, and both sides, empty if absent."""

    path: DocumentPath
    place: str
    left: str
    right: str


def compare(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[Difference]:
    """What differs between two bodies."""
    return list(_differing((), left, right))


def _differing(path: DocumentPath, left: Any, right: Any) -> Iterator[Difference]:
    if _same(left, right):
        return
    if all(one is MISSING or one in ([], {}) for one in (left, right)):
        yield _difference(path, words(path, left), words(path, right))
    elif _is_span(path):
        yield from _spans(path, left, right)
    elif _either(Mapping, left, right):
        for key in _merged(_keys(left), _keys(right)):
            yield from _differing((*path, key), _item(left, key), _item(right, key))
    elif _rows(left) and _rows(right):
        yield from _lists(path, _listed(left), _listed(right))
    else:
        yield _difference(path, words(path, left), words(path, right))


def _spans(path: DocumentPath, left: Any, right: Any) -> Iterator[Difference]:
    """A period as a whole, and its article."""
    if not all(one is MISSING or _sound(one) for one in (left, right)):
        yield _difference(path, words(path, left), words(path, right))
        return
    amounts = [_without_article(one) for one in (left, right)]
    if not _same(*amounts):
        yield _difference(path, *(_span_words(path, one) for one in amounts))
    yield from _differing((*path, "article"), _item(left, "article"), _item(right, "article"))


def _lists(path: DocumentPath, left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[Difference]:
    """Item by item; and the order, when the same items stand in another."""
    for key in _merged(list(left), list(right)):
        one, other = left.get(key, MISSING), right.get(key, MISSING)
        if not _same(one, other):
            yield _difference((*path, key), _row_words(path, one), _row_words(path, other))
    if list(left) != list(right) and set(left) == set(right):
        yield _difference(path, "、".join(left), "、".join(right))


def _difference(path: DocumentPath, left: str, right: str) -> Difference:
    return Difference(path, place(path), left, right)


def words(path: DocumentPath, value: Any) -> str:
    """A value in words: codes with their names, lists joined, nothing as nothing."""
    if value is MISSING:
        return ""
    if isinstance(value, bool) or value is None:
        return label("pack_problems", {True: "yes", False: "no", None: "given_nothing"}[value])
    if isinstance(value, list):
        return "、".join(words((*path, 0), one) for one in value) or label("pack_problems", "given_nothing")
    if isinstance(value, Mapping):
        named_words = (_named_words(path, key, one) for key, one in value.items())
        return "；".join(named_words) or label("pack_problems", "given_nothing")
    return named(value) if isinstance(value, str) and "enum" in node(path) else printable(value)


def _row_words(path: DocumentPath, row: Any) -> str:
    if row is MISSING:
        return ""
    rest = {key: one for key, one in row.items() if key != _name_of([row])}
    only = next(iter(rest.values())) if len(rest) == 1 else None
    return only if isinstance(only, str) else words((*path, 0), rest)


def _named_words(path: DocumentPath, key: str, value: Any) -> str:
    name = node((*path, key)).get("title", key)
    return label("pack_problems", "named_value").format(name=name, value=words((*path, key), value))


def _span_words(path: DocumentPath, span: Any) -> str:
    return "" if span is MISSING else span_words(Span(**span, article=""), str(path[-1]))


def _is_span(path: DocumentPath) -> bool:
    return (len(path) == 2 and path[0] == "deadlines") or path == ("extension", "latest")


def _sound(span: Any) -> bool:
    """Whether it can be read as a span at all; bodies that are still being written are compared too."""
    return (
        isinstance(span, Mapping)
        and set(span) <= SPAN_FIELDS
        and [type(span[one]) for one in MEASURES if one in span] == [int]
        and any(span.get(one) for one in MEASURES)
        and all(isinstance(span.get(one, ""), str) for one in ("by", "since"))
        and (not span.get("by") or MONTH_DAY.fullmatch(span["by"]) is not None)
    )


def _without_article(span: Any) -> Any:
    if span is MISSING:
        return span
    return {key: one for key, one in span.items() if key != "article"}


def _rows(value: Any) -> bool:
    """Whether it is a list of items, or could be one that is missing."""
    return value is MISSING or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def _listed(value: Any) -> dict[str, Any]:
    """The items of a list by what they are known by, or by their number."""
    rows = [] if value is MISSING else value
    name = _name_of(rows)
    keys = [str(row[name]) for row in rows] if name else []
    if len(set(keys)) != len(rows):
        keys = [label("pack_problems", "item").format(number=at + 1) for at in range(len(rows))]
    return dict(zip(keys, rows, strict=True))


def _name_of(rows: list[dict[str, Any]]) -> str:
    return next((name for name in NAMES if rows and all(name in row for row in rows)), "")


def _either(kind: type, left: Any, right: Any) -> bool:
    """Whether both are of the kind, or one is and the other is missing."""
    return all(one is MISSING or isinstance(one, kind) for one in (left, right))


def _keys(value: Any) -> list[str]:
    return [] if value is MISSING else list(value)


def _item(value: Any, key: str) -> Any:
    return MISSING if value is MISSING else value.get(key, MISSING)


def _merged(left: list[str], right: list[str]) -> list[str]:
    """The left's order; what only the right has stands behind what it follows there."""
    merged = list(left)
    for before, one in zip(["", *right], right, strict=False):
        if one not in merged:
            merged.insert(merged.index(before) + 1 if before else 0, one)
    return merged


def _same(left: Any, right: Any) -> bool:
    if left is MISSING or right is MISSING:
        return left is right
    return _plain(left) == _plain(right)


def _plain(value: Any) -> str:
    """A text that only equal values share: true is not 1, and the order of names counts for nothing."""
    return json.dumps(_paired(value), default=str)


def _paired(value: Any) -> Any:
    """Mappings as their pairs in one order, which there is for names of any kind."""
    if isinstance(value, Mapping):
        pairs = [(type(key).__name__, str(key), _paired(one)) for key, one in value.items()]
        return {"": sorted(pairs, key=itemgetter(0, 1))}
    return [_paired(one) for one in value] if isinstance(value, list) else value
