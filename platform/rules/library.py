"""Packs that the product ships: the national ones first, then the local ones by code."""

from __future__ import annotations

from dataclasses import dataclass

from rules.pack import shipped, shipped_names


@dataclass(frozen=True, slots=True)
class Listed:
    """A shipped pack as a list shows it."""

    code: str
    title: str
    jurisdiction: str
    kind: str
    source: str


def library() -> list[Listed]:
    """All shipped packs; ``rules.pack.shipped`` gives the body of a code."""
    bodies = [shipped(name) for name in shipped_names()]
    return [
        Listed(body["code"], body["title"], body["jurisdiction"], body["kind"], body["source"])
        for body in bodies
    ]
