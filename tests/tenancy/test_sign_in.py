"""Accounts, sessions and locks belong to one government; operators to the platform alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client

from governments.entering.registry import clear
from governments.entering.scope import current_government, governing, platform_scope
from governments.models import Operator
from governments.operators import operator_named
from kernel.refusals import Refusal
from people.models import Account
from people.sign_in import account_named
from signin.callers import Caller
from signin.proof import prove

PASSWORD = "云州-Lianban-2026"

pytestmark = pytest.mark.urls("support.whoami")


@cache
def hashed() -> str:
    """Hashing is slow on purpose; once is enough here."""
    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def people(db: None) -> Iterator[None]:
    """The same account name and password in two governments, and an operator of that name."""
    clear()
    for code in ("yunzhou", "binjiang"):
        with governing(code):
            account = Account(username="zhang", name=f"张三（{code}）")
            account.password = hashed()
            account.save()
    with platform_scope():
        operator = Operator(username="ops", name="平台管理员")
        operator.password = hashed()
        operator.save()
    yield
    clear()


def sign_in(username: str, password: str, address: str = "10.0.0.1") -> Any:
    find: Any = account_named if current_government() else operator_named
    try:
        return prove(Caller(address), username, password, find)
    except Refusal:
        return None


def signed_in_client(code: str) -> Client:
    client = Client()
    with governing(code):
        client.force_login(Account.objects.get(), "people.sign_in.AccountBackend")
    return client


def ask(client: Client, host: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/", headers={"Host": host}).json()
    return answer


def test_a_session_is_known_on_its_own_government_s_host() -> None:
    client = signed_in_client("yunzhou")

    assert ask(client, "yunzhou.localhost") == {"name": "zhang", "role": "gov_yunzhou", "units": []}


def test_a_session_carried_to_another_host_is_nobody_s() -> None:
    client = signed_in_client("yunzhou")

    assert ask(client, "binjiang.localhost")["name"] is None
    assert ask(client, "localhost")["name"] is None


def test_a_session_is_stored_in_its_government_s_schema_only() -> None:
    signed_in_client("yunzhou")

    for code, count in (("yunzhou", 1), ("binjiang", 0)):
        with governing(code):
            assert Session.objects.count() == count
    assert Session.objects.count() == 0


def test_an_operator_signs_in_on_the_platform_s_host_only() -> None:
    operator = sign_in("ops", PASSWORD)
    with governing("yunzhou"):
        elsewhere = sign_in("ops", PASSWORD)

    assert isinstance(operator, Operator)
    assert elsewhere is None


def test_a_government_s_account_does_not_sign_in_on_the_platform_s_host() -> None:
    assert sign_in("zhang", PASSWORD) is None


def test_an_operator_s_session_works_on_the_platform_s_host() -> None:
    client = Client()
    client.force_login(Operator.objects.get(), "governments.operators.OperatorBackend")

    assert ask(client, "localhost") == {"name": "ops", "role": "lianban_platform", "units": []}


def test_after_too_many_failures_the_right_password_is_refused_there_and_only_there() -> None:
    with governing("yunzhou"):
        for _ in range(settings.LIANBAN_SIGN_IN_FAILURES):
            assert sign_in("zhang", "wrong") is None

        assert sign_in("zhang", PASSWORD) is None
        assert sign_in("zhang", PASSWORD, address="10.0.0.2") is not None
    with governing("binjiang"):
        assert sign_in("zhang", PASSWORD) is not None


def test_no_password_is_judged_past_the_queue_and_the_counts() -> None:
    with governing("yunzhou"):
        assert authenticate(None, username="zhang", password=PASSWORD) is None
    assert authenticate(None, username="ops", password=PASSWORD) is None


def test_passwords_are_stored_with_argon2() -> None:
    with governing("yunzhou"):
        assert Account.objects.get().password.startswith("argon2$argon2id$")


def test_a_session_cookie_cannot_be_read_by_scripts_or_sent_from_other_sites() -> None:
    client = signed_in_client("yunzhou")
    with governing("yunzhou"):
        session = client.session
        session["seen"] = 0
        session.save()

    cookies: SimpleCookie = client.get("/", headers={"Host": "yunzhou.localhost"}).cookies

    cookie = cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        "Lax",
        "/",
        "",
    )
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE


def test_a_page_carries_the_strict_headers() -> None:
    response = Client().get("/", headers={"Host": "yunzhou.localhost"})

    policy = {part.strip() for part in response["Content-Security-Policy"].split(";")}  # in no order
    assert {"script-src 'self'", "frame-ancestors 'none'"} <= policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
