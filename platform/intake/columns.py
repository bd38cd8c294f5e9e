"""From a list's columns to a paper: known headers, and the checks of each cell with row, column and cure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date

from cases.inputs import MAX_BODY, MAX_TITLE, ProposerInput, RegisterInput
from intake.reading import Listing, Row
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import section, sentence

# What a column may be called in ledgers (domain.md 5.3) and in published lists.
HEADERS: dict[str, tuple[str, ...]] = {
    "number": ("登记号", "案号", "编号", "序号", "number", "proposal_number", "rank"),
    "title": ("标题", "案由", "题目", "title"),
    "body": ("正文", "内容", "建议内容", "text"),
    "proposers": (
        "提出人",
        "提案人",
        "领衔人",
        "领衔代表",
        "提案者",
        "proposers",
        "proposer",
        "lead_proposer",
    ),
    "co_signers": ("附议人", "联名人"),
    "group": ("代表团", "界别", "委组"),
    "category": ("分类", "提案分类", "内容分类", "category"),
    "day": ("登记日期", "提出日期", "收到日期", "issued_date", "publish_time"),
    "proposed_unit": ("建议承办单位",),
    "phone": ("联系电话", "电话"),
}
COLLECTIVE = (
    ("DELEGATION", re.compile(r"代表团$|代表联系组$")),
    ("PARTY", re.compile(r"^(民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)|党派|无党派")),
    ("MASS_ORG", re.compile(r"(工会|共青团|团委|妇联|青联|工商联|科协|侨联|台联|残联|文联|总商会)")),
    ("SECTOR", re.compile(r"界$|界别")),
    ("GROUP", re.compile(r"(小组|联组|委员组|活动组)$")),
    ("SPECIAL_COMMITTEE", re.compile(r"(委员会|专委会|工委|委)$")),
)
SPLIT = re.compile(r"[、,，;；\n]+")
YEAR_FIRST = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(\D|$)")
AND_OTHERS = re.compile(r"等\s*\d*\s*[名位人].*$")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell, and the cure; ``refused`` rows are left out, the others only noted."""

    row: int
    column: str
    message: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """Which header of this list gives which field, and the headers that give none."""

    found: Mapping[str, str]
    unused: tuple[str, ...]


def columns_of(listing: Listing) -> Columns:
    """Recognise the headers; refused when there is no title."""
    by_name = {header.strip().lower(): header for header in listing.headers}
    found = {}
    for field, names in HEADERS.items():
        header = next((by_name[name] for name in names if name in by_name), None)
        if header is not None:
            found[field] = header
    if "title" not in found:
        raise Refusal("file_without_title", name=listing.name, names="、".join(HEADERS["title"]))
    used = set(found.values())
    return Columns(found, tuple(header for header in listing.headers if header not in used))


def paper_of(row: Row, columns: Columns, *, kind: str, session_id: int, session_name: str) -> RegisterInput:
    """The paper of a row; raises CellError with the column and the cure."""
    cells = _Cells(row, columns)
    title = cells.text("title", MAX_TITLE, needed=True)
    number = cells.text("number", 40)
    body = cells.text("body", MAX_BODY) or section("intake")["body_missing"]
    day = cells.day("day")
    proposers = _proposers(cells, kind)
    return RegisterInput(
        kind=kind,
        title=title,
        body=body,
        session_id=session_id,
        proposers=proposers,
        category=cells.text("category", 40),
        registration_no=number,
        registered_on=day,
        proposed_unit=cells.text("proposed_unit", 80),
        source_key=source_key(kind, session_name, number, title, proposers[0].name),
    )


def source_key(kind: str, session: str, number: str, title: str, proposer: str) -> str:
    """By what a paper is recognised again: its number in its session, or its title and proposer."""
    parts = [kind, session, number] if number else [kind, session, "", title, proposer]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class CellError(Exception):
    """A cell that cannot be taken as it is."""

    def __init__(self, column: str, message: str) -> None:
        self.column = column
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Cells:
    row: Row
    columns: Columns

    def raw(self, field: str) -> Any:
        header = self.columns.found.get(field)
        return self.row.cells.get(header) if header else None

    def name(self, field: str) -> str:
        return self.columns.found.get(field, HEADERS[field][0])

    def text(self, field: str, limit: int, *, needed: bool = False) -> str:
        value = self.raw(field)
        text = "" if value is None else str(value).strip()
        if needed and not text:
            raise CellError(self.name(field), sentence("cell_empty"))
        if len(text) > limit:
            raise CellError(self.name(field), sentence("cell_too_long", length=len(text), limit=limit))
        if "\x00" in text:
            raise CellError(self.name(field), sentence("cell_malformed"))
        return text

    def day(self, field: str) -> date | None:
        text = self.text(field, 60)
        if not text:
            return None
        day = _date(text)
        if day is None:
            raise CellError(self.name(field), sentence("cell_no_date", value=text))
        if day > today():
            raise CellError(self.name(field), sentence("cell_future_date", value=text))
        return day


def _date(text: str) -> date | None:
    plain = re.sub(r"[年月/.]", "-", text.replace("日", " ")).strip().rstrip("-")
    if not YEAR_FIRST.match(plain):
        return None
    try:
        return parse_date(plain, yearfirst=True).date()
    except (ParserError, OverflowError):
        return None


def _proposers(cells: _Cells, kind: str) -> tuple[ProposerInput, ...]:
    names = _names(cells, "proposers") + _names(cells, "co_signers")
    if not names:
        raise CellError(cells.name("proposers"), sentence("cell_empty"))
    group, phone = cells.text("group", 80), cells.text("phone", 30)
    unique = tuple(dict.fromkeys(names))
    return tuple(
        ProposerInput(
            name=name,
            kind=proposer_kind(name, kind),
            group=group,
            phone=phone if position == 0 else "",
            is_lead=position == 0,
        )
        for position, name in enumerate(unique)
    )


def _names(cells: _Cells, field: str) -> list[str]:
    value = cells.raw(field)
    given = [str(one) for one in value] if isinstance(value, list) else SPLIT.split(str(value or ""))
    names = [AND_OTHERS.sub("", one).strip() for one in given]
    for name in names:
        if len(name) > 80:
            raise CellError(cells.name(field), sentence("cell_too_long", length=len(name), limit=80))
    return [name for name in names if name]


def proposer_kind(name: str, kind: str) -> str:
    """Whether a name is a collective proposer's, by its ending; else a deputy or a member."""
    for collective, pattern in COLLECTIVE:
        if len(name) > 3 and pattern.search(name):
            return collective
    return "DEPUTY" if kind == "SUGGESTION" else "MEMBER"
