"""A new year's notice moves exactly the dates it must, in every government, each recorded and notified once.

The notice of 2027 is invented. What must move is counted here once more, day by day, without the product's arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.db import transaction

from cases.models import Case, CaseEvent, DueDay
from governments.calendar.notices import announce
from governments.calendar.trials import TrialOutcome, queue_trial, trial_of
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from kernel.clock import today
from rules.calendar import in_force as calendar
from rules.calendar.holidays import Arrangement, Holiday
from rules.calendar.seed import seed_calendar
from rules.explaining.sentences import explain
from rules.public.models import CalendarTrial
from supervision.models import Notice
from supervision.public.models import Clock, Job
from supervision.recount import recount_dates
from support.build import a_dispatched_case, part_of
from support.clocks import a_worker, noon, relayed
from support.governments import CITY
from support.world import World, a_world

NEW_YEAR = Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3))
SPRING = Holiday("春节", date(2027, 2, 5), date(2027, 2, 12), (date(2027, 1, 31), date(2027, 2, 13)))
OF_2027 = Arrangement(2027, (NEW_YEAR, SPRING), "国办发明电〔2026〕9号", "关于2027年放假安排的通知（虚构）")
LONGER = replace(
    OF_2027, holidays=(NEW_YEAR, Holiday("春节", date(2027, 2, 5), date(2027, 2, 16), (date(2027, 1, 31),)))
)
DISPATCHED = [
    date(2026, 10, 12),
    date(2026, 11, 6),
    date(2026, 11, 9),
    date(2026, 11, 12),
    date(2026, 11, 20),
]


@pytest.fixture
def world(committed: Government) -> Iterator[World]:
    """The world, committed, with a case dispatched on each of some days; four of them reach into Spring Festival."""
    calendar.forget()
    world = a_world()
    for day in DISPATCHED:
        with noon(day):
            a_dispatched_case(world, kind="PROPOSAL" if day.day == 12 else "SUGGESTION")
    relayed()
    yield world
    calendar.forget()


def upload(arrangement: Arrangement, key: str, reason: str = "") -> None:
    """Announce it, and let the jobs of both rounds be done."""
    with platform_scope():
        announce(arrangement, by="平台管理员", key=key, reason=reason)
        worked()
    relayed()


def worked() -> None:
    """All jobs are done, also those of later; in the platform's scope."""
    Job.objects.update(due_at="2020-01-01T00:00:00Z")
    a_worker().work(most=1000)
    assert not Job.objects.exists()


def newest() -> dict[tuple[int, int | None, str], DueDay]:
    """The row that holds, by case, part and kind."""
    return {(one.case_id, one.assignment_id, one.what): one for one in DueDay.objects.order_by("id")}


def days() -> dict[tuple[int, int | None, str], date]:
    return {key: row.day for key, row in newest().items()}


def counted_by_hand(kept: dict[str, Any], arrangement: Arrangement | None) -> date:
    """The day of a kept reckoning, one day after the other, by a plain set of days off."""
    off, on = set(seed_calendar().off), set(seed_calendar().on)
    if arrangement is not None:
        off, on = off | set(arrangement.off), on | set(arrangement.make_up)
    day, left = date.fromisoformat(kept["base"]), kept["amount"]

    def is_open(day: date) -> bool:
        return day in on or (day.isoweekday() < 6 and day not in off)

    if kept["unit"] == "working_days":
        while left:
            day += timedelta(days=1)
            left -= is_open(day)
        return day
    day += relativedelta(months=left) if kept["unit"] == "months" else timedelta(days=left)
    while not is_open(day):
        day += timedelta(days=1)
    return day


def moved() -> list[CaseEvent]:
    return list(CaseEvent.objects.filter(step="move_dates").order_by("case_id", "version"))


def test_exactly_the_dates_move_that_must(world: World) -> None:
    before = newest()
    by_hand = {key: counted_by_hand(row.reckoning, OF_2027) for key, row in before.items()}
    assert {key: counted_by_hand(row.reckoning, None) for key, row in before.items()} == days()
    running = {key for key, row in before.items() if row.what != "RETURN" or row.day >= today()}

    upload(OF_2027, "upload-2027")

    after = days()
    assert {key: after[key] for key in running} == {key: by_hand[key] for key in running}
    changed = {key for key in before if before[key].day != after[key]}
    assert changed == {key for key in running if by_hand[key] != before[key].day}
    assert {event.case_id for event in moved()} == {case for case, _, _ in changed} != set()
    for case, part, _ in changed:
        row = newest()[case, part, "ANSWER"]
        assert row.assignment is not None and row.assignment.due_on == row.day
        assert Clock.objects.filter(assignment_id=part).exclude(kind="SIGN").get().due_on == row.day


