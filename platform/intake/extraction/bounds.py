"""Limits of a list, and counters that stop the reading with a sentence as soon as one is exceeded.

The numbers leave a year's papers of a whole province their room (10,000 papers with texts are 16 million
characters) and keep the child that reads them, and the process that asked for it, below a few hundred megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence

BYTES = 50 * 1024 * 1024
UNPACKED = 160 * 1024 * 1024
ROWS = 100_000
COLUMNS = 300
CELLS = 1_000_000
CHARACTERS = 40_000_000
LINE = 4_000_000  # characters (JSON lines: bytes) of one line of text
CELL = 1_000_000  # characters of one cell; a longer one than a paper's text is its row's problem only
LINES_OF_A_ROW = 5_000
MERGED = 20_000
DEPTH = 8

MEMORY = 300 * 1024 * 1024  # of address space, so that what is resident is always less
CPU_SECONDS = 4
WALL_SECONDS = 20


class Excess(Exception):
    """The list is refused: a code of the catalogue of refusals, with its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


class ContentCounter:
    """Counts rows, cells and characters of a whole file; ends the reading when they are too many."""

    __slots__ = ("cells", "characters", "rows")

    def __init__(self) -> None:
        self.rows = self.cells = self.characters = 0

    def row(self, number: int, texts: Sequence[str]) -> None:
        """Take a row into account, which holds these texts up to its last that is not empty."""
        self.rows += 1
        if self.rows > ROWS:
            raise Excess("file_too_many_rows", limit=ROWS)
        self.cells += len(texts)
        if self.cells > CELLS:
            raise Excess("file_too_many_cells", number=number, limit=CELLS // 10_000)
        self.characters += sum(map(len, texts))
        if self.characters > CHARACTERS:
            raise Excess("file_too_much_text", number=number, limit=CHARACTERS // 10_000)


def trimmed(texts: list[str]) -> list[str]:
    """The texts without the empty ones at the end."""
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]
