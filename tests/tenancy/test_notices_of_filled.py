"""Notices written before they named their thing: after the upgrade they are read by those who read that thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from cases.aspects import Aspect
from cases.models import Case
from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.migration.fleet import migrate_fleet
from governments.models import Government
from kernel.clock import now
from supervision.models import Notice
from support.asking import Asking
from support.build import a_dispatched_case, signed_for
from support.earlier import fill_county_of
from support.governments import CITY, COUNTY, rebuild_schemas
from support.oracle.expected import Expected
from support.world import World, a_world

BEFORE = {"supervision": "0004"}  # the newest migration before notices had a thing
NOTICES = "{ notices(first: 100) { edges { node { id text } } } }"
KEYS = {
    "moved:{event}:{unit}": Aspect.PARTS,
    "moved:{event}:{unit}:RETURNS": Aspect.RETURNS,
    "moved:{event}:{unit}:URGING": Aspect.URGING,
    "extension:{event}{unit}": Aspect.EXTENSIONS,
    "urge:{event}{unit}": Aspect.URGING,
}
VIEWERS = ("office", "npc", "cppcc", "water_clerk", "roads_clerk", "parks_clerk")


@pytest.fixture
def world(committed: Government) -> Iterator[World]:
    """A city with a notice of each kind; its rows stand in a county's tables of the earlier version."""
    founded = a_world()
    case = signed_for(founded, a_dispatched_case(founded))
    for code in ("water", "roads"):
        for key, thing in KEYS.items():
            if thing != Aspect.EXTENSIONS or code == "water":  # a lead asks for days
                _written(case, founded.units[code].pk, key, thing)
    fill_county_of(BEFORE)
    yield founded
    rebuild_schemas()
    clear()


def _written(case: Case, unit: int, key: str, thing: Aspect) -> None:
    """One sent as widely as can be: its aspect alone keeps it from others."""
    told = ["UNIT", "OFFICE", "SIDE"]
    named = key.format(event=case.pk, unit=unit)
    Notice.objects.create(key=named, case=case, unit_id=unit, thing=thing, text=named, told=told, at=now())


def things(code: str) -> dict[str, str]:
    """What each notice is about."""
    with governing(code):
        return dict(Notice.objects.values_list("key", "thing"))


def test_each_old_notice_tells_of_what_a_new_one_tells_of(world: World) -> None:
    migrate_fleet()

    assert things(COUNTY) == things(CITY)
    assert set(things(COUNTY).values()) == {"PARTS", "RETURNS", "URGING", "EXTENSIONS"}


def test_each_old_notice_is_read_by_those_who_read_its_thing(world: World) -> None:
    migrate_fleet()

    with governing(COUNTY), connection.cursor() as cursor:
        expected = Expected(cursor)
    ask = Asking(world, COUNTY)
    for who in VIEWERS:
        told = {int(one["id"]) for one in ask.nodes(who, NOTICES)}
        assert told == expected.noticed(world.actors[who].account_id or 0), who
    assert len(expected.notices) == 2 * len(KEYS) - 1
