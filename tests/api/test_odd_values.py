"""Every field and every step, asked with values that nobody means: an answer in JSON, and never an accident."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from api.running.documents import graphql_schema
from support.asking import Asking

TEXTS = (
    "",
    "999999999999999999999999",
    "-1",
    "1e400",
    "\ud83d\ude00" * 400,
    "'; DROP TABLE x; --",
    "%",
    "\u202e\ufeff",
    "٣",
)
NUMBERS = (0, -1, 2**31 - 1)
LEFT_OUT = {"signIn", "changePassword", "signOut", "demoSeats"}  # they change who asks
WHO = ("office", "water_clerk", "administrator")


def value_of(kind: Any, text: str, number: int) -> Any:
    """An odd value of an input type."""
    if isinstance(kind, GraphQLNonNull):
        return value_of(kind.of_type, text, number)
    if isinstance(kind, GraphQLList):
        return [value_of(kind.of_type, text, number)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {name: value_of(one.type, text, number) for name, one in kind.fields.items()}
    plain = {
        "Int": number,
        "Float": float(number),
        "Boolean": True,
        "Date": "0001-01-01",
        "DateTime": "9999-12-31T23:59:59+14:00",
    }
    return plain.get(kind.name, text)


def document_of(root: str, name: str, field: GraphQLField) -> str:
    """A document that asks one field with all its arguments."""
    named = get_named_type(field.type)
    variables = ", ".join(f"${one}: {argument.type}" for one, argument in field.args.items())
    arguments = ", ".join(f"{one}: ${one}" for one in field.args)
    below = "" if is_leaf_type(named) else " { __typename }"
    head = f"({variables})" if variables else ""
    return f"{root}{head} {{ {name}{f'({arguments})' if arguments else ''}{below} }}"


def fields() -> Iterator[tuple[str, str]]:
    """All fields of the two roots that take arguments."""
    for root, kind in (("query", graphql_schema.query_type), ("mutation", graphql_schema.mutation_type)):
        assert isinstance(kind, GraphQLObjectType)
        for name, field in kind.fields.items():
            if field.args and name not in LEFT_OUT:
                yield root, name


def test_no_value_is_an_accident(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for root, name in fields():
        kind = graphql_schema.query_type if root == "query" else graphql_schema.mutation_type
        assert kind is not None
        field = kind.fields[name]
        document = document_of(root, name, field)
        for place, text in enumerate(TEXTS):
            number = NUMBERS[place % len(NUMBERS)]
            values = {one: value_of(argument.type, text, number) for one, argument in field.args.items()}
            if "key" in values:
                values["key"] = f"odd-{name}-{place}"
            response = ask.response(WHO[place % len(WHO)], document, values)
            answer = json.loads(response.content)
            codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
            if response.status_code >= 500 or "INTERNAL" in codes:
                found.append((name, text, number, codes))

    assert found == []


@pytest.mark.parametrize(
    "literal", ["9" * 5_000, "-" + "9" * 400, "1e999", "0x10", '"""\\u0000"""', '"\\uD800"', "1" * 4_299]
)
def test_no_literal_is_an_accident(ask: Asking, literal: str) -> None:
    for document in (
        f"{{ cases(first: {literal}) {{ edges {{ cursor }} }} }}",
        f"{{ case(id: {literal}) {{ id }} }}",
    ):
        answer = ask("office", document)

        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        assert codes <= {"BAD_REQUEST", "TOO_COMPLEX", "NOT_FOUND"}, answer
