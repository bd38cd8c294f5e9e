"""The first people of a new government, from the terminal."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from cases.models import CaseSession
from governments.entering.scope import platform_scope
from governments.models import Government, Operator
from kernel.refusals import Refusal
from lianban.cli.people import people
from people.models import Account, Unit


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    return CliRunner()


def _one_time(output: str) -> str:
    found = re.search(r"一次性密码：(\S+)（", output)
    assert found, output
    return found.group(1)


def test_a_unit_and_its_first_account(governed: Government, spoken: CliRunner) -> None:
    unit = spoken.invoke(
        people,
        [
            "unit",
            "edu",
            "云州市教育局",
            "--government",
            "yunzhou",
            "--short-name",
            "市教育局",
            "--section",
            "基教科",
        ],
    )
    account = spoken.invoke(
        people,
        [
            "account",
            "edu-clerk",
            "顾长安",
            "--government",
            "yunzhou",
            "--unit",
            "edu",
            "--role",
            "UNIT_CLERK",
        ],
    )

    assert (unit.exit_code, account.exit_code) == (0, 0), unit.output + account.output
    assert Unit.objects.get(code="edu").sections.get().name == "基教科"
    row = Account.objects.get(username="edu-clerk")
    assert row.check_password(_one_time(account.output))
    assert row.must_change_password


def test_an_unknown_unit_gives_one_sentence_and_no_account(governed: Government, spoken: CliRunner) -> None:
    told = spoken.invoke(
        people,
        ["account", "x-clerk", "顾长安", "--government", "yunzhou", "--unit", "none", "--role", "UNIT_CLERK"],
    )

    assert told.exit_code == 1
    assert "承办单位" in str(told.exception)
    assert not Account.objects.filter(username="x-clerk").exists()


def test_an_operator_belongs_to_the_platform(governed: Government, spoken: CliRunner) -> None:
    told = spoken.invoke(people, ["operator", "op-one", "程见山"])

    assert told.exit_code == 0, told.output
    with platform_scope():
        assert Operator.objects.get(username="op-one").check_password(_one_time(told.output))


def test_a_session_is_made_once(governed: Government, spoken: CliRunner) -> None:
    words = ["session", "市十六届人大五次会议", "--government", "yunzhou", "--kind", "SUGGESTION"]

    told = [spoken.invoke(people, [*words, "--opened", "2027-01-12"]) for _ in range(2)]

    assert [one.exit_code for one in told] == [0, 0]
    assert CaseSession.objects.get(name="市十六届人大五次会议").year == 2027


LINKED = ["--government", "yunzhou", "--short-name", "滨江区", "--kind", "LOWER_GOVERNMENT", "--linked"]


def test_a_unit_stands_for_the_district_below(governed: Government, spoken: CliRunner) -> None:
    told = spoken.invoke(people, ["unit", "bj", "滨江区人民政府", *LINKED, "binjiang"])

    assert told.exit_code == 0, told.output
    assert Unit.objects.get(code="bj").government == "binjiang"


@pytest.mark.parametrize(("code", "said"), [("nowhere", "尚未接入"), ("yunzhou", "不是本级的下级政府")])
def test_what_is_not_directly_below_is_not_linked(
    governed: Government, spoken: CliRunner, code: str, said: str
) -> None:
    told = spoken.invoke(people, ["unit", "bj", "滨江区人民政府", *LINKED, code])

    assert isinstance(told.exception, Refusal)
    assert said in told.exception.message
    assert not Unit.objects.filter(code="bj").exists()


def test_only_a_lower_government_is_linked(governed: Government, spoken: CliRunner) -> None:
    told = spoken.invoke(
        people, ["unit", "bj", "滨江区人民政府", *LINKED[:4], "--kind", "TOWN", "--linked", "binjiang"]
    )

    assert isinstance(told.exception, Refusal)
    assert not Unit.objects.filter(code="bj").exists()


def _unit(spoken: CliRunner, code: str, name: str, *words: str) -> str:
    told = spoken.invoke(
        people, ["unit", code, name, "--government", "yunzhou", "--short-name", name, *words]
    )
    return str(told.exception or told.output)


def test_a_second_unit_of_a_name_is_refused_in_a_sentence(governed: Government, spoken: CliRunner) -> None:
    _unit(spoken, "edu", "云州市教育局")

    told = _unit(spoken, "edu2", "云州市教育局")

    assert "代码为 edu；" in told
    assert not Unit.objects.filter(code="edu2").exists()


def test_a_name_beyond_its_length_is_refused_in_a_sentence(governed: Government, spoken: CliRunner) -> None:
    told = _unit(spoken, "edu", "云" * 81)

    assert "单位名称" in told
    assert not Unit.objects.filter(code="edu").exists()


def test_a_lower_government_is_linked_to_one_unit_only(governed: Government, spoken: CliRunner) -> None:
    _unit(spoken, "bj", "滨江区", "--kind", "LOWER_GOVERNMENT", "--linked", "binjiang")

    told = _unit(spoken, "bj2", "滨江区人民政府", "--kind", "LOWER_GOVERNMENT", "--linked", "binjiang")

    assert "“滨江区”（代码 bj）" in told
    assert not Unit.objects.filter(code="bj2").exists()


def test_an_unknown_section_is_named_and_makes_no_account(governed: Government, spoken: CliRunner) -> None:
    _unit(spoken, "edu", "云州市教育局", "--section", "基教科")

    told = spoken.invoke(
        people,
        ["account", "head", "顾长安", "--government", "yunzhou", "--unit", "edu"]
        + ["--section", "基础教育科", "--role", "SECTION_HEAD"],
    )

    assert "现有科室：基教科" in str(told.exception)
    assert not Account.objects.filter(username="head").exists()
