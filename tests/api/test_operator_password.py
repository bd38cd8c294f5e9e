"""A platform operator changes the own password on the platform's host, under the same rules as everybody."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from governments.entering.scope import platform_scope
from governments.models import Government, Operator
from governments.operators import create_operator
from signin.callers import digest_of
from signin.models import AttemptSubject, SignInTally

ONE_TIME = "lian-ban-1-tongguo"
NEW = "lian-ban-2-tongguo"
CHANGE = """mutation($old: String!, $new: String!) {
  changePassword(oldPassword: $old, newPassword: $new) { ok refusal { code field } } }"""
SIGN_IN = """mutation($password: String!) {
  signIn(username: "operator", password: $password) { viewer { mustChangePassword } refusal { code } } }"""


@pytest.fixture
def operator(city: Government) -> Operator:
    """An operator with a one-time password that is known."""
    with platform_scope():
        create_operator("operator", "平台管理员", by="终端 ops")
        made: Operator = Operator.objects.get(username="operator")
        made.set_password(ONE_TIME)
        made.save()
    return made


@pytest.fixture
def browser(operator: Operator) -> Client:
    """The operator's browser, signed in."""
    browser = Client(HTTP_HOST="localhost:8000")
    assert asked(browser, SIGN_IN, password=ONE_TIME)["viewer"] == {"mustChangePassword": True}
    return browser


def asked(browser: Client, document: str, **variables: str) -> Any:
    body = json.dumps({"query": document, "variables": variables})
    answer = json.loads(browser.post("/graphql", body, content_type="application/json").content)
    assert "errors" not in answer, answer
    return next(iter(answer["data"].values()))


def known(password: str, operator: Operator) -> bool:
    with platform_scope():
        return bool(Operator.objects.get(pk=operator.pk).check_password(password))


def test_the_new_password_counts_and_the_session_goes_on(browser: Client, operator: Operator) -> None:
    answer = asked(browser, CHANGE, old=ONE_TIME, new=NEW)

    assert answer == {"ok": True, "refusal": None}
    assert known(NEW, operator)
    assert asked(browser, "{ me { mustChangePassword } }") == {"mustChangePassword": False}


def test_other_sessions_of_the_operator_end(browser: Client) -> None:
    other = Client(HTTP_HOST="localhost:8000")
    asked(other, SIGN_IN, password=ONE_TIME)

    asked(browser, CHANGE, old=ONE_TIME, new=NEW)

    assert asked(other, "{ me { id } }") is None


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("falsch-falsch-1", NEW, {"code": "old_password_wrong", "field": "oldPassword"}),
        (ONE_TIME, "12345678901", {"code": "password_weak", "field": "newPassword"}),
        (ONE_TIME, "x" * 300, {"code": "too_long", "field": "newPassword"}),
    ],
)
def test_a_refused_change_changes_nothing(
    browser: Client, operator: Operator, old: str, new: str, refusal: dict[str, str]
) -> None:
    answer = asked(browser, CHANGE, old=old, new=new)

    assert answer == {"ok": False, "refusal": refusal}
    assert known(ONE_TIME, operator)


def test_wrong_tries_are_on_record_and_lock_the_operator_out(browser: Client, settings: Any) -> None:
    for _ in range(settings.LIANBAN_SIGN_IN_FAILURES):
        asked(browser, CHANGE, old="falsch-falsch-1", new=NEW)

    answer = asked(browser, CHANGE, old=ONE_TIME, new=NEW)

    assert answer["refusal"]["code"] == "locked_out"
    with platform_scope():
        tried = SignInTally.objects.get(subject=AttemptSubject.PAIR, account=digest_of("operator"))
    assert tried.failures == settings.LIANBAN_SIGN_IN_FAILURES
