"""Responses of the gate: short, in the form of the address; the connection is closed after them."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any, Final

import structlog
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable

from api.running import entry
from api.running.errors import ApiError, body_of
from kernel import json_text
from lianban.http.gate_head import Head

LINGER: Final = (
    1.0  # seconds for which what a client is still sending is thrown away, so that it reads our answer
)
LINGER_BYTES: Final = 1024 * 1024  # and bytes; a body that is said to be larger is not waited for
LINGERING: Final = (
    8  # connections of which that is done at once: it is a courtesy, and a flood must not profit from it
)
EVERY: Final = 60.0  # seconds between two log lines about refusals: a flood must not fill the disk

log = structlog.get_logger("lianban.gate")


class Refusals:
    """Counts refusals by their code, and logs the counts now and then."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._logged_at = -EVERY

    def add(self, code: str) -> None:
        """One more; a line when the last one is long ago."""
        self._counts[code] += 1
        if time.monotonic() - self._logged_at >= EVERY:
            self._logged_at = time.monotonic()
            log.warning("gate: refused before reading", **self._counts)
            self._counts.clear()


_refusals = Refusals()
_lingering = 0


def counted(error: ApiError) -> None:
    """Note a refusal for the log."""
    _refusals.add(f"status_{error.status}")


async def refuse(head: Head, error: ApiError, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Answer without having read the body, let the client see that, and close."""
    content, kind = error.message.encode(), b"text/plain; charset=utf-8"
    if head.path == entry.PATH:
        content, kind = json_text.dumps({"errors": [body_of(error)]}), b"application/json; charset=utf-8"
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    if error.status == 405:
        headers.append((b"allow", b"POST" if head.path == entry.PATH else b"GET, HEAD"))
    if error.status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": error.status, "headers": headers, "trailers": False})
    content_sent = b"" if head.method == "HEAD" else content
    await send({"type": "http.response.body", "body": content_sent, "more_body": True})
    if (
        "expect" not in head.named and head.declared <= LINGER_BYTES
    ):  # who waits for our word has sent nothing
        await _linger(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _linger(receive: ASGIReceiveCallable) -> None:
    """Throw away what is on its way: a connection closed over unread bytes takes our answer with it."""
    global _lingering
    if _lingering >= LINGERING:
        return
    _lingering += 1
    try:
        async with asyncio.timeout(LINGER):
            await _throw_away(receive)
    except TimeoutError:
        return
    finally:
        _lingering -= 1


async def _throw_away(receive: ASGIReceiveCallable) -> None:
    left = LINGER_BYTES
    while left > 0:
        event: Any = await receive()
        if event["type"] != "http.request" or not event.get("more_body", False):
            return
        left -= len(event.get("body", b""))
