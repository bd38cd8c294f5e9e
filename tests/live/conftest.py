"""Real server on a free port for all live tests; each test has a world of its own, with real commits."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from governments.models import Government
from lianban.http.serving import configured
from live import feed
from support import governments
from support.talking import Line
from support.world import World, a_world


@pytest.fixture(scope="session")
def port(photograph: governments.Photograph) -> Iterator[int]:
    """The product's ASGI application under uvicorn."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(configured())
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield int(listening.getsockname()[1])
    server.should_exit = True
    thread.join(10)


@pytest.fixture(autouse=True)
def a_relay_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers begin anew: those that other tests' relays gave out and rolled back would be a gap to the hub."""
    monkeypatch.setattr(feed, "_feed", feed.Feed())


@pytest.fixture
def world(committed: Government) -> World:
    """The world, for everybody to see."""
    return a_world()


@pytest.fixture
def line(port: int, world: World) -> Iterator[Line]:
    """Opens sockets as actors of the world, and closes them after the test."""
    line = Line(port, world)
    yield line
    line.hang_up()
