"""Oracle's house, and how much was compared in the end."""

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
from support.house import House, a_house
from support.marked_ends import marked_house
from support.marked_tiers import crossed
from support.oracle.expected import World
from support.oracle.hidden import Objects

COMPARED: Counter[str] = Counter()


@pytest.fixture
def house(governed: Government) -> Iterator[House]:
    """A house with every state, all its texts marked."""
    house = marked_house(a_house())
    crossed(house)
    yield house
    clear()  # that another government stood above


@pytest.fixture
def ask(house: House) -> Asking:
    """Asks as anybody of the house."""
    return Asking(house)


@pytest.fixture
def compared() -> Counter[str]:
    """How many viewer x thing were compared, by the way of reading."""
    return COMPARED


@pytest.fixture
def furnished(house: House) -> House:
    """The oracle's house with drafts of packs, a scheme with its trial, saved views and a wall."""
    rules.start_pack_draft(house.administrator, a_key(), shipped="base_suggestion")
    year = today().year
    scheme = assessment.issue_shipped_scheme(house.office, a_key(), template="city_annual", year=year)
    more = {"year": year, "cut_off": today(), "group": "BUREAUS"}
    assessment.start_assessment(house.office, scheme.pk, a_key(), **more)
    for who in ("office", "water_clerk"):
        save_filter(Account.objects.get(pk=house.actors[who].account_id), name="二处", query="?b=1")
    return house


@pytest.fixture
def objects(furnished: House) -> Objects:
    """All objects of the house."""
    with connection.cursor() as cursor:
        return Objects(cursor, World(cursor))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much was compared."""
    if COMPARED:
        ways = ", ".join(f"{way} {number}" for way, number in sorted(COMPARED.items()))
        terminalreporter.write_line(
            f"oracle: {COMPARED.total()} comparisons of viewer x thing x way ({ways})"
        )
