"""Leaves: fields without arguments whose value is a scalar or an enum. Two thirds of an answer are made of them.

What graphql-core finds out for each value of each row, which type it has and whether it is plainly read by name, is
found out once for each type here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, get_nullable_type, is_leaf_type

from api.shapes.fields import by_name


@dataclass(frozen=True, slots=True)
class Leaf:
    """How a leaf is read and written. ``name`` is the attribute it is plainly read from, None with a resolver."""

    field: GraphQLField
    resolve: Callable[..., Any]
    serialize: Callable[[Any], Any]
    name: str | None
    default: Any
    nullable: bool

    def plainly(self, source: Any) -> Any:
        """As ``fields.by_name`` reads it."""
        name, default = self.name, self.default
        value = source.get(name, default) if isinstance(source, dict) else getattr(source, name, default)  # type: ignore[arg-type]  # asked of leaves that have a name
        return None if self.nullable and value == "" else value


@cache
def leaves_of(kind: GraphQLObjectType) -> Mapping[str, Leaf]:
    """The leaves of a type by their names in documents."""
    found = ((name, _leaf(field)) for name, field in kind.fields.items() if not field.args)
    return {name: leaf for name, leaf in found if leaf is not None}


def _leaf(field: GraphQLField) -> Leaf | None:
    declared: Any = field.type
    kind = get_nullable_type(declared)
    if not is_leaf_type(kind) or field.resolve is None:
        return None
    name, default = _read_by_name(field.resolve)
    nullable = not isinstance(field.type, GraphQLNonNull)
    return Leaf(field, field.resolve, kind.serialize, name, default, nullable)


def _read_by_name(resolve: Callable[..., Any]) -> tuple[str | None, Any]:
    if isinstance(resolve, partial) and resolve.func is by_name:
        name, default = resolve.args
        return name, default
    return None, None
