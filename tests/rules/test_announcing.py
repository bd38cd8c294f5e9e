"""A year's holidays are announced once, corrected with a reason, and nothing else changes the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from governments.calendar.notices import announce, preview
from governments.entering.scope import platform_scope
from governments.models import Government
from kernel.refusals import Refusal
from rules.calendar.holidays import Arrangement, Holiday
from rules.calendar.in_force import forget, work_calendar
from rules.public.models import HolidayNotice
from supervision.public.models import Job

NEW_YEAR = Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3), days=3)
SPRING = Holiday("春节", date(2027, 2, 5), date(2027, 2, 12), (date(2027, 1, 31), date(2027, 2, 13)))
OF_2027 = Arrangement(2027, (NEW_YEAR, SPRING), title="关于2027年放假的虚构通知")


@pytest.fixture(autouse=True)
def platform(db: None) -> Iterator[None]:
    """In the platform's scope, reading the calendar anew before and after."""
    forget()
    with platform_scope():
        yield
    forget()


def said(year: int) -> list[tuple[int, str]]:
    """What stands in the table of a year, and the jobs that wait."""
    rows = [(one.pk, one.title) for one in HolidayNotice.objects.filter(year=year)]
    return rows + [(one.pk, one.key) for one in Job.objects.filter(task="recount_dates")]


def test_a_new_year_counts_from_the_upload_on_and_every_government_counts_again(city: Government) -> None:
    assert not work_calendar().announced(date(2027, 1, 4))

    row = announce(OF_2027, by="平台管理员", key="upload-2027")

    assert work_calendar().announced(date(2027, 1, 4))
    assert not work_calendar().is_working(date(2027, 2, 8))
    assert work_calendar().is_working(date(2027, 1, 31))
    assert (row.uploaded_by, row.corrects, row.days_off["2027-01-01"]) == ("平台管理员", None, "元旦")
    jobs = Job.objects.filter(task="recount_dates")
    assert {one.government for one in jobs} == set(
        Government.objects.filter(state="ACTIVE").values_list("code", flat=True)
    )
    assert {one.payload["notice"] for one in jobs} == {row.pk}


def test_a_preview_tells_the_days_that_differ_and_changes_nothing() -> None:
    before = said(2027)

    seen = preview(OF_2027)

    told = [(str(one.day), one.before, one.after) for one in seen.differences]
    assert told[:6] == [  # the law's own days off stood before: 元旦, 除夕 to 初三
        ("2027-01-31", "周末", "调休上班"),
        *((f"2027-02-{day:02}", "工作日", "春节") for day in (9, 10, 11, 12)),
        ("2027-02-13", "周末", "调休上班"),
    ]
    assert ("2027-10-01", "国庆节", "工作日") in told  # the operator sees what this notice forgets
    assert (seen.corrects, seen.skipped) == (None, [])
    assert said(2027) == before == []


def test_the_same_key_uploads_once() -> None:
    first = announce(OF_2027, by="平台管理员", key="upload-2027")
    before = said(2027)

    again = announce(OF_2027, by="平台管理员", key="upload-2027")

    assert again.pk == first.pk
    assert said(2027) == before


def test_a_key_of_another_upload_is_refused() -> None:
    announce(OF_2027, by="平台管理员", key="upload-2027")
    before = said(2027)

    with pytest.raises(Refusal) as refused:
        announce(replace(OF_2027, holidays=(NEW_YEAR,)), by="平台管理员", key="upload-2027")

    assert refused.value.code == "key_reused"
    assert said(2027) == before


def test_an_announced_year_is_corrected_only_with_a_reason_and_the_refusal_names_the_days() -> None:
    announce(OF_2027, by="平台管理员", key="upload-2027")
    before = said(2027)
    longer = replace(OF_2027, holidays=(NEW_YEAR, replace(SPRING, end=date(2027, 2, 16))))
    assert date(2027, 2, 13) in longer.off
    longer = replace(longer, holidays=(NEW_YEAR, replace(longer.holidays[1], make_up=(date(2027, 1, 31),))))

    with pytest.raises(Refusal) as refused:
        announce(longer, by="平台管理员", key="correct-2027")

    assert refused.value.code == "calendar_announced"
    assert "2027-02-13（调休上班→春节）、2027-02-15（工作日→春节）" in refused.value.message
    assert said(2027) == before

    row = announce(longer, by="平台管理员", key="correct-2027", reason="国务院延长春节假期")

    assert row.corrects is not None and row.corrects.key == "upload-2027"
    assert not work_calendar().is_working(date(2027, 2, 15))
    assert HolidayNotice.objects.filter(year=2027).count() == 2


def test_a_correction_that_corrects_nothing_is_refused() -> None:
    announce(OF_2027, by="平台管理员", key="upload-2027")
    before = said(2027)

    with pytest.raises(Refusal) as refused:
        announce(OF_2027, by="平台管理员", key="once-more", reason="再传一次")

    assert refused.value.code == "calendar_same"
    assert said(2027) == before


def test_a_correction_of_a_year_without_notice_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        announce(OF_2027, by="平台管理员", key="upload-2027", reason="更正")

    assert refused.value.code == "calendar_not_announced"
    assert said(2027) == []


def test_an_impossible_notice_is_refused_and_nothing_changed() -> None:
    wrong = replace(OF_2027, holidays=(replace(NEW_YEAR, make_up=(date(2027, 1, 4),)),))

    with pytest.raises(Refusal) as refused:
        announce(wrong, by="平台管理员", key="upload-2027")

    assert refused.value.code == "calendar_make_up_weekday"
    assert said(2027) == []


def test_a_skipped_year_is_allowed_and_said() -> None:
    of_2028 = Arrangement(2028, (Holiday("元旦", date(2028, 1, 1), date(2028, 1, 3)),), title="虚构")

    seen = preview(of_2028)

    assert seen.skipped == [2027]
    announce(of_2028, by="平台管理员", key="upload-2028")
    assert not work_calendar().announced(date(2027, 6, 1))
