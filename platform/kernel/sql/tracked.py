"""Rows that know their values as they were read: looked up by key or relation, written where they changed.

The ORM composes the text of every query anew, which takes longer than running it, and saves every column. Here
the statement is prepared from the models, and only columns that changed are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model

from kernel import json_text
from kernel.sql.django_private import link, mark_saved, prefetched_relation, preparing_cursor, relation_field
from kernel.sql.row_texts import (
    columns_of,
    insert_many_text,
    insert_text,
    select_text,
    table_of,
    update_text,
)
from kernel.sql.rows import whole_row
from kernel.sql.statements import rows_of

M = TypeVar("M", bound=Model)

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
