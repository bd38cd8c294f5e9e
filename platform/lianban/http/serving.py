"""Configuration of uvicorn: one place for the command, benchmarks and tests."""

from __future__ import annotations

import resource
import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

from lianban.http.protocol import MOST_CONNECTIONS, Protocol
from lianban.processes.heartbeat import HEARTBEAT

GRACE = 5  # seconds that open requests get when the web process is asked to end
LARGEST_MESSAGE = 64 * 1024  # bytes of one WebSocket message
FILES = 65_536  # open files that are asked for, beyond connections: sockets of viewers


def configured(workers: int = 1) -> uvicorn.Config:
    """The configuration of a web process; allows it as many open files as the machine lets it have."""
    _allow_files()
    return uvicorn.Config(
        "lianban.asgi:application",
        workers=workers,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whose word counts is decided in one place: ``kernel.client_address``
        http=Protocol,
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=False,  # nobody makes us unpack anything
        timeout_graceful_shutdown=GRACE,
    )


class BeatingServer(uvicorn.Server):
    """A server whose loop beats while it turns."""

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second, from the loop itself."""
        HEARTBEAT.beat()
        return await super().on_tick(counter)


def serve(sockets: list[socket.socket], workers: int = 1) -> None:
    """Serve on these sockets until the process is asked to stop; open requests get a few seconds to end."""
    config = configured(workers)
    server = BeatingServer(config)
    if workers > 1:
        Multiprocess(config, sockets).run()
    else:
        server.run(sockets=sockets)


def _allow_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < max(wanted, MOST_CONNECTIONS):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
