"""People's commands at the terminal: names are what they look like, and what is there already is not said to be new."""

from __future__ import annotations

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


def _unit(spoken: CliRunner, code: str, name: str, *words: str) -> str:
    told = spoken.invoke(
        people, ["unit", code, name, "--government", "yunzhou", "--short-name", name, *words]
    )
    return str(told.exception or told.output)


def _account(spoken: CliRunner, username: str, name: str = "顾长安") -> str:
    _unit(spoken, "edu", "云州市教育局")
    told = spoken.invoke(
        people,
        ["account", username, name, "--government", "yunzhou", "--unit", "edu", "--role", "UNIT_CLERK"],
    )
    return str(told.exception or told.output)


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("edu clerk", "“edu clerk”的中间或前后有空格"),
        (" edu-clerk", "前后有空格"),
        ("edu-clerk ", "前后有空格"),
        ("edu\u3000clerk", "[U+3000 IDEOGRAPHIC SPACE]"),
        ("edu\u00a0clerk", "[U+00A0 NO-BREAK SPACE]"),
        ("edu\tclerk", "[U+0009]"),
        ("edu\u200bclerk", "U+200B ZERO WIDTH SPACE"),
        ("edu\ufeff-clerk", "U+FEFF"),
        ("edu\x07clerk", "U+0007"),
        ("ｅｄｕ-clerk", "请改为“edu-clerk”"),
        (" ", "请填写账号"),
    ],
)
def test_a_user_name_that_is_not_found_at_sign_in_is_refused(
    governed: Government, spoken: CliRunner, username: str, said: str
) -> None:
    assert said in _account(spoken, username)
    assert not Account.objects.exists()


@pytest.mark.parametrize("name", ["顾\u200b长安", "顾\u3000长安", "顾\x1b[31m长安", "顾\n长安", "\u3000"])
def test_a_person_s_name_with_something_unseen_is_refused(
    governed: Government, spoken: CliRunner, name: str
) -> None:
    assert "姓名" in _account(spoken, "edu-clerk", name)
    assert not Account.objects.exists()


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "ئايگۈل", "བསྟན་འཛིན", "𠮷田", "Li Lei"])
def test_a_person_s_name_is_in_any_script(governed: Government, spoken: CliRunner, name: str) -> None:
    _account(spoken, "edu-clerk", f" {name} ")

    assert Account.objects.get().name == name


@pytest.mark.parametrize("name", ["程\u200b见山", "", "程" * 41])
def test_an_operator_s_name_is_checked_in_the_same_way(
    governed: Government, spoken: CliRunner, name: str
) -> None:
    told = spoken.invoke(people, ["operator", "op-one", name])

    assert isinstance(told.exception, Refusal)
    assert "姓名" in told.exception.message
    with platform_scope():
        assert not Operator.objects.exists()


@pytest.mark.parametrize(
    ("code", "name", "more"),
    [
        ("e du", "云州市教育局", []),
        ("edu\u200b", "云州市教育局", []),
        ("edu", "云州市\u200b教育局", []),
        ("edu", "云州市\u3000教育局", []),
        ("edu", "云州市教育局", ["--section", "基\u200b教科"]),
        ("edu", "云州市教育局", ["--section", "科" * 61]),
        ("edu", "云州市教育局", ["--section", " "]),
    ],
)
def test_a_unit_that_is_not_what_it_looks_like_is_refused_whole(
    governed: Government, spoken: CliRunner, code: str, name: str, more: list[str]
) -> None:
    words = ["unit", code, name, "--government", "yunzhou", "--short-name", "教育局", *more]
    told = spoken.invoke(people, words)

    assert isinstance(told.exception, Refusal)
    assert not Unit.objects.exists()


SESSION = "市十六届人大五次会议"


def _session(spoken: CliRunner, *, kind: str = "SUGGESTION", opened: str = "2027-01-12") -> str:
    words = ["session", SESSION, "--government", "yunzhou", "--kind", kind, "--opened", opened]
    told = spoken.invoke(people, words)
    return str(told.exception or told.output)


def test_a_session_that_is_there_otherwise_is_not_said_to_be_usable(
    governed: Government, spoken: CliRunner
) -> None:
    _session(spoken)

    day, kind = _session(spoken, opened="2028-01-10"), _session(spoken, kind="PROPOSAL")

    assert "开幕日期现为“2027-01-12”，填写的是“2028-01-10”" in day
    assert "件别现为“代表建议”，填写的是“政协提案”" in kind
    assert all("没有作任何改动" in one for one in (day, kind))
    assert str(CaseSession.objects.get(name=SESSION).opened_on) == "2027-01-12"


def test_a_session_that_is_there_is_said_to_be_there(governed: Government, spoken: CliRunner) -> None:
    assert "已可使用" in _session(spoken)
    assert "已存在，填写的内容与其一致，没有作任何改动" in _session(spoken)


@pytest.mark.parametrize("name", ["市十六届\u200b人大", "市十六届\u3000人大", " ", "届" * 81])
def test_a_session_s_name_is_what_it_looks_like(governed: Government, spoken: CliRunner, name: str) -> None:
    words = ["session", name, "--government", "yunzhou", "--kind", "SUGGESTION", "--opened", "2027-01-12"]

    assert isinstance(spoken.invoke(people, words).exception, Refusal)
    assert not CaseSession.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--short-name", "教育"], "简称现为“云州市教育局”，填写的是“教育”"),
        (["--kind", "TOWN"], "类别现为“政府部门”，填写的是“街道乡镇”"),
        (["--prefix", "云教"], "发文字头现为“（无）”，填写的是“云教”"),
    ],
)
def test_a_unit_that_is_there_otherwise_is_not_said_to_be_usable(
    governed: Government, spoken: CliRunner, words: list[str], said: str
) -> None:
    _unit(spoken, "edu", "云州市教育局")

    told = _unit(spoken, "edu", "云州市教育局", *words, "--section", "基教科")

    assert said in told
    assert "没有作任何改动" in told
    assert not Unit.objects.get().sections.exists()


def test_a_unit_of_another_name_under_a_known_code_is_refused(
    governed: Government, spoken: CliRunner
) -> None:
    _unit(spoken, "edu", "云州市教育局")

    assert "单位名称现为“云州市教育局”，填写的是“云州市体育局”" in _unit(spoken, "edu", "云州市体育局")


def test_a_unit_that_is_there_gets_further_sections(governed: Government, spoken: CliRunner) -> None:
    _unit(spoken, "town", "城东镇", "--kind", "TOWN", "--section", "办公室")

    told = _unit(spoken, "town", "城东镇", "--section", "民政办")

    assert "已存在，填写的内容与其一致" in told
    assert Unit.objects.get().sections.count() == 2
