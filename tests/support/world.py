"""Small government to test in: an office, five bureaus with all posts, both committees, rules, two sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from cases.commands import add_session
from cases.models import CaseSession
from kernel.actor import SYSTEM, Actor
from kernel.clock import today
from people.commands import add_section, add_unit, create_account
from people.models import Unit, UnitKind
from people.queries import actor_of
from people.roles import UNIT_STAFF, Role
from rules.commands import load_shipped_packs
from support.founded import Founding

BUREAUS = {
    "edu": "教育局",
    "water": "水务局",
    "roads": "交通运输局",
    "parks": "园林绿化局",
    "health": "卫生健康委员会",
}
A_HASH = "!unusable"
Made = TypeVar("Made")


@dataclass(frozen=True)
class World:
    """Units by code, actors by name (``edu_clerk``, ``office``, ``npc``, ``npc_seat``), sessions by kind."""

    units: dict[str, Unit]
    actors: dict[str, Actor]
    sessions: dict[str, CaseSession]

    @property
    def key(self) -> tuple[int | None, ...]:
        """The numbers of its people: those of no other world."""
        return tuple(one.account_id for one in self.actors.values())

    def __getattr__(self, name: str) -> Actor:
        if name.startswith("__"):  # asked by ``copy`` of what is not yet filled
            raise AttributeError(name)
        return self.actors[name]


def _founded() -> World:
    load_shipped_packs(SYSTEM)
    units = {code: _unit(code, f"云州市{name}", name) for code, name in BUREAUS.items()}
    units["office"] = _unit("office", "云州市人民政府办公室", "政府办", UnitKind.GENERAL_OFFICE)
    units["npc"] = _unit("npc", "云州市人大代表工委", "代表工委", UnitKind.NPC_OFFICE)
    units["cppcc"] = _unit("cppcc", "云州市政协提案委", "提案委", UnitKind.CPPCC_OFFICE)
    actors = {f"{code}_{_short(role)}": _actor(units[code], role) for code in BUREAUS for role in UNIT_STAFF}
    for name, unit, role in (
        ("office", "office", Role.GENERAL_OFFICE),
        ("administrator", "office", Role.ADMINISTRATOR),
        ("npc", "npc", Role.NPC_OFFICE),
        ("npc_seat", "npc", Role.NPC_SEAT),
        ("cppcc", "cppcc", Role.CPPCC_OFFICE),
        ("cppcc_seat", "cppcc", Role.CPPCC_SEAT),
    ):
        actors[name] = _actor(units[unit], role)
    year = today().year
    sessions = {
        kind: add_session(SYSTEM, kind=kind, name=name, year=year, opened_on=date(year, 1, 10))
        for kind, name in (
            ("SUGGESTION", "市十六届人大四次会议"),
            ("PROPOSAL", "政协云州市十四届四次会议"),
        )
    }
    return World(units, actors, sessions)


_founding = Founding(_founded)


def a_world() -> World:
    """Found the world in the current government, through the commands."""
    return _founding()


def founded_with(way: Callable[[World], Made]) -> Founding[[], tuple[World, Made]]:
    """The world with what a way through the commands makes in it: walked once, then its rows are put back."""

    def walked() -> tuple[World, Made]:
        world = a_world()
        return world, way(world)

    return Founding(walked)


def each_founded(
    states: Iterable[str], way: Callable[[World, str], Made]
) -> dict[str, Founding[[], tuple[World, Made]]]:
    """The world with something in each of these states, by the way there."""
    return {state: founded_with(partial(_at, way, state)) for state in states}


def _at(way: Callable[[World, str], Made], state: str, world: World) -> Made:
    return way(world, state)


def _short(role: Role) -> str:
    return role.lower().removeprefix("unit_").removeprefix("case_")


def _unit(code: str, name: str, short: str, kind: str = UnitKind.BUREAU) -> Unit:
    unit = add_unit(SYSTEM, code=code, name=name, short_name=short, kind=kind, prefix=f"云{short[0]}")
    add_section(SYSTEM, unit=unit, name="综合科")
    return unit


def _actor(unit: Unit, role: Role) -> Actor:
    account, _ = create_account(
        SYSTEM,
        username=f"{unit.code}-{role.lower()}",
        name=f"{unit.short_name}{len(role)}号",
        unit_id=unit.pk,
        role=role,
        section_id=unit.sections.get().pk if role in UNIT_STAFF else None,
        password_hash=A_HASH,
    )
    return actor_of(account)