def test_a_trial_foretells_the_moves_and_makes_none(world: World) -> None:
    before = (days(), DueDay.objects.count())
    with platform_scope():
        assert trial_of(OF_2027) is None
        queue_trial(OF_2027)
        queue_trial(OF_2027)
        assert trial_of(OF_2027) == TrialOutcome(3, 0, 0, 0, 0)
        worked()
        told = trial_of(OF_2027)
    assert (days(), DueDay.objects.count()) == before
    assert moved() == []

    upload(OF_2027, "upload-2027")

    lines = sum(len(event.facts["moved"]) for event in moved())
    assert told == TrialOutcome(0, 3, 1, len(moved()), lines)


def test_a_government_sees_no_other_s_numbers(world: World) -> None:
    with platform_scope():
        queue_trial(OF_2027)
        worked()

    seen = set(CalendarTrial.objects.values_list("government", flat=True))

    assert seen == {CITY}


def test_each_moved_date_is_recorded_with_its_cause_and_told_once(world: World) -> None:
    upload(OF_2027, "upload-2027")

    events = moved()
    assert len({event.case_id for event in events}) == len(events) > 0
    for event in events:
        assert event.facts["source"] == "关于2027年放假安排的通知（虚构）（国办发明电〔2026〕9号）"
        lines = DueDay.objects.filter(case=event.case_id, version=event.version)
        assert len(event.facts["moved"]) == lines.count()
        units = {row.assignment.unit_id for row in lines.select_related("assignment") if row.assignment}
        told = Notice.objects.filter(case=event.case_id)
        assert sorted(one.unit_id for one in told) == sorted(units)


def test_counting_again_and_again_moves_and_tells_nothing_more(world: World) -> None:
    upload(OF_2027, "upload-2027")
    before = (days(), len(moved()), Notice.objects.count(), DueDay.objects.count())

    with governing(CITY):
        recount_dates()
        recount_dates()
    relayed()

    assert (days(), len(moved()), Notice.objects.count(), DueDay.objects.count()) == before


def test_a_job_that_is_killed_leaves_nothing_and_is_done_by_the_next(world: World) -> None:
    before = days()
    with platform_scope():
        announce(OF_2027, by="平台管理员", key="upload-2027")

    with pytest.raises(KeyboardInterrupt), transaction.atomic(), governing(CITY):
        recount_dates()
        raise KeyboardInterrupt

    assert (days(), moved()) == (before, [])
    with platform_scope():
        worked()
    relayed()
    assert days() != before
    assert len({event.case_id for event in moved()}) == len(moved()) > 0


def test_shares_of_a_government_are_counted_one_after_the_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(OF_2027, "upload-2027")
    whole = days()
    monkeypatch.setattr("supervision.recount.SHARE", 2)

    upload(LONGER, "longer-2027", "国务院延长春节假期")

    assert days() != whole
    assert {key: counted_by_hand(row.reckoning, LONGER) for key, row in newest().items()} == days()


def test_a_correction_moves_again_and_says_which_notice_did(world: World) -> None:
    upload(OF_2027, "upload-2027")
    first = days()

    upload(replace(LONGER, title="更正通知（虚构）", number=""), "longer-2027", "国务院延长春节假期")

    changed = {case for case, part, what in first if days()[case, part, what] != first[case, part, what]}
    assert (
        {event.case_id for event in moved() if event.facts["source"] == "更正通知（虚构）"}
        == changed
        != set()
    )


def test_a_day_in_a_year_without_notice_says_so_before_and_not_after(world: World) -> None:
    case = Case.objects.order_by("id")[0]  # dispatched 12 October: its answer is due on 12 January
    row = newest()[case.pk, part_of(case, "water").pk, "ANSWER"]
    assert row.day.year == 2027
    assert "2027 年放假安排尚未公布，暂按周一至周五并除去法定节日计算，公布后重新计算" in explain(
        row.reckoning
    )

    upload(OF_2027, "upload-2027")

    after = newest()[case.pk, part_of(case, "water").pk, "ANSWER"]
    assert after.day == row.day
    assert not any("尚未公布" in line for line in explain(after.reckoning))
    assert not [event for event in moved() if event.case_id == case.pk]


def test_a_date_that_a_process_counted_by_the_old_calendar_is_mended_by_the_daily_round(world: World) -> None:
    upload(OF_2027, "upload-2027")
    with calendar.pinned(seed_calendar()), noon(date(2026, 11, 9)):
        late = a_dispatched_case(world)
    wrong = part_of(late, "water").due_on
    assert wrong == date(2027, 2, 9)

    with governing(CITY):
        recount_dates()

    assert part_of(late, "water").due_on == date(2027, 2, 13)
    assert [event.case_id for event in moved()].count(late.pk) == 1
