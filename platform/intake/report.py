"""Import report: numbers, and sentences with row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a cell, and the cure; ``refused`` rows are left out, the others only noted."""

    row: int
    column: str
    message: str
    refused: bool = True


@dataclass(slots=True)
class Report:
    """Papers added, known before, rows refused, every problem with its place, and columns that gave nothing.

    ``interrupted`` are files of earlier runs that died in the middle, found by this one.
    ``kept`` columns state later stages: they stay with the event of registration, and no step was taken. ``archived``
    are those of the added papers that the list says were dispatched and answered: history, not work.
    """

    file: str = ""
    digest: str = ""
    total: int = 0
    added: int = 0
    known: int = 0
    archived: int = 0
    refused: int = 0
    sessions: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    kept: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    interrupted: list[str] = field(default_factory=list)

    def refuse(self, row: int, column: str, message: str) -> None:
        """Count a row as left out, with the reason."""
        self.refuse_for(row, [(column, message)])

    def refuse_for(self, row: int, reasons: Iterable[tuple[str, str]]) -> None:
        """Count a row as left out, with every reason: column and message."""
        self.refused += 1
        self.problems.extend(RowProblem(row, column, message) for column, message in reasons)

    def note(self, row: int, column: str, message: str) -> None:
        """Point something out about a row that is taken."""
        self.problems.append(RowProblem(row, column, message, refused=False))
