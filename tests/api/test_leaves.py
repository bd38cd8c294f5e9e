"""Leaves that are completed at once are what graphql-core itself makes of them, errors included."""

from __future__ import annotations

from enum import Enum
from types import SimpleNamespace
from typing import Any

import graphene
import pytest
from graphql import execute, parse

from api.running.budget import Budget
from api.running.execution import Executor
from api.running.graphql_private import ExecutionContext
from api.shapes.fields import Row


class Colour(Enum):
    """Two of them."""

    RED = "RED"
    BLUE = "BLUE"


class Thing(Row):
    """A row with every sort of leaf."""

    id = graphene.ID(required=True)
    name = graphene.String()
    title = graphene.String(required=True)
    count = graphene.Int()
    day = graphene.Date()
    colour = graphene.Enum.from_enum(Colour)()
    told = graphene.String()
    asked = graphene.String(required=True)
    words = graphene.List(graphene.String)
    greeted = graphene.String(whom=graphene.String(default_value="all"))

    @staticmethod
    def resolve_told(row: Any, info: Any) -> str:
        """With where it is asked."""
        return f"{row.name} at {info.path.as_list()} as {info.field_name}"

    @staticmethod
    def resolve_asked(row: Any, _info: Any) -> str:
        """Fails for a row that says so."""
        if row.name == "broken":
            raise ValueError("no")
        return "yes"

    @staticmethod
    def resolve_greeted(_row: Any, _info: Any, whom: str) -> str:
        """Has an argument."""
        return f"hello {whom}"


class Query(graphene.ObjectType):
    """Two ways to a thing."""

    thing = graphene.Field(Thing)
    things = graphene.List(graphene.NonNull(Thing))

    @staticmethod
    def resolve_thing(root: Any, _info: Any) -> Any:
        """The given one."""
        return root

    @staticmethod
    def resolve_things(root: Any, _info: Any) -> Any:
        """Twice the given one."""
        return [root, root]


SCHEMA = graphene.Schema(query=Query).graphql_schema
WHOLE = {
    "id": 7,
    "name": "甲",
    "title": "T",
    "count": 3,
    "day": None,
    "colour": Colour.RED,
    "words": ["a", None],
}
FIELDS = '__typename id name title count day colour words greeted again: greeted(whom: "you")'
ROWS = {
    "a whole one": {},
    "an empty text where null is allowed": {"name": ""},
    "an empty text where it is not": {"title": ""},
    "null where it is allowed": {"name": None, "count": None, "colour": None, "words": None},
    "null where it is not": {"title": None},
    "a number that is none": {"count": "many"},
    "a text that is none": {"name": object()},
    "a day that is none": {"day": 5},
    "an unknown colour": {"colour": "GREEN"},
}


def answers(document: str, row: Any) -> list[Any]:
    """What our executor says, and what the original says."""
    context = SimpleNamespace(plans={}, budget=Budget())
    both = [
        execute(SCHEMA, parse(document), row, context, execution_context_class=one)
        for one in (Executor, ExecutionContext)
    ]
    return [one.formatted for one in both]  # type: ignore[union-attr]  # nothing here is awaitable


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("shape", [dict, lambda **row: SimpleNamespace(**row)])
def test_a_row_is_told_as_the_original_tells_it(name: str, shape: Any) -> None:
    row = shape(**(WHOLE | ROWS[name]))

    ours, original = answers(f"{{ thing {{ {FIELDS} }} things {{ {FIELDS} }} }}", row)

    assert ours == original


@pytest.mark.parametrize("fields", ["told", "asked", "told asked", "id id other: id", "title nothing: name"])
@pytest.mark.parametrize("named", ["甲", "broken"])
def test_resolvers_and_their_errors_are_told_so_too(fields: str, named: str) -> None:
    row = SimpleNamespace(**(WHOLE | {"name": named}))

    ours, original = answers(f"{{ thing {{ {fields} }} things {{ {fields} }} }}", row)

    assert ours == original
