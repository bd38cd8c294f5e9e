"""Demo government being filled: its units, staff as actors, sessions, and what its simulations share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from cases.commands import add_session
from cases.models import CaseSession
from kernel.actor import SYSTEM, Actor
from lianban.demo.papers import Topic
from lianban.demo.world import GovernmentPlan, UnitPlan, person
from people.commands import add_section, add_unit, create_account
from people.models import Section, Unit
from people.queries import actor_of
from rules.commands import load_shipped_packs
from rules.pack import Pack
from rules.queries import packs_in_force

SECTIONS = ("办公室", "综合科")


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """A filed paper that another of its kind may still be merged into."""

    case_id: int
    topic: Topic
    place: str


@dataclass(slots=True)
class DemoGovernment:
    """Units and accounts by code, actors by seat (``edu-officer``), sessions by kind and year."""

    plan: GovernmentPlan
    units: Mapping[str, Unit]
    actors: Mapping[str, Actor]
    sessions: Mapping[tuple[str, int], CaseSession]
    packs: Mapping[str, Pack]
    titles: set[str] = field(default_factory=set)
    standing: dict[str, dict[int, MergeCandidate]] = field(
        default_factory=lambda: {"SUGGESTION": {}, "PROPOSAL": {}}
    )
    keys: int = 0
    series: str = "demo"

    def key(self) -> str:
        """The next idempotency key; the same filling gives the same keys."""
        self.keys += 1
        return f"{self.series}-{self.plan.code}-{self.keys:06d}"

    def unit(self, code: str) -> UnitPlan:
        """The plan of a unit."""
        return self.plan.units[code]

    def telephone(self, unit: str) -> str:
        """A unit's invented office number."""
        return f"0990-{Random(f'{self.plan.code}:{unit}').randint(2000000, 8999999)}"  # noqa: S311 - fiction


def found(plan: GovernmentPlan, *, password_hash: str, openings: Mapping[int, date]) -> DemoGovernment:
    """Units, sections, accounts, rule packs and sessions of a government; ``openings`` by year of the demo (0-2)."""
    load_shipped_packs(SYSTEM)
    units = {code: _unit(position, one) for position, (code, one) in enumerate(plan.units.items())}
    actors = _actors(plan, units, password_hash)
    sessions = {
        (kind, year): add_session(
            SYSTEM,
            kind=kind,
            name=name.format(ordinal=plan.ordinals[year]),
            year=day.year,
            opened_on=day,
        )
        for year, day in openings.items()
        for kind, name in plan.sessions.items()
    }
    return DemoGovernment(plan, units, actors, sessions, packs_in_force())


def _unit(position: int, one: UnitPlan) -> Unit:
    unit = add_unit(
        SYSTEM,
        code=one.code,
        name=one.name,
        short_name=one.short,
        kind=one.kind,
        prefix=one.prefix,
        position=position,
    )
    for name in dict.fromkeys([*SECTIONS, one.section]):
        add_section(SYSTEM, unit=unit, name=name)
    return unit


def _actors(plan: GovernmentPlan, units: Mapping[str, Unit], password_hash: str) -> dict[str, Actor]:
    sections = {(one.unit_id, one.name): one.pk for one in Section.objects.all()}
    actors = {"system": SYSTEM}
    for seat in plan.seats():
        username = plan.username(seat.key)
        unit = units[seat.unit]
        account, _ = create_account(
            SYSTEM,
            username=username,
            name=person(username),
            unit_id=unit.pk,
            role=seat.role,
            section_id=sections[unit.pk, seat.section],
            password_hash=password_hash,
        )
        actors[seat.key] = actor_of(account)
    return actors
