"""Socket from handshake to close: graphql-transport-ws with ``workChanged`` and ``board``.

A plain ASGI application without a channel layer: an idle viewer costs a coroutine and an empty mailbox.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, cast

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, WebSocketScope
from django.db import DatabaseError

from governments.entering.asgi import addressee_of_head
from governments.entering.hosts import is_our_page
from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import why_not_served
from governments.models import Government
from live import protocol, unauthenticated
from live.boards import BoardView, Viewing
from live.hub import Hub, hub
from live.mailbox import Mailbox
from live.operations import BOARD, WORK, ParsedSubscription, Unfit, subscription_of
from live.protocol import Close, Closed
from live.viewers import viewer_at_display, viewer_of
from supervision.board_reading import audience_of

FRAME_INTERVAL = 0.1  # seconds between frames to one socket: at most ten rounds a second
STUCK = 20.0  # seconds that a client may take to accept a frame

Handle = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


async def serve(scope: WebSocketScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Serve one connection; the handshake is refused (403) for foreign pages and unknown hosts."""
    await receive()
    government = await hub().in_thread(_government, scope)
    if government is None or not _from_our_page(scope):
        await _send(send, {"type": "websocket.close", "code": Close.FORBIDDEN})
        return
    if protocol.SUBPROTOCOL not in scope["subprotocols"]:
        await _send(send, {"type": "websocket.accept"})
        await _close(send, Close.SUBPROTOCOL_UNKNOWN)
        return
    await _send(send, {"type": "websocket.accept", "subprotocol": protocol.SUBPROTOCOL})
    await Socket(scope, government, receive, send).run()


