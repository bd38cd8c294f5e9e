"""Sibling batching: rows of one list know each other, and the first that is asked fetches for all of them.

So a list costs the same number of queries with 1 and with 500 rows, at any depth. What is fetched is narrowed
to what the viewer may see, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from api.context import Context

T = TypeVar("T", bound=Model)
Narrow = Callable[[Context], QuerySet[Any]]
Batch = Callable[[Context, Sequence[Any]], Mapping[int, Any]]

SIBLINGS = "_siblings"
ANSWERS = "_answers"


def acquainted(rows: Iterable[T]) -> list[T]:
    """The rows as a list whose members know each other."""
    together = list(rows)
    for row in together:
        setattr(row, SIBLINGS, together)
    return together


def siblings(row: T) -> Sequence[T]:
    """The rows that came in one list with this one (itself included)."""
    known: Sequence[T] = getattr(row, SIBLINGS, (row,))
    return known


def related(relation: str, visible: Narrow) -> Callable[..., list[Any]]:
    """A resolver of a to-many relation, narrowed by ``visible``; one query for all siblings.

    ``first`` limits the rows for each parent. Each child knows its parent without a further query.
    """

    def resolve(row: Any, info: Any, first: int | None = None) -> list[Any]:
        attribute = f"_seen_{relation}_{first}"
        if not hasattr(row, attribute):
            rows = siblings(row)
            fetch = Prefetch(relation, queryset=visible(info.context)[:first], to_attr=attribute)
            prefetch_related_objects(list(rows), fetch)
            acquainted(child for one in rows for child in getattr(one, attribute))
        found: list[Any] = getattr(row, attribute)
        return found

    return resolve


def referred(relation: str, visible: Narrow | None = None) -> Callable[[Any, Any], Any]:
    """A resolver of a to-one relation; null where the key is null or ``visible`` does not contain it."""
    attribute = f"_seen_{relation}"

    def resolve(row: Any, info: Any) -> Any:
        if not hasattr(row, attribute):
            _fetch_referred(siblings(row), relation, attribute, visible and visible(info.context))
        return getattr(row, attribute)

    return resolve


def computed(batch: Batch, default: Any = None) -> Callable[[Any, Any], Any]:
    """A resolver of a value computed for all siblings at once: ``batch`` answers by primary key."""

    def resolve(row: Any, info: Any) -> Any:
        answers = row.__dict__.setdefault(ANSWERS, {})
        if batch not in answers:
            rows = siblings(row)
            found = batch(info.context, rows)
            for one in rows:
                one.__dict__.setdefault(ANSWERS, {})[batch] = found.get(one.pk, default)
        return answers[batch]

    return resolve


def _fetch_referred(
    rows: Sequence[Any], relation: str, attribute: str, visible: QuerySet[Any] | None
) -> None:
    field = rows[0]._meta.get_field(relation)
    queryset = field.related_model._default_manager.all() if visible is None else visible
    keys = {getattr(row, field.attname) for row in rows} - {None}
    found = {one.pk: one for one in acquainted(queryset.filter(pk__in=keys))} if keys else {}
    for row in rows:
        setattr(row, attribute, found.get(getattr(row, field.attname)))
