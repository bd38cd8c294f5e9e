"""Child process of the extraction: limits itself, reads standard input, and writes rows as JSON lines.

It gets no environment, no connection and no settings. What it writes is a row (number and texts), the name of the sheet
that the following rows are from, merged ranges, headers of JSON lines, or a refusal, with which it ends.
"""

from __future__ import annotations

import importlib
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any
from xml.parsers.expat import ExpatError

from intake.extraction.bounds import CPU_SECONDS, MEMORY, ContentCounter, Excess
from intake.extraction.lines import csv_rows, json_rows
from intake.extraction.package import Package
from intake.extraction.sheet import sheet_rows
from intake.extraction.workbook import is_workbook, workbook_of
from kernel import json_text

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
ZIP = b"PK"
NESTED = 1500  # levels of a JSON line that are read, so that its refusal can name the column


def main() -> None:
    """Read the list that is standard input, of the kind that the argument names."""
    _limit()
    try:
        for found in READERS[sys.argv[1]](sys.stdin.buffer):
            _write(found)
    except Excess as excess:
        _write({"refusal": excess.code, "facts": excess.facts})
    except (MemoryError, RecursionError):
        _write({"refusal": "file_needs_memory", "facts": {"limit": MEMORY >> 20}})
    except BROKEN:
        _write({"refusal": "file_broken", "facts": {}})
    sys.stdout.buffer.flush()


def _limit() -> None:
    sys.setrecursionlimit(NESTED)
    # Not every system can limit address space; CPU time and the parent's clock hold everywhere.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _write(found: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json_text.dumps(found) + b"\n")


def spreadsheet_rows(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of every sheet of a spreadsheet, by what the file is and not by what it is called."""
    open_document = False
    if file.read(2) == ZIP:
        package = Package(file)
        if is_workbook(package):
            yield from _workbook_rows(package)
            return
        package.within_limit()
        open_document = "content.xml" in package.names
    try:
        # Loaded for these kinds only: it takes a fifth of this process's start.
        yield from importlib.import_module("intake.extraction.other").other_rows(file)
    except Excess as excess:
        # Cells repeated beyond all measure are to the library a file of no kind.
        if open_document and excess.code == "file_broken":
            raise Excess("file_repeats_too_often") from excess
        raise


def _workbook_rows(package: Package) -> Iterator[dict[str, Any]]:
    book, tally = workbook_of(package), ContentCounter()
    for name, part in book.sheets:
        yield {"sheet": name}
        yield from sheet_rows(package, book, name, part, tally)


READERS: dict[str, Callable[[IO[bytes]], Iterator[dict[str, Any]]]] = {
    "csv": csv_rows,
    "json": json_rows,
    "spreadsheet": spreadsheet_rows,
}

if __name__ == "__main__":
    main()
