"""Text lists: CSV (UTF-8 or GB18030) and JSON lines, read line by line, never as a whole."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, Any

from intake.extraction.bounds import (
    CELL,
    COLUMNS,
    DEPTH,
    LINE,
    LINES_OF_A_ROW,
    ROWS,
    ContentCounter,
    Excess,
    trimmed,
)
from intake.extraction.values import text_of
from kernel import json_text

ENCODINGS = ("utf-8-sig", "gb18030")
CHUNK = 1 << 16
BLANK_LINES = 10 * ROWS

Records = Iterator[dict[str, Any]]


def csv_rows(file: IO[bytes]) -> Records:
    """The rows of a CSV that hold anything."""
    encoding = _encoding(file)
    file.seek(0)
    lines = _Lines(io.TextIOWrapper(file, encoding, newline=""))
    csv.field_size_limit(CELL)
    tally = ContentCounter()
    reader = enumerate(csv.reader(lines), 1)
    while (found := _next(reader, lines)) is not None:
        number, texts = found[0], trimmed(found[1])
        lines.begin()
        if len(texts) > COLUMNS:
            raise Excess("file_too_many_columns", number=number, limit=COLUMNS)
        if texts:
            tally.row(number, texts)
            yield {"row": number, "texts": texts}


def _next(reader: Iterator[tuple[int, list[str]]], lines: _Lines) -> tuple[int, list[str]] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise Excess("file_cell_endless", number=lines.first, limit=CELL // 10_000) from error


class _Lines:
    """Lines of a text for ``csv``: none without end, and not without end for one row."""

    def __init__(self, text: IO[str]) -> None:
        self.text, self.number, self.first = text, 0, 1

    def begin(self) -> None:
        """The next line begins a row."""
        self.first = self.number + 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.text.readline(LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LINE:
            raise Excess("file_line_endless", number=self.number, limit=LINE // 10_000)
        if self.number - self.first > LINES_OF_A_ROW:
            raise Excess("file_quote_open", number=self.first)
        if self.number > BLANK_LINES:
            raise Excess("file_too_many_rows", limit=ROWS)
        return line


def _encoding(file: IO[bytes]) -> str:
    """The first encoding in which the whole file can be read; decoded piece by piece, and nothing of it kept."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Excess("file_encoding")


def json_rows(file: IO[bytes]) -> Records:
    """The objects of a file of JSON lines; the names of all of them, in the order of first use, come last."""
    file.seek(0)
    tally, places, number, first, any_object = ContentCounter(), dict[str, int](), 0, 0, False
    while line := file.readline(LINE):
        number += 1
        if len(line) == LINE:
            raise Excess("file_line_endless", number=number, limit=LINE // 10_000)
        if number > BLANK_LINES:
            raise Excess("file_too_many_rows", limit=ROWS)
        line = line.removeprefix(codecs.BOM_UTF8).strip() if number == 1 else line.strip()
        if not line:
            continue
        first, given = first or number, _object(line)
        any_object = any_object or bool(given)
        texts = [] if given is None else _texts(number, given, places)
        tally.row(number, texts)
        yield {"row": number, "texts": texts, "broken": given is None}
    if first and not any_object:
        raise Excess("file_broken_line", number=first)
    yield {"headers": list(places)}


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        given = json_text.loads(line)
    except json_text.Malformed:
        return None
    return given if isinstance(given, dict) else None


def _texts(number: int, given: dict[str, Any], places: dict[str, int]) -> list[str]:
    for name, value in given.items():
        if name not in places and len(places) == COLUMNS:
            raise Excess("file_too_many_columns", number=number, limit=COLUMNS)
        places.setdefault(name, len(places))
        if _deeper(value, DEPTH):
            raise Excess("file_too_nested", number=number, column=name[:40], limit=DEPTH)
    return trimmed([text_of(given.get(name)) for name in places])


def _deeper(value: Any, depth: int) -> bool:
    if not isinstance(value, (list, dict)):
        return False
    inside = value if isinstance(value, list) else value.values()
    return depth == 0 or any(_deeper(one, depth - 1) for one in inside)
