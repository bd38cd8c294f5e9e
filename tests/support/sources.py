"""The project's own Python files, parsed once, for the tests that hold the house to its numbers."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
SOURCE_ROOTS = ("platform", "tenants", "graphql", "realtime")


@dataclass(frozen=True)
class Source:
    """One file: its path from the root, its lines and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def is_migration(self) -> bool:
        """Whether the file is a step of a schema's history, which is not edited for looks."""
        return "/migrations/" in self.name


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the product, in order of its path."""
    return _read_all(path for root in SOURCE_ROOTS for path in sorted((ROOT / root).rglob("*.py")))


@cache
def all_sources() -> tuple[Source, ...]:
    """Product, tests and scripts."""
    others = (path for root in ("tests", "infra") for path in sorted((ROOT / root).rglob("*.py")))
    return sources() + _read_all(others)


def packages() -> list[str]:
    """The top-level packages of the four source roots."""
    return [path.parent.name for root in SOURCE_ROOTS for path in sorted((ROOT / root).glob("*/__init__.py"))]


def functions(tree: ast.AST) -> Iterator[Function]:
    """All functions and methods, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _read_all(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Read and parse. The collector is kept away: it would walk all trees again and again, for most of the time."""
    gc.disable()
    try:
        return tuple(_read(path) for path in paths)
    finally:
        gc.freeze()
        gc.enable()


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
