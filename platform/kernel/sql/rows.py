"""Model rows by prepared statements: columns, models, and what is joined or annotated.

A reading is made of an ordinary queryset (``select_related``, ``only``, ``annotate`` included), asks for its rows
through a statement, and gives the same objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, JSONField, Model, QuerySet

from kernel import json_text
from kernel.sql.django_private import (
    ResultColumns,
    compiled,
    concrete_fields,
    link,
    mark_saved,
    model_row,
    prefetched_relation,
    preparing_cursor,
    relation_field,
)
from kernel.sql.row_texts import (
    columns_of,
    insert_many_text,
    insert_text,
    select_text,
    table_of,
    update_text,
)
from kernel.sql.statements import Statement, rows_of, rows_of_each

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Reading(Generic[M]):
    """A prepared queryset of model rows, with placeholders for values to come; see ``kernel.sql.statements``."""

    model: type[M]
    statement: Statement
    columns: ResultColumns | None

    @classmethod
    def of(cls, rows: QuerySet[M]) -> Reading[M]:
        """The reading of a queryset; one that can find nothing has no text."""
        try:
            sql, parameters, columns = compiled(rows)
        except EmptyResultSet:
            return cls(rows.model, Statement("", (), ()), None)
        return cls(rows.model, Statement.parametrised(sql, parameters), columns)

    def rows(self, values: Mapping[Any, Any]) -> list[M]:
        """The rows it finds with these values for the placeholders."""
        return self.made(self.statement.rows(values))

    def made(self, found: Iterable[Sequence[Any]]) -> list[M]:
        """Objects of rows as the database gives them."""
        columns = self.columns
        return [_made(self.model, columns, values) for values in found] if columns is not None else []


def read_together(*wanted: tuple[Reading[Any], Mapping[Any, Any]]) -> list[list[Any]]:
    """The rows of several readings, in one round trip."""
    asked = [(one, one.statement.query(values)) for one, values in wanted if one.statement.sql]
    found = iter(rows_of_each(*(query for _, query in asked)))
    return [one.made(next(found)) if one.statement.sql else [] for one, _ in wanted]


def whole_row(model: type[M], values: Sequence[Any]) -> tuple[M, dict[str, Any]]:
    """A row from all columns of its model in their order, as the database has them; and its values by attribute."""
    names, readers = _whole(model)
    if readers:
        values = list(values)
        for place, read in readers:
            values[place] = read(values[place], None, connection)
    return model_row(model, names, values), dict(zip(names, values, strict=True))


@cache
def _whole(model: type[Model]) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[..., Any]], ...]]:
    """Attributes of a model's columns, and for those the driver does not read: place and reader."""
    fields = concrete_fields(model)
    readers = [
        (place, one.from_db_value) for place, one in enumerate(fields) if hasattr(one, "from_db_value")
    ]
    return tuple(one.attname for one in fields), tuple(readers)


def _made(model: type[M], columns: ResultColumns, values: Sequence[Any]) -> M:
    if columns.converters:
        values = list(values)
        for place, convert, expression in columns.converters:
            values[place] = convert(values[place], expression, connection)
    row = model_row(model, columns.names, values[columns.start : columns.start + len(columns.names)])
    for populator in columns.joined:
        populator.populate(values, row)
    for name, place in columns.annotations:
        setattr(row, name, values[place])
    return row


# Rows that know their values as they were read: looked up by key or relation, written where they changed.

Part = tuple[str, Sequence[Any]]  # a statement that changes rows, with its values

AS_READ = "_as_read"  # on a row: its columns' values as the database has them


def by(model: type[M], column: str, keys: Sequence[Any]) -> list[M]:
    """Rows in which a column has one of these values, in the model's order."""
    return [row_of(model, values) for values in rows_of(select_text(model, column), [list(keys)])]


def of(owner: Model, name: str) -> list[Any]:
    """What belongs to a row by a relation to it, in order: as it was looked up before, or as it is now."""
    held = prefetched_relation(owner, name)
    if held is not None:
        return held
    field = relation_field(type(owner), name)
    found = by(field.model, field.column, [owner.pk])
    for one in found:
        link(field, one, owner)
    return found


def remember(row: Model) -> None:
    """Note that the database has a row as it is now: it was just saved."""
    setattr(row, AS_READ, {one.attname: getattr(row, one.attname) for one in columns_of(type(row))})


