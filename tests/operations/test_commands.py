"""The command line: complete, in both languages, and prepared for a folder that is new."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from click import Group
from click.testing import CliRunner

from lianban.cli import home as cli_home
from lianban.cli.main import COMMANDS, CommandEntry, main
from lianban.embedded import server as postgres

CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]{2,}"), re.compile(r"[A-Za-z]{3,}")


def test_the_overview_lists_every_command_in_both_languages() -> None:
    told = CliRunner().invoke(main, ["--help"], terminal_width=160).output

    for entry in COMMANDS:
        assert re.search(rf"^  {entry.name} .*[\u4e00-\u9fff].* / .*[A-Za-z]", told, re.M), entry.name


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_has_its_help_in_both_languages(entry: CommandEntry) -> None:
    told = CliRunner().invoke(main, [entry.name, "--help"])

    assert told.exit_code == 0, told.output
    assert CHINESE.search(told.output)
    assert ENGLISH.search(told.output)


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_command_of_several_lists_them_in_both_languages(entry: CommandEntry) -> None:
    command = entry.load()
    parts = command.commands if isinstance(command, Group) else {}

    told = CliRunner().invoke(main, [entry.name, "--help"], terminal_width=200).output

    for name in parts:
        assert re.search(rf"^  {name} .*[\u4e00-\u9fff].* / .*[A-Za-z]", told, re.M), name


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("nonsense", "没有命令“nonsense”。"),
        ("tenants add", "没有命令“tenants”。"),
        ("--nonsense", "没有选项 --nonsense。"),
        ("fleet provison", "没有命令“provison”。是否要写 provision？"),
        ("people account", "缺少参数 USERNAME。"),
        ("people account a b", "缺少选项 --government。"),
        ("calendar show 2026 a b", "多出参数：a b，请去掉；含空格的值请加引号。"),
        ("setup --if-need", "没有选项 --if-need。是否要写 --if-needed？"),
        ("setup --if-needed=yes", "选项 --if-needed 后面不带值，请去掉该值。写法见 --help。"),
        ("web --port", "选项 --port 后面缺少值。写法见 --help。"),
        ("web --port 0", "--port 的值不正确。应为 1 至 65535 之间的整数。"),
        ("calendar show then", "YEAR 的值不正确。应为整数。"),
        ("import x.csv --government a --kind B", "--kind 的值不正确。可写：SUGGESTION、PROPOSAL。"),
    ],
)
def test_what_is_wrong_with_a_command_is_told_in_chinese(written: str, told: str) -> None:
    result = CliRunner().invoke(main, written.split(), prog_name="lianban")

    *usage, sentence = result.stderr.splitlines()
    assert (result.exit_code, sentence) == (2, f"× {told}")
    assert not re.search("Usage|Try|Error", result.stderr)
    assert usage[:1] == [] or usage[0].startswith("用法：lianban")


@pytest.fixture
def new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that was never started."""
    monkeypatch.setattr(postgres, "HOME", tmp_path / "home")
    for name in ("DATABASE_URL", "DATABASE_ADMIN_URL", "LIANBAN_SECRET_KEY"):
        monkeypatch.setenv(name, "")
    return tmp_path / "home"


def test_a_new_folder_gets_a_secret_of_its_own_that_only_its_owner_reads(new_folder: Path) -> None:
    cli_home.prepare()

    file = new_folder / "environment"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(os.environ["LIANBAN_SECRET_KEY"]) >= 50
    assert os.environ["LIANBAN_SECRET_KEY"] in file.read_text()


def test_the_secret_stays_the_same(new_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli_home.prepare()
    first = os.environ["LIANBAN_SECRET_KEY"]
    monkeypatch.delenv("LIANBAN_SECRET_KEY")

    cli_home.prepare()

    assert os.environ["LIANBAN_SECRET_KEY"] == first


def test_an_external_database_is_not_overruled(new_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://lianban_app@db.example/lianban")

    cli_home.prepare()

    assert os.environ["DATABASE_URL"] == "postgres://lianban_app@db.example/lianban"
    assert not new_folder.exists()
