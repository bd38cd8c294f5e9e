"""Conversion of a row to a paper: the checks of each cell, with column and remedy."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cases.inputs import MAX_BODY, MAX_TITLE, ProposerInput, RegisterInput
from intake.headers import ANSWERED, HANDED_OVER, Columns
from intake.proposers import MEMBER, more_than_named, names_in, proposer_kind
from intake.reading import ListRow
from kernel.plain_text import deceptive, without_deception
from kernel.wording import section, sentence

LONGEST_NAME = 80
LONGEST_NOTE = 500
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\D.*)?")
DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"[2-5]\d{4}")  # a day as spreadsheets count it, 1954 to 2064
SERIAL_ZERO = date(1899, 12, 30)
# A word that is none of these is refused: taken for a no, it would show everybody a name that was to be protected.
YES_OR_NO = dict.fromkeys(("是", "保护", "需保护", "需要", "要求保护", "√", "1", "true", "yes", "y"), True)
YES_OR_NO |= dict.fromkeys(("", "否", "不保护", "不需要", "无", "×", "0", "false", "no", "n"), False)
BREAK = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that cannot be taken as it is: its column, what is wrong and the cure."""

    column: str
    message: str


class RowError(Exception):
    """A row that cannot be taken, with every cell that is in the way."""

    def __init__(self, cells: Sequence[CellError]) -> None:
        self.cells = tuple(cells)
        super().__init__("; ".join(one.message for one in cells))


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes papers of the rows of one list, for one session, on one day."""

    columns: Columns
    kind: str
    session_id: int
    session_name: str
    spreadsheet: bool
    today: date

    def paper(self, row: ListRow) -> RegisterInput:
        """The paper of a row; raises RowError with all columns that are in the way, and their cures."""
        cells = Cells(row, self)
        title = _one_line(cells.own("title", MAX_TITLE))
        number = cells.own("number", 40, needed=False)
        proposers = _proposers(cells, self.kind)
        day = cells.day("day")
        names = [one.name for one in proposers]
        body, category = cells.text("body", MAX_BODY), _one_line(cells.text("category", 40))
        unit, protect = cells.text("proposed_unit", 80), cells.yes("protect")
        if cells.errors:
            raise RowError(cells.errors)
        return RegisterInput(
            kind=self.kind,
            title=title,
            body=body or section("intake")["body_missing"],
            session_id=self.session_id,
            proposers=proposers,
            category=category,
            registration_no=number,
            registered_on=day,
            proposed_unit=unit,
            protect_proposer=protect,
            source_key=source_key(self.kind, self.session_name, number, title, names, day),
            ledger=tuple(cells.later_stages()),
            handed_over_on=cells.later_day(HANDED_OVER),
            answered_on=cells.later_day(ANSWERED),
        )


def _one_line(text: str) -> str:
    return BREAK.sub("", text) if "\n" in text or "\r" in text else text


def source_key(
    kind: str, session: str, number: str, title: str, proposers: Sequence[str], day: date | None
) -> str:
    """By what a paper is recognised again: its number in its session, else its title, proposers and day.

    A spreadsheet may have eaten the zeros in front of a number; they make no difference.
    """
    plain = number.lstrip("0") or number
    parts = [kind, session, plain] if number else [kind, session, "", title, *proposers, str(day or "")]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class Cells:
    """The cells of one row by field. What is wrong is gathered in ``errors``; a wrong cell reads as empty."""

    __slots__ = ("columns", "errors", "fields", "reader", "row", "texts")

    def __init__(self, row: ListRow, reader: Reader) -> None:
        self.row, self.texts, self.reader, self.columns = row, row.texts, reader, reader.columns
        self.errors: list[CellError] = []
        texts, width = row.texts, len(row.texts)
        self.fields = {
            field: texts[place].strip() for field, place in self.columns.places.items() if place < width
        }

    def raw(self, field: str) -> str:
        """The trimmed text of a field; empty where the list has no such column or the line ends before it."""
        return self.fields.get(field, "")

    def text(self, field: str, limit: int) -> str:
        """The text of a field, which may be empty; wrong when too long or not to be stored."""
        text = self.fields.get(field, "")
        if len(text) > limit:
            return self.wrong(field, "cell_too_long", length=len(text), limit=limit)
        if "\x00" in text:
            return self.wrong(field, "cell_malformed")
        if unseen := deceptive(text):
            return self.wrong(field, "cell_deceptive", character=unseen)
        return text

    def own(self, field: str, limit: int, *, needed: bool = True) -> str:
        """The text of a field that must be this row's own: no merged cell, no formula, and not empty if needed."""
        text = self.fields.get(field, "")
        if self.row.merged and self.columns.places.get(field) in self.row.merged:
            return self.wrong(field, "cell_merged")
        if text.startswith("="):
            return self.wrong(field, "cell_formula", value=text[:40])
        if needed and not text:
            return self.empty(field)
        return self.text(field, limit)

    def day(self, field: str) -> date | None:
        """The day of a field, or None when it is empty; wrong when it is no day or lies in the future."""
        text = self.raw(field)
        if not text:
            return None
        day = day_of(text)
        if day is None:
            self.wrong(field, "cell_no_date", value=text[:40])
        elif day > self.reader.today:
            self.wrong(field, "cell_future_date", value=text[:40])
        return day

    def yes(self, field: str) -> bool:
        """Whether a field's cell, which is this row's own, says yes; an empty one says no, any other word is wrong."""
        text = self.own(field, 40, needed=False)
        answer = YES_OR_NO.get(text.lower())
        if answer is None:
            self.wrong(field, "cell_yes_or_no", value=text)
        return bool(answer)

    def later_day(self, label: str) -> date | None:
        """The day that the row states of a later stage; None where it states none, or none that can be read."""
        place = self.columns.later_stages.get(label)
        return day_of(self.texts[place].strip()) if place is not None and place < len(self.texts) else None

    def later_stages(self) -> list[str]:
        """What the row states of later stages, as ``label：text``."""
        found = []
        for label, place in self.columns.later_stages.items():
            text = self.texts[place].strip() if place < len(self.texts) else ""
            if text:
                found.append(f"{label}：{without_deception(text.replace(chr(0), ''))[:LONGEST_NOTE]}")
        for field in ("proposers", "co_signers"):
            if more_than_named(self.raw(field)):
                found.append(f"{self.columns.name(field)}：{self.raw(field)[:LONGEST_NOTE]}")
        return found

    def empty(self, field: str) -> str:
        """Note a cell that must be filled; in a spreadsheet a failed formula reads as empty too."""
        return self.wrong(field, "cell_empty_in_sheet" if self.reader.spreadsheet else "cell_empty")

    def wrong(self, field: str, code: str, **facts: object) -> str:
        """Note what is wrong in a field's cell, which is then taken as empty."""
        self.errors.append(CellError(self.columns.name(field), sentence(code, **facts)))
        return ""


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """The day that a text names: 2026-01-31, 2026/1/31, 2026年1月31日, 20260131, or a spreadsheet's number."""
    if SERIAL.fullmatch(text):
        return SERIAL_ZERO + timedelta(days=int(text))
    found = DIGITS.fullmatch(text) or DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _proposers(cells: Cells, kind: str) -> tuple[ProposerInput, ...]:
    """All who sign, the first one leading; group and telephone are the leading column's."""
    leading = names_in(cells.raw("proposers"))
    group, phone = cells.text("group", 80), cells.text("phone", 30)
    if not leading:
        cells.empty("proposers")
        return ()
    names = dict.fromkeys((*leading, *names_in(cells.raw("co_signers"))))
    for name in names:
        if len(name) > LONGEST_NAME or "\x00" in name:
            cells.wrong("proposers", "cell_no_name", value=name.replace("\x00", "")[:20])
        if unseen := deceptive(name):
            cells.wrong("proposers", "cell_deceptive", character=unseen)
    first, own = leading[0], set(leading)
    return tuple(
        _proposer(name, kind, group if name in own else "", phone if name == first else "", name == first)
        for name in names
    )


@lru_cache(maxsize=8192)
def _proposer(name: str, kind: str, group: str, phone: str, lead: bool) -> ProposerInput:
    what = proposer_kind(name, kind)
    return ProposerInput(name, what, group if what == MEMBER[kind] else "", phone, lead)
