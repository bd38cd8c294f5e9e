"""A list that says whose name is to be protected: so from registration on, and never by a word that was misread."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cases import commands
from cases.models import Case
from intake.commands import import_listing
from intake.reading import read
from intake.report import Report
from kernel.actor import SYSTEM
from lianban.cli.import_ import import_
from support.asking import Asking
from support.build import a_key
from support.world import World

NAMES = "{ cases(kinds: [PROPOSAL]) { edges { node { title leadProposerName } } } }"


def imported(world: World, folder: Path, said: str, header: str = "提出人保护") -> Report:
    """The report of a list of one paper that says this of its proposer's protection."""
    path = folder / "list.csv"
    path.write_text(
        f"登记号,标题,提案人,{header}\n0001,关于增设社区食堂的建议,沈若溪,{said}\n", encoding="utf-8"
    )
    return import_listing(SYSTEM, read(path), world.sessions["PROPOSAL"])


@pytest.mark.parametrize(
    ("said", "protected"), [("是", True), ("要求保护", True), ("Yes", True), ("否", False), ("", False)]
)
def test_a_paper_is_protected_as_its_list_says(
    world: World, tmp_path: Path, said: str, protected: bool
) -> None:
    report = imported(world, tmp_path, said)

    assert (report.added, report.unused) == (1, ())
    assert Case.objects.get().protect_proposer is protected


def test_who_may_not_read_it_does_not_from_the_first_moment(world: World, tmp_path: Path) -> None:
    imported(world, tmp_path, "是", "保护提出人（是/否）")
    ask = Asking(world)

    told = {who: ask.data(who, NAMES)["edges"][0]["node"] for who in ("office", "cppcc", "cppcc_seat")}

    names = {who: one["leadProposerName"] for who, one in told.items()}
    assert names == {"office": "沈若溪", "cppcc": "沈若溪", "cppcc_seat": "受保护的提出人"}


@pytest.mark.parametrize("said", ["待定", "=A1", "不是很清楚"])
def test_a_word_that_says_neither_keeps_the_row_out(world: World, tmp_path: Path, said: str) -> None:
    report = imported(world, tmp_path, said)

    assert (report.added, report.refused, Case.objects.count()) == (0, 1, 0)
    assert report.problems[0].column == "提出人保护"


def test_of_a_paper_that_is_there_the_import_says_where_it_is_protected(world: World, tmp_path: Path) -> None:
    imported(world, tmp_path, "")
    case = Case.objects.get()

    report = imported(world, tmp_path, "是")

    assert (report.known, Case.objects.get().protect_proposer) == (1, False)
    assert "设置提出人保护" in report.problems[0].message
    commands.protect_proposer(world.cppcc, case.pk, a_key(), protect=True, reason="委员要求")


def test_the_command_says_which_columns_there_are() -> None:
    told = CliRunner().invoke(import_, ["--help"]).output.replace("\n", "").replace(" ", "")

    assert "提出人保护（保护提出人" in told
    assert "联系电话（电话）" in told
