"""Row plan of the case list: the columns a selection needs, and how objects are made of them without graphene.

What a field is made of stands at the field itself: a name that is a column, a relation that everybody sees, or
``columns.FromColumns``. Anything else is declined, and the ordinary way serves the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
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

Values = Sequence[Any]  # of one column, or one cell, in all rows of a page


@dataclass(frozen=True, slots=True)
class AsRead:
    """A value that is one column, as it was read or turned as a whole."""

    column: str
    turned: Callable[[Values], Iterable[Any]] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to select for it."""
        return (self.column,)

    def values(self, _now: Circumstances, columns: Sequence[Values]) -> Iterable[Any]:
        """The values in all rows, of its own columns."""
        return self.turned(columns[0]) if self.turned else columns[0]


@dataclass(frozen=True, slots=True)
class Made:
    """A value that is made of columns and circumstances: once for all rows of a page that agree in these columns."""

    columns: tuple[str, ...]
    make: Callable[..., Any]

    def values(self, now: Circumstances, columns: Sequence[Values]) -> Iterable[Any]:
        """The values in all rows, of its own columns."""
        once = MadeOnce(self.make, now)
        return map(once.__getitem__, zip(*columns, strict=True))


class MadeOnce(dict[tuple[Any, ...], Any]):
    """Values by what they were made of; one that is missing is made."""

    def __init__(self, make: Callable[..., Any], now: Circumstances) -> None:
        super().__init__()
        self._make, self._now = make, now

    def __missing__(self, given: tuple[Any, ...]) -> Any:
        value = self[given] = self._make(self._now, *given)
        return value


@dataclass(slots=True)
class RowPlan:
    """The columns to select, the key first; and the object's cells by their keys, with the places of their columns."""

    columns: list[str] = field(default_factory=lambda: ["id"])
    cells: dict[str, tuple[AsRead | Made, tuple[int, ...]]] = field(default_factory=dict)

    def add(self, key: str, cell: AsRead | Made) -> None:
        """Serve a value under a key; its columns are selected from now on."""
        self.columns += [name for name in dict.fromkeys(cell.columns) if name not in self.columns]
        self.cells[key] = cell, tuple(self.columns.index(name) for name in cell.columns)

    def objects(self, now: Circumstances, rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """The objects that are served for these rows."""
        if not rows:
            return []
        read = list(zip(*rows, strict=True))
        values = [cell.values(now, [read[one] for one in places]) for cell, places in self.cells.values()]
        return dicts(self.cells, values)

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
        plan.add(one.key, _cell(one, kind, fragments))
    return plan


def dicts(keys: Iterable[str], columns: Iterable[Iterable[Any]]) -> list[dict[str, Any]]:
    """Objects of columns with their keys; as many as the shortest column has values."""
    return list(map(dict, map(zip, repeat(tuple(keys)), zip(*columns, strict=False))))


def _cell(one: Wanted, kind: GraphQLObjectType, fragments: Fragments) -> AsRead | Made:
    if one.name == TYPENAME:
        return Made(("id",), lambda _now, _id: kind.name)
    resolve = kind.fields[one.name].resolve
    if isinstance(resolve, FromColumns):
        named = get_named_type(kind.fields[one.name].type)
        if isinstance(named, GraphQLObjectType):
            return Made(resolve.columns, _picking(resolve.make, _leaves(one, named, fragments)))
        return Made(resolve.columns, resolve.make)
    if isinstance(resolve, Referred) and resolve.for_everybody:
        return _referred(one, resolve.relation, get_named_type(kind.fields[one.name].type), fragments)
    return _as_read(Case, leaves_of(kind).get(one.name))


Picked = Mapping[str, Callable[[Mapping[str, Any]], Any]]


def _leaves(one: Wanted, kind: GraphQLObjectType, fragments: Fragments) -> Picked:
    """What is wanted of an object that is made of columns: leaves that are read by name, and nothing else."""
    found: dict[str, Callable[[Mapping[str, Any]], Any]] = {}
    for leaf in wanted(one.node.selection_set, fragments):
        found[leaf.key] = (
            _typename(kind) if leaf.name == TYPENAME else _picked(leaves_of(kind).get(leaf.name))
        )
    return found


def _typename(kind: GraphQLObjectType) -> Callable[[Mapping[str, Any]], str]:
    return lambda _made: kind.name


def _picked(leaf: Leaf | None) -> Callable[[Mapping[str, Any]], Any]:
    if leaf is None or leaf.name is None:
        raise Declined(leaf)

    def pick(made: Mapping[str, Any]) -> Any:
        value = leaf.plainly(made)
        return None if value is None else leaf.serialize(value)

    return pick


def _picking(make: Callable[..., Any], leaves: Picked) -> Callable[..., Any]:
    """The object, or the list of objects, with only what is wanted of each."""

    def pick(made: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value(made) for key, value in leaves.items()}

    def made_of(now: Circumstances, *values: Any) -> Any:
        found = make(now, *values)
        if found is None:
            return None
        return [pick(one) for one in found] if isinstance(found, list) else pick(found)

    return made_of


def _as_read(model: type[Model], leaf: Leaf | None) -> AsRead:
    """A leaf that is read by the name of a column."""
    if leaf is None or leaf.name is None or leaf.name not in _columns_of(model):
        raise Declined(leaf)
    kind = get_named_type(leaf.field.type)
    if kind is GraphQLID:
        return AsRead(leaf.name, lambda column: map(str, column))
    return AsRead(leaf.name, _nulled if kind is GraphQLString and leaf.nullable else None)


def _nulled(column: Values) -> Values:
    """As ``fields.by_name`` reads what may be null."""
    return [None if value == "" else value for value in column] if "" in column else column


def _referred(one: Wanted, relation: str, kind: Any, fragments: Fragments) -> Made:
    """The object that a key of the case refers to, of columns of its own; null where the key is null."""
    model: Any = Case._meta.get_field(relation).related_model
    leaves = wanted(one.node.selection_set, fragments)
    cells = {
        leaf.key: AsRead("id", lambda column: repeat(kind.name, len(column)))
        if leaf.name == TYPENAME
        else _as_read(model, leaves_of(kind).get(leaf.name))
        for leaf in leaves
    }

    def make(now: Circumstances, key: Any, *values: Any) -> dict[str, Any] | None:
        if key is None:
            return None
        (made,) = dicts(
            cells, [cell.values(now, [[value]]) for cell, value in zip(cells.values(), values, strict=True)]
        )
        return made

    return Made((f"{relation}_id", *(f"{relation}__{cell.column}" for cell in cells.values())), make)


@cache
def _columns_of(model: type[Model]) -> frozenset[str]:
    return frozenset(one.attname for one in concrete_fields(model))
