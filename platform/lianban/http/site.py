"""Django as an ASGI application whose middleware and views are all synchronous: one request, one thread, one way there.

Django's own handler makes a thread for each request and goes back and forth between it and the loop for every signal,
every middleware that may be either, the view and the end. Here a request is taken to a thread of a pool once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO, Any, cast

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponseBase
from django.urls import set_script_prefix

from governments.entering.refusals import busy

THREADS = 40  # requests answered at once by a process; more of them wait, and connections are fewer
WAITING = 200  # requests that wait for one of them; a later one gets a 503 at once
# The same for one host: what is stuck in one government leaves the others threads, and places to wait.
THREADS_OF_ONE, WAITING_OF_ONE = 28, 140

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class HostQueue:
    """The requests of one host."""

    def __init__(self) -> None:
        self.asked = 0
        self.threads = asyncio.Semaphore(THREADS_OF_ONE)


class Site(ASGIHandler):
    """Middleware, view and the end of a request in one thread, under the request's own context."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0
        self._queues: dict[bytes, HostQueue] = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")

    def load_middleware(self, is_async: bool = False) -> None:
        """The chain as for a synchronous server."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request; a caller who has gone away is noticed when there is something to send."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        host = _host(scope)
        if not self._has_place(host):
            await self.send_response(busy(as_json=_has_json(scope)), send)
            return
        queue = self._queues.setdefault(host, HostQueue())  # a host that is turned away leaves none behind
        loop, run = asyncio.get_running_loop(), copy_context().run
        self._asked += 1
        queue.asked += 1
        try:
            async with queue.threads:
                response = await loop.run_in_executor(self._threads, lambda: run(self._answered, scope, body))
        finally:
            self._asked -= 1
            queue.asked -= 1
            if not queue.asked:
                self._queues.pop(host, None)
        await self.send_response(response, send)

    def _has_place(self, host: bytes) -> bool:
        """Whether one request more may wait: of all, and of this host."""
        queue = self._queues.get(host)
        asked = queue.asked if queue else 0
        return self._asked < THREADS + WAITING and asked < THREADS_OF_ONE + WAITING_OF_ONE

    def _answered(self, scope: dict[str, Any], body: IO[bytes]) -> HttpResponseBase:
        """The whole answer; no answer of ours is a stream, so its connection is given back before it is sent."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refused = self.create_request(scope, body)
        response = self.get_response(request) if request is not None else cast(HttpResponseBase, refused)
        response.close()
        body.close()
        return response


def _has_json(scope: dict[str, Any]) -> bool:
    """Whether the request carries JSON, as programs send it."""
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return bytes(kind).partition(b";")[0].strip().lower() == b"application/json"


def _host(scope: dict[str, Any]) -> bytes:
    """The Host header without its port; which government it names is found out later."""
    given = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return bytes(given).lower().partition(b":")[0]
