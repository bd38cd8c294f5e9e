"""Visible rows of some keys, by statements prepared once for the same seats.

A visibility filter says which rows of a model a viewer sees. It may depend on the viewer's seats and on the day, on
nothing else: it is called with these alone, so that a statement prepared for one person serves others in the same seat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import LessThanOrEqual

from kernel.actor import Actor
from kernel.sql.django_private import order_of
from kernel.sql.rows import Reading, read_together
from kernel.sql.statements import KEYS_PARAM, LISTS


class ViewerContext(Protocol):
    """Whoever sees."""

    @property
    def actor(self) -> Actor:
        """With the seats held now."""


class DatedContext(ViewerContext, Protocol):
    """Whoever sees, on a day."""

    @property
    def day(self) -> date:
        """The day of the whole answer."""


VisibilityFilter = Callable[[Any], QuerySet[Any]]
FilteredKeys = tuple[VisibilityFilter, str, Iterable[Any]]  # what, by which column, of which values
NOBODY = Actor(account_id=None, name="")


@dataclass(frozen=True, slots=True)
class SeatsOnly:
    """The seats of a viewer, all that a visibility filter may read."""

    actor: Actor


def for_everybody(visible: VisibilityFilter) -> VisibilityFilter:
    """Mark a visibility filter that leaves out nothing and looks at nobody's seats."""
    visible.everybody = True  # type: ignore[attr-defined]  # read by ``is_for_everybody``
    return visible


def is_for_everybody(visible: VisibilityFilter) -> bool:
    """Whether everybody sees the same by it."""
    return getattr(visible, "everybody", False)


def visible_among(context: DatedContext, visible: VisibilityFilter, **keys: Iterable[Any]) -> list[Any]:
    """The visible rows whose columns have one of these values each, in the filter's order; without values none."""
    wanted = {column: list(values) for column, values in keys.items()}
    if not all(wanted.values()):
        return []
    reading = _reading(context, visible, tuple(wanted))
    return reading.rows(dict(zip(LISTS, wanted.values(), strict=False)))


def visible_at_once(context: DatedContext, *wanted: FilteredKeys) -> list[list[Any]]:
    """The same for several visibility filters by one column each, in one round trip to the database."""
    asked = [(_reading(context, visible, (column,)), list(keys)) for visible, column, keys in wanted]
    found = iter(read_together(*((reading, {KEYS_PARAM: keys}) for reading, keys in asked if keys)))
    return [next(found) if keys else [] for _, keys in asked]


def first_visible(
    context: DatedContext, visible: VisibilityFilter, column: str, keys: list[Any], first: int
) -> list[Any]:
    """The same by one column, but only the first rows of each key."""
    seats = _seats_only(context, visible)
    reading = _first(visible, column, first, len(keys) > 1, seats, context.day)
    return reading.rows({KEYS_PARAM: keys})


def newest_visible(context: DatedContext, visible: VisibilityFilter, first: int) -> list[Any]:
    """The first of all visible rows, in the filter's order."""
    return _whole(visible, first, _seats_only(context, visible), context.day).rows({})


def _reading(context: DatedContext, visible: VisibilityFilter, columns: tuple[str, ...]) -> Reading[Any]:
    return _among(visible, columns, _seats_only(context, visible), context.day)


def _seats_only(context: ViewerContext, visible: VisibilityFilter) -> SeatsOnly:
    if is_for_everybody(visible):
        return SeatsOnly(NOBODY)
    actor = context.actor
    return SeatsOnly(Actor(account_id=None, name="", seats=actor.seats, system=actor.system))


@lru_cache(maxsize=8192)
def _among(visible: VisibilityFilter, columns: tuple[str, ...], seats: SeatsOnly, _day: date) -> Reading[Any]:
    wanted = {f"{column}__in": [mark] for column, mark in zip(columns, LISTS, strict=False)}
    return Reading.of(visible(seats).filter(**wanted))


@lru_cache(maxsize=1024)
def _whole(visible: VisibilityFilter, first: int, seats: SeatsOnly, _day: date) -> Reading[Any]:
    return Reading.of(visible(seats)[:first])


@lru_cache(maxsize=1024)
def _first(
    visible: VisibilityFilter, column: str, first: int, several: bool, seats: SeatsOnly, _day: date
) -> Reading[Any]:
    rows = visible(seats).filter(**{f"{column}__in": [KEYS_PARAM]})
    if not several:
        return Reading.of(rows[:first])
    window = Window(RowNumber(), partition_by=column, order_by=order_of(rows))
    return Reading.of(rows.filter(LessThanOrEqual(window, first)))
