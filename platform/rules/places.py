"""Where something stands in a rule pack: its schema, its Chinese name, its rank in the document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kernel.wording import label

Place = tuple[str | int, ...]
FILE = Path(__file__).parent / "pack.schema.json"


@cache
def schema() -> Mapping[str, Any]:
    """The schema of rule packs."""
    loaded: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


def node(path: Place) -> Mapping[str, Any]:
    """What the schema says of a place; nothing for a place that it does not know."""
    found = schema()
    for part in path:
        found = _below(found, part)
    return found


def names(path: Place) -> list[str]:
    """The Chinese names from the pack down to the place."""
    return [_name(path[: at + 1]) for at in range(len(path))] or [str(schema()["title"])]


def place(path: Place) -> str:
    """The place in words, e.g. 期限 › 答复 › 月."""
    return " › ".join(names(path))


def rank(body: Any, path: Place) -> tuple[tuple[int, int], ...]:
    """Sorts places in the order of the document; what is missing comes behind what is there, in the schema's order."""
    ranks, inner, known = [], body, schema()
    for part in path:
        ranks.append(_position(inner, part, known))
        inner, known = _inside(inner, part), _below(known, part)
    return tuple(ranks)


def _below(known: Mapping[str, Any], part: str | int) -> Mapping[str, Any]:
    found = known.get("items", {}) if isinstance(part, int) else known.get("properties", {}).get(part, {})
    if "$ref" not in found:
        return dict(found)
    shared = schema()["$defs"][found["$ref"].rsplit("/", 1)[1]]
    return {**shared, **found}


def _name(path: Place) -> str:
    last = path[-1]
    if isinstance(last, int):
        return label("pack_problems", "item").format(number=last + 1)
    return str(node(path).get("title") or label("pack_problems", "unnamed").format(key=last))


def _position(inner: Any, part: str | int, known: Mapping[str, Any]) -> tuple[int, int]:
    if isinstance(part, int):
        return (0, part)
    if isinstance(inner, Mapping) and part in inner:
        return (0, _index(inner, part))
    return (1, _index(known.get("properties", {}), part))


def _index(within: Iterable[Any], part: str) -> int:
    every = list(within)
    return every.index(part) if part in every else len(every)


def _inside(inner: Any, part: str | int) -> Any:
    if isinstance(inner, Mapping) and isinstance(part, str):
        return inner.get(part)
    if isinstance(inner, Sequence) and not isinstance(inner, str) and isinstance(part, int):
        return inner[part] if part < len(inner) else None
    return None
