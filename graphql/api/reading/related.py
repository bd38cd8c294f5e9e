"""Sibling batching: rows of one list know each other, and the first that is asked fetches for all of them.

So a list costs the same number of queries with 1 and with 500 rows, at any depth. What is fetched is filtered
to what the viewer may see, here and nowhere else; the statements are prepared once for the same seats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

from api.reading.visible_rows import VisibilityFilter, first_visible, is_for_everybody, visible_among
from api.running.context import Context
from kernel.sql.django_private import is_linked, keep_relation, link, linked, relation_field

T = TypeVar("T", bound=Model)
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


def related(relation: str, visible: VisibilityFilter) -> Callable[..., list[Any]]:
    """A resolver of a to-many relation, filtered by ``visible``; one query for all siblings.

    ``first`` limits the rows for each parent. Each child knows its parent without a further query.
    """

    def resolve(row: Any, info: Any, first: int | None = None) -> list[Any]:
        attribute = f"_seen_{relation}_{first}"
        if not hasattr(row, attribute):
            rows = siblings(row)
            found = _fetched(info.context, rows, relation, visible, first)
            for one in rows:
                setattr(one, attribute, found.get(one.pk, []))
            acquainted(child for children in found.values() for child in children)
        seen: list[Any] = getattr(row, attribute)
        return seen

    return resolve


@dataclass(frozen=True, slots=True)
class Referred:
    """A resolver of a to-one relation; null where the key is null or ``visible`` does not contain it."""

    relation: str
    visible: VisibilityFilter

    def __call__(self, row: Any, info: Any) -> Any:
        """The row that this one refers to; one query for all siblings."""
        attribute = f"_seen_{self.relation}"
        if not hasattr(row, attribute):
            _refer(info.context, siblings(row), self.relation, self.visible)
        return getattr(row, attribute)

    @property
    def for_everybody(self) -> bool:
        """Whether it is null only where the key is null, for every viewer."""
        return is_for_everybody(self.visible)


def referred(relation: str, visible: VisibilityFilter) -> Referred:
    """A resolver of a to-one relation, filtered by ``visible``."""
    return Referred(relation, visible)


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


def hold(rows: Sequence[Any], relation: str, children: Iterable[Any]) -> None:
    """Keep everything that belongs to these rows by a relation, as prefetching does: unfiltered, and in order."""
    found = _by_parent(rows, _field(rows[0], relation), children)
    for one in rows:
        keep_relation(one, relation, found.get(one.pk, []))


def _fetched(
    context: Context, rows: Sequence[Any], relation: str, visible: VisibilityFilter, first: int | None
) -> dict[int, list[Any]]:
    field, keys = _field(rows[0], relation), list({one.pk for one in rows})
    if first is None:
        return _by_parent(rows, field, visible_among(context, visible, **{field.name: keys}))
    return _by_parent(rows, field, first_visible(context, visible, field.name, keys, first))


def _by_parent(rows: Iterable[Any], field: Any, children: Iterable[Any]) -> dict[int, list[Any]]:
    parents = {one.pk: one for one in rows}
    found: dict[int, list[Any]] = {}
    for child in children:
        key = getattr(child, field.attname)
        link(field, child, parents[key])
        found.setdefault(key, []).append(child)
    return found


def _field(row: Any, relation: str) -> Any:
    """The field of the other model that leads here."""
    return relation_field(type(row), relation)


def _refer(context: Context, rows: Sequence[Any], relation: str, visible: VisibilityFilter) -> None:
    field = rows[0]._meta.get_field(relation)
    keys = {getattr(row, field.attname) for row in rows} - {None}
    if is_for_everybody(visible) and all(is_linked(field, row) for row in rows):
        held = [linked(field, row) for row in rows]
        found = {one.pk: one for one in acquainted(one for one in held if one is not None)}
    else:
        found = {one.pk: one for one in acquainted(visible_among(context, visible, pk=keys))}
    for row in rows:
        setattr(row, f"_seen_{relation}", found.get(getattr(row, field.attname)))
