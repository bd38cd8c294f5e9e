"""Places in a document of a form: schema, Chinese name and rank of each. Rule packs are one form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kernel.wording import label

DocumentPath = tuple[str | int, ...]
FILE = Path(__file__).parents[1] / "pack.schema.json"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of document that people write: its schema, and what the schema calls each place."""

    file: Path

    def schema(self) -> Mapping[str, Any]:
        """The schema."""
        return _loaded(self.file)

    def node(self, path: DocumentPath) -> Mapping[str, Any]:
        """What the schema says of a place; nothing for a place that it does not know."""
        found = self.schema()
        for part in path:
            found = self._below(found, part)
        return found

    def names(self, path: DocumentPath) -> list[str]:
        """The Chinese names from the top down to the place."""
        return [self._name(path[: at + 1]) for at in range(len(path))] or [str(self.schema()["title"])]

    def place(self, path: DocumentPath) -> str:
        """The place in words, e.g. 期限 › 答复 › 月."""
        return " › ".join(self.names(path))

    def rank(self, body: Any, path: DocumentPath) -> tuple[tuple[int, int], ...]:
        """Sorts places in the order of the document; what is missing comes last, in the schema's order."""
        ranks, inner, known = [], body, self.schema()
        for part in path:
            ranks.append(_position(inner, part, known))
            inner, known = _inside(inner, part), self._below(known, part)
        return tuple(ranks)

    def _below(self, known: Mapping[str, Any], part: str | int) -> Mapping[str, Any]:
        found = known.get("items", {}) if isinstance(part, int) else known.get("properties", {}).get(part, {})
        if "$ref" not in found:
            return dict(found)
        shared = self.schema()["$defs"][found["$ref"].rsplit("/", 1)[1]]
        return {**shared, **found}

    def _name(self, path: DocumentPath) -> str:
        last = path[-1]
        if isinstance(last, int):
            return label("pack_problems", "item").format(number=last + 1)
        return str(self.node(path).get("title") or label("pack_problems", "unnamed").format(key=last))


@cache
def _loaded(file: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


PACK = Form(FILE)
schema, node, names, place, rank = PACK.schema, PACK.node, PACK.names, PACK.place, PACK.rank


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
