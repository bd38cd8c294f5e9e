"""Values for the arguments of any mutation, made from the schema, so that a new one is covered by itself."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    get_nullable_type,
)

from kernel.clock import today


def arguments_of(field: GraphQLField, **known: Any) -> dict[str, Any]:
    """A value for each argument: the known ones, something of the right type for the others."""
    return {name: known.get(name, value_for(given.type, known)) for name, given in field.args.items()}


def value_for(kind: Any, known: dict[str, Any]) -> Any:
    """Something of this input type; ids are ``known["id"]``."""
    bare = get_nullable_type(kind)
    if isinstance(bare, GraphQLList):
        return [value_for(bare.of_type, known)]
    if isinstance(bare, GraphQLEnumType):
        return next(iter(bare.values))
    if isinstance(bare, GraphQLInputObjectType):
        return {name: known.get(name, value_for(one.type, known)) for name, one in bare.fields.items()}
    return {
        "String": "12345678",
        "ID": known["id"],
        "Int": 1,
        "Boolean": True,
        "Date": today().isoformat(),
    }[bare.name]


def document_of(name: str, field: GraphQLField, selection: str) -> str:
    """The mutation with all its arguments as variables of the same names."""
    declared = ", ".join(f"${one}: {given.type}" for one, given in field.args.items())
    passed = ", ".join(f"{one}: ${one}" for one in field.args)
    if not field.args:
        return f"mutation {{ {name} {selection} }}"
    return f"mutation({declared}) {{ {name}({passed}) {selection} }}"
