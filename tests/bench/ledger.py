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
from bench.measure import FEWEST, Figure, Goal, Sizes, figure, interleaved
from intake.commands import import_listing
from intake.reading import read
from kernel.actor import SYSTEM

NAME = "intake.xlsx"
GOAL = Goal(10)
ROWS = 10_000
TEXT = 1_570  # characters: the median of the 436 published proposals that the import is tested with
HEADERS = ("登记号", "案由", "正文", "领衔代表", "代表团", "分类", "登记日期", "建议承办单位")
SENTENCES = "一、情况。该路段雨季积水，影响居民出行。二、建议。改造管网，定期清淤，公布养护责任人和联系电话。"
SURNAMES, GIVEN = "沈顾陆叶程苏韩秦白江", "若溪长安清远景明知行书宁"


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Papers with their whole text, then a bare ledger without texts: reading that is cheaper, importing is not."""
    rows, rounds = sizes.or_default(ROWS), min(sizes.rounds, FEWEST)
    for what, text in (("with_texts", TEXT), ("titles_only", 0)):
        yield figure(NAME, what, GOAL, "ms", *_compared(ground, rows, rounds, what, text))


def _compared(ground: Ground, rows: int, rounds: int, what: str, text: int) -> tuple[float, float]:
    session = ground.world.sessions["SUGGESTION"]
    with tempfile.TemporaryDirectory() as folder:
        made = [
            _ledger(Path(folder, f"{number}.xlsx"), f"{what}{number}", rows, text)
            for number in range(rounds + 1)
        ]
        files = iter(made)

        def ours() -> None:
            report = import_listing(SYSTEM, read(next(files)), session)
            if report.added != rows:
                raise RuntimeError(f"{report.added} of {rows} added: {report.problems[:3]}")

        def reference() -> None:
            load_workbook(str(made[0])).get_sheet_by_index(0).to_python()

        return interleaved(ours, reference, rounds=rounds, each=1)


def _ledger(file: Path, series: str, rows: int, text: int) -> Path:
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    body = (SENTENCES * (text // len(SENTENCES) + 1))[:text]
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, _paper(series, row, body))
    book.close()
    return file


def _paper(series: str, row: int, body: str) -> tuple[str, ...]:
    name = SURNAMES[row % 10] + GIVEN[row % 11] + GIVEN[row % 7]
    return (
        f"{series}-{row:06d}",
        f"关于完善第{row}号路段排水设施的建议（{series}）",
        body,
        name,
        f"第{row % 12}代表团",
        "城乡建设",
        f"2025-{row % 12 + 1:02d}-{row % 28 + 1:02d}",
        "水务局",
    )
