"""Destination of a list's rows: kind and session from the command, the row, the headers or the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.models import Case, CaseSession
from intake.commands import import_file
from intake.models import ImportRun
from intake.reading import read
from kernel.actor import SYSTEM
from kernel.refusals import NotPermitted, Refusal
from support.world import World


def csv_of(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    """A CSV of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "name", "kind"),
    [
        ("标题,提案人", "list.csv", "PROPOSAL"),
        ("标题,领衔代表", "list.csv", "SUGGESTION"),
        ("proposal_number,title,proposer", "list.csv", "PROPOSAL"),
        ("标题,提出人", "npc_suggestions.csv", "SUGGESTION"),
        ("标题,提出人", "2025年政协提案.csv", "PROPOSAL"),
    ],
)
def test_the_kind_is_told_by_headers_or_name(
    world: World, tmp_path: Path, header: str, name: str, kind: str
) -> None:
    width = header.count(",") - 1
    path = csv_of(tmp_path, header, "1," * width + "关于甲的事,沈若溪", name=name)

    import_file(SYSTEM, read(path), year=2025)

    assert Case.objects.get().kind == kind


def test_where_nothing_tells_the_kind_the_file_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        import_file(SYSTEM, read(csv_of(tmp_path, "标题,提出人", "甲,沈若溪")))

    assert refused.value.code == "kind_not_told"


def test_rows_of_both_kinds_go_each_to_their_own_session(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "类型,标题,提出人,年度", "提案,甲,沈若溪,2025", "建议,乙,顾长安,2025")

    report = import_file(SYSTEM, read(path))

    assert report.sessions == ["2025年政协提案", "2025年代表建议"]
    assert set(Case.objects.values_list("kind", "title")) == {("PROPOSAL", "甲"), ("SUGGESTION", "乙")}


def test_a_column_of_sessions_is_followed(world: World, tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "number,title,session,proposer,handed_over_date",
        "1,甲,市十五届人大一次会议,沈若溪,2017-04-05",
        "1,乙,市十五届人大二次会议,沈若溪,2018-03-01",
        name="npc.csv",
    )

    report = import_file(SYSTEM, read(path))

    assert report.added == 2
    years = dict(CaseSession.objects.filter(cases__isnull=False).values_list("name", "year"))
    assert years == {"市十五届人大一次会议": 2017, "市十五届人大二次会议": 2018}


def test_a_named_session_takes_all_rows(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人,届次", "甲,沈若溪,一次会议", "乙,沈若溪,二次会议")

    import_file(SYSTEM, read(path), session="政协云州市十四届四次会议")

    assert Case.objects.filter(session=world.sessions["PROPOSAL"]).count() == 2


def test_a_session_of_the_other_kind_is_refused(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪")

    with pytest.raises(Refusal) as refused:
        import_file(SYSTEM, read(path), session=world.sessions["SUGGESTION"].name)

    assert refused.value.code == "session_of_other_kind"
    assert not Case.objects.exists()


@pytest.mark.parametrize("how", [{"dry_run": True}, {"strict": True}])
def test_a_session_that_was_made_for_nothing_is_not_left_behind(
    world: World, tmp_path: Path, how: dict[str, bool]
) -> None:
    path = csv_of(tmp_path, "标题,提案人,年度", "甲,沈若溪,2019", ",沈若溪,2019")

    import_file(SYSTEM, read(path), **how)

    assert not CaseSession.objects.filter(year=2019).exists()


def test_a_read_only_seat_adds_nothing(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪")

    with pytest.raises(NotPermitted):
        import_file(world.cppcc_seat, read(path), year=2025)

    assert not Case.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("lines", "name", "year"),
    [
        (("标题,提案人,年度", "甲,沈若溪,2019"), "2018年提案.csv", 2019),
        (("标题,提案人,年度", "甲,沈若溪,2019年"), "list.csv", 2019),
        (("标题,提案人,登记日期", "甲,沈若溪,2017-03-01"), "2018年提案.csv", 2017),
        (("标题,提案人,届次", "甲,沈若溪,市政协2016年会议"), "list.csv", 2016),
        (("标题,提案人,答复日期", "甲,沈若溪,2019-01-03"), "提案20180112.csv", 2018),
        (("标题,提案人,答复日期", "甲,沈若溪,2018-09-03"), "list.csv", 2018),
        (("标题,提案人", "甲,沈若溪"), "cppcc_2015.csv", 2015),
    ],
)
def test_the_year_is_told_by_columns_then_names_then_later_days(
    world: World, tmp_path: Path, lines: tuple[str, ...], name: str, year: int
) -> None:
    import_file(SYSTEM, read(csv_of(tmp_path, *lines, name=name)))

    session = Case.objects.get().session
    assert session is not None
    assert session.year == year


def test_rows_of_several_years_go_each_to_their_own_session(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人,年度", "甲,沈若溪,2018", "乙,沈若溪,2019")

    report = import_file(SYSTEM, read(path))

    assert report.sessions == ["2018年政协提案", "2019年政协提案"]


@pytest.mark.parametrize("name", ["list.csv", "提案2018-2019.csv", "提案12018.csv"])
def test_a_year_is_not_guessed(world: World, tmp_path: Path, name: str) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪", name=name)
    before = CaseSession.objects.count()

    with pytest.raises(Refusal) as refused:
        import_file(SYSTEM, read(path))

    assert refused.value.code == "year_not_told"
    assert "--year" in refused.value.message
    assert (CaseSession.objects.count(), ImportRun.objects.count()) == (before, 0)


def test_a_year_that_nothing_tells_may_be_given(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪")

    import_file(SYSTEM, read(path), year=2012)

    assert Case.objects.get().session == CaseSession.objects.get(name="2012年政协提案", year=2012)


def test_a_new_session_by_name_needs_a_year_and_a_known_one_none(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪")

    with pytest.raises(Refusal) as refused:
        import_file(SYSTEM, read(path), session="政协云州市十三届一次会议")
    report = import_file(SYSTEM, read(path), session=world.sessions["PROPOSAL"].name)

    assert refused.value.code == "year_not_told"
    assert report.added == 1


def test_a_year_that_is_not_the_named_session_s_is_refused(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪")
    session = world.sessions["PROPOSAL"]

    with pytest.raises(Refusal) as refused:
        import_file(SYSTEM, read(path), session=session.name, year=session.year - 1)

    assert refused.value.code == "session_of_other_year"
    assert not Case.objects.filter(session=session).exists()
    import_file(SYSTEM, read(path), session=session.name, year=session.year)
    assert Case.objects.filter(session=session).count() == 1


def test_a_session_that_only_looks_like_another_is_not_made(world: World, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "标题,提案人", "甲,沈若溪")
    session = world.sessions["PROPOSAL"]

    with pytest.raises(Refusal) as refused:
        import_file(SYSTEM, read(path), session=f"{session.name}\u200b", year=session.year)

    assert refused.value.code == "unseen_character"
    assert not Case.objects.exists()
