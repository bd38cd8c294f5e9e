"""``intake.xlsx``: importing a ledger of 10,000 rows, against reading the same file with the same library.

Ours opens the file, reads it, checks every cell, registers every paper with proposers, event and outbox row, and
notes the run. The reference lets calamine turn the sheet into Python values, and does nothing with them. Each round
imports a file of its own, so that every row is new.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from python_calamine import load_workbook

from bench.ground import Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from intake.commands import import_listing
from intake.reading import read
from kernel.actor import SYSTEM

NAME = "intake.xlsx"
GOAL = Goal(10)
ROWS = 10_000
HEADERS = ("登记号", "案由", "正文", "领衔代表", "附议人", "代表团", "分类", "登记日期", "建议承办单位")


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """One file a round, all rows new."""
    rows = sizes.or_default(ROWS)
    session = ground.house.sessions["SUGGESTION"]
    with tempfile.TemporaryDirectory() as folder:
        files = iter(
            [_ledger(Path(folder, f"{number}.xlsx"), number, rows) for number in range(sizes.rounds + 1)]
        )
        same = Path(folder, "0.xlsx")

        def ours() -> None:
            report = import_listing(SYSTEM, read(next(files)), session)
            if report.added != rows:
                raise RuntimeError(f"{report.added} of {rows} added: {report.problems[:3]}")

        def reference() -> None:
            load_workbook(str(same)).get_sheet_by_index(0).to_python()

        sides = interleaved(ours, reference, rounds=sizes.rounds, each=1)
    yield figure(NAME, "import", GOAL, "ms", *sides)


def _ledger(file: Path, number: int, rows: int) -> Path:
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, _paper(number, row))
    book.close()
    return file


def _paper(number: int, row: int) -> tuple[str, ...]:
    return (
        f"{number:02d}-{row:06d}",
        f"关于完善第{number}街道第{row}号路段排水设施的建议",
        "一、情况。该路段雨季积水，影响居民出行。\n二、建议。改造管网，定期清淤，公布养护责任。" * 3,
        f"代表{row % 400:03d}",
        f"代表{(row + 7) % 400:03d}、代表{(row + 91) % 400:03d}",
        f"第{row % 12}代表团",
        "城乡建设",
        f"2025-{row % 12 + 1:02d}-{row % 28 + 1:02d}",
        "水务局",
    )
