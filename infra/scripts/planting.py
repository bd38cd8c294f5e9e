"""Mutation run with Cosmic Ray in the copy that ``mutants.py`` has made: a fault at a time, and the nearest tests.

Arguments: the interpreter that runs the tests, then modules. Runs in an environment of its own, which has Cosmic Ray.
"""

from __future__ import annotations

import ast
import difflib
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator, operator_names
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import TestOutcome

LISTED = Path("tests/mutants.yaml")
FAULTS = int(os.environ.get("FAULTS") or 20)
SEED = int(os.environ.get("SEED") or 1)
TIMEOUT = 600
# Those need arguments.
LEFT_OUT = "core/Variable"
SPEED = ("cache", "lru_cache", "dataclass")
# Stars and slashes there are marks of parameters and arguments.
NO_OPERATION = ("parameters", "param", "argument", "star_expr")


@dataclass(frozen=True)
class Fault:
    """One place in a module and what is planted there."""

    operator: str
    occurrence: int
    line: int
    column: int


def main(python: str, modules: list[str]) -> int:
    """Plant, count and report; 1 when a fault survived without an explanation or the tests fail by themselves."""
    listed = yaml.safe_load(LISTED.read_text(encoding="utf-8"))
    unknown = [module for module in modules if module not in listed["modules"]]
    if unknown:
        print(f"× {', '.join(unknown)}: not in {LISTED}, which names the modules and their tests")
        return 1
    open_ones = 0
    for module in modules or listed["modules"]:
        explained = [one for one in listed["explained"] or [] if one["module"] == module]
        open_ones += survivors(Path(module), command(python, listed["modules"][module]), explained)
    return 1 if open_ones else 0


def command(python: str, tests: list[str]) -> str:
    """The line that runs the nearest tests until one fails."""
    quiet = "-x -q -p no:cacheprovider --tb=no --hypothesis-seed=0"
    return f"{python} -m pytest {quiet} {' '.join(tests)}"


def survivors(module: Path, tests: str, explained: list[dict[str, Any]]) -> int:
    """Plant the sampled faults of a module one by one; how many survived without an explanation."""
    if run_tests(tests, TIMEOUT)[0] is not TestOutcome.SURVIVED:
        print(f"× {module}: its tests fail without any fault: {tests}")
        return 1
    faults, killed, accounted, survived = sample(module), 0, 0, 0
    for fault in faults:
        with use_mutation(module, get_operator(fault.operator)(), fault.occurrence) as (before, after):
            outcome, _ = run_tests(tests, TIMEOUT)
        if outcome is not TestOutcome.SURVIVED:
            killed += 1
            continue
        change = changed(before, after)
        reason = next((one["why"] for one in explained if [one["was"], one["is"]] == change), "")
        accounted, survived = accounted + bool(reason), survived + (not reason)
        where = f"{module}:{fault.line}"
        print(
            f"  {'explained' if reason else 'SURVIVED '} {where}\n    - {change[0]}\n    + {change[1]}",
            flush=True,
        )
    numbers = f"planted {len(faults)}, killed {killed}, survived {survived}, explained {accounted}"
    print(f"{'×' if survived else '✓'} {module}: {numbers}", flush=True)
    return survived


def sample(module: Path) -> list[Fault]:
    """So many faults, each at another place, the same ones for the same seed and text."""
    found = sorted(faults_of(module), key=lambda one: (one.line, one.column, one.operator))
    random.Random(f"{SEED} {module}").shuffle(found)
    if not FAULTS:
        return found
    places = {(one.line, one.column): one for one in reversed(found)}
    return [one for one in found if places[one.line, one.column] is one][:FAULTS]


def faults_of(module: Path) -> Iterator[Fault]:
    """All faults that Cosmic Ray knows for a module, without those in annotations, which nothing reads."""
    text = module.read_text(encoding="utf-8")
    silent = list(spans(ast.parse(text)))
    nodes = list(ast_nodes(get_ast(text)))
    for name in operator_names():
        if name.startswith(LEFT_OUT):
            continue
        operator, occurrence = get_operator(name)(), -1
        for node in nodes:
            for (line, column), _ in operator.mutation_positions(node):
                occurrence += 1
                marker = node.type == "operator" and node.parent.type in NO_OPERATION
                if not marker and not any(begin <= (line, column) < end for begin, end in silent):
                    yield Fault(name, occurrence, line, column)


def spans(tree: ast.Module) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations are, and decorators that make a program fast or a class short, and decide nothing."""
    for node in ast.walk(tree):
        inner = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for one in [*inner, *getattr(node, "decorator_list", [])]:
            if one is None or (one not in inner and not ast.unparse(one).startswith(SPEED)):
                continue
            yield (
                (one.lineno, one.col_offset - (one not in inner)),
                (one.end_lineno or 0, one.end_col_offset or 0),
            )


def changed(before: str, after: str | None) -> list[str]:
    """The first line that differs, before and after."""
    lines = difflib.ndiff(before.splitlines(), (after or "").splitlines())
    differing = [line for line in lines if line[0] in "-+"]
    return [next((line[2:].strip() for line in differing if line[0] == sign), "") for sign in "-+"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
