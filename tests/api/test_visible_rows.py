"""Visible rows are read by prepared statements, and are what the filters' own querysets give, for everybody in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from api.assessment import visible as scores
from api.cases import visible
from api.cases.types import _named_cases
from api.reading.visible_rows import (
    VisibilityFilter,
    first_visible,
    newest_visible,
    visible_among,
    visible_at_once,
)
from api.supervision.reminders import reminders
from cases import commands
from cases.models import Case, CaseEvent
from kernel.actor import Actor
from kernel.clock import today
from kernel.workdays import ONE_DAY
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_meeting,
    a_promise,
    an_opinion,
    brought,
    part_of,
    signed_for,
)
from support.clocks import relayed, rung
from support.world import World

WHO = ("office", "water_clerk", "roads_clerk", "npc", "npc_seat", "cppcc")
FILTERS: dict[str, VisibilityFilter] = {
    name: made
    for name, made in vars(visible).items()
    if isinstance(made, Callable)
    and str(getattr(made, "__annotations__", {}).get("return")).startswith("QuerySet")
} | {
    "named_cases": _named_cases,
    "reminders": reminders,
    "scores": scores.scores,
    "score_items": scores.items,
}


@dataclass(frozen=True)
class Asker:
    """Somebody of the world, today."""

    actor: Actor
    day: date


@pytest.fixture
def world_at_work(world: World) -> World:
    """One case of two units with everything, one merged into it, and one that is only filed."""
    case = a_dispatched_case(world)
    relayed()
    rung(part_of(case, "water").due_on + ONE_DAY)
    commands.merge(world.office, a_filed_case(world).pk, a_key(), into_id=case.pk)
    signed_for(world, case)
    commands.record_meeting(world.water_clerk, part_of(case, "water").pk, a_key(), meeting=a_meeting())
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case, draft=a_promise()), "deliver_reply")
    a_filed_case(world, title="关于清疏排水管道的建议")
    return world


def asker(world: World, who: str) -> Asker:
    return Asker(getattr(world, who), today())


def content(rows: list[Any]) -> list[Any]:
    """Everything that was read of each row, also of those selected beside."""
    return [
        {name: content([value]) if isinstance(value, Model) else value for name, value in _read(row)}
        for row in rows
    ]


def by_key(rows: list[Any]) -> list[Any]:
    """The same by key: rows that stand at one place of an order may come in any."""
    return content(sorted(rows, key=lambda row: row.pk))


def places(rows: list[Any], ordered: QuerySet[Any]) -> list[Any]:
    """What the order looks at, row by row."""
    order = ordered.query.order_by or ordered.model._meta.ordering
    names = [name.lstrip("-").replace("__", ".") for name in order if isinstance(name, str)]
    return [[attrgetter(name)(row) for name in names] for row in rows]


def _read(row: Model) -> list[tuple[str, Any]]:
    beside = row._state.fields_cache.items()
    return [*((name, value) for name, value in vars(row).items() if not name.startswith("_")), *beside]


@pytest.mark.parametrize("name", FILTERS)
def test_everybody_gets_what_the_filter_says(world_at_work: World, name: str) -> None:
    narrow = FILTERS[name]
    for who in WHO * 2:
        viewer = asker(world_at_work, who)
        plain: QuerySet[Any] = narrow(viewer)
        keys = list(plain.model._default_manager.values_list("pk", flat=True))

        read, [together, nothing] = (
            visible_among(viewer, narrow, pk=keys),
            visible_at_once(viewer, (narrow, "pk", keys), (narrow, "pk", [])),
        )

        wanted = list(plain.filter(pk__in=keys))
        assert by_key(read) == by_key(together) == by_key(wanted), who
        assert places(read, plain) == places(together, plain) == places(wanted, plain), who
        assert nothing == []


@pytest.mark.parametrize("name", FILTERS)
def test_the_first_of_all_are_those_of_the_filter(world_at_work: World, name: str) -> None:
    for who in WHO:
        viewer = asker(world_at_work, who)
        plain: QuerySet[Any] = FILTERS[name](viewer)

        found = newest_visible(viewer, FILTERS[name], 3)

        wanted = list(plain[:3])
        assert (by_key(found), places(found, plain)) == (by_key(wanted), places(wanted, plain)), who


def test_two_columns_narrow_together(world_at_work: World) -> None:
    viewer = asker(world_at_work, "office")
    [case] = Case.objects.filter(assignments__unit__code="water")

    found = visible_among(viewer, visible.events, case=[case.pk], version=[2, 3, 10_000])

    assert [(one.case_id, one.version) for one in found] == [(case.pk, 2), (case.pk, 3)]
    assert visible_among(viewer, visible.events, case=[case.pk], version=[]) == []


def test_the_first_rows_are_those_of_each_key(world_at_work: World) -> None:
    viewer = asker(world_at_work, "office")
    keys = list(Case.objects.values_list("pk", flat=True))
    wanted = {key: list(CaseEvent.objects.filter(case=key)[:2]) for key in keys}

    several, one = (
        first_visible(viewer, visible.events, "case", keys, 2),
        first_visible(viewer, visible.events, "case", keys[:1], 2),
    )

    assert len(keys) > 2
    assert {key: [row for row in several if row.case_id == key] for key in keys} == wanted
    assert one == wanted[keys[0]]
