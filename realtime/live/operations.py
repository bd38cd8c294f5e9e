"""Subscriptions as clients write them: checked against the one schema, read into the keys they ask for.

The schema comes from the setting that names it, because this app and the API do not import each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final, cast

from django.conf import settings
from django.utils.module_loading import import_string
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    get_variable_values,
    is_leaf_type,
    parse,
    validate,
)

from kernel.wording import section

WORK: Final = "workChanged"
BOARD: Final = "board"
MAX_TOKENS: Final = 300

FragmentsByName = Mapping[str, FragmentDefinitionNode]


# Codes of errors as over HTTP; what is not named is a document or a variable that does not fit.
CODES: Final = {"only_boards": "FORBIDDEN", "no_board": "FORBIDDEN", "too_many_subscriptions": "TOO_COMPLEX"}


class Unfit(Exception):
    """Not a subscription that is served here. The message is for the person, code and detail are for programs."""

    def __init__(self, detail: str = "bad_document") -> None:
        self.extensions = {"code": CODES.get(detail, "BAD_REQUEST"), "detail": detail}
        super().__init__(section("api")[detail])


@dataclass(frozen=True, slots=True)
class SelectedField:
    """A key that a client wants: where its value is found, and what is wanted of that in turn."""

    key: str
    name: str
    written: (
        Callable[[Any], Any] | None
    )  # as its scalar or enum is written over HTTP; None where it has fields
    constant: str | None
    inner: tuple[SelectedField, ...]

    def value(self, of: Any) -> Any:
        """What a client gets under this key."""
        if self.constant is not None:
            return self.constant
        found = of[self.name] if isinstance(of, Mapping) else getattr(of, self.name)
        if self.written is None:
            return _picked(self.inner, found)
        if isinstance(found, list):
            return [self.written(one) for one in found]
        return None if found is None else self.written(found)


@dataclass(frozen=True, slots=True, eq=False)
class SelectionSet:
    """The keys that are wanted of each delivery. Known by itself: comparing leaf by leaf takes longer than encoding."""

    key: str
    leaves: tuple[SelectedField, ...]

    def payload(self, delivery: Any) -> dict[str, Any]:
        """The payload of one ``next`` message."""
        return {"data": {self.key: _picked(self.leaves, delivery)}}


@dataclass(frozen=True, slots=True)
class ParsedSubscription:
    """What a client waits for: a field of the schema with its arguments, and the shape of what it gets."""

    root: str
    shape: SelectionSet
    arguments: Mapping[str, Any]

    def payload(self, delivery: Any) -> dict[str, Any]:
        """The payload of one ``next`` message."""
        return self.shape.payload(delivery)


def subscription_of(payload: Any) -> ParsedSubscription:
    """The subscription of a ``subscribe`` message; raises Unfit."""
    text = payload.get("query") if isinstance(payload, dict) else None
    if not isinstance(text, str):
        raise Unfit
    document = _checked(text)
    fragments = {
        one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
    }
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].operation is not OperationType.SUBSCRIPTION:
        raise Unfit("only_subscriptions")
    roots = _fields(operations[0].selection_set, fragments)
    if len(roots) != 1 or roots[0].name.value not in (WORK, BOARD):
        raise Unfit
    return _subscription(roots[0], fragments, _variables(operations[0], payload.get("variables")))


def _subscription(
    node: FieldNode, fragments: FragmentsByName, variables: dict[str, Any]
) -> ParsedSubscription:
    field = cast(GraphQLObjectType, _schema().subscription_type).fields[node.name.value]
    try:
        arguments = get_argument_values(field, node, variables)
    except GraphQLError as error:
        raise Unfit from error
    leaves = _leaves(node, cast(GraphQLObjectType, get_named_type(field.type)), fragments)
    return ParsedSubscription(node.name.value, _shape(_key(node), leaves), arguments)


@lru_cache(maxsize=512)
def _shape(key: str, leaves: tuple[SelectedField, ...]) -> SelectionSet:
    """One shape for all who want the same."""
    return SelectionSet(key, leaves)


def _variables(operation: OperationDefinitionNode, given: Any) -> dict[str, Any]:
    """The operation's variables as the schema reads them."""
    inputs = given if isinstance(given, dict) else {}
    read = get_variable_values(_schema(), operation.variable_definitions or [], inputs, max_errors=1)
    if isinstance(read, list):
        raise Unfit
    return read


def _leaves(node: FieldNode, of: GraphQLObjectType, fragments: FragmentsByName) -> tuple[SelectedField, ...]:
    """What is wanted of a field, all the way down; fields written twice are one."""
    found: dict[str, SelectedField] = {}
    for one in _fields(node.selection_set, fragments):
        found[_key(one)] = _merged(found.get(_key(one)), _leaf(one, of, fragments))
    return tuple(found.values())


def _leaf(node: FieldNode, of: GraphQLObjectType, fragments: FragmentsByName) -> SelectedField:
    name = node.name.value
    if name == "__typename":
        return SelectedField(_key(node), name, None, of.name, ())
    kind = get_named_type(of.fields[name].type)
    inner = _leaves(node, kind, fragments) if isinstance(kind, GraphQLObjectType) else ()
    written = kind.serialize if is_leaf_type(kind) else None
    return SelectedField(_key(node), re.sub(r"([A-Z])", r"_\1", name).lower(), written, None, inner)


def _merged(first: SelectedField | None, second: SelectedField) -> SelectedField:
    if first is None:
        return second
    inner = {leaf.key: leaf for leaf in first.inner}
    for leaf in second.inner:
        inner[leaf.key] = _merged(inner.get(leaf.key), leaf)
    return replace(second, inner=tuple(inner.values()))


def _picked(leaves: tuple[SelectedField, ...], of: Any) -> Any:
    if of is None:
        return None
    if isinstance(of, list):
        return [_picked(leaves, one) for one in of]
    return {leaf.key: leaf.value(of) for leaf in leaves}


def _checked(text: str) -> DocumentNode:
    try:
        document = parse(text, max_tokens=MAX_TOKENS)
    except (GraphQLError, RecursionError) as error:
        raise Unfit from error
    if validate(_schema(), document, max_errors=1):
        raise Unfit
    return document


def _fields(selection: SelectionSetNode | None, fragments: FragmentsByName) -> list[FieldNode]:
    """Fields in order, through fragments (validation has refused circular ones); no directives here."""
    found: list[FieldNode] = []
    for node in selection.selections if selection else ():
        if node.directives:
            raise Unfit
        if isinstance(node, FieldNode):
            found.append(node)
        elif isinstance(node, FragmentSpreadNode):
            found += _fields(fragments[node.name.value].selection_set, fragments)
        else:
            found += _fields(getattr(node, "selection_set", None), fragments)
    return found


def _key(node: FieldNode) -> str:
    return (node.alias or node.name).value


@cache
def _schema() -> GraphQLSchema:
    schema: GraphQLSchema = import_string(settings.GRAPHENE["SCHEMA"]).graphql_schema
    return schema
