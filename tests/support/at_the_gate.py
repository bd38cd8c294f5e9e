"""Callers at the gate, who count what is taken of their bodies, and an application behind it that notes what comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from api.running import entry
from lianban.http.gate import RequestGate
from lianban.http.headers import SecurityHeaders

HOST = "yunzhou.localhost"
GOOD = {"host": HOST, "content-type": "application/json"}
HUGE = str(10 * 1024**3)


class Caller:
    """One request to a gate: gives its body piece by piece, and counts what is taken before the answer begins."""

    def __init__(
        self, method: str, path: str, headers: Iterable[tuple[str, str]], pieces: AsyncIterator[bytes]
    ) -> None:
        self.scope: Any = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        }
        self.pieces = pieces
        self.asked = 0
        self.taken = 0
        self.taken_before_answer: int | None = None
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self.answered = False
        self._ended = False

    async def receive(self) -> Any:
        """The next piece, then the end; who asks on after the end would wait for ever."""
        self.asked += 1
        assert not self._ended, "asked for more after the end"
        try:
            piece = await anext(self.pieces)
        except StopAsyncIteration:
            self._ended = True
            return {"type": "http.request", "body": b"", "more_body": False}
        self.taken += len(piece)
        return {"type": "http.request", "body": piece, "more_body": True}

    async def send(self, event: Any) -> None:
        """Part of the answer."""
        if event["type"] == "http.response.start":
            self.status, self.headers = event["status"], dict(event["headers"])
            self.taken_before_answer = self.taken
        else:
            self.body += event["body"]
            self.answered = not event.get("more_body", False)


class Behind:
    """What lies behind the gate: notes what reaches it, and answers whole bodies."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.gone = 0

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        """One request."""
        event = await receive()
        if event["type"] == "http.disconnect":
            self.gone += 1
            return
        self.bodies.append(event["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def pieces_of(number: int, size: int = 1024) -> AsyncIterator[bytes]:
    """A body of so many pieces."""
    for _ in range(number):
        yield b"x" * size


async def asked(
    headers: dict[str, str],
    *more: tuple[str, str],
    method: str = "POST",
    path: str = entry.PATH,
    pieces: int = 4,
    gate: RequestGate | None = None,
) -> Caller:
    """A request with these headers, and more that may repeat their names, after its answer."""
    caller = Caller(method, path, [*headers.items(), *more], pieces_of(pieces))
    await SecurityHeaders(gate or RequestGate(Behind()))(caller.scope, caller.receive, caller.send)
    return caller
