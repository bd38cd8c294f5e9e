"""Prepared statements of the fast list, one for each kind of viewer, page request and selection of columns.

A text may depend on the rule packs too (which lights are lit): then it is kept for just these packs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from api.cases.facts import BESIDE, COUNTED
from api.cases.lists import MY_DAY, PageRequest, chosen_cases
from api.running.context import Context
from api.shapes.cursors import Place
from cases.reading.duties import my_day
from governments.entering.scope import database
from kernel.actor import Actor
from kernel.sql.statements import DAY_PARAM, KEY_PARAM, TEXT_PARAM, Statement
from rules.models import RulePack

Packs = tuple[Any, ...]  # the schema and the keys of its packs
Rows = list[tuple[Any, ...]]


def page_of(context: Context, page_request: PageRequest, columns: tuple[str, ...]) -> tuple[Rows, bool]:
    """The values of these columns for a page, and whether another follows; a second query only where nulls begin."""
    place = page_request.place
    found: Rows = []
    general = _general(page_request)
    made_for = packs() if page_request.lights is not None else ()
    compose = _composed.__wrapped__ if page_request.text else _composed  # what people type is not kept
    for keyset_range in range(len(page_request.order.ranges(place))):
        if len(found) <= page_request.size:
            statement = compose(context.actor, context.day, made_for, general, columns, keyset_range)
            found += statement.rows(_values(place))
    return found[: page_request.size], len(found) > page_request.size


def keys_of(context: Context, page_request: PageRequest) -> tuple[dict[int, Any], bool]:
    """The keys of a page in its order, for whoever reads the rows themselves, each with the value that it is ordered
    by; and whether another follows.
    """
    rows, more = page_of(context, page_request, ("pk", page_request.order.column))
    return dict(rows), more


def _general(page_request: PageRequest) -> PageRequest:
    """The page request with placeholders for its place, and hashable."""
    place = page_request.place
    if place is not None:
        placeholder = DAY_PARAM if isinstance(place.value, date) else TEXT_PARAM
        place = Place(None if place.value is None else placeholder, KEY_PARAM)
    return replace(
        page_request,
        place=place,
        kinds=fixed(page_request.kinds),
        states=fixed(page_request.states),
        origins=fixed(page_request.origins),
        lights=fixed(page_request.lights),
        duties=fixed(page_request.duties),
    )


def fixed(values: Sequence[Any] | None) -> tuple[Any, ...] | None:
    """Values that may be part of a key."""
    return None if values is None else tuple(values)


def _values(place: Place | None) -> dict[Any, Any]:
    return {KEY_PARAM: place.pk, DAY_PARAM: place.value, TEXT_PARAM: place.value} if place else {}


def packs() -> Packs:
    """The present government's packs, as far as a text depends on them."""
    return (database().schema_name, *_pack_keys().rows({}))


@lru_cache(maxsize=1)
def _pack_keys() -> Statement:
    return Statement.of(RulePack.objects.order_by("pk").values_list("pk"))


@lru_cache(maxsize=2048)
def _composed(
    actor: Actor,
    _day: date,
    _packs: Packs,
    page_request: PageRequest,
    columns: tuple[str, ...],
    keyset_range: int,
) -> Statement:
    cases = chosen_cases(actor, page_request)
    counted: dict[str, Any] = {name: value for name, value in (COUNTED | BESIDE).items() if name in columns}
    if MY_DAY in columns:
        counted[MY_DAY] = my_day(actor)
    rows = (cases.annotate(**counted) if counted else cases).values_list(*columns)
    after = page_request.order.ranges(page_request.place)[keyset_range]
    return Statement.of(page_request.order.sorted(rows.filter(after))[: page_request.size + 1])
