"""The house numbers: short files, short functions, a sentence on everything public, no silenced check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from support.sources import ROOT, Source, all_sources, functions, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\S)")
UNFINISHED = re.compile(r"#.*\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|mark\.(skip|xfail)|pytest\.skip")
VAGUE = {"utils", "helpers", "common", "services", "managers"}
EVERY = pytest.mark.parametrize("source", all_sources(), ids=lambda source: source.name)
PRODUCT = pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)


@EVERY
def test_a_file_has_at_most_300_lines(source: Source) -> None:
    assert source.is_migration or source.text.count("\n") <= LONGEST_FILE


@EVERY
def test_a_function_has_at_most_40_lines(source: Source) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in functions(source.tree)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


@EVERY
def test_nothing_is_imported_inside_a_function(source: Source) -> None:
    inside = [
        f"{node.name}:{inner.lineno}"
        for node in functions(source.tree)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


@EVERY
def test_no_check_is_silenced_without_a_code_and_a_reason(source: Source) -> None:
    assert BARE_IGNORE.findall(source.text) == []


@EVERY
def test_nothing_is_left_unfinished_or_skipped(source: Source) -> None:
    assert UNFINISHED.findall(source.text) == []


@EVERY
def test_a_file_begins_by_telling_what_lives_there(source: Source) -> None:
    empty_package = source.name.endswith("__init__.py") and not source.text.strip()

    assert empty_package or source.is_migration or ast.get_docstring(source.tree)


@PRODUCT
def test_everything_public_says_what_it_is(source: Source) -> None:
    silent = (
        []
        if source.is_migration
        else [node.name for node in _public(source.tree) if not ast.get_docstring(node)]
    )

    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [source.name for source in sources() if VAGUE & set(re.split(r"[/._]", source.name))] == []


def test_no_signal_receivers_carry_the_domain() -> None:
    assert [source.name for source in sources() if re.search(r"^\s*@receiver\b", source.text, re.M)] == []


def test_no_path_of_one_machine_is_written_down() -> None:
    machine = re.compile(r"/(home|root)/\w|/work/")

    assert [
        source.name for source in all_sources() if machine.search(source.text) and source.name != _here()
    ] == []


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Classes and functions of a module and methods of its classes whose names do not begin with an underscore.

    Django's ``Meta``, and ``__dunder__`` methods (whose meaning is Python's), are left out.
    """
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            for inner in node.body if isinstance(node, ast.ClassDef) else []:
                if isinstance(inner, kinds) and not inner.name.startswith("_") and inner.name != "Meta":
                    yield inner


def _here() -> str:
    return (ROOT / "tests/architecture/test_house_numbers.py").relative_to(ROOT).as_posix()
