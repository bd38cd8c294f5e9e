"""Sentences for users live in the one catalogue, not in code."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.sources import ROOT, Source, sources

CHINESE_SENTENCE = re.compile(r"[\u4e00-\u9fff]{2,}.*[，。；：！？]|[\u4e00-\u9fff]{9,}")
CATALOGUE = ROOT / "platform" / "kernel" / "wording"

# Help texts, and what is missing in the environment, are read at a terminal before any catalogue can be;
# rule packs are data; the demo city is fiction.
EXEMPT = re.compile(
    r"^platform/lianban/(cli/\w+|configuration/env)\.py$|/(demo|packs|migrations)/|/demo_\w+\.py$"
)


def _chinese(source: Source) -> list[str]:
    docstrings = {
        id(node.body[0].value)
        for node in source.nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = (node for node in source.nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [
        str(node.value)
        for node in texts
        if id(node) not in docstrings and CHINESE_SENTENCE.search(str(node.value))
    ]


def test_no_sentence_is_written_in_code() -> None:
    written = {one.name: _chinese(one) for one in sources() if not EXEMPT.search(one.name)}

    assert {name: texts for name, texts in written.items() if texts} == {}


@pytest.mark.parametrize("file", sorted(CATALOGUE.glob("*.zh.json")), ids=lambda file: file.name)
def test_every_entry_of_the_catalogue_is_a_text(file: Path) -> None:
    assert all(isinstance(text, str) for text in _leaves(json.loads(file.read_text(encoding="utf-8"))))


def _leaves(entry: object) -> Iterator[object]:
    if isinstance(entry, dict):
        for inner in entry.values():
            yield from _leaves(inner)
    else:
        yield entry
