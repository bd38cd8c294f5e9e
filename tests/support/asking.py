"""Asking the API as a browser would: over HTTP, on a government's host, with a session cookie."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from governments.entering.scope import governing
from people.models import Account
from support.governments import CITY
from support.world import World

HOST = "yunzhou.localhost:8000"
JSON = "application/json"
BACKEND = "people.sign_in.AccountBackend"


class Asking:
    """``ask("office", "{ me { name } }")`` asks as an actor of the world; ``None`` asks as nobody."""

    def __init__(self, world: World | None = None, government: str = CITY) -> None:
        self.world = world
        self.government = government
        self._clients: dict[str | None, Client] = {}

    def __call__(self, who: str | None, document: str, **variables: Any) -> dict[str, Any]:
        """The answer's JSON."""
        body: dict[str, Any] = json.loads(self.response(who, document, variables).content)
        return body

    def data(self, who: str | None, document: str, **variables: Any) -> Any:
        """The data of an answer that must have no errors: of its only field, when there is one."""
        body = self(who, document, **variables)
        assert "errors" not in body, body
        values = list(body["data"].values())
        return values[0] if len(values) == 1 else body["data"]

    def nodes(self, who: str | None, document: str, **variables: Any) -> list[Any]:
        """The rows of a connection, the only field of a document."""
        return [edge["node"] for edge in self.data(who, document, **variables)["edges"]]

    def code(self, who: str | None, document: str, **variables: Any) -> str:
        """``extensions.code`` of an answer's first error; empty when there is none."""
        errors = self(who, document, **variables).get("errors")
        return errors[0]["extensions"]["code"] if errors else ""

    def response(
        self, who: str | None, document: str, variables: dict[str, Any] | None = None, **headers: str
    ) -> HttpResponse:
        """The HTTP response to one question."""
        body = json.dumps({"query": document, "variables": variables or {}})
        return self.post(who, body, **headers)

    def post(
        self, who: str | None, body: str | bytes, content_type: str = JSON, host: str = "", **headers: str
    ) -> HttpResponse:
        """The HTTP response to any POST."""
        named = host or f"{self.government}.localhost:8000"
        response: HttpResponse = self.client(who).post(
            "/graphql", body, content_type=content_type, headers=headers, HTTP_HOST=named
        )
        return response

    def forget(self, who: str | None) -> None:
        """Close an actor's browser; the next question signs in anew."""
        self._clients.pop(who, None)

    def client(self, who: str | None) -> Client:
        """The browser of an actor, signed in."""
        if who not in self._clients:
            client = self._clients[who] = Client(raise_request_exception=False)
            if who is not None and self.world is not None:
                with governing(self.government):
                    account = Account.objects.get(pk=self.world.actors[who].account_id)
                    client.force_login(account, BACKEND)
        return self._clients[who]
