"""Document that may be wrong in places: a value read from it is sound, or absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.checking.places import DocumentPath
from rules.values import DEADLINES, Span


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A body with the places at which its form is wrong."""

    body: Any
    blemishes: frozenset[DocumentPath]

    def get(self, *path: str | int) -> Any:
        """What stands at the path; None when it is missing, or its form is wrong there, above or below."""
        if self._blemished(path):
            return None
        found = self.body
        for part in path:
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def texts(self, *path: str) -> frozenset[str]:
        """A list of codes."""
        return frozenset(self.get(*path) or ())

    def rows(self, *path: str) -> list[tuple[int, Any]]:
        """The sound items of a list, with their numbers."""
        found = self.body
        for part in path:
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, list):
            return []
        return [(at, one) for at, one in enumerate(found) if not self._blemished((*path, at))]

    def span(self, name: str) -> Span | None:
        """A deadline of the pack."""
        found = self.get("deadlines", name)
        return Span(**found) if found else None

    def spans(self) -> Iterator[tuple[str, Span]]:
        """All deadlines of the pack that can be read."""
        for name in DEADLINES:
            if (span := self.span(name)) is not None:
                yield name, span

    def latest(self) -> Span | None:
        """How far a reply may be extended."""
        found = self.get("extension", "latest")
        return Span(**found, article="") if found else None

    def _blemished(self, path: DocumentPath) -> bool:
        return any(one[: len(path)] == path[: len(one)] for one in self.blemishes)
