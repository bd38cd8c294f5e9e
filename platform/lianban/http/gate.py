"""Gate before Django: nothing of a request's body is read before its head says that it is wanted.

Method, content type, origin, host and declared size are judged on the head; a body that is larger than what a stranger
may send is read once its session has been looked up. Reading has a limit of bytes, of time, and of what all bodies
of this process hold together. A request without a body goes straight on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from api.running import entry
from api.running.errors import BAD_REQUEST, NOT_FOUND, TOO_BUSY, ApiError
from governments.entering.asgi import addressee_at_hand, addressee_of_head, is_signed_in, session_key_of
from governments.entering.hosts import Addressee
from governments.entering.registry import why_not_served
from lianban.http.gate_answer import counted, refuse
from lianban.http.gate_head import Head

BODY_WITHIN: Final = 20.0  # seconds from the head to the last byte of the body
BUFFERED: Final = 32 * 1024 * 1024  # bytes of bodies that a process holds at once, until they are answered
THREADS: Final = 2  # look up hosts that are not remembered, and sessions; connections of the pool are few
WAITING: Final = 64  # look-ups that wait for them

T = TypeVar("T")


class RequestGate:
    """An ASGI application around the whole product."""

    def __init__(self, application: ASGI3Application) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="gate")
        self._asking = 0
        self._buffered = 0

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """One connection, by the ASGI protocol."""
        head = Head(scope) if scope["type"] == "http" else None
        if head is None or not head.has_body:
            await self._application(scope, receive, send)
            return
        body = _Body(self)
        try:
            try:
                await self._read(head, body, receive)
            except ApiError as error:
                counted(error)
                await refuse(head, error, receive, send)
                return
            await self._application(scope, body.given(receive), send)
        finally:
            self._buffered -= body.size

    async def _read(self, head: Head, body: _Body, receive: ASGIReceiveCallable) -> None:
        """Judge the head, then read; raises ApiError."""
        _check_route(head)
        entry.check_size(head.declared)
        addressee = addressee_at_hand(head.headers)
        if addressee is None:
            addressee = await self._in_thread(lambda: addressee_of_head(head.headers))
        _check_addressee(addressee)
        if head.declared > entry.MAX_STRANGER:
            await self._require_session(head, addressee)
        try:
            async with asyncio.timeout(BODY_WITHIN):
                await self._take(head, body, addressee, receive)
        except TimeoutError:
            raise ApiError(BAD_REQUEST, "too_slow_body", status=408, seconds=int(BODY_WITHIN)) from None

    async def _take(
        self, head: Head, body: _Body, addressee: Addressee, receive: ASGIReceiveCallable
    ) -> None:
        trusted = head.declared > entry.MAX_STRANGER
        while not body.complete:
            await body.more(receive)
            entry.check_size(body.size)
            if not trusted and body.size > entry.MAX_STRANGER:
                await self._require_session(head, addressee)
                trusted = True

    async def _require_session(self, head: Head, addressee: Addressee) -> None:
        """More than a stranger may send is for those who are signed in."""
        key = session_key_of(head.headers)
        if not key or not await self._in_thread(lambda: is_signed_in(addressee, key)):
            entry.check_size(entry.MAX_STRANGER + 1, entry.MAX_STRANGER)

    def hold(self, size: int) -> None:
        """Count bytes of a body; raises ApiError when all bodies together are too much."""
        if self._buffered + size > BUFFERED:
            raise ApiError(TOO_BUSY, "too_busy", status=503)
        self._buffered += size

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._asking >= WAITING:
            raise ApiError(TOO_BUSY, "too_busy", status=503)
        self._asking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except (DatabaseError, PoolTimeout) as error:
            raise ApiError(TOO_BUSY, "too_busy", status=503) from error
        finally:
            self._asking -= 1


def _check_route(head: Head) -> None:
    """There is one address that takes anything; raises ApiError."""
    if head.path == entry.PATH:
        entry.check_head(head.method, head.named)
        return
    status = 400 if head.method in ("GET", "HEAD") else 405
    raise ApiError(BAD_REQUEST, "no_body", status=status)


def _check_addressee(addressee: Addressee) -> None:
    """A host that is ours, of a government that can be entered now; raises ApiError."""
    refused = why_not_served(addressee.government) if addressee.government is not None else None
    if not addressee.known or (refused is not None and refused.code == "government_suspended"):
        raise ApiError(NOT_FOUND, "host", status=404)
    if refused is not None:
        raise ApiError(TOO_BUSY, refused.code, status=503, name=refused.name)


class _Body:
    """What has been read of one body."""

    def __init__(self, gate: RequestGate) -> None:
        self._gate = gate
        self._parts: list[bytes] = []
        self._ended: Any = None
        self.size = 0
        self.complete = False

    async def more(self, receive: ASGIReceiveCallable) -> None:
        """Read the next piece."""
        event: Any = await receive()
        if event["type"] != "http.request":
            self.complete, self._ended = True, event
            return
        piece = event.get("body", b"")
        self._gate.hold(len(piece))
        self.size += len(piece)
        self._parts.append(piece)
        self.complete = not event.get("more_body", False)

    def given(self, receive: ASGIReceiveCallable) -> Callable[[], Awaitable[Any]]:
        """What the application receives: the whole body at once, then what happens to the connection."""
        events = [self._ended or {"type": "http.request", "body": b"".join(self._parts), "more_body": False}]

        async def next_event() -> Any:
            return events.pop() if events else await receive()

        return next_event
