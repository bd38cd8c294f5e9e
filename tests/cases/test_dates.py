"""Due days counted again: what a new calendar, another pack and another upper day move, and what they leave."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cases import commands
from cases.clocks.recount import Move, moves
from cases.models import Case, CaseEvent, DueDay, DueKind
from cases.states import UnitRole
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import NotPermitted, Refusal
from kernel.workdays import WorkCalendar
from rules.calendar.in_force import work_calendar
from rules.commands import load_pack
from rules.explaining.sentences import explain
from rules.models import RulePack
from rules.pack import shipped
from support.build import a_delivered_case, a_dispatched_case, a_key, lines_of, part_of, signed_for
from support.clocks import noon
from support.world import World, a_world


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


def closed(*days: date) -> WorkCalendar:
    """The calendar with further days off."""
    known = work_calendar()
    return replace(known, off={**known.off, **dict.fromkeys(days, "测试假日")})


def a_pack(**spans: dict[str, Any]) -> RulePack:
    """Another pack for suggestions, with these deadlines."""
    body = deepcopy(shipped("base_suggestion"))
    body["deadlines"] |= spans
    return load_pack(SYSTEM, body, effective_on=date(2020, 1, 1))


def days(case: Case) -> dict[tuple[str, str], date]:
    """The day that holds, by unit and kind."""
    rows = DueDay.objects.filter(case=case).select_related("assignment__unit").order_by("id")
    return {(row.assignment.unit.code if row.assignment else "", row.what): row.day for row in rows}


def test_a_dispatch_keeps_how_every_due_day_was_counted(world: World) -> None:
    case = a_dispatched_case(world)

    found = days(case)

    lead, co = part_of(case, "water"), part_of(case, "roads")
    assert found == {
        ("water", "SIGN"): lead.sign_due_on,
        ("water", "RETURN"): lead.return_until,
        ("water", "ANSWER"): lead.due_on,
        ("roads", "SIGN"): co.sign_due_on,
        ("roads", "RETURN"): co.return_until,
        ("roads", "ANSWER"): co.due_on,
    }
    assert {row.version for row in DueDay.objects.filter(case=case)} == {case.version}


def test_the_same_calendar_moves_nothing(world: World) -> None:
    a_dispatched_case(world)
    a_delivered_case(world)

    assert moves() == {}


def test_a_new_holiday_moves_the_days_that_end_on_it_and_no_others(world: World) -> None:
    case = a_dispatched_case(world)
    lead = part_of(case, "water")
    next_day = work_calendar()

    found = moves(calendar=closed(lead.due_on))[case.pk]

    after = lead.due_on + timedelta(days=1)
    while not next_day.is_working(after):
        after += timedelta(days=1)
    assert [(one.old.what, one.old.assignment_id, one.new.day) for one in found] == [
        (DueKind.ANSWER, lead.pk, after)
    ]


def test_work_that_is_done_has_no_day_to_move(world: World) -> None:
    case = a_dispatched_case(world)
    off = closed(*(one.sign_due_on for one in case.assignments.all()))

    before = _kinds(moves(calendar=off))
    signed_for(world, case)

    assert part_of(case, "water").state == "HANDLING"
    assert DueKind.SIGN in before
    # Dispatched on a Monday, both have until the same day to sign and to send back: the latter still moves.
    assert _kinds(moves(calendar=off)) == before - {DueKind.SIGN}


def _kinds(found: dict[int, list[Move]]) -> set[str]:
    return {one.old.what for every in found.values() for one in every}


def test_a_day_that_a_person_named_stays(world: World) -> None:
    named = today() + timedelta(days=40)
    a_dispatched_case(world, ("water", UnitRole.SOLE), due_on=named)

    assert moves(calendar=closed(named)) == {}


def test_another_pack_moves_running_days_and_keeps_the_old_reckoning(world: World) -> None:
    case = a_dispatched_case(world)
    before = days(case)
    pack = a_pack(co_opinion={"months": 2, "article": "某省规定第十八条"})

    commands.move_dates(SYSTEM, case.pk, a_key(), cause="PACK", source="某省规定", pack_id=pack.pk)

    moved = Case.objects.get(pk=case.pk)
    part = part_of(case, "roads")
    assert moved.pack_id == pack.pk
    assert moved.co_due_on == part.due_on > before["roads", "ANSWER"]
    assert days(case) == before | {("roads", "ANSWER"): part.due_on}
    assert "某省规定第十八条" in lines_of(part)[0]
    assert DueDay.objects.filter(assignment=part, what=DueKind.ANSWER).count() == 2
    event = CaseEvent.objects.filter(case=case).latest("version")
    assert event.facts["moved"] == [f"交通运输局 会办期限：{before['roads', 'ANSWER']} 改为 {part.due_on}"]


def test_counting_again_without_a_difference_is_refused_and_nothing_changed(world: World) -> None:
    case = a_dispatched_case(world)
    events = CaseEvent.objects.count()

    with pytest.raises(Refusal) as refused:
        commands.move_dates(SYSTEM, case.pk, a_key(), cause="CALENDAR", source="通知")

    assert refused.value.code == "dates_stand"
    assert (CaseEvent.objects.count(), Case.objects.get(pk=case.pk).version) == (events, case.version)


def test_a_pack_of_the_other_kind_is_refused_and_nothing_changed(world: World) -> None:
    case = a_dispatched_case(world)
    other = RulePack.objects.get(kind="PROPOSAL")

    with pytest.raises(Refusal) as refused:
        commands.move_dates(SYSTEM, case.pk, a_key(), cause="PACK", source="规则", pack_id=other.pk)

    assert refused.value.code == "pack_of_other_kind"
    assert Case.objects.get(pk=case.pk).pack_id == case.pack_id


def test_only_the_system_counts_again(world: World) -> None:
    case = a_dispatched_case(world)

    with pytest.raises(NotPermitted):
        commands.move_dates(world.office, case.pk, a_key(), cause="CALENDAR", source="通知")


@pytest.mark.parametrize(
    ("dispatched", "due"), [((2026, 3, 2), (2026, 6, 30)), ((2026, 7, 6), (2026, 10, 8))]
)
def test_a_fixed_day_of_the_year_holds_and_the_amount_serves_what_comes_after(
    world: World, dispatched: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    a_pack(reply={"by": "06-30", "months": 3, "article": "贵州省办理规定"})

    with noon(date(*dispatched)):
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))

    assert part_of(case, "water").due_on == date(*due)
    assert any("请核对是否超过法定期限" in line for line in lines_of(part_of(case, "water"))) == (due[1] == 6)
    assert moves() == {}


def test_co_opinions_due_before_the_leads_day_are_counted_from_it(world: World) -> None:
    a_pack(co_opinion={"before_lead": 20, "article": "凤阳县考核细则"})

    case = a_dispatched_case(world, ("roads", UnitRole.CO), ("water", UnitRole.LEAD))

    lead, co = part_of(case, "water"), part_of(case, "roads")
    assert co.due_on == lead.due_on - timedelta(days=20)
    assert "主办单位办理期限前 20 日" in lines_of(co)[0]


def test_a_period_that_runs_from_the_signature_is_counted_from_it(world: World) -> None:
    a_pack(co_opinion={"months": 1, "since": "SIGNED", "article": "山东省条例第二十一条"})
    with noon(date(2026, 3, 2)):
        case = a_dispatched_case(world)

    with noon(date(2026, 3, 4)):
        signed_for(world, case, "roads")

    rows = DueDay.objects.filter(assignment=part_of(case, "roads"), what=DueKind.ANSWER).order_by("id")
    assert "签收前暂自交办之日计算" in explain(rows[0].reckoning)[1]
    assert [row.day for row in rows] == [date(2026, 4, 2), date(2026, 4, 7)]
    assert part_of(case, "roads").due_on == Case.objects.get(pk=case.pk).co_due_on == date(2026, 4, 7)
    assert "签收之日 2026-03-04" in lines_of(part_of(case, "roads"))[0]


@pytest.mark.parametrize(
    ("since", "until"), [("DISPATCHED", date(2026, 3, 9)), ("SIGNED", date(2026, 3, 11))]
)
def test_the_days_to_return_move_with_the_signature_only_where_the_pack_counts_from_it(
    world: World, since: str, until: date
) -> None:
    a_pack(**{"return": {"working_days": 5, "since": since, "article": "某市规定"}})
    with noon(date(2026, 3, 2)):
        case = a_dispatched_case(world)

    with noon(date(2026, 3, 4)):
        signed_for(world, case, "roads")

    assert part_of(case, "roads").return_until == until
    rows = DueDay.objects.filter(assignment=part_of(case, "roads"), what=DueKind.RETURN)
    assert rows.count() == (2 if since == "SIGNED" else 1)


def test_a_period_that_waits_for_the_signature_says_so_when_it_is_counted_again(world: World) -> None:
    a_pack(co_opinion={"working_days": 20, "since": "SIGNED", "article": "某市规定"})
    case = a_dispatched_case(world)
    part = part_of(case, "roads")
    awaited = lines_of(part)[1]

    found = moves(calendar=closed(part.due_on))[case.pk]

    (moved,) = [one for one in found if (one.old.assignment_id, one.old.what) == (part.pk, DueKind.ANSWER)]
    assert moved.new.day > part.due_on
    assert awaited in explain(moved.new)
