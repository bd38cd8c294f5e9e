"""``lianban fleet``: governments are opened, suspended and resumed from the terminal, and mistakes are sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from governments.models import Government, State
from governments.refusals import GovernmentNotServed
from governments.registry import forget, government_by_code
from governments.scope import platform_scope
from lianban.cli_fleet import fleet


@pytest.fixture
def spoken(governed: Government, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    yield CliRunner()
    forget()  # the transaction is rolled back, what was remembered of it is not


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
