"""What is true of a step stands in its row: nothing beside the tables asks which step it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from cases.steps import lifecycle
from cases.steps.lifecycle import STEPS
from support.sources import Source, sources
from transfers import lifecycle as crossings
from transfers.lifecycle import CROSSINGS

CODES = {step.code for step in (*STEPS, *CROSSINGS)}
ROWS = {
    name
    for table in (lifecycle, crossings)
    for name, value in vars(table).items()
    if getattr(value, "code", None) in CODES
}
# The tables; the demo city's courses; and the rule packs, which know no steps: their deadlines have names of their own.
LEFT_OUT = ("cases/steps/lifecycle.py", "transfers/lifecycle.py", "lianban/demo/", "platform/rules/")


def test_no_step_is_told_from_another_by_its_code() -> None:
    found = [
        f"{one.name}:{getattr(node, 'lineno', 0)}"
        for one in sources()
        if not one.is_migration and not any(place in one.name for place in LEFT_OUT)
        for node in _asking(one)
    ]

    assert found == [], "\n".join(found)


def _asking(source: Source) -> Iterator[ast.AST]:
    """Comparisons with a step's code or row, and collections of codes alone, by which others would be told apart."""
    for node in source.nodes:
        if isinstance(node, ast.Compare):
            asks = any(map(_is_step, (node.left, *node.comparators)))
        else:
            asks = isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict) and _are_codes(node)
        if asks:
            yield node


def _is_step(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value in CODES
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        return any(map(_is_step, node.elts))
    if isinstance(node, ast.Attribute):
        of_a_module = isinstance(node.value, ast.Name) and node.value.id.islower()
        return (of_a_module and node.attr in ROWS) or (node.attr == "code" and _is_step(node.value))
    return isinstance(node, ast.Name) and node.id in ROWS


def _are_codes(node: ast.Set | ast.Tuple | ast.List | ast.Dict) -> bool:
    parts = node.keys if isinstance(node, ast.Dict) else node.elts
    values = [part.value if isinstance(part, ast.Constant) else None for part in parts]
    return len(values) > 1 and all(value in CODES for value in values)
