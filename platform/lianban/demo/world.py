"""Cast of the demo city, read from ``world.yaml``: governments, units, staff and their names."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from people.roles import Role

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # written in C where the library was built with it
FOLDER = Path(__file__).parent
PASSWORD = "Lianban-2026"  # noqa: S105 - the published password of fictional accounts
OFFICES = frozenset({"office", "npc", "cppcc"})

SURNAMES = "沈顾陆柳温叶苏江韩程傅邵宋秦卓闻方祝骆费阮卢蒋姜颜裴屠简葛莫"
FIRST = "若明思雨清文书怀景云静承知亦嘉慕安砚予沐言昭临舒望以修时映疏"
SECOND = "溪远岚舟宁谦禾川遥衡薇桐砺澄越乔棠霁然屿恒汀晖筠榆峤泓"


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit of the demo: the drafting section is where its case officers sit."""

    code: str
    name: str
    short: str
    prefix: str
    kind: str
    section: str


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """An account of the demo: ``key`` is its name without the government's prefix."""

    key: str
    unit: str
    role: Role
    section: str


@dataclass(frozen=True, slots=True)
class GovernmentPlan:
    """One government of the demo; ``cases`` counts the papers of each of the three years, oldest first.

    ``letters`` is the prefix of numbers of letters in its own name.
    """

    code: str
    prefix: str
    name: str
    short: str
    tier: str
    sessions: Mapping[str, str]
    ordinals: Sequence[str]
    cases: Sequence[int]
    places: Sequence[str]
    delegations: Sequence[str]
    sectors: Sequence[str]
    collectives: Mapping[str, Sequence[Sequence[str]]]
    units: Mapping[str, UnitPlan]
    letters: str = ""

    def handlers(self) -> list[UnitPlan]:
        """Units that handle cases, in display order."""
        return [unit for unit in self.units.values() if unit.code not in OFFICES]

    def seats(self) -> Iterator[SeatPlan]:
        """Every account of the government."""
        yield SeatPlan("office", "office", Role.GENERAL_OFFICE, "督查室")
        yield SeatPlan("office2", "office", Role.GENERAL_OFFICE, "督查室")
        yield SeatPlan("admin", "office", Role.ADMINISTRATOR, "综合科")
        yield SeatPlan("npc", "npc", Role.NPC_OFFICE, "办公室")
        yield SeatPlan("npc-seat", "npc", Role.NPC_SEAT, "办公室")
        yield SeatPlan("cppcc", "cppcc", Role.CPPCC_OFFICE, "办公室")
        yield SeatPlan("cppcc-seat", "cppcc", Role.CPPCC_SEAT, "办公室")
        for unit in self.handlers():
            yield SeatPlan(f"{unit.code}-clerk", unit.code, Role.UNIT_CLERK, "办公室")
            yield SeatPlan(f"{unit.code}-officer", unit.code, Role.CASE_OFFICER, unit.section)
            yield SeatPlan(f"{unit.code}-section", unit.code, Role.SECTION_HEAD, unit.section)
            yield SeatPlan(f"{unit.code}-deputy", unit.code, Role.DEPUTY_HEAD, "办公室")
            yield SeatPlan(f"{unit.code}-head", unit.code, Role.UNIT_HEAD, "办公室")

    def username(self, key: str) -> str:
        """The account's name for signing in, e.g. ``yz-edu-officer``."""
        return f"{self.prefix}-{key}"


def person(seed: str) -> str:
    """An invented name; the same seed always gives the same one."""
    chance = random.Random(f"person:{seed}")  # noqa: S311 - fiction, not security
    second = chance.choice(SECOND) if chance.random() < 0.85 else ""
    return chance.choice(SURNAMES) + chance.choice(FIRST) + second


@cache
def governments() -> tuple[GovernmentPlan, ...]:
    """The four governments, the city first."""
    return tuple(_government(one) for one in read("world.yaml"))


def government(code: str) -> GovernmentPlan:
    """The plan of one government; raises StopIteration for a code that is not in the demo."""
    return next(one for one in governments() if one.code == code)


def read(name: str) -> Any:
    """The contents of a data file beside this module."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe one


def _government(one: dict[str, Any]) -> GovernmentPlan:
    units = {code: UnitPlan(code, *fields) for code, fields in one.pop("units").items()}
    return GovernmentPlan(**one, units=units)
