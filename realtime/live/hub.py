"""Hub of a process: receives every change once, and gives each viewer what that viewer may see.

It listens on one connection for all sockets, asks about visibility once for each kind of viewer, and looks
every second whether those who listen may still do so.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cases.reading.queries import sees_everything
from cases.reading.visibility.events import sees_step
from cases.steps.lifecycle import STEPS
from governments.entering.refusals import GovernmentNotServed
from governments.models import Government
from kernel import json_text
from live.boards import Boards
from live.listening import notifications
from live.mailbox import ANYTHING, ChangeNotice, Mailbox
from live.protocol import Close
from live.viewers import Seats, left_by, seen_by, still_themselves

T = TypeVar("T")
Among = dict[Seats, set[int]]
SETTLE = 0.05  # seconds: a burst of steps is judged in one go
WATCH = 0.8  # seconds between looks at sessions: a revoked one is shut within a second
THREADS = 4
LISTEN_TIMEOUT = 5.0  # seconds that a new socket waits for the listener to be connected
MAX_SOCKETS = 20  # of one account in one process
MAX_SCREENS = 1_000  # of one display seat in one process
TAKES_AWAY = frozenset(step.code for step in STEPS if step.takes_away)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Subscribers:
    """The listeners of one government, and their pending changes."""

    government: Government
    mailboxes: set[Mailbox] = field(default_factory=set)
    pending: list[dict[str, Any]] = field(default_factory=list)
    delivering: asyncio.Task[None] | None = None
    checking: asyncio.Task[None] | None = None


class Hub:
    """All sockets of this process. Belongs to one event loop."""

    def __init__(self) -> None:
        self.subscribers: dict[str, Subscribers] = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self._tasks: list[asyncio.Task[None]] = []
        self._last_seq: dict[tuple[str, str], int] = {}
        self._sockets: Counter[tuple[str, int]] = Counter()
        self._listening = asyncio.Event()
        self.boards = Boards(self.in_thread)

    async def in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """The result of synchronous work."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    async def ready(self) -> None:
        """Wait until changes are received, so that none is missed after it; not for ever, the database may be away."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._watch())]
        with suppress(TimeoutError):
            await asyncio.wait_for(self._listening.wait(), LISTEN_TIMEOUT)

    def join(self, government: Government, mailbox: Mailbox) -> bool:
        """Subscribe a viewer; False when this account has too many sockets already."""
        who = (government.code, mailbox.viewer.account_id)
        if self._sockets[who] >= (MAX_SOCKETS if mailbox.viewer.display is None else MAX_SCREENS):
            return False
        self._sockets[who] += 1
        self.subscribers.setdefault(government.code, Subscribers(government)).mailboxes.add(mailbox)
        return True

    def leave(self, government: Government, mailbox: Mailbox) -> None:
        """Unsubscribe this viewer; an entry without subscribers is removed."""
        group = self.subscribers.get(government.code)
        if group is None or mailbox not in group.mailboxes:
            return
        group.mailboxes.discard(mailbox)
        self._sockets -= Counter({(government.code, mailbox.viewer.account_id): 1})
        if not group.mailboxes:
            del self.subscribers[government.code]

    async def _listen(self) -> None:
        async for payload in notifications(self._listening):
            try:
                self._on_gap() if payload is None else self._on_notification(payload)
            except (ValueError, KeyError) as error:
                log.error("live: a notification was not understood", exc_info=error)

    def _on_gap(self) -> None:
        """The database was away: nobody knows what was said, so everybody fetches anew."""
        self._last_seq.clear()
        self.boards.on_gap()
        for group in self.subscribers.values():
            for mailbox in group.mailboxes:
                mailbox.restart()

    def _on_notification(self, payload: str) -> None:
        note = json_text.loads(payload)
        if "board" in note:
            self.boards.on_change(note)
            return
        where, epoch, number = note["government"], note["epoch"], note["seq"]
        last = self._last_seq.get((where, epoch))
        self._last_seq[where, epoch] = number
        group = self.subscribers.get(where)
        if group is None:
            return
        if last is not None and number > last + 1:
            for mailbox in group.mailboxes:
                mailbox.restart()
        group.pending.append(note)
        if group.delivering is None or group.delivering.done():
            group.delivering = asyncio.create_task(self._deliver(group))

    async def _deliver(self, group: Subscribers) -> None:
        while group.pending:
            await asyncio.sleep(SETTLE)
            notes, group.pending = group.pending, []
            seen = await self._among(group, seen_by, {note["case"] for note in notes})
            gone = {note["case"] for note in notes if note["step"] in TAKES_AWAY}
            left = await self._among(group, left_by, gone) if gone else {}
            for mailbox in list(group.mailboxes):
                for note in notes:
                    change = _change_for(mailbox, note, seen, left)
                    if change is not None:
                        mailbox.put(change)

    async def _among(self, group: Subscribers, ask: Callable[..., Among], cases: set[int]) -> Among | None:
        """Which of these cases each kind of viewer sees, or had a part in; None when the database cannot say."""
        kinds = {one.viewer.seats: one.viewer.actor for one in group.mailboxes}
        asked = [(seats, actor) for seats, actor in kinds.items() if not sees_everything(actor)]
        if not asked:
            return {}
        try:
            return await self.in_thread(ask, group.government, asked, cases)
        except Exception as error:  # sent without the case: nothing is shown that may not be
            log.warning("live: visibility cannot be asked", exc_info=error)
            return None

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH)
            for group in self.subscribers.values():  # none waits for another government's sessions
                if group.checking is None or group.checking.done():
                    group.checking = asyncio.create_task(self._check(group))
            await self.boards.check_lag(disconnected=not self._listening.is_set())

    async def _check(self, group: Subscribers) -> None:
        mailboxes = list(group.mailboxes)
        try:
            gone, moved = await self.in_thread(
                still_themselves, group.government, [one.viewer for one in mailboxes]
            )
        except GovernmentNotServed:
            gone, moved = set(), {one.viewer.session_key for one in mailboxes}
        except Exception as error:  # the database is away: nothing is sent meanwhile either
            log.warning("live: sessions cannot be checked", exc_info=error)
            return
        for mailbox in mailboxes:
            if mailbox.viewer.session_key in gone:
                mailbox.shut(Close.UNAUTHORIZED)
            elif mailbox.viewer.session_key in moved:
                mailbox.shut(Close.FORBIDDEN)


def _change_for(
    mailbox: Mailbox, note: dict[str, Any], seen: Among | None, left: Among | None
) -> ChangeNotice | None:
    """What one viewer is sent for a note, or None. Only a viewer who has lost the case is asked to fetch anew."""
    viewer = mailbox.viewer
    everything = sees_everything(viewer.actor)
    if (seen is None or left is None) and not everything:
        return ANYTHING
    if not everything and note["case"] not in (seen or {}).get(viewer.seats, ()):
        return ANYTHING if note["case"] in (left or {}).get(viewer.seats, ()) else None
    return ChangeNotice(str(note["case"]), note["step"] if sees_step(viewer.actor, note["step"]) else None)


_hub: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hub:
        _hub.clear()  # a loop that has ended takes its hub along
        _hub[loop] = Hub()
    return _hub[loop]
