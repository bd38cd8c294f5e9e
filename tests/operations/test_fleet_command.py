"""``lianban fleet``: governments are opened, suspended and resumed from the terminal, and mistakes are sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear, government_by_code
from governments.entering.scope import platform_scope
from governments.models import Government, State
from kernel.refusals import Refusal
from lianban.cli.fleet import fleet


@pytest.fixture
def spoken(governed: Government, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    yield CliRunner()
    clear()  # the transaction is rolled back, what was remembered of it is not


def refused(result: Result) -> str:
    assert isinstance(result.exception, GovernmentNotServed), result.output
    return result.exception.message


def test_a_suspended_government_is_not_served_until_it_is_resumed(spoken: CliRunner) -> None:
    suspended = spoken.invoke(fleet, ["suspend", "heshan"])
    with platform_scope(), pytest.raises(GovernmentNotServed) as entered:
        government_by_code("heshan")
    listed = spoken.invoke(fleet, ["status"]).output
    resumed = spoken.invoke(fleet, ["resume", "heshan"])
    with platform_scope():
        served = government_by_code("heshan")

    assert "lianban fleet resume heshan" in suspended.output
    assert entered.value.code == "government_suspended"
    assert State.SUSPENDED in listed
    assert (resumed.exit_code, served.state) == (0, State.ACTIVE)


@pytest.mark.parametrize("command", ["suspend", "resume"])
def test_an_unknown_government_is_named(spoken: CliRunner, command: str) -> None:
    assert "heshang" in refused(spoken.invoke(fleet, [command, "heshang"]))


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("鹤山县", [], "已有名为“鹤山县”的政府"),
        ("鹤东县", ["--domain", "heshan.localhost"], "网址“heshan.localhost”已由其他政府使用"),
    ],
    ids=["name", "domain"],
)
def test_what_another_government_has_is_refused_before_anything_is_made(
    spoken: CliRunner, name: str, words: list[str], said: str
) -> None:
    told = spoken.invoke(fleet, ["provision", "hedong", name, "--tier", "county", *words])

    assert said in refused(told)
    with platform_scope():
        assert not Government.objects.filter(code="hedong").exists()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("鹤\u200b东县", [], "政府名称中有看不见的字符（U+200B"),
        ("鹤\u3000东县", [], "政府名称中有看不见的字符（U+3000"),
        (" ", [], "请填写政府名称"),
        ("鹤" * 81, ["--short-name", "鹤东"], "政府名称过长"),
        ("鹤东县", ["--short-name", "鹤" * 25], "简称过长"),
        ("鹤东县", ["--short-name", "鹤\u200b东"], "简称中有看不见的字符"),
        ("鹤东县", ["--domain", "he dong.localhost"], "网址“he dong.localhost”不能使用"),
        ("鹤东县", ["--domain", "http://hedong.localhost/"], "不能使用"),
        ("鹤东县", ["--domain", "hedong.localhost:8000"], "不能使用"),
        ("鹤东县", ["--domain", "鹤东.localhost"], "不能使用"),
    ],
)
def test_names_and_domains_that_nobody_could_use_are_refused(
    spoken: CliRunner, name: str, words: list[str], said: str
) -> None:
    told = spoken.invoke(fleet, ["provision", "hedong", name, "--tier", "county", *words])

    assert isinstance(told.exception, Refusal | GovernmentNotServed), told.output
    assert said in told.exception.message
    with platform_scope():
        assert not Government.objects.filter(code="hedong").exists()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("鹤山市", [], "名称现为“鹤山县”，填写的是“鹤山市”"),
        ("鹤山县", ["--tier", "district"], "层级现为“县”，填写的是“区”"),
        ("鹤山县", ["--parent", "binjiang"], "上级政府代码现为“yunzhou”，填写的是“binjiang”"),
        ("鹤山县", ["--domain", "heshan.example.gov.cn"], "网址现为“heshan.localhost”"),
        ("鹤山县", ["--prefix", "鹤政"], "发文代字现为“（无）”，填写的是“鹤政”"),
    ],
)
def test_a_government_that_is_there_otherwise_is_not_said_to_be_opened(
    spoken: CliRunner, name: str, words: list[str], said: str
) -> None:
    told = spoken.invoke(fleet, ["provision", "heshan", name, "--tier", "county", *words])

    assert isinstance(told.exception, Refusal), told.output
    assert said in told.exception.message
    assert "没有作任何改动" in told.exception.message


def test_a_government_that_is_there_as_asked_is_said_to_be_there(spoken: CliRunner) -> None:
    told = spoken.invoke(fleet, ["provision", "heshan", "鹤山县", "--tier", "county", "--parent", "yunzhou"])

    assert told.exit_code == 0, told.output
    assert "已存在，填写的内容与其一致，没有作任何改动" in told.output
