"""Rows of one sheet of an .xlsx workbook, each as soon as it is read; no area is ever filled up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from intake.extraction.bounds import CELLS, COLUMNS, MERGED, ContentCounter, Excess, trimmed
from intake.extraction.package import Attributes, Package, local, parser_of
from intake.extraction.values import text_of
from intake.extraction.workbook import Workbook, unescaped

REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
SINCE_1900, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  # days of a sheet have no zone
MARKUP = CELLS  # rows and cells of all kinds, empty ones too


def sheet_rows(
    package: Package, book: Workbook, name: str, part: str, tally: ContentCounter
) -> Iterator[dict[str, Any]]:
    """Rows that hold anything, then the merged ranges, which a sheet lists at its end."""
    reader = _Sheet(book, name, tally)
    for _ in package.parsed(part, parser_of(reader.start, reader.end, reader.text)):
        yield from reader.rows
        reader.rows.clear()
    yield {"merged": reader.merged}


class _Sheet:
    """Gathers rows while a sheet is parsed; ``rows`` is emptied by the reader after each piece."""

    def __init__(self, book: Workbook, name: str, tally: ContentCounter) -> None:
        self.book, self.name, self.tally = book, name, tally
        self.rows: list[dict[str, Any]] = []
        self.merged: list[tuple[int, int, int]] = []
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.row = self.column = self.seen = self.length = 0
        self.type = self.style = ""
        self.reading = self.phonetic = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        name = local(tag)
        if name == "c":
            self._cell(given)
        elif name in {"v", "t"}:
            self.reading = not self.phonetic
        elif name == "row":
            self._row(given)
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell":
            self._merged(given.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        if name in {"v", "t"}:
            self.reading = False
        elif name == "c":
            self._ended()
        elif name == "row" and (texts := trimmed(self.texts)):
            self.tally.row(self.row, texts)
            self.rows.append({"row": self.row, "texts": texts})
        elif name == "rPh":
            self.phonetic = False

    def text(self, text: str) -> None:
        """Text within an element."""
        if self.reading:
            self.pieces.append(text)

    def _row(self, given: Attributes) -> None:
        number = given.get("r", "")
        self.row = int(number) if number.isdigit() else self.row + 1
        self.column, self.texts = 0, []
        self._count()

    def _cell(self, given: Attributes) -> None:
        found = REFERENCE.match(given.get("r", ""))
        self.column = column_of(found.group(1)) if found else self.column + 1
        self.type, self.style = given.get("t", "n"), given.get("s", "")
        self._count()

    def _count(self) -> None:
        self.seen += 1
        if self.seen > MARKUP:
            raise Excess("file_too_many_cells", number=self.row, limit=CELLS // 10_000)

    def _ended(self) -> None:
        if not self.pieces:
            return
        text = self._text("".join(self.pieces))
        self.pieces.clear()
        if self.column > COLUMNS:
            if not text.strip():
                return
            cell = f"{letters_of(self.column)}{self.row}"
            raise Excess("file_far_cell", sheet=self.name[:40], cell=cell, limit=letters_of(COLUMNS))
        self.texts.extend([""] * (self.column - len(self.texts)))
        self.texts[self.column - 1] = text

    def _text(self, raw: str) -> str:
        if self.type == "s":
            place = int(raw) if raw.strip().isdigit() else -1
            return self.book.strings[place] if 0 <= place < len(self.book.strings) else ""
        if self.type in {"inlineStr", "str"}:
            return unescaped(raw)
        if self.type == "b":
            return str(raw.strip() == "1")
        if self.type == "e":
            return ""
        return raw if self.type == "d" else self._number(raw)

    def _number(self, raw: str) -> str:
        try:
            number = float(raw)
        except ValueError:
            return raw
        place = int(self.style) if self.style.isdigit() else -1
        kind = self.book.kinds[place] if 0 <= place < len(self.book.kinds) else ""
        try:
            return _moment(number, kind, SINCE_1904 if self.book.since_1904 else SINCE_1900) or text_of(
                number
            )
        except OverflowError:
            return raw

    def _merged(self, reference: str) -> None:
        """Keep a range that covers cells below its first; its column is the one of the text."""
        ends = REFERENCE.findall(reference)
        if len(ends) != 2 or int(ends[1][1]) <= int(ends[0][1]):
            return
        if len(self.merged) == MERGED:
            raise Excess("file_too_many_merged", sheet=self.name[:40], limit=MERGED)
        self.merged.append((int(ends[0][1]), column_of(ends[0][0]) - 1, int(ends[1][1])))


def _moment(number: float, kind: str, epoch: datetime) -> str:
    if kind == "elapsed":
        return str(timedelta(days=number))
    if kind != "day" or number < 0:
        return ""
    moment = epoch + timedelta(days=number)
    return moment.date().isoformat() if number >= 1 else moment.time().isoformat("seconds")


def column_of(letters: str) -> int:
    """The number of a column by its letters; A is 1."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number


def letters_of(column: int) -> str:
    """The letters of a column by its number; 1 is A."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
