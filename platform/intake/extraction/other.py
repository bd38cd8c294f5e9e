"""Spreadsheets of other kinds (.xls, .xlsb, .ods): read by calamine, which fills up a sheet's whole area.

What a sheet asks for is known only when the memory is asked for: the limits of this process are what stops it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from python_calamine import CalamineError, CalamineSheet, load_workbook

from intake.extraction.bounds import COLUMNS, MERGED, ContentCounter, Excess, trimmed
from intake.extraction.sheet import letters_of
from intake.extraction.values import text_of


def other_rows(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of every sheet that hold anything, each sheet after its name."""
    file.seek(0)
    tally = ContentCounter()
    try:
        book = load_workbook(file)
        for name in book.sheet_names:
            yield {"sheet": name}
            yield from _rows(book.get_sheet_by_name(name), tally)
    except (CalamineError, IndexError, ValueError) as error:
        raise Excess("file_broken") from error


def _rows(sheet: CalamineSheet, tally: ContentCounter) -> Iterator[dict[str, Any]]:
    if sheet.start is None:
        return
    down, right = sheet.start
    # The iterator begins with the sheet's first line, but with the first column that holds anything.
    for number, values in enumerate(sheet.iter_rows(), 1):
        texts = trimmed([text_of(one) for one in values]) if number > down else []
        if not texts:
            continue
        if right + len(texts) > COLUMNS:
            cell = f"{letters_of(right + len(texts))}{number}"
            raise Excess("file_far_cell", sheet=sheet.name[:40], cell=cell, limit=letters_of(COLUMNS))
        texts = [""] * right + texts
        tally.row(number, texts)
        yield {"row": number, "texts": texts}
    merged = [(top + 1, left, bottom + 1) for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()]
    below = [one for one in merged if one[2] > one[0]]
    if len(below) > MERGED:
        raise Excess("file_too_many_merged", sheet=sheet.name[:40], limit=MERGED)
    yield {"merged": below}
