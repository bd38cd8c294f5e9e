"""Operators read who they are and what was done to their accounts; nobody of a government does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from governments.entering.scope import platform_scope
from governments.models import Government, Operator
from governments.operators import create_operator, set_operator_active
from kernel.wording import label
from support.asking import Asking

BY = "终端 ops"
PASSWORD = "lian-ban-1-tongguo"
SIGN_IN = """mutation($password: String!) {
  signIn(username: "first", password: $password) { refusal { code } } }"""
OPERATORS = "{ operators { username name active mustChangePassword } }"
CHANGES = """query($after: String) { operatorChanges(first: 2, after: $after) {
  edges { cursor node { id username changeLabel byLabel } } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
def operator(city: Government) -> Iterator[Client]:
    """The browser of one of two operators, the other of whom was stopped."""
    with platform_scope():
        for username in ("first", "second"):
            create_operator(username, "程见山", by=BY)
        set_operator_active("second", active=False, by=BY)
        made: Operator = Operator.objects.get(username="first")
        made.set_password(PASSWORD)
        made.must_change_password = False
        made.save()
    browser = Client(HTTP_HOST="localhost:8000")
    assert asked(browser, SIGN_IN, password=PASSWORD)["data"]["signIn"]["refusal"] is None
    yield browser


def asked(browser: Client, document: str, **variables: Any) -> Any:
    body = json.dumps({"query": document, "variables": variables})
    return json.loads(browser.post("/graphql", body, content_type="application/json").content)


def test_an_operator_sees_all_of_them(operator: Client) -> None:
    rows = asked(operator, OPERATORS)["data"]["operators"]

    assert [(one["username"], one["active"], one["mustChangePassword"]) for one in rows] == [
        ("first", True, False),
        ("second", False, True),
    ]


def test_an_operator_reads_the_changes_the_newest_first_and_on_to_the_oldest(operator: Client) -> None:
    newest = asked(operator, CHANGES)["data"]["operatorChanges"]
    rest = asked(operator, CHANGES, after=newest["pageInfo"]["endCursor"])["data"]["operatorChanges"]
    rows = [edge["node"] for page in (newest, rest) for edge in page["edges"]]

    stopped, created = (label("operator_changes", code) for code in ("STOPPED", "CREATED"))
    assert [(one["username"], one["changeLabel"]) for one in rows] == [
        ("second", stopped),
        ("second", created),
        ("first", created),
    ]
    assert {one["byLabel"] for one in rows} == {BY}
    assert (newest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)


@pytest.mark.parametrize("document", [OPERATORS, CHANGES])
def test_strangers_and_people_of_a_government_read_neither(
    operator: Client, ask: Asking, document: str
) -> None:
    stranger = asked(Client(HTTP_HOST="localhost:8000"), document)

    assert stranger["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert {ask.code(who, document) for who in ("office", "administrator", "npc_seat")} == {"FORBIDDEN"}
