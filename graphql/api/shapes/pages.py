"""Connections: every list that is read by pages has the same shape, the same arguments and the same words for its ends.

Forward only: ``first`` (1 to 100) and ``after``. What has neither is a plain list and comes whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import QuerySet

from api.running.context import Context
from api.shapes.cursors import KeysetOrder, Place, cursor_of, page, page_size, place_of
from api.shapes.fields import Row, argument, flag, text


class PageInfo(Row):
    """Where a page begins and ends."""

    has_next_page = flag("Whether more follows.")
    has_previous_page = flag("Whether something comes before: whether ``after`` was given.")
    start_cursor = text("The cursor of the first row; null on an empty page.", null=True)
    end_cursor = text("Send it as ``after`` for the next page; null on an empty page.", null=True)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page as a connection serves them; a cursor is signed only when asked for."""

    rows: Sequence[Any]
    has_next_page: bool
    has_previous_page: bool
    signed: Callable[[Any], str]

    @property
    def edges(self) -> list[Edge]:
        """Each row at its place."""
        return [Edge(row, self.signed) for row in self.rows]

    @property
    def page_info(self) -> Page:
        """Where it begins and ends."""
        return self

    @property
    def start_cursor(self) -> str | None:
        """Of the first row."""
        return self.signed(self.rows[0]) if self.rows else None

    @property
    def end_cursor(self) -> str | None:
        """Of the last row."""
        return self.signed(self.rows[-1]) if self.rows else None


@dataclass(frozen=True, slots=True)
class Edge:
    """A row at its place in a list."""

    node: Any
    signed: Callable[[Any], str]

    @property
    def cursor(self) -> str:
        """The place after it."""
        return self.signed(self.node)


@dataclass(frozen=True, slots=True)
class PageWanted:
    """What a connection was asked for, looked at: BAD_REQUEST for a size or a cursor that does not fit."""

    context: Context
    order: KeysetOrder
    size: int
    place: Place | None

    @classmethod
    def of(
        cls, context: Context, order: KeysetOrder, first: int | None, after: str | None, usual: int = 50
    ) -> PageWanted:
        """``usual``: the size where none, or null, is said."""
        size = page_size(usual if first is None else first)
        return cls(context, order, size, place_of(context.code, order, after) if after else None)

    def read(self, rows: QuerySet[Any]) -> list[Any]:
        """The rows of the page, and one more where there is one; one query."""
        return page(rows, self.order, self.place, self.size)

    def served(self, found: Sequence[Any]) -> Page:
        """The page of what was read for it."""
        return Page(found[: self.size], len(found) > self.size, self.place is not None, self._signed)

    def _signed(self, row: Any) -> str:
        return cursor_of(self.context.code, self.order.name, getattr(row, self.order.column), row.pk)


def first_argument(usual: int = 50) -> graphene.Argument:
    """How many rows."""
    return argument(graphene.Int, "Page size, 1 to 100.", null=True, default_value=usual)


def after_argument(description: str = "Cursor after which to begin.") -> graphene.Argument:
    """From where on."""
    return argument(graphene.String, description, null=True)
