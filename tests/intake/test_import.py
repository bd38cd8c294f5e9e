"""Importing a list: every format the same, nothing twice, errors with row, column and cure, nothing half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cases.models import Case, CaseEvent, Proposer
from intake.commands import Report, import_listing
from intake.models import ImportRun
from intake.reading import read
from kernel.actor import SYSTEM
from kernel.refusals import NotPermitted, Refusal
from outbox.models import Message
from support.build import a_registered_case
from support.lists import ROWS, as_csv, as_jsonl, as_xlsx
from support.world import World


def imported(world: World, path: Path, **more: bool) -> Report:
    """The report of importing a file as proposals."""
    return import_listing(SYSTEM, read(path), world.sessions["PROPOSAL"], **more)


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_jsonl])
def test_every_format_gives_the_same_papers(
    world: World, tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    report = imported(world, write(tmp_path))

    cases = Case.objects.order_by("registration_no")
    assert (report.added, report.known, report.refused) == (3, 0, 0)
    assert [one.registration_no for one in cases] == ["0001", "0002", "0004"]
    assert [one.proposer_count for one in cases] == [1, 1, 2]
    assert cases[0].body.startswith("一、情况")
    assert str(cases[0].registered_on) == "2025-01-12"


def test_each_paper_has_its_event_and_its_message(world: World, tmp_path: Path) -> None:
    imported(world, as_csv(tmp_path))

    assert CaseEvent.objects.filter(step="register").count() == 3
    assert Message.objects.filter(topic="case.register").count() == 3


def test_collective_proposers_are_recognised(world: World, tmp_path: Path) -> None:
    imported(world, as_csv(tmp_path))

    assert Proposer.objects.get(name="九三学社云州市委员会").kind == "PARTY"
    assert Proposer.objects.get(name="沈若溪").kind == "MEMBER"


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_jsonl])
def test_a_second_run_doubles_nothing(world: World, tmp_path: Path, write: Callable[[Path], Path]) -> None:
    imported(world, as_csv(tmp_path))

    report = imported(world, write(tmp_path))

    assert (report.added, report.known, report.refused) == (0, 3, 0)
    assert Case.objects.count() == 3


def test_a_longer_list_adds_only_what_is_new(world: World, tmp_path: Path) -> None:
    imported(world, as_csv(tmp_path))
    more = (*ROWS, ("0005", "关于延长地铁运营时间的建议", "程见山", "交通", "2025-01-14", "正文五"))

    report = imported(world, as_csv(tmp_path, more))

    assert (report.added, report.known) == (1, 3)


def test_a_dry_run_reports_the_same_and_writes_nothing(world: World, tmp_path: Path) -> None:
    report = imported(world, as_csv(tmp_path), dry_run=True)

    assert report.added == 3
    assert not Case.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Proposer.objects.exists()


BAD = (
    ("0006", "", "沈若溪", "", "2025-01-12", "正文"),
    ("0007", "关于甲的建议", "", "", "2025-01-12", "正文"),
    ("0008", "关于乙的建议", "沈若溪", "", "上周二", "正文"),
    ("0009", "长" * 201, "沈若溪", "", "2025-01-12", "正文"),
    ("0010", "关于丙的建议", "沈若溪", "", "2999-01-12", "正文"),
    ("0001", "另一件用了同号", "沈若溪", "", "2025-01-12", "正文"),
)


def test_bad_rows_are_named_with_row_column_and_cure_and_good_ones_go_in(
    world: World, tmp_path: Path
) -> None:
    report = imported(world, as_csv(tmp_path, (*ROWS, *BAD)))

    told = {(one.row, one.column): one.message for one in report.problems}
    assert (report.added, report.refused) == (3, 6)
    assert "不能为空" in told[6, "标题"]
    assert "不能为空" in told[7, "提案人"]
    assert "2026-01-31 的形式" in told[8, "登记日期"]
    assert "201 个字" in told[9, "标题"]
    assert "晚于今天" in told[10, "登记日期"]
    assert "第 3 行重复" in told[11, "登记号"]


def test_strict_takes_all_or_nothing(world: World, tmp_path: Path) -> None:
    report = imported(world, as_csv(tmp_path, (*ROWS, *BAD)), strict=True)

    assert (report.added, report.refused) == (0, 6)
    assert not Case.objects.exists()


def test_a_number_used_by_another_paper_is_reported_and_not_overwritten(world: World, tmp_path: Path) -> None:
    imported(world, as_csv(tmp_path))
    other = (("0001", "另一件用了同号的建议", "程见山", "", "2025-01-14", "正文"), *ROWS[1:])

    report = imported(world, as_csv(tmp_path, other))

    assert (report.added, report.known, report.refused) == (0, 2, 1)
    assert ROWS[0][1] not in report.problems[0].message  # who imports a list need not read what there is
    assert report.problems[0].column == "登记号"
    assert "0001" in report.problems[0].message
    assert Case.objects.get(registration_no="0001").title == ROWS[0][1]


def test_a_paper_registered_by_hand_is_recognised_by_number_and_title(world: World, tmp_path: Path) -> None:
    a_registered_case(world, "PROPOSAL", registration_no="0001", title=ROWS[0][1])

    report = imported(world, as_csv(tmp_path))

    assert (report.added, report.known, report.refused) == (2, 1, 0)


def test_zeros_that_a_spreadsheet_ate_make_no_other_paper(world: World, tmp_path: Path) -> None:
    imported(world, as_csv(tmp_path))

    report = imported(world, as_xlsx(tmp_path, [(int(row[0]), *row[1:]) for row in ROWS]))

    assert (report.added, report.known) == (0, 3)


def test_a_repeated_title_goes_in_and_is_pointed_out(world: World, tmp_path: Path) -> None:
    again = (*ROWS, ("0005", ROWS[0][1], "程见山", "", "2025-01-14", "正文五"))

    report = imported(world, as_csv(tmp_path, again))

    assert (report.added, report.refused) == (4, 0)
    assert "疑似重复" in report.problems[0].message


def test_gb18030_is_read_as_well(world: World, tmp_path: Path) -> None:
    assert imported(world, as_csv(tmp_path, encoding="gb18030")).added == 3


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.csv", None, "file_missing"),
        ("empty.csv", b"", "file_empty"),
        ("notes.txt", b"abc", "file_kind_unknown"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "file_broken"),
        ("broken.jsonl", b'{"title": ', "file_broken_line"),
        ("untitled.csv", "编号,姓名\n1,沈若溪\n".encode(), "file_without_title"),
        ("noise.csv", b"\xff\xfe\x00\x81", "file_encoding"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(
    world: World, tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Refusal) as refused:
        imported(world, path)

    assert refused.value.code == code
    assert not Case.objects.exists()


def test_what_came_of_an_import_is_kept(world: World, tmp_path: Path) -> None:
    imported(world, as_csv(tmp_path, (*ROWS, BAD[0])))

    run = ImportRun.objects.get()
    assert (run.file_name, run.added, run.known, run.refused) == ("list_cppcc.csv", 3, 0, 1)
    assert run.problems[0][:2] == [6, "标题"]


def test_a_unit_or_a_read_only_seat_does_not_import(world: World, tmp_path: Path) -> None:
    listing = read(as_csv(tmp_path))

    for actor in (world.water_clerk, world.cppcc_seat):
        with pytest.raises(NotPermitted):
            import_listing(actor, listing, world.sessions["PROPOSAL"])

    assert not Case.objects.exists()
