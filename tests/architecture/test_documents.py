"""What the documents point to exists: linked files, named tests, commands."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from lianban.cli.main import COMMANDS
from lianban.demo.world import PASSWORD, governments
from support.sources import ROOT, all_sources

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)")
TEST = re.compile(r"`(?:[\w/]*\btest_\w+\.py(?:::\w+)?|test_\w+)`")
COMMAND = re.compile(r"lianban ([a-z]+)\b")
LARGEST_PICTURE = 200_000
KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
LONGEST_ENTRY = 200
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


@cache
def known_tests() -> frozenset[str]:
    """Names of all test files and test functions."""
    named = {Path(source.name).name for source in all_sources()}
    return frozenset(named | {name for source in all_sources() for name in _functions(source.text)})


def _functions(text: str) -> list[str]:
    return re.findall(r"def (test_\w+)", text)


@EACH
def test_every_linked_file_exists(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_place_of_the_orientation_exists() -> None:
    table = (
        (ROOT / "docs/architecture.md")
        .read_text(encoding="utf-8")
        .split("## Where to find")[1]
        .split("\n## ")[0]
    )
    cells = [line.split("|")[2] for line in table.splitlines() if line.startswith("| ")]

    assert [name for cell in cells for name in _astray(re.findall(r"`([^`]+)`", cell))] == []


def _astray(names: list[str]) -> list[str]:
    """Names of a cell that are no file: each from the root, or beside the last such one, or beside its folder."""
    base, lost = ROOT, []
    for name in names:
        if list(ROOT.glob(name)):
            base = ROOT / name if name.endswith("/") else (ROOT / name).parent
        elif base == ROOT or not (list(base.glob(name)) or list(base.parent.glob(name))):
            lost.append(name)
    return lost


@EACH
def test_every_named_test_exists(document: Path) -> None:
    named = TEST.findall(document.read_text(encoding="utf-8"))
    parts = {part for name in named for part in re.findall(r"test_\w+(?:\.py)?", name)}

    assert parts - known_tests() == set()


@EACH
def test_every_command_that_is_told_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    told = {
        name
        for line in re.findall(r"`[^`\n]*`|^\s*(?:uv run )?lianban .*$", text, re.M)
        for name in COMMAND.findall(line)
    }

    assert told - {entry.name for entry in COMMANDS} == set()


def test_pictures_of_the_documents_are_small_and_all_are_shown() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    shown = {
        target for document in DOCUMENTS for target in LINK.findall(document.read_text(encoding="utf-8"))
    }

    assert [
        one.name for one in pictures if one.suffix != ".png" or one.stat().st_size > LARGEST_PICTURE
    ] == []
    assert {f"docs/pictures/{one.name}" for one in pictures} - shown == set()


def test_the_accounts_of_the_readme_are_those_of_the_demo() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(yz-[a-z0-9-]+)`", text))
    city = governments()[0]

    assert named - {city.username(seat.key) for seat in city.seats()} == set()
    assert {f"`{plan.prefix}-`" for plan in governments()} <= set(re.findall(r"`[a-z]{2}-`", text))
    assert f"**`{PASSWORD}`**" in text


def test_the_changelog_has_one_line_for_each_change_below_its_release_and_kind() -> None:
    _, *releases = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)
    unfit = []

    for release in releases:
        title, *kinds = re.split(r"^### ", release, flags=re.M)
        names = [kind.partition("\n")[0] for kind in kinds]
        if names != [name for name in KINDS if name in names] or title.strip().count("\n"):
            unfit.append(f"{title.strip()}: {names}, each once and in the order {KINDS}")
        lines = [line for kind in kinds for line in kind.splitlines()[1:] if line]
        unfit += [line for line in lines if not line.startswith("- ") or len(line) > LONGEST_ENTRY]

    assert unfit == []
