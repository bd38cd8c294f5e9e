"""``/health/live`` and ``/health/ready`` as a small ASGI application: JSON, on every host, before Django.

Strangers get ok or not; what is wrong is for whoever asks from this machine, and for signed-in operators.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from governments.entering.asgi import addressee_at_hand, is_operator, session_key_of
from kernel.client_address import is_local
from lianban.health.checks import Check, report

CACHE_SECONDS = 1.0  # seconds for which an answer serves again: strangers cannot make us work
PREFIX = "/health/"


class Health:
    """Answers health requests itself and hands everything else on."""

    def __init__(self, application: ASGI3Application) -> None:
        self._application = application
        self._asking: asyncio.Task[dict[str, Check]] | None = None
        self._asked = 0.0
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """One HTTP connection, by the ASGI protocol."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._application(scope, receive, send)
            return
        status, body = await self._answer(scope)
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(content)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers, "trailers": False})
        content_sent = b"" if scope["method"] == "HEAD" else content
        await send({"type": "http.response.body", "body": content_sent, "more_body": False})

    async def _answer(self, scope: HTTPScope) -> tuple[int, dict[str, object]]:
        name = scope["path"].removeprefix(PREFIX).rstrip("/")
        if scope["method"] not in ("GET", "HEAD"):
            return 405, {"status": "method not allowed"}
        if name == "live":
            return 200, {"status": "ok"}
        if name == "ready":
            return self._summary(
                await self._report(), detailed=is_local(scope) or await self._asks_an_operator(scope)
            )
        return 404, {"status": "not found"}

    async def _report(self) -> dict[str, Check]:
        # Requests that arrive together wait for one and the same question.
        if self._asking is None or (self._asking.done() and time.monotonic() - self._asked > CACHE_SECONDS):
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> dict[str, Check]:
        checks = await asyncio.to_thread(report)
        self._asked = time.monotonic()
        return checks

    async def _asks_an_operator(self, scope: HTTPScope) -> bool:
        """Whether a session of the platform's host is an operator's; one is looked up at a time."""
        headers = list(scope["headers"])
        addressee, key = addressee_at_hand(headers), session_key_of(headers)
        if addressee is None or not addressee.platform or not key:
            return False
        async with self._one_at_a_time:
            try:
                return await asyncio.to_thread(is_operator, addressee, key)
            except (DatabaseError, PoolTimeout):  # who that is cannot be found out: a stranger
                return False

    @staticmethod
    def _summary(checks: dict[str, Check], *, detailed: bool) -> tuple[int, dict[str, object]]:
        """All of it for this machine and operators; everybody else learns whether requests are answered."""
        ready = all(check.ok for check in checks.values() if check.required)
        if not detailed:
            return (200, {"status": "ok"}) if ready else (503, {"status": "down"})
        well = all(check.ok for check in checks.values())
        status = ("ok" if well else "degraded") if ready else "down"
        named = {name: asdict(check) for name, check in checks.items()}
        return 200 if ready else 503, {"status": status, "dependencies": named}
