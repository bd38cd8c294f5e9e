"""A one-time password opens nothing but its change; a new password is new and has substance; sessions end."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from graphql import GraphQLField, get_named_type, is_required_argument

from api.schema import schema
from kernel.clock import now
from live.viewers import _signed_in
from people.commands import reset_password, set_account_active
from people.models import Account
from support.everything import arguments_of, document_of
from support.signing_in import asked, at, tried
from support.world import World

NEW = "yi-ge-xin-de-kouling"
CHANGE = """mutation($o: String!, $n: String!) {
  changePassword(oldPassword: $o, newPassword: $n) { ok refusal { code message } } }"""
graphql_schema = schema.graphql_schema
OPEN = {"me", "government", "demo", "serverTime", "timeZone"}
QUESTIONS = {name: field for name, field in graphql_schema.query_type.fields.items() if name not in OPEN}
SIGNING = {"signIn", "signOut", "changePassword"}
CHANGES = {name: field for name, field in graphql_schema.mutation_type.fields.items() if name not in SIGNING}
SCALARS = {"Boolean", "String", "Int", "ID"}


@pytest.fixture
def one_time(world: World) -> str:
    """The one-time password of 水务局联络员."""
    return reset_password(world.administrator, clerk().pk)


def clerk() -> Account:
    return Account.objects.get(username="water-unit_clerk")


def changed(browser: Client, old: str, new: str) -> str:
    """The refusal's code, or ``ok``."""
    answer = asked(browser, CHANGE, o=old, n=new)["data"]["changePassword"]
    return answer["refusal"]["code"] if answer["refusal"] else "ok"


def name(browser: Client) -> Any:
    answer = asked(browser, "{ me { name mustChangePassword } savedFilters { id } }")
    return answer["errors"][0]["extensions"]["code"] if "errors" in answer else answer["data"]["me"]


def test_every_question_but_the_open_ones_is_refused(one_time: str) -> None:
    browser = at("10.0.0.1")
    assert tried(browser, one_time) == "in"

    told = asked(browser, "{ me { name mustChangePassword seats { role } mayRegister readOnly } }")["data"][
        "me"
    ]
    assert (told["mustChangePassword"], told["seats"], told["mayRegister"]) == (True, [], [])
    for name, field in QUESTIONS.items():
        selection = "" if get_named_type(field.type).name in SCALARS else "{ __typename }"
        refused(browser, name, field, selection, "query")


def test_every_change_but_that_of_the_password_is_refused(one_time: str) -> None:
    browser = at("10.0.0.1")
    assert tried(browser, one_time) == "in"

    for name, field in CHANGES.items():
        refused(browser, name, field, "{ __typename }", "mutation")


def test_nobody_is_answered_anything_but_the_open_questions(world: World) -> None:
    browser = at("10.0.0.1")

    for name, field in QUESTIONS.items():
        selection = "" if get_named_type(field.type).name in SCALARS else "{ __typename }"
        refused(browser, name, field, selection, "query", code="UNAUTHENTICATED")
    for name, field in CHANGES.items():
        refused(browser, name, field, "{ __typename }", "mutation", code="UNAUTHENTICATED")


def refused(
    browser: Client, name: str, field: GraphQLField, selection: str, kind: str, code: str = "FORBIDDEN"
) -> None:
    """Asked with all that it needs, the field is refused; with a one-time password it says what comes first."""
    document = document_of(name, field, selection).replace("mutation", kind, 1)
    made = arguments_of(field, id="1")
    answer = asked(
        browser, document, **{one: made[one] for one in made if is_required_argument(field.args[one])}
    )
    assert "errors" in answer, (name, answer)
    assert answer["errors"][0]["extensions"]["code"] == code, (name, answer)
    assert ("一次性密码" in answer["errors"][0]["message"]) is (code == "FORBIDDEN"), name


def test_no_step_beside_the_sign_in_is_taken_in_the_same_request(one_time: str) -> None:
    document = """mutation($p: String!) { signIn(username: "water-unit_clerk", password: $p) { viewer { name } }
      saveFilter(name: "x", query: "y") { filter { id } } }"""

    answer = asked(at("10.0.0.1"), document, p=one_time)

    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_socket_is_refused(one_time: str) -> None:
    browser = at("10.0.0.1")
    tried(browser, one_time)

    assert _signed_in(browser.cookies["lianban"].value) is None
    assert changed(browser, one_time, NEW) == "ok"
    assert _signed_in(browser.cookies["lianban"].value) is not None


def test_the_change_opens_the_rest(one_time: str) -> None:
    browser = at("10.0.0.1")
    tried(browser, one_time)

    assert changed(browser, one_time, NEW) == "ok"

    assert name(browser) == {"name": clerk().name, "mustChangePassword": False}
    assert tried(at("10.0.0.1"), one_time) == "wrong_credentials"


def test_no_former_password_is_taken_again(one_time: str) -> None:
    browser = at("10.0.0.1")
    tried(browser, one_time)
    assert changed(browser, one_time, one_time) == "password_old"
    assert changed(browser, one_time, NEW) == "ok"

    assert changed(browser, NEW, NEW) == "password_old"
    assert changed(browser, NEW, one_time) == "password_old"
    assert changed(browser, NEW, NEW + "-2") == "ok"
    assert changed(browser, NEW + "-2", NEW) == "password_old"
    full_width = "".join(chr(ord(one) + 0xFEE0) for one in NEW)
    assert changed(browser, NEW + "-2", full_width) == "password_old"


@pytest.mark.parametrize(
    "weak",
    [
        " " * 12,
        "a" * 12,
        "ab" * 6,
        "abcdefghijkl",
        "qq qq qq qq qq",
        "\u3000" * 12,
        "987654321098",
        "\u200b" * 20,
        "yi-ge-xin\u200b-kouling",
        "Abc12Abc12",
        "QwertyUiop[]",
        "';lkjhgfdsa",
        "１２３４５６７８９０１２",
        "ｐａｓｓｗｏｒｄ１２３",
    ],
)
def test_a_password_without_substance_is_refused(one_time: str, weak: str) -> None:
    browser = at("10.0.0.1")
    tried(browser, one_time)

    assert changed(browser, one_time, weak) == "password_weak"
    assert clerk().must_change_password


def test_stopping_an_account_ends_its_sessions_for_good(one_time: str, world: World) -> None:
    browser = at("10.0.0.1")
    tried(browser, one_time)
    changed(browser, one_time, NEW)
    assert name(browser)["name"]

    set_account_active(world.administrator, clerk().pk, active=False)
    set_account_active(world.administrator, clerk().pk, active=True)

    assert name(browser) == "UNAUTHENTICATED"
    assert tried(at("10.0.0.1"), NEW) == "in"


def test_a_session_has_a_greatest_age_however_busy_it_is(
    one_time: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = at("10.0.0.1")
    tried(browser, one_time)
    changed(browser, one_time, NEW)
    start = time.time()

    def moved(seconds: float) -> None:
        monkeypatch.setattr("time.time", lambda: start + seconds)

    moved(settings.LIANBAN_SESSION_AGE - 120)
    assert name(browser)["name"]
    left = Session.objects.get(session_key=browser.cookies["lianban"].value).expire_date - now()
    assert left.total_seconds() <= 120
    key = browser.cookies["lianban"].value
    Session.objects.filter(session_key=key).update(expire_date=now())
    assert name(browser) == "UNAUTHENTICATED"
    assert _signed_in(key) is None
