"""What lists of real offices look like inside: banners, merged cells, formulas, days in every form, other sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cases.models import Case, CaseEvent
from intake.commands import import_listing
from intake.headers import columns_of, plain
from intake.papers import day_of
from intake.proposers import names_in, proposer_kind
from intake.reading import read
from intake.report import Report
from kernel.actor import SYSTEM
from support.lists import HEADERS
from support.world import World

ONE = ("0001", "关于增设社区食堂的建议", "沈若溪", "社会事业", "2025-01-12", "正文")


def imported(world: World, path: Path) -> Report:
    """The report of importing a file as proposals."""
    return import_listing(SYSTEM, read(path), world.sessions["PROPOSAL"])


def csv_of(folder: Path, *lines: str) -> Path:
    """A CSV of these lines."""
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sheet_of(folder: Path, rows: Sequence[Sequence[Any]], name: str = "list.xlsx") -> Path:
    """A spreadsheet of these rows."""
    path = folder / name
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, list(row))
    return path


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-12", date(2025, 1, 12)),
        ("2025/1/12", date(2025, 1, 12)),
        ("2025年1月12日", date(2025, 1, 12)),
        ("2025.01.12", date(2025, 1, 12)),
        ("20250112", date(2025, 1, 12)),
        ("2025-01-12 16:04:48", date(2025, 1, 12)),
        ("45669", date(2025, 1, 12)),
        ("2025-13-01", None),
        ("2025-02-30", None),
        ("12", None),
        ("上周二", None),
        ("2025-01-123", None),
    ],
)
def test_a_day_is_read_in_the_forms_that_offices_use(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("沈若溪、顾长安", ("沈若溪", "顾长安")),
        ("沈若溪,顾长安；陆知远", ("沈若溪", "顾长安", "陆知远")),
        ("蒋应雄等14名", ("蒋应雄",)),
        ("沈若溪等", ("沈若溪",)),
        ("沈 溪  ", ("沈溪",)),
        ("沈若溪 顾长安", ("沈若溪", "顾长安")),
        ("沈若溪、沈若溪", ("沈若溪",)),
        ("", ()),
    ],
)
def test_names_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("沈若溪", "MEMBER"),
        ("李建委", "MEMBER"),
        ("滨江代表团", "DELEGATION"),
        ("民盟云州市委", "PARTY"),
        ("九三学社云州市委员会", "PARTY"),
        ("省台联", "MASS_ORG"),
        ("云州市工商联", "MASS_ORG"),
        ("教育界", "SECTOR"),
        ("市政协教卫体委员会", "SPECIAL_COMMITTEE"),
        ("滨江委员小组", "GROUP"),
    ],
)
def test_collectives_are_told_from_persons(name: str, kind: str) -> None:
    assert proposer_kind(name, "PROPOSAL") == kind


def test_headers_are_known_with_spaces_remarks_and_stars() -> None:
    columns = columns_of("x", ["*案 号", "标题（案由）", "提案\n人", "备 注", "颜色"])

    assert set(columns.places) == {"number", "title", "proposers"}
    assert (set(columns.later_stages), columns.unused) == ({"备注"}, ("颜色",))
    assert plain("标 题 (必填)") == "标题"


def test_headers_may_stand_below_a_banner_and_remarks(world: World, tmp_path: Path) -> None:
    path = sheet_of(tmp_path, [["2025年提案目录"], ["制表：提案委"], [], HEADERS, ONE])

    assert imported(world, path).added == 1


def test_empty_lines_are_passed_over_and_rows_keep_their_numbers(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "登记号,标题,提案人", "", ",,", "0001,,沈若溪")

    report = imported(world, path)

    assert [(one.row, one.column) for one in report.problems] == [(4, "标题")]


def test_a_title_in_a_merged_cell_is_refused_with_the_cure(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADERS, ONE, ("0002", "", "顾长安", "", "", "")]):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 1, 2, 1, "关于增设社区食堂的建议")

    report = imported(world, path)

    assert (report.added, report.refused) == (1, 1)
    assert (report.problems[0].row, report.problems[0].column) == (3, "标题")
    assert "取消合并" in report.problems[0].message


def test_a_category_in_a_merged_cell_holds_for_all_its_rows(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADERS, ONE, ("0002", "关于整治河道的建议", "顾长安", "", "", "")]):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 3, 2, 3, "社会事业")

    imported(world, path)

    assert set(Case.objects.values_list("category", flat=True)) == {"社会事业"}


def test_days_and_numbers_of_a_spreadsheet_are_read_as_meant(world: World, tmp_path: Path) -> None:
    row = (7, ONE[1], ONE[2], "", date(2025, 1, 12), "正文")

    imported(world, sheet_of(tmp_path, [HEADERS, row]))

    case = Case.objects.get()
    assert (case.registration_no, case.registered_on) == ("7", date(2025, 1, 12))


@pytest.mark.parametrize(
    ("cell", "told"),
    [("=A1&B1", "公式"), ("关于\x00的建议", "无法保存"), ("长" * 201, "201 个字"), ("", "不能为空")],
)
def test_a_title_that_cannot_be_taken_says_why(world: World, tmp_path: Path, cell: str, told: str) -> None:
    path = csv_of(tmp_path, "登记号,标题,提案人", f"0001,{cell},沈若溪")

    report = imported(world, path)

    assert report.refused == 1
    assert told in report.problems[0].message


def test_a_formula_that_failed_is_told_as_such(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ONE)
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    report = imported(world, path)

    assert "粘贴为数值" in report.problems[0].message


def test_a_cell_longer_than_any_paper_is_the_rows_problem(world: World, tmp_path: Path) -> None:
    long = "字" * 200_000
    path = csv_of(
        tmp_path, "登记号,标题,提案人,正文", f"0001,关于甲的建议,沈若溪,{long}", "0002,乙,顾长安,正文"
    )

    report = imported(world, path)

    assert (report.added, report.refused) == (1, 1)
    assert report.problems[0].column == "正文"


def test_a_broken_line_is_left_out_and_the_others_go_in(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    lines = [
        '{"title": "甲", "proposers": ["沈若溪"]}',
        '{"title": ',
        '{"title": "乙", "proposers": "顾长安"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")

    report = imported(world, path)

    assert (report.added, report.refused) == (2, 1)
    assert report.problems[0].row == 2


def test_a_row_is_told_with_every_cell_that_is_in_the_way_and_counted_once(
    world: World, tmp_path: Path
) -> None:
    path = csv_of(
        tmp_path,
        "标题,提案人,登记日期,正文",
        ",,明年初,=A1",
        f"关于甲的建议,沈若溪、{'长' * 81},2999-01-01,",
        "关于乙的建议,顾长安,2025-01-12,",
    )

    report = imported(world, path)

    places = [(one.row, one.column) for one in report.problems]
    assert places == [(2, "标题"), (2, "提案人"), (2, "登记日期"), (3, "提案人"), (3, "登记日期")]
    assert (report.added, report.refused) == (1, 2)
    assert list(Case.objects.values_list("title", flat=True)) == ["关于乙的建议"]


def test_papers_without_a_number_get_the_offices_next_ones(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "关于甲的建议,沈若溪", "关于乙的建议,顾长安")

    first = imported(world, path)
    again = imported(world, path)

    year = world.sessions["PROPOSAL"].year
    numbers = Case.objects.order_by("registration_no").values_list("registration_no", flat=True)
    assert list(numbers) == [f"登{year}-0001", f"登{year}-0002"]
    assert (first.added, again.known) == (2, 2)


def test_a_row_that_repeats_another_word_for_word_is_left_out(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "关于甲的建议,沈若溪", "关于甲的建议,沈若溪")

    report = imported(world, path)

    assert (report.added, report.refused) == (1, 1)
    assert "第 2 行" in report.problems[0].message


def test_what_the_list_tells_of_later_stages_is_kept_and_not_acted_out(world: World, tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "登记号,案由,提案人,主办单位,交办日期,颜色",
        "1,关于甲的建议,沈若溪等3名,市水务局,2025-03-01,红",
    )

    report = imported(world, path)

    facts = CaseEvent.objects.get().facts
    assert facts["ledger"] == ["主办单位：市水务局", "交办日期：2025-03-01", "提案人：沈若溪等3名"]
    assert Case.objects.get().state == "REGISTERED"
    assert (report.kept, report.unused) == (("主办单位", "交办日期"), ("颜色",))


def test_the_sheet_with_a_title_column_is_read_and_the_others_are_named(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "填表说明")
        sheet = book.add_worksheet("目录")
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ONE)
        book.add_worksheet("空表")

    report = imported(world, path)

    assert (report.added, report.other_sheets) == (1, ("说明",))
