"""Reading a list from a file: JSON lines, CSV (UTF-8 or GB18030) or a spreadsheet, as rows of texts.

Reading is the libraries' work; here only which one, where the headers are, and precise refusals for what cannot
be a list. What cannot be read as meant (merged cells, broken lines) is marked, so that the row can be told of it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from python_calamine import CalamineError, CalamineSheet, load_workbook

from intake.headers import is_title, plain
from kernel.refusals import Refusal

MAX_BYTES = 50 * 1024 * 1024
SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsb", ".ods"})
ENCODINGS = ("utf-8-sig", "gb18030")
ABOVE = 15  # lines that a banner and remarks may take above the headers

Line = tuple[int, Sequence[str]]


class Row(NamedTuple):
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
    rows: tuple[Row, ...]
    spreadsheet: bool = False
    other_sheets: tuple[str, ...] = ()


def read(path: Path) -> Listing:
    """Read a list; refused when the file is missing, too large, of an unknown kind, broken or empty."""
    if not path.is_file():
        raise Refusal("file_missing", name=path.name)
    if path.stat().st_size > MAX_BYTES:
        raise Refusal("file_too_large", name=path.name, limit=MAX_BYTES // 1024 // 1024)
    data = path.read_bytes()
    ending, digest = path.suffix.lower(), hashlib.sha256(data).hexdigest()
    if ending in SPREADSHEETS:
        listing = _spreadsheet(path.name, digest, data)
    elif ending == ".csv":
        listing = Listing(path.name, digest, *_table(_csv_lines(path.name, data)))
    elif ending in {".jsonl", ".ndjson"}:
        listing = Listing(path.name, digest, *_json_lines(path.name, data))
    else:
        raise Refusal("file_kind_unknown", name=path.name)
    if not listing.rows:
        raise Refusal("file_empty", name=path.name)
    return listing


def _csv_lines(name: str, data: bytes) -> Iterator[Line]:
    csv.field_size_limit(sys.maxsize)  # an overlong cell is the row's problem, not the file's
    try:
        yield from enumerate(csv.reader(io.StringIO(_decoded(name, data), newline="")), 1)
    except csv.Error as error:
        raise Refusal("file_broken", name=name) from error


def _decoded(name: str, data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("file_encoding", name=name)


def _spreadsheet(name: str, digest: str, data: bytes) -> Listing:
    """The first sheet that has a title column; the first one with any rows where none has."""
    try:
        book = load_workbook(io.BytesIO(data))
        sheets = {title: book.get_sheet_by_name(title) for title in book.sheet_names}
        tables = {title: _table(_sheet_lines(sheet), _covered(sheet)) for title, sheet in sheets.items()}
    except (CalamineError, IndexError, ValueError) as error:
        raise Refusal("file_broken", name=name) from error
    filled = {title: table for title, table in tables.items() if table[0]}
    if not filled:
        raise Refusal("file_empty", name=name)
    chosen = next((title for title, table in filled.items() if _has_title(table[0])), next(iter(filled)))
    others = tuple(title for title in filled if title != chosen)
    return Listing(name, digest, *filled[chosen], spreadsheet=True, other_sheets=others)


def _sheet_lines(sheet: CalamineSheet) -> Iterator[Line]:
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        yield number, [one if type(one) is str else _cell(one) for one in values]


def _covered(sheet: CalamineSheet) -> dict[tuple[int, int], int]:
    """Line and column of each cell that a merged cell above covers, with that one's line."""
    covered: dict[tuple[int, int], int] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        covered |= {(line + 1, left): top + 1 for line in range(top + 1, bottom + 1)}
    return covered


def _table(
    lines: Iterable[Line], covered: dict[tuple[int, int], int] | None = None
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Headers and the rows under them: the first line that has a title column, else the first with any text."""
    kept = [(number, texts) for number, texts in lines if any(texts)]
    heads = [(place, texts) for place, (_, texts) in enumerate(kept[:ABOVE]) if not texts[0].startswith("#")]
    if not heads:
        return (), ()
    place, texts = next((head for head in heads if _has_title(head[1])), heads[0])
    headers = tuple(one.strip() for one in texts)
    if covered:
        return headers, tuple(_unmerged(kept, place, covered, len(headers)))
    return headers, tuple(Row(number, texts) for number, texts in kept[place + 1 :])


def _has_title(headers: Iterable[str]) -> bool:
    return any(is_title(plain(one)) for one in headers)


def _unmerged(
    lines: Sequence[Line], place: int, covered: dict[tuple[int, int], int], width: int
) -> Iterator[Row]:
    by_number = dict(lines)
    for number, texts in lines[place + 1 :]:
        columns = frozenset(column for column in range(width) if (number, column) in covered)
        filled = [
            by_number[covered[number, column]][column] if column in columns else text
            for column, text in enumerate(texts)
        ]
        yield Row(number, filled, columns)


def _json_lines(name: str, data: bytes) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Headers are the names of all objects, in the order of their first use."""
    found: list[tuple[int, dict[str, Any] | None]] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if line.strip():
            found.append((number, _object(line)))
    if found and not any(given for _, given in found):
        raise Refusal("file_broken_line", name=name, number=found[0][0])
    headers = tuple(dict.fromkeys(header for _, given in found for header in given or ()))
    return headers, tuple(
        Row(number, [_cell(given.get(header)) for header in headers])
        if given is not None
        else Row(number, (), broken=True)
        for number, given in found
    )


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return given if isinstance(given, dict) else None


def _cell(value: Any) -> str:
    """A value as text: dates as ISO days, whole numbers without a fraction, lists as an enumeration."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "、".join(_cell(one) for one in value)
    return str(value)
