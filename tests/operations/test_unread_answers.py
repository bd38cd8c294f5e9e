"""Clients that do not read their answer: waited for, but not for ever, and the first to go when there are too many."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from lianban.http import protocol as http_protocol
from lianban.http.protocol import READ_WITHIN, Protocol

PATIENCE = 20.0  # seconds until something that does not happen is a failed test
SMALL, LARGE = 32 * 1024, 16 * 1024 * 1024  # what the buffers of two kernels take, and what they never do
GET = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"


class Timer:
    """One time limit, which is over when the test says so."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self.on = True

    def cancel(self) -> None:
        """It does not matter any more."""
        self.on = False


class Clock:
    """The server's loop, with the limit for reading in the hands of the test."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.timers: list[Timer] = []
        self.begun = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loop, name)

    def call_later(self, delay: float, work: Callable[[], None]) -> Any:
        """A limit for reading is kept here, any other is the loop's."""
        if delay != READ_WITHIN:
            return self._loop.call_later(delay, work)
        self.timers.append(Timer(work))
        self.begun.set()
        return self.timers[-1]

    def over(self, timers: list[Timer]) -> None:
        """The time of these is over."""
        for timer in timers:
            if timer.on:
                timer.on = False
                timer.work()


class World:
    """A server whose page comes in parts, ``/<parts>``, and who knows when a connection is gone."""

    def __init__(self, clock: Clock, gone: asyncio.Queue[None]) -> None:
        self.port = 0
        self.clock = clock
        self.gone = gone
        self.go_on = asyncio.Event()
        self.marks: dict[str, int] = {}
        self.connections: list[Protocol] = []

    async def page(self, scope: Any, _receive: Any, send: Any) -> None:
        """So many parts as the path says; one is small, several are large; the last one of ``/held`` waits."""
        parts, _, held = scope["path"].strip("/").partition("/")
        size = SMALL if parts == "1" else LARGE
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for left in reversed(range(int(parts))):
            if held and not left:
                await self.go_on.wait()
            await send({"type": "http.response.body", "body": b"x" * size, "more_body": left > 0})

    def never_too_full(self) -> None:
        """From now on no buffer of an answer is so full that the next part waits."""
        self.marks = {"high": 10 * LARGE}

    async def asked(self, path: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection on which a page is asked for, and of which next to nothing is read by itself."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=64 * 1024)
        writer.write(GET % path)
        return reader, writer

    async def time_passes(self) -> None:
        """Until a connection is gone: each limit that the server sets itself runs out."""
        async with asyncio.timeout(PATIENCE):
            while self.gone.empty():
                await self.clock.begun.wait()
                self.clock.over(list(self.clock.timers))
                await asyncio.sleep(0)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The protocol as uvicorn uses it."""
    loop = asyncio.get_running_loop()
    clock, gone = Clock(loop), asyncio.Queue[None]()
    world = World(clock, gone)

    class Told(Protocol):
        """Reports its end."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.loop: Any = clock
            world.connections.append(self)
            transport.set_write_buffer_limits(**world.marks)

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            gone.put_nowait(None)

    config = uvicorn.Config(
        world.page, interface="asgi3", http=Told, log_config=None, access_log=False, lifespan="off"
    )
    config.load()
    state = ServerState()
    server = await loop.create_server(
        lambda: Told(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    world.port = int(server.sockets[0].getsockname()[1])
    yield world
    server.close()


async def _whole(reader: asyncio.StreamReader) -> bytearray:
    said = bytearray()
    while not said.endswith(b"0\r\n\r\n"):
        piece = await reader.read(1024 * 1024)
        assert piece, "broken off"
        said += piece
    return said


@pytest.mark.parametrize("path", [b"/2", b"/3"])
async def test_who_does_not_read_is_given_up_in_the_middle_and_at_the_end(world: World, path: bytes) -> None:
    reader, writer = await world.asked(path)

    await world.time_passes()

    with pytest.raises((AssertionError, ConnectionError)):
        await _whole(reader)
    writer.close()


async def test_who_reads_gets_the_whole_and_has_the_whole_time_for_each_part(world: World) -> None:
    reader, writer = await world.asked(b"/3")
    await world.clock.begun.wait()
    first = list(world.clock.timers)
    said = bytearray(await reader.readexactly(LARGE + LARGE // 2))

    world.clock.over(first)  # of a part that has been read
    said += await _whole(reader)

    assert said.count(b"x") == 3 * LARGE
    writer.close()


async def test_the_rest_of_an_answer_that_is_written_is_not_waited_for_for_ever_either(world: World) -> None:
    world.never_too_full()
    reader, writer = await world.asked(b"/2")

    await world.time_passes()

    with pytest.raises((AssertionError, ConnectionError)):
        await _whole(reader)
    writer.close()


async def test_who_reads_on_has_the_whole_time_again(world: World) -> None:
    world.marks = {"high": LARGE // 2, "low": LARGE // 2}
    reader, writer = await world.asked(b"/2/held")
    await world.clock.begun.wait()
    first = list(world.clock.timers)
    said = bytearray(
        await reader.readexactly(LARGE // 2 + 1)
    )  # half is sent: the other half is in its buffer at most

    world.clock.over(first)
    world.go_on.set()

    assert (said + await _whole(reader)).count(b"x") == 2 * LARGE
    writer.close()


async def test_the_time_of_one_answer_is_not_that_of_the_next(world: World) -> None:
    world.never_too_full()
    reader, writer = await world.asked(b"/2")
    assert (await _whole(reader)).count(b"x") == 2 * LARGE
    first = list(world.clock.timers)

    writer.write(GET % b"/2/held")
    await reader.readexactly(1)
    world.clock.over(first)
    world.go_on.set()

    assert first
    assert (await _whole(reader)).count(b"x") == 2 * LARGE
    writer.close()


async def test_an_answer_that_has_been_read_leaves_its_connection_open(world: World) -> None:
    world.never_too_full()
    reader, writer = await world.asked(b"/2")
    assert (await _whole(reader)).count(b"x") == 2 * LARGE

    world.clock.over(list(world.clock.timers))
    writer.write(GET % b"/1")

    assert (await _whole(reader)).count(b"x") == SMALL
    writer.close()


async def test_who_asks_on_without_reading_gains_no_time(world: World) -> None:
    reader, writer = await world.asked(b"/3")
    await world.clock.begun.wait()
    writer.write(GET % b"/3" * 3)
    async with asyncio.timeout(PATIENCE):
        while not world.connections[0].flow.read_paused:  # until the server has received it
            await asyncio.sleep(0)

    await world.time_passes()

    with pytest.raises((AssertionError, ConnectionError)):
        await _whole(reader)
    writer.close()


async def test_who_reads_nothing_makes_room_for_who_comes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_protocol, "MOST_CONNECTIONS", 3)
    deaf = [await world.asked(b"/3") for _ in range(3)]
    for reader, _ in deaf:
        await reader.readexactly(1)  # the answer has begun

    reader, writer = await world.asked(b"/1")
    said = await _whole(reader)

    assert said.count(b"x") == SMALL
    with pytest.raises((AssertionError, ConnectionError)):
        await _whole(deaf[0][0])
    for one in (writer, *(writer for _, writer in deaf)):
        one.close()
