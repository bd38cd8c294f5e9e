"""Names of Django that it does not document, each used here and nowhere else.

``tests/unit/test_library_names.py`` states what is relied on of each and fails where a new Django differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]
RELATIONS = "_prefetched_objects_cache"  # on a row: what was read of its to-many relations, by name


@dataclass(frozen=True, slots=True)
class ResultColumns:
    """Where the values of a result row go: attributes of the model from ``start``, joined models, annotations."""

    names: tuple[str, ...]
    start: int
    joined: tuple[Any, ...]
    annotations: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, Converter, Any], ...]


def compiled(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any], ResultColumns]:
    """Text, parameters and columns of a queryset of model rows; raises EmptyResultSet."""
    compiler: Any = rows.query.get_compiler(connection.alias)
    sql, parameters = compiler.as_sql()
    select, known = compiler.select, compiler.klass_info
    start, end = known["select_fields"][0], known["select_fields"][-1] + 1
    populators: Any = get_related_populators  # its stub is of another version
    converters = compiler.get_converters([one[0] for one in select[: compiler.col_count]])
    columns = ResultColumns(
        names=tuple(one[0].target.attname for one in select[start:end]),
        start=start,
        joined=tuple(populators(known, select, connection.alias)),
        annotations=tuple(compiler.annotation_col_map.items()),
        converters=tuple(
            (place, convert, expression)
            for place, (several, expression) in converters.items()
            for convert in several
        ),
    )
    return sql, parameters, columns


def text_of(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    """Text and parameters of a queryset of values; raises EmptyResultSet."""
    return rows.query.sql_with_params()


def order_of(rows: QuerySet[Any, Any]) -> list[Any]:
    """The expressions by which a queryset is ordered."""
    return [one for one, _ in rows.query.get_compiler(connection.alias).get_order_by()]


def model_row(model: type[M], names: Iterable[str], values: Iterable[Any]) -> M:
    """A row that the database has, from values of its attributes; ``Model.from_db`` without its signals and checks."""
    row, state = model.__new__(model), ModelState()
    state.adding, state.db = False, connection.alias
    row.__dict__.update(zip(names, values, strict=True), _state=state)
    return row


def bare_copy(row: M) -> M:
    """A row with the same columns as far as they were read, and without anything that was read beside them."""
    names = [one.attname for one in concrete_fields(type(row)) if one.attname in row.__dict__]
    return model_row(type(row), names, [row.__dict__[name] for name in names])


def mark_saved(row: Model) -> None:
    """Let a row count as one that the database has."""
    row._state.adding, row._state.db = False, connection.alias


def concrete_fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """The fields of a model that have a column, its key first."""
    return tuple(model._meta.concrete_fields)


def relation_field(model: type[Model], relation: str) -> Any:
    """The field of the other model by which a to-many relation leads here."""
    found: Any = model._meta.get_field(relation)
    return found.field


def keep_relation(row: Model, relation: str, children: Any) -> None:
    """Let a to-many relation hold these rows: a list, or what its manager's ``all()`` gave."""
    row.__dict__.setdefault(RELATIONS, {})[relation] = children


def prefetched_relation(row: Model, relation: str) -> list[Any] | None:
    """What a to-many relation holds, or None where it was not read."""
    held = row.__dict__.get(RELATIONS, {}).get(relation)
    return None if held is None else list(held)


def drop_relation(row: Model, relation: str) -> None:
    """Let a to-many relation be read again when it is asked for."""
    row.__dict__.get(RELATIONS, {}).pop(relation, None)


def fill(rows: QuerySet[Any, Any], found: list[Any]) -> None:
    """Give a queryset its result, so that it does not ask the database."""
    rows._result_cache = found


def link(field: Any, row: Model, target: Model | None) -> None:
    """Let a to-one relation hold its target."""
    field.set_cached_value(row, target)


def is_linked(field: Any, row: Model) -> bool:
    """Whether a to-one relation holds its target."""
    return bool(field.is_cached(row))


def linked(field: Any, row: Model) -> Any:
    """The target that a to-one relation holds; raises KeyError where it was not read."""
    return field.get_cached_value(row)


def preparing_cursor() -> Any:
    """A cursor whose statements the server may prepare; Django's usual one writes values into the text.

    An ordinary cursor where queries are captured, because what the server has prepared cannot be shown.
    """
    here: Any = connections[
        DEFAULT_DB_ALIAS
    ]  # itself: the proxy looks for the thread's one with each attribute
    if here.queries_logged:
        return here.cursor()
    here.be_ready()
    made: Any = ServerBindingCursor  # its stub does not know psycopg's arguments
    return here.make_cursor(made(here.connection))


class SchemaEditor(DatabaseSchemaEditor):
    """A schema editor without a second index for LIKE on each unique text: nothing filters so, every schema pays."""

    def _create_like_index_sql(self, model: Any, field: Any) -> None:
        """No statement."""


def without_key(session: Any) -> None:
    """Let a session get a new key when it is saved: the one that came is unknown."""
    session._session_key = None
