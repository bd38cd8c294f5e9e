"""The rows a step works on: read under lock, and written with the step's events in one statement.

The ORM composes the text of every query anew, which takes longer than running it, and saves every column. Here
the text is made once from the models and their visibility rule, and only columns that changed are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import Any, TypeVar

import orjson
from django.db import connection
from django.db.models import Field, JSONField, Model, QuerySet, Subquery
from django.db.models.base import ModelState

from cases.models import Assignment, Case
from cases.queries import visible_case
from kernel.actor import Actor, Seat
from kernel.statements import A_KEY, Statement, preparing, rows_of
from people.models import Unit
from rules.models import RulePack
from rules.queries import Stamp

M = TypeVar("M", bound=Model)

Part = tuple[str, Sequence[Any]]  # a statement that changes rows, with its values

AS_READ = "_as_read"  # on a row: its columns' values as the database has them


def locked_case(actor: Actor, model: type[Model], pk: int) -> Case | None:
    """The case that holds the object ``pk`` of a model, locked, with its stamped pack; None if not visible."""
    found = _lock(model, actor.seats, actor.system).rows({A_KEY: pk})
    if not found:
        return None
    width = len(_columns(Case))
    case, stamp = _row(Case, found[0][:width]), found[0][width]
    case.pack = RulePack.from_db(connection.alias, _pack_columns(), found[0][width + 1 :])
    case.pack.__dict__["stamp"] = stamp
    return case


def assignments_of(case: Case) -> list[Assignment]:
    """All assignments of a case with their units, in the order of dispatch."""
    width = len(_columns(Assignment))
    found = []
    for values in rows_of(_assignments(), [case.pk]):
        one = _row(Assignment, values[:width])
        one.case, one.unit = case, _row(Unit, values[width:])
        found.append(one)
    return found


def one_of(model: type[M], pk: int) -> M:
    """The row with this key, which must exist."""
    return by(model, "id", [pk])[0]


def by(model: type[M], column: str, keys: Sequence[Any]) -> list[M]:
    """Rows in which a column has one of these values, in the model's order."""
    return [_row(model, values) for values in rows_of(_select(model, column), [list(keys)])]


def of(owner: Model, name: str) -> list[Any]:
    """What belongs to a row by a relation to it, in order: as it was looked up before, or as it is now."""
    held = owner.__dict__.get("_prefetched_objects_cache", {}).get(name)
    if held is not None:
        return list(held)
    model, field = _relation(type(owner), name)
    found = by(model, field.column, [owner.pk])
    for one in found:
        field.set_cached_value(one, owner)
    return found


def remember(row: Model) -> None:
    """Note that the database has a row as it is now: it was just saved."""
    setattr(row, AS_READ, {one.attname: getattr(row, one.attname) for one in _columns(type(row))})


def insert(row: Model) -> None:
    """Save a new row at once, and give it its key."""
    ((row.pk,),) = rows_of(f"{_insert(type(row))} RETURNING id", _values(row, _columns(type(row))[1:]))
    row._state.adding, row._state.db = False, connection.alias
    remember(row)


def write(moved: Iterable[Model], added: Iterable[Model], *more: Part) -> None:
    """Update what changed of the moved rows, insert the others, and do what more there is; all in one statement."""
    parts = [*_updates(moved), *_inserts(added), *more]
    *before, last = (text for text, _ in parts)
    first = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(before))
    with preparing() as cursor:
        cursor.execute(
            f"WITH {first} {last}" if first else last, [one for _, values in parts for one in values]
        )


def _updates(moved: Iterable[Model]) -> Iterator[Part]:
    for row in moved:
        changed = _changed(row)
        if changed:
            text = _update(type(row), tuple(one.attname for one in changed))
            yield text, [*_values(row, changed), row.pk]
        row.__dict__.pop(AS_READ, None)


