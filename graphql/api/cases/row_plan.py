"""Row plan of the case list: the columns a selection needs, and how objects are made of them without graphene.

What a field is made of stands at the field itself: a name that is a column, a relation that everybody sees, or
``columns.FromColumns``. Anything else is declined, and the ordinary way serves the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model
from graphql import GraphQLID, GraphQLObjectType, GraphQLString, get_named_type

from api.cases.columns import PACK, Circumstances, FromColumns
from api.cases.selection import Declined, Fragments, Wanted, wanted
from api.reading.related import Referred
from api.running.leaves import Leaf, leaves_of
from cases.models import Case
from kernel.sql.django_private import concrete_fields

TYPENAME = "__typename"
LONG = frozenset({"body", "requirements"})
UNKNOWN = object()

Made = tuple[
    tuple[str, ...], Callable[..., Any] | None
]  # columns, and what makes a value of them; None: the column


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the served object: its key, the positions of its columns, and what makes it of them."""

    key: str
    columns: tuple[int, ...]
    make: Callable[..., Any] | None

    def values(self, now: Circumstances, columns: Sequence[Sequence[Any]]) -> Iterable[Any]:
        """Its values in all rows, of the columns of a page; made once for all rows that agree in its own."""
        make = self.make
        if make is None:
            return columns[self.columns[0]]
        known: dict[tuple[Any, ...], Any] = {}
        made = []
        for given in zip(*(columns[place] for place in self.columns), strict=True):
            value = known.get(given, UNKNOWN)
            if value is UNKNOWN:
                value = known[given] = make(now, *given)
            made.append(value)
        return made


@dataclass(slots=True)
class RowPlan:
    """The columns to select, the key first, and the cells of the object."""

    columns: list[str] = field(default_factory=lambda: ["id"])
    cells: list[Cell] = field(default_factory=list)

    def add(self, key: str, made: Made) -> None:
        """Serve a value under a key; its columns are selected from now on."""
        names, make = made
        self.columns += [name for name in dict.fromkeys(names) if name not in self.columns]
        self.cells.append(Cell(key, tuple(self.columns.index(name) for name in names), make))

    def objects(self, now: Circumstances, rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """The objects that are served for these rows."""
        columns = list(zip(*rows, strict=True))
        return dicts((cell.key, cell.values(now, columns)) for cell in self.cells) if rows else []

    @property
    def has_long_texts(self) -> bool:
        """Whether its rows are worth counting against the answer's budget one by one."""
        return not LONG.isdisjoint(self.columns)

    @property
    def needs_packs(self) -> bool:
        """Whether values depend on the rows' rule packs."""
        return PACK in self.columns


def row_plan(node: Wanted, kind: GraphQLObjectType, fragments: Fragments) -> RowPlan:
    """The plan for the selection of ``node``, a case; raises Declined for a field that is not made of columns."""
    plan = RowPlan()
    for one in wanted(node.node.selection_set, fragments):
        plan.add(one.key, _made(one, kind, fragments))
    return plan


def dicts(columns: Iterable[tuple[str, Iterable[Any]]]) -> list[dict[str, Any]]:
    """Objects of columns with their keys; as many as the shortest column has values."""
    keys, values = zip(*columns, strict=True)
    return [dict(zip(keys, row, strict=True)) for row in zip(*values, strict=False)]


def _made(one: Wanted, kind: GraphQLObjectType, fragments: Fragments) -> Made:
    if one.name == TYPENAME:
        return ("id",), lambda _now, _id: kind.name
    resolve = kind.fields[one.name].resolve
    if isinstance(resolve, FromColumns):
        return resolve.columns, resolve.make
    if isinstance(resolve, Referred) and resolve.for_everybody:
        return _referred(one, resolve.relation, get_named_type(kind.fields[one.name].type), fragments)
    return _column(Case, leaves_of(kind).get(one.name))


def _column(model: type[Model], leaf: Leaf | None) -> Made:
    """A leaf that is read by the name of a column."""
    if leaf is None or leaf.name is None or leaf.name not in _columns_of(model):
        raise Declined(leaf)
    kind = get_named_type(leaf.field.type)
    if kind is GraphQLID:
        return (leaf.name,), lambda _now, value: str(value)
    if kind is GraphQLString and leaf.nullable:  # as ``fields.by_name`` reads it
        return (leaf.name,), lambda _now, value: None if value == "" else value
    return (leaf.name,), None


def _referred(one: Wanted, relation: str, kind: Any, fragments: Fragments) -> Made:
    """The object that a key of the case refers to, of columns of its own; null where the key is null."""
    model: Any = Case._meta.get_field(relation).related_model
    inner: dict[str, Made] = {}
    for leaf in wanted(one.node.selection_set, fragments):
        if leaf.name == TYPENAME:
            inner[leaf.key] = (), lambda _now: kind.name
        else:
            inner[leaf.key] = _column(model, leaves_of(kind).get(leaf.name))
    columns = [f"{relation}__{name}" for names, _ in inner.values() for name in names]

    def make(now: Circumstances, key: Any, *values: Any) -> Mapping[str, Any] | None:
        if key is None:
            return None
        left = iter(values)
        return {
            name: make_inner(now, *(next(left) for _ in names)) if make_inner else next(left)
            for name, (names, make_inner) in inner.items()
        }

    return (f"{relation}_id", *columns), make


@cache
def _columns_of(model: type[Model]) -> frozenset[str]:
    return frozenset(one.attname for one in concrete_fields(model))
