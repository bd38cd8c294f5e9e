"""Signing in and out: one session, one government, no way to guess."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from governments.entering.scope import platform_scope
from governments.models import Operator
from people.commands import change_password
from people.models import Account
from support.asking import HOST, Asking
from support.world import World

PASSWORD = "lian-ban-1-tongguo"
SIGN_IN = """mutation($username: String!, $password: String!) {
  signIn(username: $username, password: $password) { viewer { name readOnly homeBox } refusal { code field message } }
}"""

CHANGE = """mutation($o: String!, $n: String!) {
  changePassword(oldPassword: $o, newPassword: $n) { ok refusal { code } }
}"""


@pytest.fixture
def browser(world: World) -> Client:
    """A browser in front of 水务局联络员's computer, whose password is known."""
    account = Account.objects.get(username="water-unit_clerk")
    account.set_password(PASSWORD)
    account.save()
    return Client(HTTP_HOST=HOST)


def asked(browser: Client, document: str, **variables: str) -> dict[str, Any]:
    body = json.dumps({"query": document, "variables": variables})
    answer: dict[str, Any] = json.loads(
        browser.post("/graphql", body, content_type="application/json").content
    )
    return answer


def signed_in(browser: Client, username: str = "water-unit_clerk", password: str = PASSWORD) -> Any:
    return asked(browser, SIGN_IN, username=username, password=password)["data"]["signIn"]


def me(browser: Client) -> Any:
    return asked(browser, "{ me { name } }")["data"]["me"]


def test_a_person_signs_in_and_is_known_from_then_on(browser: Client) -> None:
    answer = signed_in(browser)

    assert answer["refusal"] is None
    assert answer["viewer"]["homeBox"] == "TO_DO"
    assert me(browser) == {"name": answer["viewer"]["name"]}


def test_signing_in_rotates_the_session_key(browser: Client) -> None:
    signed_in(browser)
    before = browser.cookies["lianban"].value

    signed_in(browser)

    assert browser.cookies["lianban"].value != before


def test_signing_out_ends_the_session(browser: Client) -> None:
    signed_in(browser)
    stolen = browser.cookies["lianban"].value

    assert asked(browser, "mutation { signOut { ok } }")["data"]["signOut"]["ok"]

    browser.cookies["lianban"] = stolen
    assert me(browser) is None


def test_unknown_and_known_accounts_are_refused_in_the_same_words(browser: Client) -> None:
    refusals = [
        signed_in(browser, "water-unit_clerk", "wrong-password")["refusal"],
        signed_in(browser, "nobody", "wrong-password")["refusal"],
        signed_in(browser, "x" * 500, "wrong-password")["refusal"],
        signed_in(browser, "water-unit_clerk", "x" * 5000)["refusal"],
    ]

    assert {refusal["code"] for refusal in refusals} == {"wrong_credentials"}
    assert len({refusal["message"] for refusal in refusals}) == 1


def test_a_stopped_account_is_refused_in_the_same_words(browser: Client) -> None:
    Account.objects.filter(username="water-unit_clerk").update(is_active=False)

    assert signed_in(browser)["refusal"]["code"] == "wrong_credentials"


def test_five_failures_lock_the_account_even_for_the_right_password(browser: Client) -> None:
    for _ in range(5):
        signed_in(browser, password="wrong-password")

    refusal = signed_in(browser)["refusal"]

    assert refusal["code"] == "locked_out"
    assert "30 分钟" in refusal["message"]


def test_spaces_and_wide_letters_do_not_get_around_the_lock(browser: Client) -> None:
    for name in (
        "water-unit_clerk ",
        " water-unit_clerk",
        "ｗater-unit_clerk",
        "water-unit_clerk",
        "water-unit_clerk",
    ):
        signed_in(browser, name, "wrong-password")

    assert signed_in(browser)["refusal"]["code"] == "locked_out"


