"""A due day has one truth: the columns that repeat it are assigned in two modules, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from cases.models import due_columns
from support.sources import Source, sources
from transfers import due_columns as due_columns_across
from transfers.models import Envelope

COLUMNS = (
    *((one.model, one.name) for one in due_columns.COLUMNS),
    *due_columns.DERIVED,
    *((Envelope, name) for name in due_columns_across.COLUMNS),
)
NAMES = {name for _, name in COLUMNS}
MODELS = {model.__name__ for model, _ in COLUMNS}
OF_TABLES = {model._meta.db_table.split(".")[-1].strip('"') for model, _ in COLUMNS}
OF_QUERYSETS = {"create", "update", "get_or_create", "update_or_create"}
WRITERS = ("cases/models/due_columns.py", "transfers/due_columns.py")


def test_columns_that_repeat_a_due_day_are_assigned_in_their_modules_only() -> None:
    found = [
        f"{one.name}:{line}"
        for one in sources()
        if not one.is_migration and not one.name.endswith(WRITERS)
        for line in _assignments(one)
    ]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "part.due_on = day",
        "case.pack, case.upper_due_on = row, day",
        "part.due_on += ONE_DAY",
        "setattr(part, 'return_until', day)",
        "setattr(part, column, day)",
        "Assignment(case=case, due_on=day)",
        "models.Envelope(sign_due_on=day)",
        "Assignment.objects.filter(pk=1).update(due_on=day)",
        "parts.update(due_on=day)",
        "part.save(update_fields=['due_on'])",
        "execute('UPDATE cases_assignment SET due_on = %s')",
    ],
)
def test_an_assignment_is_found(text: str) -> None:
    assert list(_assignments(Source("one.py", text, ast.parse(text))))


@pytest.mark.parametrize(
    "text",
    [
        "remind(due_on=day)",
        "Reminder(due_on=day)",
        "Reminder.objects.create(due_on=day)",
        "day = part.due_on",
    ],
)
def test_what_assigns_no_such_column_is_not_found(text: str) -> None:
    assert not list(_assignments(Source("one.py", text, ast.parse(text))))


def _assignments(source: Source) -> Iterator[int]:
    """Lines that give such a column a value: of an object, in a constructor, in a query, in SQL."""
    for node in source.nodes:
        if _targets(node) or _by_name(node) or _in_call(node) or _in_sql(node):
            yield getattr(node, "lineno", 0)


def _targets(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    inner = (one for target in targets if isinstance(target, ast.expr) for one in ast.walk(target))
    return any(isinstance(one, ast.Attribute) and one.attr in NAMES for one in inner)


def _by_name(node: ast.AST) -> bool:
    """``setattr`` with such a name, or with one that only the run knows and that is called a column."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "setattr":
        return False
    name = node.args[1]
    return name.value in NAMES if isinstance(name, ast.Constant) else "column" in ast.unparse(name)


def _in_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    named = {one.arg for one in node.keywords if one.arg}
    if called == "save" or called == "bulk_update":
        return bool(NAMES & {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)})
    if called in OF_QUERYSETS and _model(node.func) not in MODELS | {""}:
        return False
    return called in MODELS | OF_QUERYSETS and bool(NAMES & named)


def _model(function: ast.expr) -> str:
    """The model whose rows a chain of calls is about; empty where a variable hides it."""
    while isinstance(function, ast.Attribute | ast.Call):
        function = function.func if isinstance(function, ast.Call) else function.value
    return function.id if isinstance(function, ast.Name) and not function.id.islower() else ""


def _in_sql(node: ast.AST) -> bool:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    tables, names = "|".join(OF_TABLES), "|".join(NAMES)
    return bool(re.search(rf"UPDATE\s+\S*\b({tables})\b.*\b({names})\b\s*=", node.value, re.S))
