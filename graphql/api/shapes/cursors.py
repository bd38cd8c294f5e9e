"""Keyset pages: a cursor is the place after a row, signed for one government and one order.

No offset anywhere: page 1,000 costs what page 1 costs. Rows without the key (nulls) come last.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from api.running.errors import BAD_REQUEST, ApiError

MARK = 12  # bytes of signature
PAGE = 100


@dataclass(frozen=True, slots=True)
class KeysetOrder:
    """A stable order: a column, then the id; both the same way. ``read`` makes the column's value of a text."""

    name: str
    column: str
    descending: bool
    nullable: bool
    read: Callable[[str], Any]

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in this order; PostgreSQL puts nulls last by itself when ascending."""
        sign = "-" if self.descending else ""
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")

    def ranges(self, place: Place | None) -> list[Q]:
        """What comes after a place: one condition, and for nullable columns a second for the nulls."""
        if place is None:
            return [Q()]
        null = Q(**{f"{self.column}__isnull": True})
        if place.value is None:
            return [null & Q(pk__gt=place.pk)]
        far, near = ("lt", "lte") if self.descending else ("gt", "gte")
        beyond = Q(**{f"{self.column}__{far}": place.value}) | Q(**{f"pk__{far}": place.pk})
        after = Q(**{f"{self.column}__{near}": place.value}) & beyond  # the first part is for the index
        return [after, null] if self.nullable else [after]


@dataclass(frozen=True, slots=True)
class Place:
    """The place right after a row: its value of the order's column (None: null) and its key."""

    value: Any
    pk: int


@lru_cache(maxsize=1024)
def _keyed(government: str, order: str) -> hmac.HMAC:
    """Begun with the key and nothing else: a copy is cheaper than beginning anew."""
    key = salted_hmac("api.cursors", f"{government}:{order}", algorithm="sha256").digest()
    return hmac.new(key, digestmod="sha256")


def cursor_of(government: str, order: str, value: Any, pk: int) -> str:
    """The cursor of a row."""
    body = f"{pk}|{'' if value is None else value}".encode()
    return urlsafe_b64encode(_mark(government, order, body) + body).decode()


def place_of(government: str, order: KeysetOrder, cursor: str) -> Place:
    """The place that a cursor names; BAD_REQUEST unless it was given out for this government and order."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
        mark, body = raw[:MARK], raw[MARK:]
        if not hmac.compare_digest(mark, _mark(government, order.name, body)):
            raise ValueError("signature")
        pk, _, value = body.decode().partition("|")
        return Place(order.read(value) if value else None, int(pk))
    except ValueError as error:
        raise ApiError(BAD_REQUEST, "bad_cursor") from error


def page_size(first: int) -> int:
    """The page size asked for; BAD_REQUEST when it is not 1 to 100 (benchmarks may raise the limit)."""
    limit: int = getattr(settings, "LIANBAN_PAGE_LIMIT", PAGE)
    if not 1 <= first <= limit:
        raise ApiError(BAD_REQUEST, "bad_page", limit=limit)
    return first


def page(rows: QuerySet[Any], order: KeysetOrder, place: Place | None, size: int) -> list[Any]:
    """Up to ``size`` + 1 rows after the place: one query, a second only where the nulls begin."""
    found: list[Any] = []
    for keyset_range in order.ranges(place):
        if len(found) <= size:
            found += order.sorted(rows.filter(keyset_range))[: size + 1 - len(found)]
    return found


def _mark(government: str, order: str, body: bytes) -> bytes:
    marked = _keyed(government, order).copy()
    marked.update(body)
    return marked.digest()[:MARK]
