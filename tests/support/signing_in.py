"""Trying to sign in from a chosen place, with or without a device that is known."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from support.asking import HOST

SIGN_IN = """mutation($username: String!, $password: String!) {
  signIn(username: $username, password: $password) {
    viewer { name mustChangePassword accountChanges { changeLabel post byLabel } } refusal { code message } } }"""


def asked(browser: Client, document: str, **variables: Any) -> dict[str, Any]:
    """The JSON answer to one question."""
    body = json.dumps({"query": document, "variables": variables})
    answer: dict[str, Any] = json.loads(
        browser.post("/graphql", body, content_type="application/json").content
    )
    return answer


def at(address: str, host: str = HOST) -> Client:
    """A fresh browser at an address."""
    return Client(HTTP_HOST=host, REMOTE_ADDR=address)


def tried(browser: Client, password: str, username: str = "water-unit_clerk") -> str:
    """What a try to sign in comes to: the refusal's code, or ``in``."""
    answer = asked(browser, SIGN_IN, username=username, password=password)["data"]["signIn"]
    return answer["refusal"]["code"] if answer["refusal"] else "in"
