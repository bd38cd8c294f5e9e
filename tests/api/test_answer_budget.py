"""An answer's bytes are counted while it is made: what is over is not put together and thrown away afterwards."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import graphene
import pytest
from django.db import models
from django.db.models.functions import Repeat
from graphql import execute, parse

from api.running import budget, execution
from api.running.budget import Budget, Stopped
from api.running.execution import Executor
from api.shapes.fields import Row
from cases.models import Case
from kernel import json_text
from support.asking import Asking
from support.build import a_registered_case

LIMIT = 100_000


class Thing(Row):
    """A row with texts."""

    name = graphene.String()
    words = graphene.List(graphene.String)


class Query(graphene.ObjectType):
    """One thing, and many."""

    thing = graphene.Field(Thing)
    things = graphene.List(graphene.NonNull(Thing))

    @staticmethod
    def resolve_thing(root: Any, _info: Any) -> Any:
        """The given one."""
        return root

    @staticmethod
    def resolve_things(root: Any, _info: Any) -> Any:
        """Ten times the given one."""
        return [root] * 10


SCHEMA = graphene.Schema(query=Query).graphql_schema


@pytest.mark.parametrize(
    ("document", "row", "fits"),
    [
        ("{ thing { name } }", {"name": "a" * 90_000}, True),
        ("{ thing { name } }", {"name": "a" * 110_000}, False),
        ("{ thing { name } }", {"name": "文" * 30_000}, True),
        ("{ thing { name } }", {"name": "文" * 40_000}, False),
        ("{ thing { words } }", {"words": ["a" * 45_000] * 2}, True),
        ("{ thing { words } }", {"words": ["文" * 20_000] * 2}, False),
        ("{ thing { a: name b: name } }", {"name": "a" * 60_000}, False),
        ("{ things { name } }", {"name": "文" * 3_000}, True),
        ("{ things { name } }", {"name": "文" * 4_000}, False),
        ("{ things { words } }", {"words": [""] * 2_000}, False),
    ],
)
def test_texts_are_counted_as_they_are_sent(
    monkeypatch: pytest.MonkeyPatch, document: str, row: dict[str, Any], fits: bool
) -> None:
    monkeypatch.setattr(budget, "LARGEST", LIMIT)
    context = SimpleNamespace(plans={}, budget=Budget())

    def run() -> Any:
        return execute(SCHEMA, parse(document), row, context, execution_context_class=Executor)

    if fits:
        assert run().errors is None
    else:
        with pytest.raises(Stopped) as stopped:
            run()
        assert stopped.value.error.code == "ANSWER_TOO_LARGE"


@pytest.mark.parametrize("field", ["cases { edges { node { id body } } }", 'case(id: "%s") { id body }'])
@pytest.mark.parametrize(("length", "code"), [(30_000, ""), (40_000, "ANSWER_TOO_LARGE")])
def test_a_long_text_of_a_case_is_counted_however_it_is_read(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, field: str, length: int, code: str
) -> None:
    case = a_registered_case(ask.world)
    Case.objects.update(body=Repeat(models.Value("文"), length))
    encoded: list[int] = []

    def dumps(value: Any) -> bytes:
        made = json_text.dumps(value)
        encoded.append(len(made))
        return made

    monkeypatch.setattr(budget, "LARGEST", LIMIT)
    monkeypatch.setattr(execution, "json_text", SimpleNamespace(dumps=dumps))

    assert ask.code("office", f"{{ {field.replace('%s', str(case.pk))} }}") == code
    assert max(encoded) < LIMIT
