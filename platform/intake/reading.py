"""Reading a list from a file: JSON lines, CSV (UTF-8 or GB18030) or a spreadsheet, as rows of texts by header.

Reading is the libraries' work; here only which one, and precise refusals for what cannot be a list.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
from python_calamine import CalamineError, load_workbook

from kernel.refusals import Refusal

MAX_BYTES = 50 * 1024 * 1024
SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsb", ".ods"})
ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: its number as the file's user counts it, and its texts by header."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """A file's headers and rows, and the digest by which it is recognised."""

    name: str
    digest: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path) -> Listing:
    """Read a list; refused when the file is missing, too large, of an unknown kind, broken or empty."""
    if not path.is_file():
        raise Refusal("file_missing", name=path.name)
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise Refusal("file_too_large", name=path.name, limit=MAX_BYTES // 1024 // 1024)
    rows = tuple(_rows(path, data))
    if not rows:
        raise Refusal("file_empty", name=path.name)
    headers = tuple(dict.fromkeys(header for row in rows[:50] for header in row.cells))
    return Listing(path.name, hashlib.sha256(data).hexdigest(), headers, rows)


def _rows(path: Path, data: bytes) -> Iterator[Row]:
    ending = path.suffix.lower()
    if ending in SPREADSHEETS:
        return _of_grid(_spreadsheet(path, data))
    if ending == ".csv":
        return _of_grid(enumerate(csv.reader(io.StringIO(_text(path, data), newline="")), 1))
    if ending in {".jsonl", ".ndjson"}:
        return _of_json(path, data)
    raise Refusal("file_kind_unknown", name=path.name)


def _text(path: Path, data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("file_encoding", name=path.name)


def _spreadsheet(path: Path, data: bytes) -> Iterator[tuple[int, list[Any]]]:
    try:
        grid = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as error:
        raise Refusal("file_broken", name=path.name) from error
    return enumerate(grid, 1)


def _of_grid(lines: Iterator[tuple[int, list[Any]]] | enumerate[list[str]]) -> Iterator[Row]:
    """Rows under the first line that is neither empty nor a comment."""
    headers: list[str] = []
    for number, line in lines:
        texts = [_cell(value) for value in line]
        if not any(texts) or texts[0].startswith("#"):
            continue
        if not headers:
            headers = texts
            continue
        yield Row(number, {header: text for header, text in zip(headers, texts, strict=False) if header})


def _cell(value: Any) -> str:
    """A cell as text: dates as ISO days, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_json(path: Path, data: bytes) -> Iterator[Row]:
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            given = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise Refusal("file_broken_line", name=path.name, number=number) from error
        if not isinstance(given, dict):
            raise Refusal("file_broken_line", name=path.name, number=number)
        yield Row(number, given)