def _inserts(added: Iterable[Model]) -> Iterator[Part]:
    """One part for each model, however many its rows, so that there are few texts whose plans are kept."""
    found: dict[type[Model], list[Model]] = {}
    for row in added:
        found.setdefault(type(row), []).append(row)
    for model, rows in found.items():
        if len(rows) == 1:
            yield _insert(model), _values(rows[0], _columns(model)[1:])
        else:
            names = [one.attname for one in _columns(model)[1:]]
            values = [dict(zip(names, map(partial(getattr, row), names), strict=True)) for row in rows]
            yield _insert_many(model), [orjson.dumps(values).decode()]


def among(
    model: type[Model], wanted: Sequence[str], column: str, texts: Sequence[str]
) -> list[tuple[Any, ...]]:
    """The wanted columns of all rows in which a column has one of many texts."""
    names = ", ".join(f'"{one}"' for one in wanted)
    # One parameter, however many texts: a thousand of them take the driver longer than the database.
    given = "SELECT jsonb_array_elements_text(%s::jsonb)"
    sql = f'SELECT {names} FROM {_table(model)} WHERE "{column}" = ANY({given})'  # noqa: S608 - names of models only
    return rows_of(sql, [orjson.dumps(texts).decode()])


def new_keys(model: type[Model], count: int) -> list[int]:
    """Keys for rows to come, in order."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return [int(key) for (key,) in rows_of(sql, [model._meta.db_table, count])]


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
    row = model.__new__(model)  # ``from_db`` takes its time to do the same
    as_read = dict(zip(names, values, strict=True))
    row.__dict__.update(as_read, _state=ModelState())
    row._state.adding, row._state.db = False, connection.alias
    setattr(row, AS_READ, as_read)
    return row


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
    cases = visible_case(actor).filter(pk=of_case).annotate(stamp=Stamp("pack_id"))
    with_pack = cases.select_related("pack").defer("pack__body").order_by()
    return Statement.of(with_pack.select_for_update(of=("self",), no_key=True))


@cache
def _pack_columns() -> list[str]:
    return [one.attname for one in _columns(RulePack) if one.attname != "body"]


@cache
def _assignments() -> str:
    units = f"JOIN {_table(Unit)} ON {_name(Unit, 'id')} = {_name(Assignment, 'unit_id')}"
    return (
        f"SELECT {_names(Assignment)}, {_names(Unit)} FROM {_table(Assignment)} {units}"  # noqa: S608 - names of models only
        f" WHERE {_name(Assignment, 'case_id')} = %s ORDER BY {_name(Assignment, 'id')}"
    )


@cache
def _select(model: type[Model], column: str) -> str:
    order = ", ".join(
        f"{_name(model, one.lstrip('-'))}{' DESC' * one.startswith('-')}" for one in _order(model)
    )
    return (
        f"SELECT {_names(model)} FROM {_table(model)} WHERE {_name(model, column)} = ANY(%s) ORDER BY {order}"  # noqa: S608 - names of models only
    )


def _order(model: type[Model]) -> list[str]:
    return [str(one) for one in model._meta.ordering or ["id"]]


@cache
def _relation(model: type[Model], name: str) -> tuple[type[Model], Any]:
    """The model behind a relation, and its field that leads here."""
    relation: Any = model._meta.get_field(name)
    return relation.related_model, relation.field


@lru_cache(maxsize=1024)
def _update(model: type[Model], changed: tuple[str, ...]) -> str:
    columns = [one for one in _columns(model) if one.attname in changed]
    assigned = ", ".join(f'"{one.column}" = %s' for one in columns)
    return f'UPDATE {_table(model)} SET {assigned} WHERE "id" = %s'  # noqa: S608 - names of models only


@cache
def _insert_many(model: type[Model]) -> str:
    """An INSERT of all rows of a JSON list, whose keys are the attributes' names."""
    columns = _columns(model)[1:]
    names = ", ".join(f'"{one.column}"' for one in columns)
    types = ", ".join(f'"{one.attname}" {one.db_type(connection)}' for one in columns)
    return f"INSERT INTO {_table(model)} ({names}) SELECT * FROM jsonb_to_recordset(%s::jsonb) AS given ({types})"  # noqa: S608 - names of models only


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
