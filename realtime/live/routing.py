"""WebSocket side of ``lianban.asgi``: one address, on every government's host."""

from __future__ import annotations

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope

from live.socket import serve

PATH = "/graphql/ws"


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Serve the one address; every other is refused in the handshake."""
    if scope["type"] == "websocket" and scope["path"] == PATH:
        await serve(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1000, "reason": ""})
