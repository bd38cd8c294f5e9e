"""What our streaming reader finds in an .xlsx is what the library finds that fills up whole sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import load_workbook

from intake.extraction.values import text_of
from intake.extraction.workbook import kind_of_format
from intake.reading import read
from support.lists import SHARED

FORMATS = (
    "yyyy-mm-dd",
    "yyyy/m/d h:mm",
    'yyyy"年"m"月"d"日"',
    "0.00",
    "#,##0",
    "General",
    "@",
    "[Red]0",
    "mmm-yy",
)


def _trimmed(texts: Iterable[str]) -> list[str]:
    return "\x1f".join(texts).rstrip("\x1f").split("\x1f")


def as_the_library(path: Path) -> list[tuple[int, list[str]]]:
    """Rows that hold anything, of the first sheet, as calamine reads them."""
    values = load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    lines = ((number, [text_of(one) for one in row]) for number, row in enumerate(values, 1))
    return [(number, _trimmed(texts)) for number, texts in lines if any(texts)]


def same(path: Path) -> None:
    """Both read the same rows below the headers; what we take from a merged cell above is not in the library's."""
    rows = read(path).rows
    own = [["" if place in row.merged else text for place, text in enumerate(row.texts)] for row in rows]
    theirs = as_the_library(path)
    assert [(row.number, _trimmed(texts)) for row, texts in zip(rows, own, strict=True)] == theirs[
        -len(rows) :
    ]


def test_values_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "kinds.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "值"))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        values: list[Any] = [
            1,
            1.5,
            12345678901234567,
            0.1,
            -3,
            True,
            False,
            "  前后  ",
            "a\nb",
            "<&>\"'",
            "_x000D_",
        ]
        for number, value in enumerate(values, 1):
            sheet.write_row(number, 0, ("甲", value))
        for number, value in enumerate(
            [
                date(2026, 3, 5),
                datetime(2026, 3, 5, 9, 30, tzinfo=UTC).replace(tzinfo=None),
                date(1999, 12, 31),
            ],
            20,
        ):
            sheet.write(number, 0, "乙")
            sheet.write_datetime(number, 1, value, day)
        sheet.write_rich_string(30, 1, "一", book.add_format({"bold": True}), "二", "三")
        sheet.write_formula(31, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(32, 1, "=A1", None, "标题")
        sheet.write_formula(33, 1, "=1+1", None, 2)

    same(path)


@pytest.mark.parametrize("form", FORMATS)
def test_numbers_in_formats_that_offices_use(tmp_path: Path, form: str) -> None:
    path = tmp_path / "format.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "值"))
        for number, value in enumerate((45669, 46022.5, 60000), 1):
            sheet.write_number(number, 1, value, book.add_format({"num_format": form}))

    same(path)


def test_days_counted_from_1904_and_strings_that_stand_in_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "1904.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "值"))
        sheet.write(1, 0, "甲")
        sheet.write_datetime(1, 1, date(2026, 3, 5), book.add_format({"num_format": "yyyy/mm/dd"}))

    same(path)
    assert list(read(path).rows[0].texts) == ["甲", "2026-03-05"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", "day"),
        ("h:mm AM/PM", "day"),
        ("[h]:mm", "elapsed"),
        ("General", ""),
        ("0.00E+00", ""),
        ('#,##0"日"', ""),
        ("[Red]0;[Blue]-0", ""),
        ('[$-804]yyyy"年"m"月"', "day"),
    ],
)
def test_a_format_means_days_by_what_is_not_quoted(code: str, kind: str) -> None:
    assert kind_of_format(code) == kind


def test_a_time_alone_is_no_day(tmp_path: Path) -> None:
    path = tmp_path / "time.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "值"))
        sheet.write_datetime(1, 1, time(9, 30), book.add_format({"num_format": "h:mm"}))
        sheet.write_datetime(2, 1, timedelta(hours=30), book.add_format({"num_format": "[h]:mm"}))

    same(path)


def test_the_lists_of_real_layouts_are_read_as_the_library_reads_them() -> None:
    for path in sorted((SHARED / "lists").glob("*.xlsx")):
        same(path)