class Socket:
    """An accepted connection."""

    def __init__(
        self,
        scope: WebSocketScope,
        government: Government,
        receive: ASGIReceiveCallable,
        send: ASGISendCallable,
    ) -> None:
        self._scope = scope
        self._government = government
        self._receive = receive
        self._send = send
        self._hub: Hub = hub()
        self._mailbox: Mailbox | None = None
        self._initialised = False
        self._subscriptions: dict[str, ParsedSubscription] = {}
        self._viewings: dict[str, Viewing] = {}
        self._sender: asyncio.Task[None] | None = None
        self._messages: list[float] = []

    async def run(self) -> None:
        """Until the client goes, or has to."""
        reader = asyncio.create_task(self._read())
        unauthenticated.enter(reader)
        try:
            done, _pending = await asyncio.wait({reader}, timeout=protocol.INIT_WITHIN)
            if reader.cancelled() or (not done and not self._initialised):
                raise Closed(Close.INIT_TIMEOUT)
            await reader
        except Closed as closed:
            await _close(self._send, closed.code)
        finally:
            await self._end(reader)

    async def _read(self) -> None:
        while True:
            event: Any = await self._receive()
            if event["type"] == "websocket.disconnect":
                return
            self._count()
            message = protocol.read(event.get("text"))
            handle = self._handlers.get(message["type"])
            if handle is None:
                raise Closed(Close.BAD_MESSAGE)
            await handle(message)

    @property
    def _handlers(self) -> dict[str, Handle]:
        return {
            "connection_init": self._init,
            "ping": self._ping,
            "pong": self._pong,
            "subscribe": self._subscribe,
            "complete": self._complete,
        }

    def _count(self) -> None:
        """Refuse floods."""
        now = time.monotonic()
        self._messages = [one for one in self._messages if now - one < protocol.WINDOW] + [now]
        if len(self._messages) > protocol.MAX_MESSAGES:
            raise Closed(Close.TOO_MANY)

    async def _init(self, message: dict[str, Any]) -> None:
        if self._initialised:
            raise Closed(Close.TOO_MANY)
        self._initialised = True
        viewer = await self._viewer(display_key(message))
        if viewer is None:
            raise Closed(Close.UNAUTHORIZED)
        await self._hub.ready()
        mailbox = Mailbox(viewer)
        if not self._hub.join(self._government, mailbox):
            raise Closed(Close.TOO_MANY)
        self._mailbox = mailbox
        unauthenticated.leave(cast("asyncio.Task[None]", asyncio.current_task()))  # the task that reads
        await self._send_message("connection_ack")
        self._sender = asyncio.create_task(self._send_changes(mailbox))

    async def _viewer(self, key: str | None) -> Any:
        try:
            if key is not None:
                return await self._hub.in_thread(viewer_at_display, self._government, key)
            return await self._hub.in_thread(viewer_of, self._government, self._scope["headers"])
        except GovernmentNotServed as error:
            raise Closed(Close.FORBIDDEN) from error

    async def _ping(self, message: dict[str, Any]) -> None:
        standing = self._hub.boards.freshness(self._government.code) if self._viewings else None
        await self._send_message("pong", payload=standing or message.get("payload"))

    async def _pong(self, _message: dict[str, Any]) -> None:
        return

    async def _subscribe(self, message: dict[str, Any]) -> None:
        if self._mailbox is None:
            raise Closed(Close.UNAUTHORIZED)
        of = message.get("id")
        if not isinstance(of, str) or not 0 < len(of) <= protocol.LONGEST_ID:
            raise Closed(Close.BAD_MESSAGE)
        if of in self._subscriptions:
            raise Closed(Close.SUBSCRIBER_EXISTS)
        try:
            if len(self._subscriptions) >= protocol.MAX_SUBSCRIPTIONS:
                raise Unfit("too_many_subscriptions")
            subscription = subscription_of(message.get("payload"))
            if self._mailbox.viewer.display is not None and subscription.root != BOARD:
                raise Unfit("only_boards")
            self._subscriptions[of] = subscription
            if subscription.root == BOARD:
                await self._view(of, subscription, self._mailbox)
        except Unfit as unfit:
            self._subscriptions.pop(of, None)
            error = {"message": str(unfit), "extensions": unfit.extensions}
            await self._send_message("error", of=of, payload=[error])

    async def _view(self, of: str, subscription: ParsedSubscription, mailbox: Mailbox) -> None:
        """Follow a board; raises Unfit for a seat that has none."""
        viewer = mailbox.viewer
        audience = audience_of(viewer.actor, wall=viewer.display is not None)
        if audience is None:
            raise Unfit("no_board")
        given = subscription.arguments
        scope = audience.scope(given["scope"])
        view = BoardView(self._government.code, audience, scope, given.get("year"))
        self._viewings[of] = Viewing(self._government, view, subscription, mailbox)
        try:
            await self._hub.boards.begin(self._viewings[of])
        except (DatabaseError, GovernmentNotServed) as error:
            raise Closed(Close.TRY_LATER) from error

    async def _complete(self, message: dict[str, Any]) -> None:
        of = str(message.get("id"))
        self._subscriptions.pop(of, None)
        viewing = self._viewings.pop(of, None)
        if viewing is not None:
            self._hub.boards.end(viewing)

    async def _send_changes(self, mailbox: Mailbox) -> None:
        try:
            while mailbox.shut_with is None:
                await self._send_waiting(mailbox)
            await _close(self._send, mailbox.shut_with)
        except Closed as closed:
            await _close(self._send, closed.code)

    async def _send_waiting(self, mailbox: Mailbox) -> None:
        await mailbox.wake.wait()
        for change in mailbox.take():
            for of, subscription in list(self._subscriptions.items()):
                if subscription.root == WORK:
                    await self._send_message("next", of=of, payload=subscription.payload(change))
        for of, viewing in list(self._viewings.items()):
            payload = viewing.take()
            if payload is not None:
                await self._deliver(protocol.write_encoded(of, payload))
        await asyncio.sleep(0 if mailbox.shut_with else FRAME_INTERVAL)

    async def _send_message(self, kind: str, *, of: str | None = None, payload: Any = None) -> None:
        await self._deliver(protocol.write(kind, of=of, payload=payload))

    async def _deliver(self, text: str) -> None:
        try:
            await asyncio.wait_for(_send(self._send, {"type": "websocket.send", "text": text}), STUCK)
        except TimeoutError as error:
            raise Closed(Close.TRY_LATER) from error

    async def _end(self, reader: asyncio.Task[None]) -> None:
        for viewing in self._viewings.values():
            self._hub.boards.end(viewing)
        if self._mailbox is not None:
            self._hub.leave(self._government, self._mailbox)
        for task in (reader, self._sender):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task


def display_key(message: dict[str, Any]) -> str | None:
    """The key of a display seat with which a wall opens its socket; None for a person's page."""
    payload = message.get("payload")
    key = payload.get("displaySeat") if isinstance(payload, dict) else None
    return key if isinstance(key, str) else None


def _government(scope: WebSocketScope) -> Government | None:
    """The government that the Host names, if it is served; the platform's own host has no live changes."""
    found = addressee_of_head(scope["headers"]).government
    return found if found is not None and why_not_served(found) is None else None


def _from_our_page(scope: WebSocketScope) -> bool:
    """Whether the page that opens the socket is of this host. A browser always says; nobody else need come."""
    headers = list(scope["headers"])
    origins = [value for name, value in headers if name == b"origin"]
    hosts = [value for name, value in headers if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    return is_our_page(origins[0].decode("latin-1"), hosts[0].decode("latin-1"))


async def _close(send: ASGISendCallable, code: Close) -> None:
    reason = protocol.REASONS[code]
    with suppress(Exception):  # the client may have gone first
        await asyncio.wait_for(
            _send(send, {"type": "websocket.close", "code": code, "reason": reason}), STUCK
        )


async def _send(send: ASGISendCallable, event: dict[str, Any]) -> None:
    await send(event)  # type: ignore[arg-type]  # asgiref's types want every optional key of an event