def insert(row: Model) -> None:
    """Save a new row at once, and give it its key."""
    ((row.pk,),) = rows_of(f"{insert_text(type(row))} RETURNING id", _values(row, columns_of(type(row))[1:]))
    mark_saved(row)
    remember(row)


def write(moved: Iterable[Model], added: Iterable[Model], *more: Part) -> None:
    """Update what changed of the moved rows, insert the others, and do what more there is; all in one statement."""
    parts = [*_updates(moved), *_inserts(added), *more]
    *before, last = (text for text, _ in parts)
    first = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(before))
    with preparing_cursor() as cursor:
        cursor.execute(
            f"WITH {first} {last}" if first else last, [one for _, values in parts for one in values]
        )


def alteration(row: Model, names: Iterable[str]) -> Part:
    """The statement that gives a row these attributes' values."""
    wanted = set(names)
    columns = [one for one in columns_of(type(row)) if one.attname in wanted]
    return update_text(type(row), tuple(one.attname for one in columns)), [*_values(row, columns), row.pk]


def _updates(moved: Iterable[Model]) -> Iterator[Part]:
    for row in moved:
        changed = _changed(row)
        if changed:
            text = update_text(type(row), tuple(one.attname for one in changed))
            yield text, [*_values(row, changed), row.pk]
        row.__dict__.pop(AS_READ, None)


def _inserts(added: Iterable[Model]) -> Iterator[Part]:
    """One part for each model, however many its rows, so that there are few texts whose plans are kept."""
    found: dict[type[Model], list[Model]] = {}
    for row in added:
        found.setdefault(type(row), []).append(row)
    for model, rows in found.items():
        if len(rows) == 1:
            yield insert_text(model), _values(rows[0], columns_of(model)[1:])
        else:
            names = [one.attname for one in columns_of(model)[1:]]
            values = [dict(zip(names, map(partial(getattr, row), names), strict=True)) for row in rows]
            yield insert_many_text(model), [json_text.dumps(values).decode()]


def among(
    model: type[Model], wanted: Sequence[str], column: str, texts: Sequence[str]
) -> list[tuple[Any, ...]]:
    """The wanted columns of all rows in which a column has one of many texts."""
    names = ", ".join(f'"{one}"' for one in wanted)
    # One parameter, however many texts: a thousand of them take the driver longer than the database.
    given = "SELECT jsonb_array_elements_text(%s::jsonb)"
    sql = f'SELECT {names} FROM {table_of(model)} WHERE "{column}" = ANY({given})'  # noqa: S608 - names of models only
    return rows_of(sql, [json_text.dumps(texts).decode()])


def new_keys(model: type[Model], count: int) -> list[int]:
    """Keys for rows to come, in order."""
    # The name is looked up within a question of its own: once, and not for each key.
    series = "(SELECT pg_get_serial_sequence(%s, 'id')::regclass)"
    sql = f"SELECT nextval({series}) FROM generate_series(1, %s)"  # noqa: S608 - a text of our own
    return [int(key) for (key,) in rows_of(sql, [model._meta.db_table, count])]


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add many rows, given as values of these columns in order; the fastest way there is (COPY)."""
    names = ", ".join(f'"{one}"' for one in columns)
    text = f"COPY {table_of(model)} ({names}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(text) as stream:
        for values in rows:
            stream.write_row(values)


def _changed(row: Model) -> list[Field[Any, Any]]:
    """Columns that differ from what was read; JSON is always written, for it may have been altered in place."""
    columns = columns_of(type(row))[1:]
    as_read: dict[str, Any] | None = getattr(row, AS_READ, None)
    if as_read is None:
        return list(columns)
    return [
        one
        for one in columns
        if as_read[one.attname] != getattr(row, one.attname) or isinstance(one, JSONField)
    ]


def _values(row: Model, columns: Iterable[Field[Any, Any]]) -> list[Any]:
    return [one.get_db_prep_save(getattr(row, one.attname), connection) for one in columns]


def row_of(model: type[M], values: Sequence[Any]) -> M:
    """A row from its columns' values, as the database has them."""
    row, as_read = whole_row(model, values)
    setattr(row, AS_READ, as_read)
    return row
