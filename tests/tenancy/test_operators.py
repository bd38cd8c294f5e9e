"""Operators' accounts: every change is on record for good, a stopped one is out at once, the last not unseen."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from governments.entering.scope import platform_scope
from governments.models import Government, Operator, OperatorChangeKind, OperatorEvent
from governments.operators import create_operator, operator_events, set_operator_active
from governments.owner import owner_connection
from kernel.refusals import Refusal
from kernel.wording import section
from lianban.cli.operators import operators_
from lianban.cli.people import people

BY = "终端 ops"
ONE_TIME = "lian-ban-1-tongguo"
NEW = "lian-ban-2-tongguo"
SIGN_IN = """mutation($name: String!, $password: String!) {
  signIn(username: $name, password: $password) { viewer { operator } refusal { code } } }"""
CHANGE = """mutation($old: String!, $new: String!) {
  changePassword(oldPassword: $old, newPassword: $new) { ok } }"""


@pytest.fixture
def told(city: Government, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")

    def tell(*words: str) -> Result:
        return CliRunner().invoke(operators_, words)

    return tell


def made(username: str = "first", *, password: str = "") -> Operator:
    with platform_scope():
        create_operator(username, "程见山", by=BY)
        operator: Operator = Operator.objects.get(username=username)
        if password:
            operator.set_password(password)
            operator.must_change_password = False
            operator.save()
        return operator


def on_record(username: str = "") -> list[str]:
    with platform_scope():
        return [one.change for one in operator_events(username)][::-1]


def asked(browser: Client, document: str, **variables: str) -> Any:
    body = json.dumps({"query": document, "variables": variables})
    answer = json.loads(browser.post("/graphql", body, content_type="application/json").content)
    assert "errors" not in answer, answer
    return next(iter(answer["data"].values()))


def signed_in(username: str, password: str) -> Client:
    browser = Client(HTTP_HOST="localhost:8000")
    assert asked(browser, SIGN_IN, name=username, password=password)["refusal"] is None
    return browser


def test_every_change_is_on_record_with_who_did_it(told: Any) -> None:
    made("other")
    made(password=ONE_TIME)

    asked(signed_in("first", ONE_TIME), CHANGE, old=ONE_TIME, new=NEW)
    done = [told(*words) for words in (["stop", "first"], ["start", "first"], ["reset", "first"])]

    assert [one.exit_code for one in done] == [0, 0, 0], done
    kinds = OperatorChangeKind
    assert on_record("first") == [
        kinds.CREATED,
        kinds.PASSWORD_CHANGED,
        kinds.STOPPED,
        kinds.ALLOWED,
        kinds.PASSWORD_RESET,
    ]
    with platform_scope():
        labels = [one.by_label for one in operator_events("first")][::-1]
    assert labels[:2] == [BY, "程见山"]
    assert all(label.startswith("终端 ") for label in labels[2:])
    assert set(section("operator_changes")) == set(OperatorChangeKind)


def test_the_terminal_s_creation_is_on_record(told: Any) -> None:
    done = CliRunner().invoke(people, ["operator", "op-one", "程见山"])

    assert done.exit_code == 0, done.output
    assert on_record("op-one") == [OperatorChangeKind.CREATED]


STATEMENTS = [
    f"{verb} public.governments_operatorevent{what}"
    for verb, what in (("UPDATE", " SET by_label = ''"), ("DELETE FROM", ""), ("TRUNCATE", ""))
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_platform_s_role_alters_and_removes_nothing_of_it(told: Any, statement: str) -> None:
    made()

    with (
        platform_scope(),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert on_record("first") == [OperatorChangeKind.CREATED]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_s_administrator_does_not_by_mistake(committed: Government, statement: str) -> None:
    made()

    with (
        owner_connection() as owner,
        pytest.raises(IntegrityError, match="never changed or removed"),
        owner.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert on_record("first") == [OperatorChangeKind.CREATED]


def test_an_operator_with_a_record_is_not_removed(told: Any) -> None:
    operator = made()

    with platform_scope(), pytest.raises(IntegrityError), transaction.atomic():
        operator.delete()


def test_a_stopped_operator_is_out_for_good(told: Any) -> None:
    made("other")
    made(password=ONE_TIME)
    browser = signed_in("first", ONE_TIME)
    assert asked(browser, "{ me { operator } }") == {"operator": True}

    told("stop", "first")
    stopped = asked(browser, "{ me { operator } }")
    told("start", "first")

    assert stopped is None
    assert asked(browser, "{ me { operator } }") is None
    signed_in("first", ONE_TIME)


def test_a_stopped_one_time_session_does_not_come_back(told: Any) -> None:
    made("other")
    operator = made(password=ONE_TIME)
    with platform_scope():
        Operator.objects.filter(pk=operator.pk).update(must_change_password=True)
    browser = signed_in("first", ONE_TIME)

    told("stop", "first")
    told("start", "first")

    assert asked(browser, "{ me { mustChangePassword } }") is None


def test_a_reset_password_ends_the_sessions_and_asks_for_a_new_one(told: Any) -> None:
    made(password=ONE_TIME)
    browser = signed_in("first", ONE_TIME)

    done = told("reset", "first")

    assert asked(browser, "{ me { operator } }") is None
    with platform_scope():
        operator = Operator.objects.get(username="first")
    assert operator.must_change_password
    assert operator.check_password(done.output.split("：")[1].split("（")[0])


def test_the_last_one_is_stopped_only_when_that_is_said(told: Any) -> None:
    made()
    made("stopped")
    told("stop", "stopped")

    refused = told("stop", "first")

    assert isinstance(refused.exception, Refusal)
    assert refused.exception.code == "operator_last"
    assert on_record("first") == [OperatorChangeKind.CREATED]
    assert told("stop", "first", "--last").exit_code == 0
    assert told("start", "first").exit_code == 0


def test_two_stops_at_once_leave_one_operator(committed: Government) -> None:
    with platform_scope():
        Operator.objects.update(is_active=False)
    made("first")
    made("second")
    together = Barrier(2)

    def stop(username: str) -> str:
        try:
            with platform_scope():
                together.wait()
                set_operator_active(username, active=False, by=BY)
                return "stopped"
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        done = [both.submit(stop, name) for name in ("first", "second")]
        said = sorted(one.result() for one in done)

    assert said == ["operator_last", "stopped"]
    with platform_scope():
        assert Operator.objects.filter(is_active=True).count() == 1


@pytest.mark.parametrize("verb", ["stop", "start", "reset", "log"])
def test_an_unknown_operator_is_told_with_those_there_are(told: Any, verb: str) -> None:
    made()

    refused = told(verb, "nobody")

    assert isinstance(refused.exception, Refusal)
    assert "现有：first" in refused.exception.message
    assert on_record() == [OperatorChangeKind.CREATED]


def test_what_is_so_already_is_said_and_not_on_record_twice(told: Any) -> None:
    made("other")
    made()

    said = [told("start", "first").output, told("stop", "first").output, told("stop", "first").output]

    assert ["没有作任何改动" in one for one in said] == [True, False, True]
    assert on_record("first") == [OperatorChangeKind.CREATED, OperatorChangeKind.STOPPED]


def test_the_log_is_read_at_the_terminal_the_newest_first(told: Any) -> None:
    made("other")
    made()
    told("stop", "first")

    shown, all_of_them = told("log", "--limit", "1").output, told("log", "first").output

    assert "first　停用账号　由 终端 " in shown
    assert "共 3 条变动，显示 1 条" in shown
    assert [line.split("　")[2] for line in all_of_them.splitlines()[:2]] == ["停用账号", "开设账号"]


def test_the_list_tells_who_can_sign_in(told: Any) -> None:
    made("able", password=ONE_TIME)
    made("fresh")
    made("out")
    told("stop", "out")

    lines = told("list").output.splitlines()

    assert lines == [
        "able　程见山　可登录",
        "fresh　程见山　可登录，尚待修改一次性密码",
        "out　程见山　已停用",
        "共 3 个平台管理员。",
    ]


@pytest.mark.parametrize("name", ["op one", " op-one", "op\u200bone", "ｏｐ", "op\u3000one", "", "x" * 41])
def test_a_user_name_that_cannot_be_typed_in_is_refused(told: Any, name: str) -> None:
    with platform_scope(), pytest.raises(Refusal):
        create_operator(name, "程见山", by=BY)

    assert on_record() == []
    with platform_scope():
        assert not OperatorEvent.objects.exists()
