"""Source rules: short files, short functions, a sentence on everything public, no silenced check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from support.sources import Function, all_sources, sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\S)")
UNFINISHED = re.compile(r"#.*\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|mark\.(skip|xfail)|pytest\.skip")
MACHINE = re.compile(r"/(home|root)/\w|/work/")
HERE = "tests/architecture/test_source_rules.py"
DECLARATIONS = {"Meta", "Arguments"}  # of Django and graphene
VAGUE = {"utils", "helpers", "common", "services", "managers"}


def test_a_file_has_at_most_400_lines() -> None:
    long = [one.name for one in all_sources() if not one.is_migration and one.text.count("\n") > LONGEST_FILE]

    assert long == []


def test_a_function_has_at_most_40_lines() -> None:
    assert [f"{at}: {lines}" for at, node in _functions() if (lines := _lines(node)) > LONGEST_FUNCTION] == []


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{one.name}:{node.name}"
        for one in all_sources()
        for inner in one.nodes
        if isinstance(inner, ast.Import | ast.ImportFrom)
        for node in one.functions
        if node.lineno <= inner.lineno <= (node.end_lineno or node.lineno)
    ]

    assert inside == []


def test_no_check_is_silenced_without_a_code_and_a_reason() -> None:
    assert _containing(BARE_IGNORE) == []


def test_nothing_is_left_unfinished_or_skipped() -> None:
    assert _containing(UNFINISHED) == []


def test_a_file_begins_by_telling_what_lives_there() -> None:
    silent = [one.name for one in all_sources() if one.text.strip() and not ast.get_docstring(one.tree)]

    assert [name for name in silent if "/migrations/" not in name] == []


def test_everything_public_says_what_it_is() -> None:
    silent = [
        f"{one.name}: {node.name}"
        for one in sources()
        if not one.is_migration
        for node in _public(one.tree)
        if not ast.get_docstring(node)
    ]

    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [source.name for source in sources() if VAGUE & set(re.split(r"[/._]", source.name))] == []


def test_no_signal_receivers_carry_the_domain() -> None:
    assert [source.name for source in sources() if re.search(r"^\s*@receiver\b", source.text, re.M)] == []


def test_no_path_of_one_machine_is_written_down() -> None:
    assert _containing(MACHINE) == []


def _containing(pattern: re.Pattern[str]) -> list[str]:
    """Files and lines in which a pattern occurs; this file, which must name it, is left out."""
    return [
        f"{one.name}:{number}"
        for one in all_sources()
        if one.name != HERE
        for number, line in enumerate(one.text.split("\n"), start=1)
        if pattern.search(line)
    ]


def _functions() -> Iterator[tuple[str, Function]]:
    for one in all_sources():
        for node in one.functions:
            yield f"{one.name}:{node.name}", node


def _lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Classes and functions of a module and methods of its classes whose names do not begin with an underscore.

    Declarations that frameworks ask for, and ``__dunder__`` methods (whose meaning is Python's), are left out.
    """
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            for inner in node.body if isinstance(node, ast.ClassDef) else []:
                if (
                    isinstance(inner, kinds)
                    and not inner.name.startswith("_")
                    and inner.name not in DECLARATIONS
                ):
                    yield inner
