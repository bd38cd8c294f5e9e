"""Check of a pack's body: every problem, in the order of the document, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.wording import section
from rules.checking.document import PackDocument
from rules.checking.places import PACK, DocumentPath, Form
from rules.checking.reading import DEEPEST
from rules.checking.sense import SEMANTIC_CHECKS
from rules.checking.shape import Finding, schema_findings


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a pack: the path to it, the same in Chinese, what is wrong and what to do."""

    path: DocumentPath
    place: str
    message: str


def problems(body: Any) -> list[Problem]:
    """All that is wrong with a body: its form, then what contradicts itself, cannot be, or is against the statute."""
    misformed = schema_problems(body, PACK)
    document = PackDocument(body, frozenset(found.path for found in misformed))
    return located_problems(body, PACK, [*misformed, *_semantic_findings(document)])


def schema_problems(body: Any, form: Form) -> list[Finding]:
    """What is wrong with a body's form; of one that is too deep to look into, only that."""
    return [Finding((), "depth")] if _too_deep(body) else list(schema_findings(body, form))


def located_problems(
    body: Any, form: Form, found: Sequence[Finding], sentences: str = "pack_problems"
) -> list[Problem]:
    """Findings in the order of the document, each with its place and its sentence; own codes have own sentences."""
    ordered = sorted(found, key=lambda one: form.rank(body, one.path))
    return [Problem(one.path, form.place(one.path), _sentence(one, sentences)) for one in ordered]


def _too_deep(body: Any) -> bool:
    """Deeper than any pack is, so deep perhaps that looking into it would not end well."""
    layer = [body]
    for _ in range(DEEPEST):
        layer = [inner for one in layer for inner in _inner(one)]
    return bool(layer)


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _semantic_findings(document: PackDocument) -> Iterator[Finding]:
    for check in SEMANTIC_CHECKS if isinstance(document.body, dict) and () not in document.blemishes else ():
        yield from check(document)


def _sentence(found: Finding, sentences: str) -> str:
    own = section(sentences)
    return (own if found.code in own else section("pack_problems"))[found.code].format(**found.facts)
