"""Boards of one process: loaded once for all who see the same, encoded once, put into one slot for each viewer.

A slot holds the latest state only: a slow client skips what lies between, it never queues.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from governments.models import Government
from kernel import json_text
from kernel.clock import now
from live.mailbox import Mailbox
from live.operations import ParsedSubscription, SelectionSet
from live.viewers import board_as_seen, steps_waiting
from supervision.board_reading import ANY, LATE, BoardAudience, BoardNow, BoardScope, Waiting

log = logging.getLogger(__name__)


class InThread(Protocol):
    """What runs synchronous work for the hub."""

    async def __call__(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of the work."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """What is shown of which board: those with the same visibility see the same."""

    government: str
    audience: BoardAudience
    scope: BoardScope
    year: int | None = None  # the newest one


@dataclass(slots=True, eq=False)
class Viewing:
    """One subscription to a board, with its one slot: the payload that is still to be sent."""

    government: Government
    view: BoardView
    subscription: ParsedSubscription
    mailbox: Mailbox
    delivered: tuple[str, int] | None = None
    waiting: str | None = None

    def take(self) -> str | None:
        """What is to be sent; the slot is empty then."""
        taken, self.waiting = self.waiting, None
        return taken


@dataclass(slots=True)
class Boards:
    """All board subscriptions of this process."""

    in_thread: InThread
    viewings: dict[str, set[Viewing]] = field(default_factory=dict)
    _cache: dict[BoardView, BoardNow | None] = field(default_factory=dict)
    _age: dict[str, int] = field(
        default_factory=dict
    )  # how often a government's board has moved since the start
    _dirty: set[str] = field(default_factory=set)
    _refreshing: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _waiting: Waiting | None = None  # as it was known last

    async def begin(self, viewing: Viewing) -> None:
        """Follow a board; the first delivery is its state, or that nothing was missed since the one it names."""
        self.viewings.setdefault(viewing.view.government, set()).add(viewing)
        if self._waiting is None:
            await self.check_lag()
        given = viewing.subscription.arguments
        board = await self._board(viewing.government, viewing.view)
        if viewing.delivered is None:
            first = board and board.since(given.get("epoch"), given.get("seq"))
            self._put([viewing], first, board)

    def end(self, viewing: Viewing) -> None:
        """Follow it no longer."""
        code = viewing.view.government
        left = self.viewings.get(code, set())
        left.discard(viewing)
        if not left:
            self.viewings.pop(code, None)
            self._cache = {view: board for view, board in self._cache.items() if view.government != code}

    def on_change(self, note: Mapping[str, Any]) -> None:
        """A board has moved: those who see it, and those above it, look again."""
        self._moved({note["board"], note.get("above")} - {None})

    def on_gap(self) -> None:
        """Nobody knows what has moved meanwhile: all look again."""
        self._moved(set(self.viewings))

    async def check_lag(self, *, disconnected: bool = False) -> None:
        """Ask how old the boards are; viewers are notified when one begins to lag, and when it has caught up.

        While nothing can be asked, or the process is disconnected (``deaf``), boards are as old as the last answer.
        """
        if not self.viewings:
            self._waiting = None
            return
        before, self._waiting = self._waiting, await self._measured(self._waiting, disconnected=disconnected)
        if before is None or self._waiting is None:
            return
        changed = before.behind ^ self._waiting.behind
        for code in list(self.viewings) if changed else ():
            await self._push_again(code, changed)

    async def _measured(self, before: Waiting | None, *, disconnected: bool) -> Waiting | None:
        try:
            found: Waiting = await self.in_thread(steps_waiting)
        except Exception as error:
            log.warning("live: nobody knows how old the boards are", exc_info=error)
            disconnected = True
            found = Waiting(now(), {})
        if not disconnected or before is None:
            return None if disconnected else found
        return before.unknown() if found.as_of - before.as_of > LATE else before

    async def _push_again(self, code: str, changed: frozenset[str]) -> None:
        """Notify those who see this government's board that it, or one of those below it, stands otherwise."""
        for view, viewings in self._by_view(code).items():
            board = self._cached(view)
            if board is not None and changed & {ANY, code, *board.lower_codes}:
                self._put(viewings, board, board, again=True)

    def freshness(self, government: str) -> dict[str, str | None] | None:
        """How true a government's board is, for a client that asks whether the socket is alive."""
        if self._waiting is None:
            return None
        here = self._waiting.of(government)
        since = here.behind_since
        return {"asOf": here.as_of.isoformat(), "behindSince": since.isoformat() if since else None}

    def _moved(self, codes: Iterable[str]) -> None:
        for code in codes:
            if code not in self.viewings:
                continue
            self._age[code] = self._age.get(code, 0) + 1
            self._cache = {view: board for view, board in self._cache.items() if view.government != code}
            self._dirty.add(code)
            if code not in self._refreshing:
                task = asyncio.create_task(self._refresh(code))
                self._refreshing[code] = task

    async def _refresh(self, code: str) -> None:
        """Load and hand out until nothing new has arrived meanwhile: a burst is one load at a time."""
        try:
            while code in self._dirty:
                self._dirty.discard(code)
                for view, viewings in self._by_view(code).items():
                    board = await self._board(viewings[0].government, view)
                    self._put(viewings, board, board)
        except (
            Exception
        ) as error:  # the database is away: the listener reports when it is back, and all load again
            log.warning("live: a board cannot be read", exc_info=error)
        finally:
            del self._refreshing[code]

    def _by_view(self, code: str) -> dict[BoardView, list[Viewing]]:
        found: dict[BoardView, list[Viewing]] = {}
        for viewing in self.viewings.get(code, ()):
            found.setdefault(viewing.view, []).append(viewing)
        return found

    async def _board(self, government: Government, view: BoardView) -> BoardNow | None:
        """The board as this visibility shows it. A year without cases is answered with the newest, and not kept."""
        newest = await self._loaded(government, replace(view, year=None))
        return await self._loaded(government, view) if _is_past(newest, view.year) else newest

    async def _loaded(self, government: Government, view: BoardView) -> BoardNow | None:
        """The board of a year that has cases, or of the newest; kept until it moves."""
        if view in self._cache:
            return self._cache[view]
        age = self._age.get(view.government, 0)
        asked = (government, view.audience, view.scope, view.year)
        board: BoardNow | None = await self.in_thread(board_as_seen, *asked)
        if age == self._age.get(view.government, 0) and view.government in self.viewings:
            self._cache[view] = board
        return board

    def _cached(self, view: BoardView) -> BoardNow | None:
        """The same as far as it is kept."""
        newest = self._cache.get(replace(view, year=None))
        return self._cache.get(view) if _is_past(newest, view.year) else newest

    def _put(
        self,
        viewings: Iterable[Viewing],
        delivery: BoardNow | None,
        board: BoardNow | None,
        *,
        again: bool = False,
    ) -> None:
        """Lay a state into the slots of those who have not been sent it, or of a later one."""
        if delivery is not None and self._waiting is not None:
            delivery = delivery.as_it_stands(self._waiting)
        encoded: dict[SelectionSet, str] = {}
        for viewing in viewings:
            if board is not None and not again and not _is_new(viewing.delivered, board):
                continue
            shape = viewing.subscription.shape
            if shape not in encoded:
                encoded[shape] = json_text.dumps(shape.payload(delivery)).decode()
            viewing.waiting = encoded[shape]
            viewing.delivered = (board.epoch, board.seq) if board is not None else None
            viewing.mailbox.wake.set()


def _is_past(newest: BoardNow | None, year: int | None) -> bool:
    """Whether a year has a board of its own beside the newest: a caller may ask for any."""
    state = newest.state if newest is not None else None
    return state is not None and year != state["year"] and year in state["years"]


def _is_new(delivered: tuple[str, int] | None, board: BoardNow) -> bool:
    return delivered is None or delivered[0] != board.epoch or delivered[1] < board.seq
