"""M1 and M2 with their edge cases, on cases that were brought there by commands on given days."""

from __future__ import annotations

from cases import commands
from cases.states import UnitRole
from kernel.actor import SYSTEM
from people.commands import add_unit
from support.build import (
    a_dispatched_case,
    a_key,
    an_order,
    part_of,
)
from support.scores import (
    DISPATCHED,
    DUE,
    a_case,
    a_run,
    a_scheme,
    answered,
    asked_to_return,
    events_behind,
    fraction,
    judged,
    linear,
    merged,
    on,
    reasons,
    score_of,
    scored,
)
from support.world import World


class TestAnswered:
    """M1 办复率: answered by the cut-off day, of the answering parts that were answered or due by then."""

    def test_what_was_answered_by_the_cut_off_day_counts(self, world: World) -> None:
        answered(world, a_case(world), "2026-05-20")
        a_case(world)

        run = scored(world, linear("M1"))

        assert fraction(run) == (1, 2)
        assert reasons(run, world) == [("COUNTED", "ANSWERED"), ("LOST", "UNANSWERED")]

    def test_an_answer_after_the_cut_off_day_does_not_count_yet(self, world: World) -> None:
        answered(world, a_case(world), "2026-05-20")

        assert fraction(scored(world, linear("M1"), cut_off="2026-05-19")) == (0, 0)
        assert fraction(scored(world, linear("M1"), cut_off="2026-05-20")) == (1, 1)

    def test_what_is_not_due_yet_is_in_no_denominator_until_the_evening_of_its_day(
        self, world: World
    ) -> None:
        a_case(world)

        before, due = (scored(world, linear("M1"), cut_off=day) for day in ("2026-06-01", DUE))

        assert (fraction(before), fraction(due)) == ((0, 0), (0, 1))
        assert reasons(before, world) == [("EXCLUDED", "NOT_DUE")]

    def test_a_case_dispatched_after_the_cut_off_day_is_not_looked_at(self, world: World) -> None:
        a_case(world, day="2026-07-02")

        run = scored(world, linear("M1"), cut_off="2026-07-01")

        assert score_of(run).not_ranked == "NO_CASES"

    def test_a_co_handler_does_not_answer(self, world: World) -> None:
        a_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))

        run = scored(world, linear("M1"))

        assert fraction(run) == (0, 1)
        assert fraction(run, "roads") == (0, 0)

    def test_every_joint_lead_and_every_separate_handler_answers(self, world: World) -> None:
        answered(
            world, a_case(world, ("water", UnitRole.SEPARATE), ("roads", UnitRole.SEPARATE)), "2026-05-20"
        )

        run = scored(world, linear("M1"))

        assert (fraction(run), fraction(run, "roads")) == ((1, 1), (0, 1))

    def test_what_was_recalled_withdrawn_or_returned_is_told_but_not_counted(self, world: World) -> None:
        recalled, withdrawn, returned = a_case(world), a_case(world), a_case(world)
        with on("2026-03-05"):
            commands.recall(world.office, part_of(recalled, "water").pk, a_key(), reason="误交")
            commands.withdraw(world.office, withdrawn.pk, a_key(), reason="提出人申请")
            asked_to_return(world, returned)
            commands.accept_return(world.office, part_of(returned, "water").pk, a_key())
            a_case(world)

        run = scored(world, linear("M1"))

        assert fraction(run) == (0, 1)
        told = {reason for outcome, reason in reasons(run, world) if outcome == "EXCLUDED"}
        assert told == {"RECALLED", "CANCELLED", "RETURNED"}

    def test_a_recall_after_the_cut_off_day_does_not_reach_back(self, world: World) -> None:
        case = a_case(world)
        with on("2026-07-01"):
            commands.recall(world.office, part_of(case, "water").pk, a_key(), reason="误交")

        assert fraction(scored(world, linear("M1"), cut_off="2026-06-30")) == (0, 1)
        assert score_of(scored(world, linear("M1"), cut_off="2026-07-01")).not_ranked == "NO_CASES"

    def test_a_merged_case_is_answered_on_its_own(self, world: World) -> None:
        case = merged(world)
        answered(world, case, "2026-05-20")

        each, once = scored(world, linear("M1")), scored(world, linear("M1", merged="ONCE"))

        assert (fraction(each), fraction(once)) == ((2, 2), (1, 1))

    def test_the_formal_variant_looks_at_what_was_due_alone(self, world: World) -> None:
        answered(world, a_case(world, day="2026-03-02"), "2026-05-20")
        a_case(world, day="2026-08-03")

        run = scored(world, linear("M1", variant="FORMAL"), cut_off="2026-09-01")

        assert fraction(run) == (1, 1)
        assert ("EXCLUDED", "NOT_DUE") in reasons(run, world)

    def test_a_case_belongs_to_the_year_of_its_session_or_of_its_dispatch(self, world: World) -> None:
        a_case(world, day="2026-03-02")
        with on("2027-01-20"):
            a_case(world, day="2027-01-15")
            session, dispatch = (
                scored(world, linear("M1"), year_by=which, cut_off="2027-01-20")
                for which in ("SESSION", "DISPATCH")
            )

        assert (len(reasons(session, world)), len(reasons(dispatch, world))) == (2, 1)


