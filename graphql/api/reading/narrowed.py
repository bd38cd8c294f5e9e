"""What a viewer may see of some keys, by queries whose text is made once for the same seats.

A narrowing says which rows of a model a viewer sees. It may depend on the viewer's seats and on the day, on nothing
else: it is asked with these alone, so that a text made for one person serves another in the same seats.
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
from kernel.sql.statements import LISTS, SOME_KEYS


class Viewer(Protocol):
    """Whoever sees."""

    @property
    def actor(self) -> Actor:
        """With the seats held now."""


class Asking(Viewer, Protocol):
    """Whoever sees, on a day."""

    @property
    def day(self) -> date:
        """The day of the whole answer."""


Narrow = Callable[[Any], QuerySet[Any]]
Wish = tuple[Narrow, str, Iterable[Any]]  # what, by which column, of which values
NOBODY = Actor(account_id=None, name="")


@dataclass(frozen=True, slots=True)
class Eyes:
    """All that a narrowing is told of a viewer."""

    actor: Actor


def for_everybody(narrow: Narrow) -> Narrow:
    """Mark a narrowing that leaves out nothing and looks at nobody's seats."""
    narrow.everybody = True  # type: ignore[attr-defined]  # read by ``is_for_everybody``
    return narrow


def is_for_everybody(narrow: Narrow) -> bool:
    """Whether everybody sees the same by it."""
    return getattr(narrow, "everybody", False)


def visible_among(context: Asking, visible: Narrow, **keys: Iterable[Any]) -> list[Any]:
    """The visible rows whose columns have one of these values each, in the narrowing's order; without values none."""
    wanted = {column: list(values) for column, values in keys.items()}
    if not all(wanted.values()):
        return []
    reading = _reading(context, visible, tuple(wanted))
    return reading.rows(dict(zip(LISTS, wanted.values(), strict=False)))


def visible_at_once(context: Asking, *wishes: Wish) -> list[list[Any]]:
    """The same for several narrowings by one column each, in one journey to the database."""
    asked = [(_reading(context, visible, (column,)), list(keys)) for visible, column, keys in wishes]
    found = iter(read_together(*((reading, {SOME_KEYS: keys}) for reading, keys in asked if keys)))
    return [next(found) if keys else [] for _, keys in asked]


def first_visible(context: Asking, visible: Narrow, column: str, keys: list[Any], first: int) -> list[Any]:
    """The same by one column, but only the first rows of each key."""
    eyes = _eyes(context, visible)
    reading = _first(visible, column, first, len(keys) > 1, eyes, context.day)
    return reading.rows({SOME_KEYS: keys})


def newest_visible(context: Asking, visible: Narrow, first: int) -> list[Any]:
    """The first of all visible rows, in the narrowing's order."""
    return _whole(visible, first, _eyes(context, visible), context.day).rows({})


def _reading(context: Asking, visible: Narrow, columns: tuple[str, ...]) -> Reading[Any]:
    return _among(visible, columns, _eyes(context, visible), context.day)


def _eyes(context: Viewer, visible: Narrow) -> Eyes:
    if is_for_everybody(visible):
        return Eyes(NOBODY)
    actor = context.actor
    return Eyes(Actor(account_id=None, name="", seats=actor.seats, system=actor.system))


@lru_cache(maxsize=8192)
def _among(visible: Narrow, columns: tuple[str, ...], eyes: Eyes, _day: date) -> Reading[Any]:
    wanted = {f"{column}__in": [mark] for column, mark in zip(columns, LISTS, strict=False)}
    return Reading.of(visible(eyes).filter(**wanted))


@lru_cache(maxsize=1024)
def _whole(visible: Narrow, first: int, eyes: Eyes, _day: date) -> Reading[Any]:
    return Reading.of(visible(eyes)[:first])


@lru_cache(maxsize=1024)
def _first(visible: Narrow, column: str, first: int, several: bool, eyes: Eyes, _day: date) -> Reading[Any]:
    rows = visible(eyes).filter(**{f"{column}__in": [SOME_KEYS]})
    if not several:
        return Reading.of(rows[:first])
    window = Window(RowNumber(), partition_by=column, order_by=order_of(rows))
    return Reading.of(rows.filter(LessThanOrEqual(window, first)))
