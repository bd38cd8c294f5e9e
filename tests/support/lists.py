"""Lists as committees hand them over, written by the tests: fictional, in the shapes of published ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
HEADERS = ("登记号", "标题", "提案人", "分类", "登记日期", "正文")
ROWS: tuple[tuple[str, ...], ...] = (
    ("0001", "关于增设社区食堂的建议", "沈若溪", "社会事业", "2025-01-12", "一、情况。\n二、建议。"),
    ("0002", "关于保护古树名木的建议", "九三学社云州市委员会", "城乡建设", "2025-01-12", "正文二"),
    ("0004", "关于整治河道的建议", "顾长安、陆知远", "城乡建设", "2025-01-13", "正文四"),
)


def as_csv(folder: Path, rows: Sequence[Sequence[str]] = ROWS, encoding: str = "utf-8") -> Path:
    """A CSV whose first line is a comment, as published lists have it."""
    path = folder / "list_cppcc.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        file.write("# 来源：测试\n")
        csv.writer(file).writerows([HEADERS, *rows])
    return path


def as_xlsx(folder: Path, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    """A spreadsheet of the same columns."""
    path = folder / "list_cppcc.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADERS, *rows]):
            sheet.write_row(number, 0, list(row))
    return path


def as_jsonl(folder: Path, rows: Sequence[Sequence[str]] = ROWS) -> Path:
    """JSON lines with English names and proposers as a list."""
    path = folder / "list.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, title, proposers, category, day, text in rows:
            line = {
                "kind": "proposal",
                "number": number,
                "title": title,
                "proposers": proposers.split("、"),
                "category": category,
                "issued_date": day,
                "text": text,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path
