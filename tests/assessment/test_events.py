"""What is counted each time it happens: drafts sent back, empty opinions, late steps, dissatisfaction."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from support.build import a_dispatched_case, a_drafted_reply, a_key, brought, part_of, signed_for, verdicts
from support.scores import (
    DUE,
    a_case,
    answered,
    events_behind,
    fraction,
    item_of,
    judged,
    linear,
    merged,
    on,
    per_event,
    reasons,
    scored,
)
from support.world import World


def _sent_back(world: World, case: Case, times: int) -> None:
    """The office sends the draft of 水务局 back so many times."""
    with on("2026-05-11"):
        reply = a_drafted_reply(world, case)
        for _ in range(times):
            brought(world, reply, "pass_leader_review")
            commands.return_from_office(
                world.office, reply.pk, a_key(), reason="请逐条回应", checklist=verdicts(case, "POINTS")
            )


def _bounced(world: World, case: Case) -> None:
    with on("2026-03-20"):
        part = part_of(case, "roads").pk
        commands.submit_co_opinion(world.roads_officer, part, a_key(), text="无意见", contact="2200")
        commands.bounce_co_opinion(world.water_officer, part, a_key(), reason="过于原则")


def test_each_returned_draft_costs_points_up_to_the_cap(world: World) -> None:
    _sent_back(world, a_case(world), 1)
    _sent_back(world, a_case(world), 2)

    few = item_of(scored(world, per_event("RETURNED_DRAFT", -2, cap=10, weight=20)))
    capped = item_of(scored(world, per_event("RETURNED_DRAFT", -2, cap=5, weight=20)))

    assert (few.numerator, few.points) == (3, Decimal(14))
    assert capped.points == Decimal(15)


def test_once_per_case_counts_the_first_and_tells_the_others(world: World) -> None:
    _sent_back(world, a_case(world), 2)

    run = scored(world, per_event("RETURNED_DRAFT", -2, cap=10, weight=20, once_per_case=True))

    assert fraction(run) == (1, None)
    assert reasons(run, world) == [("LOST", "RETURNED_DRAFT"), ("EXCLUDED", "COUNTED_ONCE")]


def test_a_floor_keeps_what_deductions_would_take(world: World) -> None:
    _sent_back(world, a_case(world), 3)

    run = scored(world, per_event("RETURNED_DRAFT", -10, cap=15, weight=20, floor=5))

    assert item_of(run).points == Decimal(5)


def test_an_empty_opinion_is_its_co_handler_s(world: World) -> None:
    _bounced(world, a_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO)))

    run = scored(world, per_event("BOUNCED_OPINION", -1, cap=3, weight=3))

    assert (fraction(run, "roads"), fraction(run, "water")) == ((1, None), (0, None))


@pytest.mark.parametrize(("day", "times"), [("2026-03-09", 0), ("2026-03-10", 1)])
def test_asking_to_be_relieved_is_late_after_the_window(world: World, day: str, times: int) -> None:
    case = a_case(world)
    with on(day):
        commands.request_return(
            world.water_clerk,
            part_of(case, "water").pk,
            a_key(),
            reason="不属本局",
            basis="三定规定",
            proposed_unit_id=world.units["roads"].pk,
        )

    assert fraction(scored(world, per_event("LATE_RETURN", -1, cap=2, weight=2))) == (times, None)


def test_a_late_return_that_was_accepted_is_the_dispatcher_s_fault(world: World) -> None:
    case = a_case(world)
    with on("2026-03-20"):
        commands.request_return(
            world.water_clerk,
            part_of(case, "water").pk,
            a_key(),
            reason="不属本局",
            basis="三定规定",
            proposed_unit_id=world.units["roads"].pk,
        )
        commands.accept_return(world.office, part_of(case, "water").pk, a_key())
    a_case(world)

    assert fraction(scored(world, per_event("LATE_RETURN", -1, cap=2, weight=2))) == (0, None)


def test_signing_late_is_counted(world: World) -> None:
    with on("2026-03-02"):
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))
    with on("2026-03-16"):
        signed_for(world, case)

    run = scored(world, per_event("LATE_SIGNATURE", -1, cap=2, weight=2))

    assert reasons(run, world) == [("LOST", "LATE_SIGNATURE")]


def test_dissatisfaction_with_the_result_costs_points_also_when_mended_later(world: World) -> None:
    case = answered(world, a_case(world), "2026-05-20")
    judged(world, case, "2026-06-01", "DISSATISFIED")
    answered(world, case, "2026-06-20")
    judged(world, case, "2026-07-01", "SATISFIED")

    run = scored(world, per_event("DISSATISFIED", -5, cap=5, weight=5))

    assert (fraction(run), item_of(run).points) == ((1, None), Decimal(0))


def test_answering_ten_days_early_brings_points_up_to_the_cap(world: World) -> None:
    for day in ("2026-05-20", "2026-05-23", "2026-05-24"):
        answered(world, a_case(world), day)

    gain = per_event("EARLY_REPLY", 0.5, cap=5, weight=5)
    run = scored(world, per_event("RETURNED_DRAFT", -2, cap=10, weight=20), gain)

    assert fraction(run, position=1) == (2, None)
    assert item_of(run, position=1).points == Decimal(1)
    assert reasons(run, world, position=1)[0] == ("COUNTED", "EARLY_REPLY")


LATE = per_event("LATE_REPLY", -3, cap=20, weight=20)


def test_each_late_case_takes_points_off_answered_or_not(world: World) -> None:
    answered(world, a_case(world), DUE)
    answered(world, a_case(world), "2026-06-03")
    a_case(world)
    a_case(world, day="2026-10-08")

    run = scored(world, LATE)

    assert fraction(run) == (2, None)
    assert item_of(run).points == Decimal(14)
    assert reasons(run, world) == [("LOST", "LATE"), ("LOST", "OVERDUE")]
    assert [step for step, _ in events_behind(run, world)] == ["deliver_reply"]


@pytest.mark.parametrize(("cut_off", "times"), [("2026-06-01", 0), (DUE, 1), ("2026-06-10", 1)])
def test_a_case_is_late_from_the_evening_of_its_due_day(world: World, cut_off: str, times: int) -> None:
    answered(world, a_case(world), "2026-06-10")

    assert fraction(scored(world, LATE, cut_off=cut_off)) == (times, None)


@pytest.mark.parametrize("metric", ["M1", "M2", "M5"])
def test_who_has_till_tonight_is_in_no_denominator(world: World, metric: str) -> None:
    a_case(world)

    with on(DUE):
        now = fraction(scored(world, linear(metric), cut_off=DUE))
        late = fraction(scored(world, LATE, cut_off=DUE))
    with on("2026-06-03"):
        evening = fraction(scored(world, linear(metric), cut_off=DUE))

    assert (now, late, evening) == ((0, 0), (0, None), (0, 1))


def test_what_was_recalled_or_only_helped_with_is_not_late(world: World) -> None:
    recalled = a_case(world)
    a_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    with on("2026-03-05"):
        commands.recall(world.office, part_of(recalled, "water").pk, a_key(), reason="误交")

    run = scored(world, LATE)

    assert (fraction(run), fraction(run, "roads")) == ((1, None), (0, None))


def test_late_merged_papers_are_one_late_case(world: World) -> None:
    answered(world, merged(world), "2026-06-20")

    assert fraction(scored(world, LATE)) == (1, None)


def test_once_per_case_each_late_case_costs_its_points(world: World) -> None:
    answered(world, a_case(world), "2026-06-03")
    a_case(world)

    run = scored(world, per_event("LATE_REPLY", -3, cap=20, weight=20, once_per_case=True))

    assert fraction(run) == (2, None)
    assert item_of(run).points == Decimal(14)


def test_what_happens_after_the_cut_off_day_does_not_count_yet(world: World) -> None:
    _sent_back(world, a_case(world), 1)

    item = per_event("RETURNED_DRAFT", -2, cap=10, weight=20)

    assert fraction(scored(world, item, cut_off="2026-05-10")) == (0, None)
    assert fraction(scored(world, item, cut_off="2026-05-11")) == (1, None)
