"""Project's own Python files, parsed once, for the tests of the source rules."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
SOURCE_ROOTS = ("platform", "tenants", "graphql", "realtime")


@dataclass(frozen=True)
class Source:
    """One file: its path from the root, its lines, its syntax tree, which is walked once."""

    name: str
    text: str
    tree: ast.Module

    @property
    def is_migration(self) -> bool:
        """Whether the file is a step of a schema's history, which is not edited for looks."""
        return "/migrations/" in self.name

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, except for what only says how a name is used."""
        found: list[ast.AST] = [self.tree]
        for node in found:
            for part in node._fields:
                inner = getattr(node, part, None)
                if isinstance(inner, list):
                    found += [one for one in inner if isinstance(one, ast.AST)]
                elif isinstance(inner, ast.AST) and part != "ctx":
                    found.append(inner)
        return tuple(found)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """All functions and methods, nested ones too."""
        return tuple(node for node in self.nodes if isinstance(node, Function))


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
