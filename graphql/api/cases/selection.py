"""Reading the selection of a case list: whether one SQL statement can serve it, and which values it wants.

Whatever is not plainly a list of leaves (a directive, a relation, a merged selection) is declined: the
ordinary way serves it. So the fast way can be small, and never half right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    SelectionNode,
    SelectionSetNode,
)

Fragments = Mapping[str, FragmentDefinitionNode]


class Declined(Exception):
    """The selection holds something that only the ordinary way can serve."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of a selection: the key to answer under, its name, and what is wanted of it."""

    key: str
    name: str
    node: FieldNode


def wanted(selection: SelectionSetNode | None, fragments: Fragments) -> list[Wanted]:
    """The fields of a selection in order, through fragments; raises Declined."""
    found: dict[str, Wanted] = {}
    for node in _flat(selection, fragments):
        key = (node.alias or node.name).value
        if key in found and (node.selection_set or found[key].name != node.name.value):
            raise Declined(key)
        found.setdefault(key, Wanted(key, node.name.value, node))
    return list(found.values())


def _flat(selection: SelectionSetNode | None, fragments: Fragments) -> list[FieldNode]:
    nodes: list[FieldNode] = []
    for node in selection.selections if selection else ():
        nodes += _one(node, fragments)
    return nodes


def _one(node: SelectionNode, fragments: Fragments) -> list[FieldNode]:
    if node.directives:
        raise Declined("directive")
    if isinstance(node, FieldNode):
        return [node]
    if isinstance(node, FragmentSpreadNode):
        return _flat(fragments[node.name.value].selection_set, fragments)
    return _flat(getattr(node, "selection_set", None), fragments)
