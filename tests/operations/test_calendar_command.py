"""The calendar at the terminal: shown, and announced from a file after what would change was shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from governments.entering.scope import platform_scope
from governments.models import Government
from kernel import clock
from kernel.refusals import Refusal
from lianban.cli.calendar import calendar as command
from rules.calendar.in_force import forget
from rules.public.models import HolidayNotice

TEXT = """关于2027年部分节假日安排的通知（虚构）
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月13日（周六）上班。"""


@pytest.fixture
def spoken(city: Government, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    yield CliRunner()
    forget()


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The notice as a file."""
    path = tmp_path / "notice.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def announced() -> list[tuple[int, str]]:
    with platform_scope():
        return list(HolidayNotice.objects.filter(year__gte=2027).values_list("year", "uploaded_by"))


def test_a_year_is_shown_and_one_without_notice_says_so(spoken: CliRunner) -> None:
    known, unknown = spoken.invoke(command, ["show", "2026"]), spoken.invoke(command, ["show", "2027"])

    assert "春节　放假 2026-02-15（周日）—2026-02-23（周一）" in known.output
    assert "2026-02-14（周六）" in known.output
    assert "2027 年的放假安排尚未公布" in unknown.output


def test_a_notice_is_announced_after_it_was_shown(spoken: CliRunner, file: str) -> None:
    told = spoken.invoke(command, ["add", file, "--by", "值班员"], input="y\n")

    assert told.exit_code == 0, told.output
    assert "2027-01-31（周末→调休上班）" in told.output
    assert announced() == [(2027, "值班员")]


def test_without_consent_nothing_is_announced(spoken: CliRunner, file: str) -> None:
    told = spoken.invoke(command, ["add", file], input="n\n")

    assert "与现行日历不同的日期 10 天" in told.output
    assert announced() == []


def test_a_second_upload_of_an_announced_year_is_refused_and_nothing_changed(
    spoken: CliRunner, file: str
) -> None:
    spoken.invoke(command, ["add", file, "--yes", "--by", "值班员"])

    told = spoken.invoke(command, ["add", file, "--yes", "--reason", "再传"])

    assert isinstance(told.exception, Refusal)
    assert told.exception.code == "calendar_same"
    assert announced() == [(2027, "值班员")]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "没有找到文件"), (TEXT.encode("gb18030"), "请另存为 UTF-8 编码"), ("", "是目录，不是文件")],
    ids=["missing", "another encoding", "a folder"],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    spoken: CliRunner, tmp_path: Path, content: bytes | str | None, said: str
) -> None:
    path = tmp_path / "notice.txt"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.mkdir()

    told = spoken.invoke(command, ["add", str(path), "--yes"])

    assert told.exit_code == 1
    assert said in told.output + str(told.exception)
    assert announced() == []


def test_a_file_with_a_mark_and_standard_input_are_read_alike(spoken: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(TEXT, encoding="utf-8-sig")

    marked = spoken.invoke(command, ["add", str(path)], input="n\n")
    piped = spoken.invoke(command, ["add", "-", "--yes"], input=TEXT)

    assert marked.output.splitlines()[:4] == piped.output.splitlines()[:4]
    assert len(announced()) == 1


def test_the_day_of_an_upload_is_the_government_s(spoken: CliRunner, file: str) -> None:
    with clock.at(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)):
        spoken.invoke(command, ["add", file, "--yes"])

    assert "，2026-11-21" in spoken.invoke(command, ["show", "2027"]).output
