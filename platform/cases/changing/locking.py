"""Case under its lock, with its parts and its stamped pack, in one round trip: what every step begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet, Subquery

from cases.models import Assignment, Case
from cases.reading.queries import visible_case
from kernel.actor import Actor, Seat
from kernel.sql.row_texts import columns_of, name_of, names_of, select_text, table_of
from kernel.sql.rows import row_of
from kernel.sql.statements import KEY_PARAM, SqlQuery, Statement, rows_of, rows_of_each
from people.models import Unit
from rules.models import RulePack
from rules.queries import Stamp


class Locked(NamedTuple):
    """A case under its lock with its stamped pack, its parts, and the object of a model that is neither."""

    case: Case
    parts: list[Assignment]
    other: Any


def locked(actor: Actor, model: type[Model], pk: int) -> Locked | None:
    """The case that holds the object ``pk`` of a model, with what a step looks at; None if it is not visible.

    One round trip: what is read after the lock is read as it is then, however long that took.
    """
    lock = _lock(model, actor.seats, actor.system)
    if not lock.sql:
        return None
    queries: list[SqlQuery] = [lock.query({KEY_PARAM: pk}), (_parts_text(model), [pk])]
    if model not in (Case, Assignment):
        queries.append((select_text(model, "id"), [[pk]]))
    found, parts, *others = rows_of_each(*queries)
    if not found:
        return None
    case = _case(found[0])
    return Locked(case, _parts(case, parts), row_of(model, others[0][0]) if others else None)


def assignments_of(case: Case) -> list[Assignment]:
    """All assignments of a case with their units, in the order of dispatch."""
    return _parts(case, rows_of(_parts_text(Case), [case.pk]))


def _case(values: Sequence[Any]) -> Case:
    width = len(columns_of(Case))
    case = row_of(Case, values[:width])
    case.pack = RulePack.from_db(connection.alias, _pack_columns(), values[width + 1 :])
    case.pack.__dict__["stamp"] = values[width]
    return case


def _parts(case: Case, rows: Iterable[Sequence[Any]]) -> list[Assignment]:
    width = len(columns_of(Assignment))
    found = []
    for values in rows:
        one = row_of(Assignment, values[:width])
        one.case, one.unit = case, row_of(Unit, values[width:])
        found.append(one)
    return found


@lru_cache(maxsize=4096)
def _lock(model: type[Model], seats: tuple[Seat, ...], system: bool) -> Statement:
    """What locks a case that is visible from these seats."""
    actor = Actor(account_id=None, name="", seats=seats, system=system)
    objects: QuerySet[Any] = model._default_manager.filter(pk=KEY_PARAM).order_by()
    of_case: Any = KEY_PARAM if model is Case else Subquery(objects.values("case_id"))
    cases = visible_case(actor).filter(pk=of_case).annotate(stamp=Stamp("pack_id"))
    with_pack = cases.select_related("pack").defer("pack__body").order_by()
    return Statement.of(with_pack.select_for_update(of=("self",), no_key=True))


@cache
def _parts_text(model: type[Model]) -> str:
    """The parts of a case, by its key or by that of an object in it."""
    case = "%s" if model is Case else f"(SELECT case_id FROM {table_of(model)} WHERE id = %s)"  # noqa: S608 - names of models only
    units = f"JOIN {table_of(Unit)} ON {name_of(Unit, 'id')} = {name_of(Assignment, 'unit_id')}"
    return (
        f"SELECT {names_of(Assignment)}, {names_of(Unit)} FROM {table_of(Assignment)} {units}"  # noqa: S608 - names of models only
        f" WHERE {name_of(Assignment, 'case_id')} = {case} ORDER BY {name_of(Assignment, 'id')}"
    )


@cache
def _pack_columns() -> list[str]:
    return [one.attname for one in columns_of(RulePack) if one.attname != "body"]
