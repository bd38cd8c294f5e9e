"""The operator sets a government's 发文代字 and where this year's register goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from cases.changing.counters import take_number
from governments.entering.registry import clear, find_government
from governments.entering.scope import governing
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.clock import today
from lianban.cli.fleet import fleet
from lianban.cli.people import people
from people.commands import add_unit
from people.models import Unit

YEAR = today().year


@pytest.fixture
def spoken(governed: Government, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    yield CliRunner()
    clear()  # the transaction is rolled back, what was remembered of it is not


def number(spoken: CliRunner, *words: str) -> Result:
    return spoken.invoke(fleet, ["number", *words])


def test_a_government_that_exists_gets_prefix_and_start(spoken: CliRunner) -> None:
    told = number(spoken, "heshan", "--prefix", "鹤政", "--next", "8")

    assert told.exit_code == 0, told.output
    assert f"鹤政建〔{YEAR}〕8号" in told.output
    assert f"鹤政提〔{YEAR}〕8号" in told.output
    row = find_government("heshan")
    assert row is not None
    assert row.number_prefix == "鹤政"
    with governing("heshan"):
        assert take_number(f"government:建:{YEAR}") == 8


def test_without_a_start_the_register_goes_on(spoken: CliRunner) -> None:
    with governing("binjiang"):
        take_number(f"government:建:{YEAR}")

    told = number(spoken, "binjiang", "--prefix", "滨府")

    assert f"滨府建〔{YEAR}〕2号" in told.output
    assert f"滨府提〔{YEAR}〕1号" in told.output


def test_one_kind_alone_can_be_raised(spoken: CliRunner) -> None:
    told = number(spoken, "binjiang", "--prefix", "滨政", "--next", "5", "--kind", "PROPOSAL")

    assert f"滨政建〔{YEAR}〕1号" in told.output
    assert f"滨政提〔{YEAR}〕5号" in told.output


def test_never_lower_than_what_was_given_and_then_nothing_changes(spoken: CliRunner) -> None:
    with governing("binjiang"):
        for _ in range(3):
            take_number(f"government:提:{YEAR}")

    told = number(spoken, "binjiang", "--prefix", "滨府", "--next", "3")

    assert told.exit_code == 1
    assert f"滨府提〔{YEAR}〕3号" in str(told.exception)
    assert "不得小于4" in str(told.exception)
    row = find_government("binjiang")
    assert row is not None
    assert row.number_prefix == "滨政"
    with governing("binjiang"):
        assert take_number(f"government:建:{YEAR}") == 1
    assert number(spoken, "binjiang", "--prefix", "滨府", "--next", "4").exit_code == 0


def test_an_unknown_government_and_a_prefix_that_is_none_are_named(spoken: CliRunner) -> None:
    assert "nowhere" in str(number(spoken, "nowhere", "--prefix", "滨政").exception)
    for prefix in ("", " ", "滨政〔2026〕", "滨" * 25):
        told = number(spoken, "binjiang", "--prefix", prefix)
        assert (told.exit_code, "发文代字" in str(told.exception)) == (1, True)


def test_opening_a_government_checks_its_prefix_too(spoken: CliRunner) -> None:
    for prefix in (" ", "西政〔2026〕", "西 政", "西" * 25):
        words = ["xicheng", "西城区", "--tier", "district", "--parent", "yunzhou", "--prefix", prefix]
        told = spoken.invoke(fleet, ["provision", *words])

        assert (told.exit_code, "发文代字" in str(told.exception)) == (1, True)
        assert find_government("xicheng") is None


def test_a_unit_gets_no_prefix_that_is_none_nor_its_governments(spoken: CliRunner) -> None:
    for prefix, why in (("滨政", "本级政府的发文代字"), ("滨水〔2026〕", "不能作为发文代字")):
        words = ["unit", "water", "滨江区水务局", "--government", "binjiang", "--short-name", "区水务局"]
        told = spoken.invoke(people, [*words, "--prefix", prefix])

        assert (told.exit_code, why in str(told.exception)) == (1, True), told.output
        with governing("binjiang"):
            assert not Unit.objects.filter(code="water").exists()


def test_a_prefix_of_one_of_its_units_is_refused(spoken: CliRunner) -> None:
    with governing("binjiang"):
        add_unit(
            SYSTEM, code="water", name="滨江区水务局", short_name="区水务局", kind="BUREAU", prefix="滨水"
        )

    told = number(spoken, "binjiang", "--prefix", "滨水")

    assert told.exit_code == 1
    assert "区水务局" in str(told.exception)


@pytest.mark.parametrize("prefix", ["滨\u200b政", "滨政\ufeff", "滨\x07政"])
def test_a_prefix_with_something_unseen_is_refused(spoken: CliRunner, prefix: str) -> None:
    told = number(spoken, "binjiang", "--prefix", prefix)

    assert told.exit_code == 1
    assert "发文代字中有看不见的字符（U+" in str(told.exception)
    row = find_government("binjiang")
    assert row is not None
    assert row.number_prefix != prefix
