"""Ground of the board benchmarks: a hall of screens on our hub, a bare hub over Redis, a city with governments."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.sql import SQL, Identifier, Literal
from redis import asyncio as redis

from bench.ground import CODE, Ground
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from kernel import json_text
from lianban.wiring import wired_relay
from live import protocol
from live.boards import BoardView, Viewing
from live.hub import Hub
from live.mailbox import Mailbox
from live.operations import subscription_of
from live.viewers import SocketViewer
from supervision.board_reading import BoardAudience, BoardScope
from support.build import a_registered_case

QUERY = """subscription { board(scope: WITH_LOWER) { epoch seq state { figures { kind total unfinished green yellow red
  stages { stage count } } units { id shortName toSign doing overdue done } movements { id step at } } } }"""
CHANNEL = "bench-board"
GOVERNMENT = """
INSERT INTO public.governments_government
    (schema_name, code, name, short_name, tier, state, schema_version, created_at, parent_id)
VALUES (%(code)s, %(code)s, %(code)s, %(code)s, 'DISTRICT', 'ACTIVE', '', now(), %(above)s)
"""
BOARD = """
INSERT INTO public.supervision_board (government, share, epoch, seq, day, at, body)
SELECT %(code)s, share, epoch, seq, day, at, body FROM public.supervision_board
WHERE government = %(above)s AND share = 'UP'
"""
TABLE: LiteralString = "CREATE TABLE {}.cases_case AS SELECT * FROM {}.cases_case LIMIT {}"
AGGREGATE: LiteralString = (
    "SELECT {}::text, kind, state, due_on < current_date, count(*) FROM {}.cases_case GROUP BY 2, 3, 4"
)


def one_step(ground: Ground) -> tuple[float, float]:
    """A step in another thread, and the relay after it: when each had committed."""
    try:
        with governing(CODE):
            a_registered_case(ground.world)
        committed = time.perf_counter()
        with platform_scope():
            relay = wired_relay()
            while relay.drain():
                pass
        return committed, time.perf_counter()
    finally:
        connection.close()


def told(state: Any) -> list[dict[str, Any]]:
    """The figures of a state."""
    figures: list[dict[str, Any]] = state["figures"]
    return figures


@dataclass(eq=False)
class Screen:
    """One viewer: when it received something, and what last."""

    viewing: Viewing
    seen: list[float] = field(default_factory=list)
    last: str = ""

    @property
    def state(self) -> Any:
        """The state that it shows."""
        return json_text.loads(self.last)["payload"]["data"]["board"]["state"]

    async def look(self, breath: float) -> None:
        """As a socket does: wait, take what is in the slot, send it, take breath."""
        while True:
            await self.viewing.mailbox.wake.wait()
            self.viewing.mailbox.take()
            payload = self.viewing.take()
            if payload is not None:
                self.last = protocol.write_encoded("1", payload)
                self.seen.append(time.perf_counter())
            await asyncio.sleep(breath)


class Hall:
    """Screens on one hub of ours."""

    def __init__(self, ground: Ground, here: Government, viewers: int, *, breath: float) -> None:
        self.hub, self.breath = Hub(), breath
        audience = BoardAudience(everything=True, kinds=frozenset(), units=frozenset())
        sight = BoardView(here.code, audience, BoardScope.WITH_LOWER)
        nobody = SocketViewer("", 0, "", 0, ground.world.office)
        wanted = subscription_of({"query": QUERY})
        self.screens = [Screen(Viewing(here, sight, wanted, Mailbox(nobody))) for _ in range(viewers)]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def length(self) -> int:
        """Of the text that screens get."""
        return len(self.screens[0].last)

    async def __aenter__(self) -> Hall:
        await self.hub.ready()
        self._tasks = [asyncio.create_task(screen.look(self.breath)) for screen in self.screens]
        for screen in self.screens:
            await self.hub.boards.begin(screen.viewing)
        await self.all_told()
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in [*self._tasks, *self.hub._tasks]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def all_told(self) -> list[float]:
        """When each screen received it, once all have."""
        while not all(screen.seen for screen in self.screens):
            await asyncio.sleep(0.002)
        return [screen.seen.pop() for screen in self.screens]

    async def quiet(self) -> None:
        """Until nobody has received anything for a while."""
        count = -1
        while count != (count := sum(len(screen.seen) for screen in self.screens)):
            await asyncio.sleep(1)


class BareHub:
    """The reference: one subscription to Redis, one event and one slot for each viewer."""

    def __init__(self, url: str, viewers: int) -> None:
        self.client = redis.Redis.from_url(url)
        self.heard = [asyncio.Event() for _ in range(viewers)]
        self.seen: list[float] = []
        self.text = b""
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> BareHub:
        self.ear = self.client.pubsub()
        await self.ear.subscribe(CHANNEL)
        self._tasks = [asyncio.create_task(self._listen())]
        self._tasks += [asyncio.create_task(self._look(event)) for event in self.heard]
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await self.client.aclose()

    async def publish(self, length: int) -> list[float]:
        """A text to everybody; when each got it."""
        self.seen = []
        await self.client.publish(CHANNEL, b"x" * length)
        while len(self.seen) < len(self.heard):
            await asyncio.sleep(0.002)
        return self.seen

    async def _listen(self) -> None:
        async for message in self.ear.listen():
            if message["type"] == "message":
                self.text = message["data"]
                for event in self.heard:
                    event.set()

    async def _look(self, event: asyncio.Event) -> None:
        while True:
            await event.wait()
            event.clear()
            self.text.decode()
            self.seen.append(time.perf_counter())


@contextmanager
def a_city(here: Government, count: int, cases: int) -> Iterator[Callable[[], Any]]:
    """So many governments below with boards; and the UNION over their tables of cases, to be run."""
    codes = [f"lower{number}" for number in range(1, count + 1)]
    with psycopg.connect(settings.DATABASE_ADMIN_URL, autocommit=True) as admin:
        for code in codes:
            admin.execute(GOVERNMENT, {"code": code, "above": here.pk})
            admin.execute(BOARD, {"code": code, "above": here.code})
            name = Identifier(code)
            admin.execute(SQL("CREATE SCHEMA {}").format(name))
            admin.execute(SQL(TABLE).format(name, Identifier(here.code), Literal(cases)))
        each = (SQL(AGGREGATE).format(Literal(code), Identifier(code)) for code in codes)
        union = SQL(" UNION ALL ").join(each)
        admin.execute("ANALYZE")
        yield lambda: admin.execute(union).fetchall()
        for code in codes:
            admin.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(code)))
        admin.execute("DELETE FROM public.supervision_board WHERE government LIKE 'lower%'")
        admin.execute("DELETE FROM public.governments_government WHERE code LIKE 'lower%'")
