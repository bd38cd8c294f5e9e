"""Lists that were really published, where they lie beside the checkout; else a list of the same shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.models import Case
from intake.commands import import_file, import_listing
from intake.reading import read
from kernel.actor import SYSTEM
from support.lists import SHARED, as_csv, as_jsonl
from support.world import World


def _published(name: str, instead: Path) -> tuple[Path, bool]:
    path = SHARED / name
    return (path, True) if path.is_file() else (instead, False)


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("proposals_jiangsu_2019.jsonl", "PROPOSAL", 436),
        ("ledger_jiangsu_cppcc_2019.csv", "PROPOSAL", 436),
        ("ledger_hainan_npc_suggestions.csv", "SUGGESTION", 9),
        ("ledger_suzhou_2024_most_satisfied.csv", "SUGGESTION", 6),
    ],
)
def test_a_published_list_goes_in_whole_and_once(
    world: World, tmp_path: Path, name: str, kind: str, rows: int
) -> None:
    path, published = _published(name, as_csv(tmp_path))

    first = import_listing(SYSTEM, read(path), world.sessions[kind])
    again = import_listing(SYSTEM, read(path), world.sessions[kind])

    assert first.added + first.refused == (rows if published else 3)
    assert (again.added, again.known) == (0, first.added)
    assert all(one.message for one in first.problems)
    assert Case.objects.count() == first.added


@pytest.mark.parametrize(
    ("name", "rows", "years"),
    [
        ("proposals_jiangsu_2019.jsonl", 436, {2019}),
        ("ledger_jiangsu_cppcc_2019.csv", 436, {2019}),
        ("ledger_suzhou_2024_most_satisfied.csv", 6, {2024}),
        ("ledger_hainan_npc_suggestions.csv", 9, None),
    ],
)
def test_a_published_list_needs_no_option(
    world: World, tmp_path: Path, name: str, rows: int, years: set[int] | None
) -> None:
    path, published = _published(name, as_csv(tmp_path))

    report = import_file(SYSTEM, read(path))

    told = set(Case.objects.values_list("session__year", flat=True))
    assert report.added + report.refused == (rows if published else 3)
    assert told == years or years is None or not published


def test_the_proposals_of_a_year_lose_no_paper(world: World, tmp_path: Path) -> None:
    path, published = _published("proposals_jiangsu_2019.jsonl", as_jsonl(tmp_path))

    report = import_listing(SYSTEM, read(path), world.sessions["PROPOSAL"])

    assert report.refused == 0
    assert report.added == (436 if published else 3)
    assert not Case.objects.filter(body="").exists()
