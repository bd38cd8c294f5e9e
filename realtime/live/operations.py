"""Subscriptions as clients write them: checked against the one schema, read into the keys they ask for.

The schema comes from the setting that names it, because this app and the API do not import each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
    validate,
)

from kernel.wording import section

ROOT: Final = "workChanged"
MAX_TOKENS: Final = 200


class Unfit(Exception):
    """Not a subscription that is served here. The message is for the person."""

    def __init__(self, text: str = "bad_document") -> None:
        super().__init__(section("api")[text])


@dataclass(frozen=True, slots=True)
class Subscription:
    """The keys under which a client wants a change, each with the name of its value."""

    root: str
    keys: tuple[tuple[str, str], ...]

    def payload(self, change: Mapping[str, Any]) -> dict[str, Any]:
        """The payload of one ``next`` message."""
        return {"data": {self.root: {key: change[name] for key, name in self.keys}}}


def subscription_of(payload: Any) -> Subscription:
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
    if [one.name.value for one in roots] != [ROOT]:
        raise Unfit
    leaves = _fields(roots[0].selection_set, fragments)
    return Subscription(_key(roots[0]), tuple((_key(leaf), leaf.name.value) for leaf in leaves))


def _checked(text: str) -> DocumentNode:
    try:
        document = parse(text, max_tokens=MAX_TOKENS)
    except (GraphQLError, RecursionError) as error:
        raise Unfit from error
    if validate(_schema(), document, max_errors=1):
        raise Unfit
    return document


def _fields(
    selection: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode]
) -> list[FieldNode]:
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
