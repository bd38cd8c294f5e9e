"""Dated lists of other years: what was answered late comes out late, by the pack, with the due day explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cases.models import Case, CaseEvent, DueDay
from cases.reading.worklist import Box, Light, in_box, with_light
from cases.steps.allowed import allowed_steps
from intake.commands import import_file
from intake.reading import read
from intake.report import Report
from kernel.actor import SYSTEM
from rules.explaining.sentences import explain
from support.lists import SHARED
from support.world import World

HEADERS = "题目,会议,提出人,handed_over_date,reply_date"
# Handed over, answered, due by three months (the 28th of May 2005 was a Saturday), days late.
NINE = [
    ("2017-04-05", "2017-09-04", "2017-07-05", 61),
    ("2016-03-01", "2016-07-26", "2016-06-01", 55),
    ("2016-03-01", "2016-07-29", "2016-06-01", 58),
    ("2015-03-09", "2015-08-04", "2015-06-09", 56),
    ("2015-03-12", "2015-06-16", "2015-06-12", 4),
    ("2011-05-19", "2011-09-20", "2011-08-19", 32),
    ("2010-04-27", "2010-07-19", "2010-07-27", 0),
    ("2005-02-28", "2005-06-07", "2005-05-30", 8),
    ("2006-03-20", "2006-06-14", "2006-06-20", 0),
]


def imported(folder: Path, *rows: tuple[str, str]) -> Report:
    """A list with these days, in the order of its rows."""
    lines = [
        f"关于第{number}件事项的建议,某届人大某次会议,沈若溪,{handed},{answered}"
        for number, (handed, answered) in enumerate(rows, 1)
    ]
    path = folder / "ledger.csv"
    path.write_text("\n".join([HEADERS, *lines]), encoding="utf-8")
    return import_file(SYSTEM, read(path), kind="SUGGESTION", year=2017)


def late(report: Report) -> dict[int, str]:
    """What is pointed out about the answers, by row."""
    return {one.row: one.message for one in report.problems if "逾期" in one.message}


def test_the_late_ones_come_out_late_with_the_days(world: World, tmp_path: Path) -> None:
    report = imported(tmp_path, *((handed, answered) for handed, answered, _, _ in NINE))

    assert (report.added, report.refused) == (9, 0)
    assert late(report) == {
        row: f"按规则应于 {due} 前答复，实于 {answered} 答复，逾期 {days} 天。"
        for row, (_, answered, due, days) in enumerate(NINE, 2)
        if days
    }


def test_what_was_answered_long_ago_is_nobodys_work(world: World, tmp_path: Path) -> None:
    report = imported(
        tmp_path, ("2017-04-05", "2017-09-04"), ("2017-04-05", ""), ("2017-04-05", "2017-03-04")
    )

    answered, running, contradicting = Case.objects.order_by("id")
    assert report.archived == 1
    assert (answered.state, running.state, contradicting.state) == ("ARCHIVED", "REGISTERED", "REGISTERED")
    assert [str(day) for day in (answered.dispatched_on, answered.replied_on, answered.due_on)] == [
        "2017-04-05",
        "2017-09-04",
        "2017-07-05",
    ]
    assert (
        set(in_box(world.office, Box.TO_DO)) == set(in_box(world.npc, Box.TO_DO)) == {running, contradicting}
    )
    assert answered in in_box(world.office, Box.DONE)
    # A proposer can be protected at any time; it is nobody's duty.
    possible = allowed_steps(world.office, answered)
    assert [(one.step.code, one.duty) for one in possible] == [("protect_proposer", False)]
    assert not with_light(Case.objects.filter(pk=answered.pk), {Light.RED, Light.YELLOW, Light.GREEN})


def test_each_paper_keeps_its_due_day_with_how_it_was_counted(world: World, tmp_path: Path) -> None:
    imported(tmp_path, *((handed, answered) for handed, answered, _, _ in NINE))

    rows = [DueDay.objects.get(case=case) for case in Case.objects.order_by("id")]

    assert [row.day.isoformat() for row in rows] == [due for _, _, due, _ in NINE]
    assert "代表法（2025）第五十一条" in explain(rows[0].reckoning)[0]
    assert any("2005-05-28 为休息日" in line for line in explain(rows[7].reckoning))


def test_the_event_of_registration_tells_whether_it_was_in_time(world: World, tmp_path: Path) -> None:
    imported(tmp_path, ("2017-04-05", "2017-09-04"), ("2010-04-27", "2010-07-19"))

    facts = [one.facts for one in CaseEvent.objects.order_by("id")]

    assert [one["lateness"] for one in facts] == ["逾期 61 天", "按时"]
    assert [one["due_on"] for one in facts] == ["2017-07-05", "2010-07-27"]


@pytest.mark.parametrize(
    ("handed", "answered", "told"),
    [
        ("2017-04-05", "2017-03-04", "答复日期早于交办日期，未判断是否逾期，请核对。"),
        ("春天", "2017-03-04", "看不懂“春天”，未据以计算期限；请写成 2026-03-05 的样子。"),
    ],
)
def test_days_that_cannot_be_judged_are_pointed_out_and_the_paper_is_taken(
    world: World, tmp_path: Path, handed: str, answered: str, told: str
) -> None:
    report = imported(tmp_path, (handed, answered))

    assert (report.added, [one.message for one in report.problems]) == (1, [told])
    assert "lateness" not in CaseEvent.objects.get().facts


def test_a_day_of_dispatch_alone_gives_the_due_day(world: World, tmp_path: Path) -> None:
    report = imported(tmp_path, ("2017-04-05", ""))

    assert report.problems == []
    assert DueDay.objects.get().day == date(2017, 7, 5)


def test_the_published_ledger_has_seven_late_of_nine(world: World, tmp_path: Path) -> None:
    path = SHARED / "ledger_hainan_npc_suggestions.csv"

    report = (
        import_file(SYSTEM, read(path))
        if path.is_file()
        else imported(tmp_path, *((handed, answered) for handed, answered, _, _ in NINE))
    )

    assert (report.added, len(late(report))) == (9, 7)
