"""The rows a step works on: read under lock, and written with the step's events in one statement.

The ORM composes the text of every query anew, which takes longer than running it, and saves every column. Here
the text is made once from the models and their visibility rule, and only columns that changed are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

import orjson
from django.db import connection
from django.db.models import Field, JSONField, Model, QuerySet, Subquery

from cases.models import Assignment, Case
from cases.queries import visible_cases
from kernel.actor import Actor, Seat
from kernel.statements import A_KEY, Statement
from people.models import Unit
from rules.models import RulePack

M = TypeVar("M", bound=Model)

AS_READ = "_as_read"  # on a row: its columns' values as the database has them


def locked_case(actor: Actor, model: type[Model], pk: int) -> Case | None:
    """The case that holds the object ``pk`` of a machine's model, locked, with its pack; None if not visible."""
    found = _lock(model, actor.seats, actor.system).rows({A_KEY: pk})
    if not found:
        return None
    width = len(_columns(Case))
    case = _row(Case, found[0][:width])
    case.pack = _row(RulePack, found[0][width:])
    return case


def assignments_of(case: Case) -> list[Assignment]:
    """All assignments of a case with their units, in the order of dispatch."""
    width = len(_columns(Assignment))
    found = []
    for values in _all(_assignments(), [case.pk]):
        one = _row(Assignment, values[:width])
        one.case, one.unit = case, _row(Unit, values[width:])
        found.append(one)
    return found


def one_of(model: type[M], pk: int) -> M:
    """The row with this key, which must exist."""
    return _row(model, _all(_select(model), [pk])[0])


def remember(row: Model) -> None:
    """Note that the database has a row as it is now: it was just saved."""
    setattr(row, AS_READ, {one.attname: getattr(row, one.attname) for one in _columns(type(row))})


def write(moved: Iterable[Model], added: Iterable[Model]) -> None:
    """Update what changed of the moved rows and insert the others, all in one statement."""
    parts: list[str] = []
    values: list[Any] = []
    for row in moved:
        changed = _changed(row)
        if changed:
            parts.append(_update(type(row), tuple(one.attname for one in changed)))
            values += [*_values(row, changed), row.pk]
        row.__dict__.pop(AS_READ, None)
    for row in added:
        columns = _columns(type(row))[1:]
        parts.append(_insert(type(row)))
        values += _values(row, columns)
    *before, last = parts
    first = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(before))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {first} {last}" if first else last, values)


def among(
    model: type[Model], wanted: Sequence[str], column: str, texts: Sequence[str]
) -> list[tuple[Any, ...]]:
    """The wanted columns of all rows in which a column has one of many texts."""
    names = ", ".join(f'"{one}"' for one in wanted)
    # One parameter, however many texts: a thousand of them take the driver longer than the database.
    given = "SELECT jsonb_array_elements_text(%s::jsonb)"
    sql = f'SELECT {names} FROM {_table(model)} WHERE "{column}" = ANY({given})'  # noqa: S608 - names of models only
    return _all(sql, [orjson.dumps(texts).decode()])


def new_keys(model: type[Model], count: int) -> list[int]:
    """Keys for rows to come, in order."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return [int(key) for (key,) in _all(sql, [model._meta.db_table, count])]


def pour(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add many rows, given as values of these columns in order; the fastest way there is (COPY)."""
    names = ", ".join(f'"{one}"' for one in columns)
    text = f"COPY {_table(model)} ({names}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(text) as stream:
        for values in rows:
            stream.write_row(values)


def _changed(row: Model) -> list[Field[Any, Any]]:
    """Columns that differ from what was read; JSON is always written, for it may have been altered in place."""
    columns = _columns(type(row))[1:]
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


def _row(model: type[M], values: Sequence[Any]) -> M:
    names, readers = _shape(model)
    if readers:
        values = list(values)
        for index, read in readers:
            values[index] = read(values[index], None, connection)
    row = model.from_db("default", names, values)
    setattr(row, AS_READ, dict(zip(names, values, strict=True)))
    return row


def _all(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@cache
def _columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """The model's columns, its key first."""
    return tuple(model._meta.concrete_fields)


@cache
def _shape(model: type[Model]) -> tuple[list[str], list[tuple[int, Callable[..., Any]]]]:
    """Names of a model's columns, and for those the driver does not read: place and reader."""
    columns = _columns(model)
    readers = [
        (place, one.from_db_value) for place, one in enumerate(columns) if hasattr(one, "from_db_value")
    ]
    return [one.attname for one in columns], readers


@lru_cache(maxsize=4096)
def _lock(model: type[Model], seats: tuple[Seat, ...], system: bool) -> Statement:
    """What locks a case that is visible from these seats."""
    actor = Actor(account_id=None, name="", seats=seats, system=system)
    objects: QuerySet[Any] = model._default_manager.filter(pk=A_KEY).order_by()
    of_case: Any = A_KEY if model is Case else Subquery(objects.values("case_id"))
    cases = visible_cases(actor).filter(pk=of_case).select_related("pack").order_by()
    return Statement.of(cases.select_for_update(of=("self",), no_key=True))


@cache
def _assignments() -> str:
    units = f"JOIN {_table(Unit)} ON {_name(Unit, 'id')} = {_name(Assignment, 'unit_id')}"
    return (
        f"SELECT {_names(Assignment)}, {_names(Unit)} FROM {_table(Assignment)} {units}"  # noqa: S608 - names of models only
        f" WHERE {_name(Assignment, 'case_id')} = %s ORDER BY {_name(Assignment, 'id')}"
    )


@cache
def _select(model: type[Model]) -> str:
    return f"SELECT {_names(model)} FROM {_table(model)} WHERE {_name(model, 'id')} = %s"  # noqa: S608 - names of models only


@lru_cache(maxsize=1024)
def _update(model: type[Model], changed: tuple[str, ...]) -> str:
    columns = [one for one in _columns(model) if one.attname in changed]
    assigned = ", ".join(f'"{one.column}" = %s' for one in columns)
    return f'UPDATE {_table(model)} SET {assigned} WHERE "id" = %s'  # noqa: S608 - names of models only


@cache
def _insert(model: type[Model]) -> str:
    columns = _columns(model)[1:]
    names = ", ".join(f'"{one.column}"' for one in columns)
    return f"INSERT INTO {_table(model)} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608 - names of models only


def _table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


def _name(model: type[Model], column: str | None) -> str:
    return f'{_table(model)}."{column}"'


def _names(model: type[Model]) -> str:
    return ", ".join(_name(model, one.column) for one in _columns(model))
