"""List as rows of texts: the kind of a file, the child's reading of it, and where the headers are.

What cannot be read as meant (merged cells, broken lines) is marked, so that the row's report can name it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from intake.extracting import extracted
from intake.extraction.bounds import BYTES
from intake.headers import is_title, plain
from kernel.refusals import Refusal

KINDS = {
    ".xlsx": "spreadsheet",
    ".xls": "spreadsheet",
    ".xlsb": "spreadsheet",
    ".ods": "spreadsheet",
    ".csv": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
}
ABOVE = 15  # lines that a banner and remarks may take above the headers

Line = tuple[int, Sequence[str]]
Table = tuple[tuple[str, ...], tuple["ListRow", ...]]


class ListRow(NamedTuple):
    """One line of the list: its number as the file's user counts it, its texts by column.

    ``merged`` are columns whose text was taken from the merged cell above; ``broken`` says that the line is none.
    """

    number: int
    texts: Sequence[str]
    merged: frozenset[int] = frozenset()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A file's headers and rows, the digest by which it is recognised, and sheets that were not read."""

    name: str
    digest: str
    headers: tuple[str, ...]
    rows: tuple[ListRow, ...]
    spreadsheet: bool = False
    other_sheets: tuple[str, ...] = ()


def read(path: Path) -> Listing:
    """Read a list from the disk; refused as ``read_list`` says, and when the file is missing."""
    if not path.is_file():
        raise Refusal("file_missing", name=path.name)
    with path.open("rb") as file:
        return read_list(path.name, file)


def read_list(name: str, file: IO[bytes]) -> Listing:
    """Read a list from an open file (a real one, with a descriptor) of this name.

    Refused when it is too large, of an unknown kind, broken or empty, or holds more than a list can.
    """
    kind = KINDS.get(Path(name).suffix.lower())
    if kind is None:
        raise Refusal("file_kind_unknown", name=name)
    if file.seek(0, 2) > BYTES:
        raise Refusal("file_too_large", name=name, limit=BYTES >> 20)
    file.seek(0)
    digest = _digest(file)
    found = extracted(name, kind, file)
    listing = _spreadsheet(name, digest, found) if kind == "spreadsheet" else _text(name, digest, kind, found)
    if not listing.rows:
        raise Refusal("file_empty", name=name)
    return listing


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _text(name: str, digest: str, kind: str, found: Iterable[dict[str, Any]]) -> Listing:
    if kind == "csv":
        return Listing(name, digest, *_table([(one["row"], one["texts"]) for one in found]))
    headers: list[str] = []
    rows: list[ListRow] = []
    for one in found:
        if "headers" in one:
            headers = one["headers"]
        else:
            rows.append(ListRow(one["row"], one["texts"], broken=one["broken"]))
    return Listing(name, digest, tuple(headers), tuple(rows))


@dataclass(slots=True)
class _SheetLines:
    """What was found on one sheet: lines, and merged ranges (first line, column, last line)."""

    title: str
    lines: list[Line] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def _spreadsheet(name: str, digest: str, found: Iterable[dict[str, Any]]) -> Listing:
    """The first sheet that has a title column; the first one with any rows where none has."""
    sheets: list[_SheetLines] = []
    for one in found:
        if "sheet" in one:
            sheets.append(_SheetLines(one["sheet"]))
        elif "merged" in one:
            sheets[-1].merged = one["merged"]
        else:
            sheets[-1].lines.append((one["row"], one["texts"]))
    tables = {sheet.title: _table(sheet.lines, sheet.merged) for sheet in sheets}
    filled = {title: table for title, table in tables.items() if table[0]}
    if not filled:
        raise Refusal("file_empty", name=name)
    chosen = next((title for title, table in filled.items() if _has_title(table[0])), next(iter(filled)))
    others = tuple(title for title in filled if title != chosen)
    return Listing(name, digest, *filled[chosen], spreadsheet=True, other_sheets=others)


def _table(lines: Sequence[Line], merged: Sequence[tuple[int, int, int]] = ()) -> Table:
    """Headers and the rows under them: the first line that has a title column, else the first with any text."""
    heads = [(place, texts) for place, (_, texts) in enumerate(lines[:ABOVE]) if not texts[0].startswith("#")]
    if not heads:
        return (), ()
    place, texts = next((head for head in heads if _has_title(head[1])), heads[0])
    headers = tuple(one.strip() for one in texts)
    if merged:
        return headers, tuple(_unmerged(lines, place, merged, len(headers)))
    return headers, tuple(ListRow(number, texts) for number, texts in lines[place + 1 :])


def _has_title(headers: Iterable[str]) -> bool:
    return any(is_title(plain(one)) for one in headers)


def _unmerged(
    lines: Sequence[Line], place: int, merged: Iterable[tuple[int, int, int]], width: int
) -> Iterator[ListRow]:
    """Rows in which a cell that a merged one above covers has that one's text; ranges are never filled up."""
    above = _MergedCells(merged, width)
    by_number = dict(lines)
    for number, texts in lines[place + 1 :]:
        covered = above.of(number)
        filled = [*texts, *[""] * (max(covered, default=-1) + 1 - len(texts))]
        for column, top in covered.items():
            first = by_number.get(top, ())
            filled[column] = first[column] if column < len(first) else ""
        yield ListRow(number, filled, frozenset(covered))


class _MergedCells:
    """Of each column the merged ranges in their order, so that the one over a line is found without filling any up."""

    def __init__(self, merged: Iterable[tuple[int, int, int]], width: int) -> None:
        self.columns: dict[int, list[tuple[int, int]]] = {}
        for top, column, bottom in sorted(merged):
            if column < width:
                self.columns.setdefault(column, []).append((top, bottom))

    def of(self, number: int) -> dict[int, int]:
        """The columns in which the line is covered, each with the line that has the text."""
        found = {}
        for column, ranges in self.columns.items():
            place = bisect_left(ranges, (number, 0)) - 1
            if place >= 0 and ranges[place][1] >= number:
                found[column] = ranges[place][0]
        return found
