"""Security headers on every answer of the process, whoever made it: Django, files, health, the gate, an accident.

What an answer says itself stays (Django's pages have a policy of their own, with a nonce); the rest is added here.
"""

from __future__ import annotations

from typing import Any, Final

import structlog
from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from django.conf import settings

ALWAYS: Final = {
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
ACCIDENT: Final = b"Internal Server Error"

log = structlog.get_logger("lianban.http.page")


def added(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Headers of an answer with those that it lacks."""
    known = {name.lower() for name, _ in given}
    return [*given, *((name, value) for name, value in _wanted().items() if name not in known)]


def _wanted() -> dict[bytes, bytes]:
    if not settings.LIANBAN_HTTPS:
        return ALWAYS
    age = str(settings.SECURE_HSTS_SECONDS).encode()
    return ALWAYS | {b"strict-transport-security": b"max-age=" + age}


class SecurityHeaders:
    """The outermost ASGI application; an accident behind it is one line in the log and a plain 500."""

    def __init__(self, application: ASGI3Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """One connection, by the ASGI protocol."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        begun = False

        async def send_with_headers(event: Any) -> None:
            nonlocal begun
            if event["type"] == "http.response.start":
                begun = True
                event = event | {"headers": added(list(event.get("headers", [])))}
            await send(event)

        try:
            await self._application(scope, receive, send_with_headers)
        except Exception:
            log.exception("web: accident outside Django")
            if begun:
                raise
            await _accident(send_with_headers)


async def _accident(send: Any) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(ACCIDENT)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 500, "headers": headers, "trailers": False})
    await send({"type": "http.response.body", "body": ACCIDENT, "more_body": False})
