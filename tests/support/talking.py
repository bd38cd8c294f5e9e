"""Talking graphql-transport-ws to a running server, and letting the relay do its work."""

from __future__ import annotations

import http.client
import json
import socket
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from governments.entering.scope import platform_scope
from lianban.wiring import wired_relay
from people.models import Account
from support.asking import BACKEND
from support.world import World

SUBSCRIPTION = "subscription { workChanged { epoch seq caseId step } }"
PATIENCE = 60.0  # seconds until a silent server is a failed test


class Talk:
    """One socket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def say(self, kind: str, **more: Any) -> None:
        """Send a message."""
        self.connection.send(json.dumps({"type": kind} | more))

    def hear(self) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = json.loads(self.connection.recv(PATIENCE))
        return message

    def begin(self) -> Talk:
        """Initialise."""
        self.say("connection_init")
        assert self.hear() == {"type": "connection_ack"}
        return self

    def subscribe(self, query: str = SUBSCRIPTION, of: str = "1") -> Talk:
        """Subscribe, and be sure that the server has read it."""
        self.say("subscribe", id=of, payload={"query": query})
        self.say("ping")
        assert self.hear() == {"type": "pong"}
        return self

    def change(self) -> dict[str, Any]:
        """The next change."""
        message = self.hear()
        assert message["type"] == "next", message
        found: dict[str, Any] = message["payload"]["data"]["workChanged"]
        return found

    def close_code(self) -> int:
        """The code with which the server closes, after whatever it still had to say."""
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                self.connection.recv(PATIENCE)
        assert closed.value.rcvd is not None
        return int(closed.value.rcvd.code)


class Line:
    """Opens sockets to one server."""

    def __init__(self, port: int, world: World) -> None:
        self.port = port
        self.world = world
        self.browsers: dict[str, Client] = {}
        self._open = ExitStack()

    def browser(self, who: str) -> Client:
        """The browser of an actor, signed in."""
        if who not in self.browsers:
            self.browsers[who] = Client(HTTP_HOST=f"yunzhou.localhost:{self.port}")
            account = Account.objects.get(pk=self.world.actors[who].account_id)
            self.browsers[who].force_login(account, BACKEND)
        return self.browsers[who]

    def cookie(self, who: str | None) -> dict[str, str]:
        """The header with an actor's session."""
        name = settings.SESSION_COOKIE_NAME
        return {"Cookie": f"{name}={self.browser(who).cookies[name].value}"} if who else {}

    def dial(
        self,
        who: str | None,
        *,
        host: str = "yunzhou.localhost",
        origin: str | None = "",
        protocols: tuple[str, ...] = ("graphql-transport-ws",),
        path: str = "/graphql/ws",
    ) -> Talk:
        """Open a socket; ``origin`` empty is the host's own page, None is no page."""
        address = f"{host}:{self.port}"
        opening = connect(
            f"ws://{address}{path}",
            sock=socket.create_connection(("127.0.0.1", self.port)),
            origin=f"http://{address}" if origin == "" else origin,  # type: ignore[arg-type]  # a NewType
            subprotocols=list(protocols) or None,  # type: ignore[arg-type]  # a NewType
            additional_headers=self.cookie(who),
        )
        return Talk(self._open.enter_context(opening))

    def follow(self, who: str) -> Talk:
        """A socket that is subscribed."""
        return self.dial(who).begin().subscribe()

    def hang_up(self) -> None:
        """Close all sockets."""
        self._open.close()


def asked(
    line: Line, who: str | None, document: str, host: str = "yunzhou.localhost", **variables: Any
) -> Any:
    """The JSON answer of the running server."""
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=30)
    headers = {"Host": f"{host}:{line.port}", "Content-Type": "application/json"} | line.cookie(who)
    connection.request("POST", "/graphql", json.dumps({"query": document, "variables": variables}), headers)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer


def knocked(
    line: Line, method: str, path: str, host: str = "yunzhou.localhost"
) -> tuple[int, str, str | None]:
    """Status, body and Retry-After of the running server's answer to a page that is signed in at the city."""
    connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=60)
    headers = {"Host": f"{host}:{line.port}"} | line.cookie("office")
    body = None
    if method == "POST":
        headers["Content-Type"], body = "application/json", json.dumps({"query": "{ government { name } }"})
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    told = response.status, response.read().decode(), response.headers.get("Retry-After")
    connection.close()
    return told


def relayed() -> int:
    """Let the relay hand on everything that has been committed."""
    with platform_scope():
        relay, handed = wired_relay(), 0
        while more := relay.drain():
            handed += more
        return handed