def test_an_alias_is_no_second_try(browser: Client) -> None:
    one = '%s: signIn(username: "water-unit_clerk", password: "%s") { refusal { code } }'
    document = "mutation { " + " ".join(one % (f"try{n}", f"guess{n}") for n in range(5)) + " }"

    answer = asked(browser, document)

    assert answer["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert "signIn" in answer["errors"][0]["message"]


def test_a_fragment_is_no_second_try_either(browser: Client) -> None:
    document = """mutation { ...a b: signIn(username: "x", password: "y") { refusal { code } } }
    fragment a on Mutation { signIn(username: "x", password: "z") { refusal { code } } }"""

    assert asked(browser, document)["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_a_session_of_one_government_is_nobody_s_in_another(browser: Client) -> None:
    signed_in(browser)

    body = json.dumps({"query": "{ me { name } }"})
    answer = browser.post(
        "/graphql", body, content_type="application/json", HTTP_HOST="binjiang.localhost:8000"
    )

    assert json.loads(answer.content)["data"]["me"] is None


def test_changing_the_password_ends_the_other_sessions_only(browser: Client) -> None:
    elsewhere = Client(HTTP_HOST=HOST)
    signed_in(browser)
    signed_in(elsewhere)

    answer = asked(
        browser,
        CHANGE,
        o=PASSWORD,
        n="yi-ge-xin-de-kouling",
    )

    assert answer["data"]["changePassword"] == {"ok": True, "refusal": None}
    assert me(browser) is not None
    assert me(elsewhere) is None


def test_guessing_the_old_password_counts_as_failed_sign_ins(browser: Client) -> None:
    signed_in(browser)

    answers = [asked(browser, CHANGE, o="guess", n="yi-ge-xin-de-kouling") for _ in range(6)]

    codes = [answer["data"]["changePassword"]["refusal"]["code"] for answer in answers]

    assert codes[:4] == ["old_password_wrong"] * 4
    assert codes[5] == "locked_out"


def test_a_weak_new_password_is_refused(browser: Client) -> None:
    signed_in(browser)

    answer = asked(browser, CHANGE, o=PASSWORD, n="12345")

    assert answer["data"]["changePassword"] == {"ok": False, "refusal": {"code": "password_weak"}}


def test_a_password_changed_elsewhere_ends_the_session_without_an_error(browser: Client) -> None:
    signed_in(browser)

    change_password(
        Account.objects.get(username="water-unit_clerk"), old=PASSWORD, new="yi-ge-xin-de-kouling"
    )

    assert me(browser) is None


def test_a_stopped_account_s_session_ends_at_once(browser: Client) -> None:
    signed_in(browser)

    Account.objects.filter(username="water-unit_clerk").update(is_active=False)

    assert me(browser) is None


class TestOnThePlatformsHost:
    """Operators, and nobody else."""

    @pytest.fixture
    def platform(self, browser: Client) -> Client:
        with platform_scope():
            operator = Operator(username="operator", name="平台管理员")
            operator.set_password(PASSWORD)
            operator.save()
        return Client(HTTP_HOST="localhost:8000")

    def test_an_operator_signs_in_and_lists_governments(self, platform: Client) -> None:
        assert signed_in(platform, "operator")["viewer"]["name"] == "平台管理员"

        rows = asked(
            platform, "{ governments { code tierLabel parentName host stateLabel } me { operator } }"
        )

        assert rows["data"]["me"]["operator"]
        assert {
            "code": "binjiang",
            "tierLabel": "区",
            "parentName": "云州市",
            "host": "binjiang.localhost",
            "stateLabel": "启用",
        } in rows["data"]["governments"]

    def test_an_operator_reads_no_case(self, platform: Client) -> None:
        signed_in(platform, "operator")

        for document in (
            "{ cases { edges { node { id } } } }",
            "{ cases { edges { node { id events { edges { node { id } } } } } } }",
            '{ case(id: "1") { title } }',
            "{ caseCounts { all } }",
            "{ units { id } }",
            "{ accounts { id } }",
            '{ similarCases(title: "x") { id } }',
            'mutation { signFor(key: "12345678", assignmentId: "1") { case { id } } }',
        ):
            assert asked(platform, document)["errors"][0]["extensions"]["code"] == "FORBIDDEN", document

    def test_a_person_of_a_government_cannot_sign_in_there(self, platform: Client) -> None:
        assert signed_in(platform)["refusal"]["code"] == "wrong_credentials"

    def test_an_operator_cannot_sign_in_to_a_government(self, platform: Client) -> None:
        assert signed_in(Client(HTTP_HOST=HOST), "operator")["refusal"]["code"] == "wrong_credentials"

    def test_the_platform_has_no_government(self, platform: Client) -> None:
        assert asked(platform, "{ government { code } me { id } }")["data"] == {
            "government": None,
            "me": None,
        }


def test_a_person_of_a_government_may_not_list_governments(ask: Asking) -> None:
    assert ask.code("office", "{ governments { code } }") == "FORBIDDEN"
    assert ask.code(None, "{ governments { code } }") == "UNAUTHENTICATED"


def test_a_government_tells_its_name_to_everybody(ask: Asking) -> None:
    assert ask.data(None, "{ government { code name tier tierLabel parentName } }") == {
        "code": "yunzhou",
        "name": "云州市",
        "tier": "CITY",
        "tierLabel": "市",
        "parentName": None,
    }


def test_the_role_picker_is_empty_unless_it_is_a_demonstration(ask: Asking, settings: Any) -> None:
    settings.LIANBAN_DEMO = False

    assert ask.data(None, "{ demo { enabled password seats { username } } }") == {
        "enabled": False,
        "password": "",
        "seats": [],
    }


def test_the_role_picker_names_where_each_seat_signs_in(ask: Asking, settings: Any) -> None:
    settings.LIANBAN_DEMO = True

    demo = ask.data(None, "{ demo { enabled seats { governmentCode url } } }")

    urls = {seat["governmentCode"]: seat["url"] for seat in demo["seats"]}
    assert urls["yunzhou"] == "http://yunzhou.localhost:8000/"
    assert urls[""] == "http://localhost:8000/"
