"""Oracle's world, and how much was compared in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

from assessment import commands as assessment
from governments.entering.registry import clear
from governments.models import Government
from kernel.clock import today
from people.commands import save_filter
from people.models import Account
from rules import commands as rules
from support.asking import Asking
from support.build import a_key
from support.marked_ends import marked_world
from support.marked_tiers import crossed
from support.oracle.expected import Expected
from support.oracle.hidden import Objects
from support.world import World, a_world

COMPARED: Counter[str] = Counter()


@pytest.fixture
def world(governed: Government) -> Iterator[World]:
    """A world with every state, all its texts marked."""
    world = marked_world(a_world())
    crossed(world)
    yield world
    clear()  # that another government stood above


@pytest.fixture
def ask(world: World) -> Asking:
    """Asks as anybody of the world."""
    return Asking(world)


@pytest.fixture
def compared() -> Counter[str]:
    """How many viewer x thing were compared, by the way of reading."""
    return COMPARED


@pytest.fixture
def furnished(world: World) -> World:
    """The oracle's world with drafts of packs, a scheme with its trial, saved views and a wall."""
    rules.start_pack_draft(world.administrator, a_key(), shipped="base_suggestion")
    year = today().year
    scheme = assessment.issue_shipped_scheme(world.office, a_key(), template="city_annual", year=year)
    more = {"year": year, "cut_off": today(), "group": "BUREAUS"}
    assessment.start_assessment(world.office, scheme.pk, a_key(), **more)
    for who in ("office", "water_clerk"):
        save_filter(Account.objects.get(pk=world.actors[who].account_id), name="二处", query="?b=1")
    return world


@pytest.fixture
def objects(furnished: World) -> Objects:
    """All objects of the world."""
    with connection.cursor() as cursor:
        return Objects(cursor, Expected(cursor))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much was compared."""
    if COMPARED:
        ways = ", ".join(f"{way} {number}" for way, number in sorted(COMPARED.items()))
        terminalreporter.write_line(
            f"oracle: {COMPARED.total()} comparisons of viewer x thing x way ({ways})"
        )
