"""Whole rows by a text that is made once: what a ``Statement`` is for columns, for models with what is selected beside.

A reading is made of an ordinary queryset (``select_related``, ``only``, ``annotate`` included), asks for its rows
through a statement, and gives the same objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators

from kernel.statements import Statement, rows_of_each

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the values of one row become an object."""

    names: tuple[str, ...]
    start: int
    beside: tuple[Any, ...]
    annotations: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, Converter, Any], ...]


@dataclass(frozen=True, slots=True)
class Reading(Generic[M]):
    """A queryset with marks for what is to come; see ``kernel.statements``."""

    model: type[M]
    statement: Statement
    shape: Shape | None

    @classmethod
    def of(cls, rows: QuerySet[M]) -> Reading[M]:
        """The reading of a queryset; one that can find nothing has no text."""
        compiler: Any = rows.query.get_compiler(connection.alias)
        try:
            statement = Statement.marked(*compiler.as_sql())
        except EmptyResultSet:
            return cls(rows.model, Statement("", (), ()), None)
        return cls(rows.model, statement, _shape(compiler))

    def rows(self, values: Mapping[Any, Any]) -> list[M]:
        """The rows it finds with these values for the marks."""
        return self.made(self.statement.rows(values))

    def made(self, found: Iterable[Sequence[Any]]) -> list[M]:
        """Objects of rows as the database gives them."""
        shape = self.shape
        return [_object(self.model, shape, values) for values in found] if shape is not None else []


def read_together(*wanted: tuple[Reading[Any], Mapping[Any, Any]]) -> list[list[Any]]:
    """The rows of several readings, asked for in one journey."""
    asked = [(one, one.statement.query(values)) for one, values in wanted if one.statement.sql]
    found = iter(rows_of_each(*(query for _, query in asked)))
    return [one.made(next(found)) if one.statement.sql else [] for one, _ in wanted]


def _shape(compiler: Any) -> Shape:
    select, known = compiler.select, compiler.klass_info
    start, end = known["select_fields"][0], known["select_fields"][-1] + 1
    populators: Any = get_related_populators  # its stub is of another version
    converters = compiler.get_converters([one[0] for one in select[: compiler.col_count]])
    return Shape(
        names=tuple(one[0].target.attname for one in select[start:end]),
        start=start,
        beside=tuple(populators(known, select, connection.alias)),
        annotations=tuple(compiler.annotation_col_map.items()),
        converters=tuple(
            (place, convert, expression)
            for place, (several, expression) in converters.items()
            for convert in several
        ),
    )


def _object(model: type[M], shape: Shape, values: Sequence[Any]) -> M:
    if shape.converters:
        values = list(values)
        for place, convert, expression in shape.converters:
            values[place] = convert(values[place], expression, connection)
    row = model.__new__(model)  # ``from_db`` takes its time to do the same
    own = values[shape.start : shape.start + len(shape.names)]
    row.__dict__.update(zip(shape.names, own, strict=True), _state=ModelState())
    row._state.adding, row._state.db = False, connection.alias
    for populator in shape.beside:
        populator.populate(values, row)
    for name, place in shape.annotations:
        setattr(row, name, values[place])
    return row
