"""Decision records (docs/adr): number, date, status and order, as docs/adr/README.md says them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from support.sources import ROOT

RECORDS = ROOT / "docs" / "adr"
LINKS = r"\[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\)(?:, \[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\))*"
STATUS = rf"in force|(?:amended|superseded) by {LINKS}"
HEAD = re.compile(
    rf"# (?P<number>\d{{4}}) \S.*\n\n- Date: (?P<date>\d{{4}}-\d\d-\d\d)\n- Status: (?P<status>{STATUS})\n"
    rf"(?:- Amends: (?P<amends>{LINKS})\n)?(?:- Supersedes: (?P<supersedes>{LINKS})\n)?\n"
)
ROW = re.compile(r"^\| \[(\d{4})\]\((.+?)\) \| (.+?) \| .+? \| (.+?) \|$", re.M)


@dataclass(frozen=True)
class Record:
    """The head of one record; the numbers it changes and is changed by, each with the kind of change."""

    file: str
    number: str
    date: str
    status: str
    changes: frozenset[tuple[str, str]]
    changed_by: frozenset[tuple[str, str]]


def test_every_record_has_number_date_and_status() -> None:
    assert [path.name for path in _paths() if _read(path) is None] == []


def test_numbers_are_those_of_the_files_without_gap() -> None:
    records = _records()

    assert [record.number for record in records] == [record.file[:4] for record in records]
    assert [int(record.number) for record in records] == list(range(1, len(records) + 1))


def test_dates_are_days_in_the_order_of_the_numbers() -> None:
    days = [datetime.date.fromisoformat(record.date) for record in _records()]

    assert days == sorted(days)


def test_what_changes_a_record_says_so_and_came_later() -> None:
    records = _records()
    said = {(record.number, kind, other) for record in records for kind, other in record.changes}
    suffered = {(other, kind, record.number) for record in records for kind, other in record.changed_by}

    assert said == suffered
    assert [change for change in said if change[0] <= change[2]] == []


def test_the_overview_lists_every_record_in_order() -> None:
    rows = ROW.findall((RECORDS / "README.md").read_text(encoding="utf-8"))

    assert rows == [(record.number, record.file, record.date, record.status) for record in _records()]


def _paths() -> list[Path]:
    return sorted(path for path in RECORDS.glob("*.md") if path.name != "README.md")


def _records() -> list[Record]:
    return [record for path in _paths() if (record := _read(path))]


def _read(path: Path) -> Record | None:
    found = HEAD.match(path.read_text(encoding="utf-8"))
    if found is None:
        return None
    changes = {
        (kind, number)
        for kind, group in (("amended", "amends"), ("superseded", "supersedes"))
        for number in _numbers(found[group])
    }
    kind = found["status"].split(" ")[0]
    changed_by = {(kind, number) for number in _numbers(found["status"])}
    return Record(
        path.name, found["number"], found["date"], found["status"], frozenset(changes), frozenset(changed_by)
    )


def _numbers(links: str | None) -> list[str]:
    return re.findall(r"\[(\d{4})\]", links or "")