class TestInTime:
    """M2 按时办复率: answered by the due day, of those due or answered."""

    def test_on_the_due_day_is_in_time_and_the_day_after_is_late(self, world: World) -> None:
        answered(world, a_case(world), DUE)
        answered(world, a_case(world), "2026-06-03")

        run = scored(world, linear("M2"))

        assert fraction(run) == (1, 2)
        assert reasons(run, world) == [("COUNTED", "IN_TIME"), ("LOST", "LATE")]

    def test_what_is_not_due_and_not_answered_is_not_counted(self, world: World) -> None:
        answered(world, a_case(world), "2026-04-01")
        a_case(world)

        run = scored(world, linear("M2"), cut_off="2026-06-01")

        assert fraction(run) == (1, 1)
        assert ("EXCLUDED", "NOT_DUE") in reasons(run, world)

    def test_what_is_due_on_the_cut_off_day_and_not_answered_is_lost(self, world: World) -> None:
        a_case(world)

        run = scored(world, linear("M2"), cut_off=DUE)

        assert reasons(run, world) == [("LOST", "OVERDUE")]

    def test_the_first_answer_counts_and_the_first_due_day(self, world: World) -> None:
        case = answered(world, a_case(world), DUE)
        judged(world, case, "2026-06-10", "DISSATISFIED")
        answered(world, case, "2026-09-30")

        assert reasons(scored(world, linear("M2")), world) == [("COUNTED", "IN_TIME")]

    def test_a_late_answer_stays_late_when_handling_again_sets_a_later_day(self, world: World) -> None:
        case = answered(world, a_case(world), "2026-06-20")
        judged(world, case, "2026-06-22", "DISSATISFIED")

        assert reasons(scored(world, linear("M2")), world) == [("LOST", "LATE")]

    def test_after_a_return_the_new_unit_s_clock_starts_anew(self, world: World) -> None:
        case = a_case(world)
        with on("2026-03-05"):
            asked_to_return(world, case)
            commands.accept_return(world.office, part_of(case, "water").pk, a_key())
        with on("2026-04-01"):
            commands.redispatch(
                world.office, case.pk, a_key(), order=an_order(world, ("roads", UnitRole.SOLE))
            )
            commands.sign_for(world.roads_clerk, part_of(case, "roads").pk, a_key())
        answered(world, case, "2026-07-01", "roads")

        run = scored(world, linear("M2"))

        assert fraction(run, "roads") == (1, 1)
        assert score_of(run, "water").not_ranked == "NO_CASES"

    def test_days_of_adjudication_count_for_neither_side_where_the_scheme_says_so(self, world: World) -> None:
        case = a_case(world)
        with on("2026-03-05"):
            asked_to_return(world, case)
        with on("2026-03-12"):
            commands.reject_return(world.office, part_of(case, "water").pk, a_key(), reason="职责相符")
        answered(world, case, "2026-06-09")

        strict, fair = scored(world, linear("M2")), scored(world, linear("M2", return_days="NEITHER"))

        assert reasons(strict, world) == [("LOST", "LATE")]
        assert reasons(fair, world) == [("COUNTED", "IN_TIME")]

    def test_a_late_answer_points_to_the_delivery(self, world: World) -> None:
        case = answered(world, a_case(world), "2026-06-03")

        run = scored(world, linear("M2"))

        assert events_behind(run, world) == [("deliver_reply", case.pk)]


def test_a_lower_government_is_measured_apart_from_the_bureaus(world: World) -> None:
    lower = add_unit(
        SYSTEM, code="bj", name="滨江区人民政府", short_name="滨江区政府", kind="LOWER_GOVERNMENT"
    )
    world.units["bj"] = lower
    a_case(world)
    with on(DISPATCHED):
        a_dispatched_case(world, ("bj", UnitRole.SOLE))
    scheme = a_scheme(world, linear("M1"))

    bureaus, apart = a_run(world, scheme), a_run(world, scheme, group="LOWER_GOVERNMENTS")

    assert not bureaus.scores.filter(unit=lower).exists()
    assert [score.unit_id for score in apart.scores.all()] == [lower.pk]
    assert (fraction(bureaus), fraction(apart, "bj")) == ((0, 1), (0, 1))
