"""What the hub keeps of boards: one for each year that has cases, whatever years callers ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from governments.models import Government
from kernel.actor import Actor
from live.boards import Boards, BoardView, Viewing
from live.mailbox import Mailbox
from live.operations import subscription_of
from live.viewers import SocketViewer, steps_waiting
from supervision.board_reading import BoardAudience, BoardFreshness, BoardNow, BoardScope, Waiting

HERE = "yunzhou"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
YEARS = [2026, 2025, 2024]
ALL = [None, *range(1990, 2060)]
QUERY = "subscription { board(scope: OWN) { seq behindSince state { year } } }"


class Database:
    """Boards of three years; it counts what is read, and knows what waits."""

    def __init__(self) -> None:
        self.read: list[int | None] = []
        self.seq = 1
        self.oldest: dict[str, datetime] = {}

    async def __call__(self, work: Callable[..., Any], *asked: Any) -> Any:
        """What the hub asks for in a thread."""
        if work is steps_waiting:
            return Waiting(NOW, dict(self.oldest))
        year = asked[3]
        self.read.append(year)
        shown = year if year in YEARS else YEARS[0]
        state = {"year": shown, "years": YEARS, "lower": []}
        return BoardNow(HERE, f"epoch-{shown}", self.seq, NOW, state, BoardFreshness(NOW))


def viewing(year: int | None) -> Viewing:
    """Somebody who asks for a year."""
    viewer = SocketViewer("key", 1, "", 1, Actor(account_id=1, name="张"))
    sight = BoardView(HERE, BoardAudience(True, frozenset(), frozenset()), BoardScope.OWN, year)
    return Viewing(Government(code=HERE), sight, subscription_of({"query": QUERY}), Mailbox(viewer))


async def followed(database: Database) -> tuple[Boards, list[Viewing]]:
    """A hub in which every year is asked for."""
    boards, viewings = Boards(database), [viewing(year) for year in ALL]
    for one in viewings:
        await boards.begin(one)
    return boards, viewings


def kept(boards: Boards) -> list[int | None]:
    """The years whose boards the hub keeps."""
    return [sight.year for sight in boards._cache]


def test_every_year_is_answered_and_only_those_with_cases_are_kept() -> None:
    database = Database()

    boards, viewings = asyncio.run(followed(database))

    shown = {one.view.year: one.take() for one in viewings}
    assert all(f'"year":{year if year in YEARS else 2026}' in (shown[year] or "") for year in ALL)
    assert kept(boards) == database.read == [None, 2024, 2025]


def test_all_are_told_when_it_moves_and_still_only_these_are_kept() -> None:
    database = Database()

    async def moved() -> tuple[Boards, list[Viewing]]:
        boards, viewings = await followed(database)
        taken = [one.take() for one in viewings]
        assert None not in taken
        database.seq += 1
        boards.on_change({"board": HERE})
        await boards._refreshing[HERE]
        return boards, viewings

    boards, viewings = asyncio.run(moved())

    assert all('"seq":2' in (one.take() or "") for one in viewings)
    assert sorted(map(str, kept(boards))) == ["2024", "2025", "None"]
    assert len(database.read) == 6


def test_who_asked_for_a_year_without_cases_is_told_that_the_board_lags() -> None:
    database = Database()

    async def late() -> list[Viewing]:
        boards, viewings = await followed(database)
        assert all(one.take() for one in viewings)
        database.oldest[HERE] = NOW - timedelta(minutes=1)
        await boards.check_lag()
        return viewings

    assert all('"behindSince":"2026' in (one.take() or "") for one in asyncio.run(late()))
