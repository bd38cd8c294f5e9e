"""HTTP/1.1 protocol of uvicorn with limits that it leaves to a proxy: time and size of a head, idle connections.

Connections that wait for their client (no complete head yet, a body still to come, an answer that is not read) are the
first to go when there are too many: whoever opens thousands and says nothing, or reads nothing, keeps nobody out.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import ClassVar, Final
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from lianban.http.headers import added

HEAD_WITHIN: Final = 10.0  # seconds from opening, or from a request's first byte, to the end of its head
LARGEST_HEAD: Final = 32 * 1024  # bytes of address and headers
MOST_HEADERS: Final = 100
MOST_CONNECTIONS: Final = 2_000  # of HTTP, of one process; sockets are limited by their hub
READ_WITHIN: Final = 30.0  # seconds that a client may take to read the next part of an answer, or its rest
PLAIN: Final = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]


class TooLarge(Exception):
    """A head that is over its limit; the parser ends with it."""


class ServerConnections:
    """The HTTP connections of one server; those that wait for their client in the order in which they began to."""

    def __init__(self) -> None:
        self.open: set[Protocol] = set()
        self.waiting: OrderedDict[Protocol, None] = OrderedDict()


class Protocol(HttpToolsProtocol):
    """One connection."""

    _by_server: ClassVar[WeakKeyDictionary[ServerState, ServerConnections]] = WeakKeyDictionary()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """A new connection; over the limit the one goes that has waited longest."""
        super().connection_made(transport)
        self._size = self._headers_seen = 0
        self._head_task: asyncio.TimerHandle | None = None
        self._read_task: asyncio.TimerHandle | None = None
        self._connections = self._by_server.setdefault(self.server_state, ServerConnections())
        self._connections.open.add(self)
        self._await_head()
        if len(self._connections.open) > MOST_CONNECTIONS:
            next(iter(self._connections.waiting))._drop()  # this one, if no other waits

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """More of a request; a head that does not end is cut off."""
        super().data_received(data)
        if self._head_task is not None:
            self._size += len(data)
            if self._size > LARGEST_HEAD and not self.transport.is_closing():
                self._respond(431)

    def on_message_begin(self) -> None:
        """The head of a request begins."""
        super().on_message_begin()
        self._size = self._headers_seen = 0
        if (
            not self.flow.write_paused
        ):  # who asks anew has read the answer before; its time is not that of the next
            self._cancel_reading()
        if self._head_task is None:
            self._await_head()

    def on_url(self, url: bytes) -> None:
        """Part of the address."""
        self._weigh(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        self._headers_seen += 1
        self._weigh(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete; from here on the gate has its own clock."""
        self._cancel()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Nothing more is expected of the client."""
        self._connections.waiting.pop(self, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Answered: what is not read yet is waited for, but not for ever."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._connections.waiting[self] = None
        self._await_reading()

    def pause_writing(self) -> None:
        """Much of an answer lies unread: the next part is not made before some of it has gone."""
        super().pause_writing()
        self._connections.waiting.setdefault(self)
        self._await_reading()

    def resume_writing(self) -> None:
        """The client reads on."""
        super().resume_writing()
        if not self.cycle.response_complete:
            self._connections.waiting.pop(self, None)
        self._await_reading()

    def handle_websocket_upgrade(self) -> None:
        """From here on the connection is a socket's."""
        self._leave()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP, or a head over its limit, as the parser says."""
        self._respond(400)

    def _weigh(self, size: int) -> None:
        self._size += size
        if self._size > LARGEST_HEAD or self._headers_seen > MOST_HEADERS:
            raise TooLarge

    def _await_head(self) -> None:
        self._connections.waiting[self] = None
        self._connections.waiting.move_to_end(self)
        self._head_task = self.loop.call_later(HEAD_WITHIN, self._drop)

    def _await_reading(self) -> None:
        self._cancel_reading()
        if self.transport.get_write_buffer_size():
            self._read_task = self.loop.call_later(READ_WITHIN, self._abort_if_unread)

    def _cancel_reading(self) -> None:
        if self._read_task is not None:
            self._read_task.cancel()
            self._read_task = None

    def _cancel(self) -> None:
        if self._head_task is not None:
            self._head_task.cancel()
            self._head_task = None

    def _leave(self) -> None:
        self._cancel()
        self._cancel_reading()
        self._connections.open.discard(self)
        self._connections.waiting.pop(self, None)

    def _drop(self) -> None:
        """Too slow: gone without a word, as nothing was asked."""
        self._leave()
        self.transport.abort()

    def _abort_if_unread(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _respond(self, status: int) -> None:
        self._leave()
        if self.transport.is_closing():
            return
        headers = added([*PLAIN, (b"content-length", b"0"), (b"connection", b"close")])
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        self.transport.write(STATUS_LINE[status] + lines + b"\r\n")
        self.transport.close()
