"""The oracle's house, and how much was compared in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from governments.models import Government
from governments.registry import forget
from support.asking import Asking
from support.house import House, a_house
from support.marked_ends import marked_house
from support.marked_tiers import crossed

COMPARED: Counter[str] = Counter()


@pytest.fixture
def house(governed: Government) -> Iterator[House]:
    """A house with every state, all its texts marked."""
    house = marked_house(a_house())
    crossed(house)
    yield house
    forget()  # that another government stood above


@pytest.fixture
def ask(house: House) -> Asking:
    """Asks as anybody of the house."""
    return Asking(house)


@pytest.fixture
def compared() -> Counter[str]:
    """How many viewer x thing were compared, by the way of reading."""
    return COMPARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how much was compared."""
    if COMPARED:
        ways = ", ".join(f"{way} {number}" for way, number in sorted(COMPARED.items()))
        terminalreporter.write_line(
            f"oracle: {COMPARED.total()} comparisons of viewer x thing x way ({ways})"
        )
