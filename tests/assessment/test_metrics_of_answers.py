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
from support.house import House
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


class TestAnswered:
    """M1 办复率: answered by the cut-off day, of the answering parts that were answered or due by then."""

    def test_what_was_answered_by_the_cut_off_day_counts(self, house: House) -> None:
        answered(house, a_case(house), "2026-05-20")
        a_case(house)

        run = scored(house, linear("M1"))

        assert fraction(run) == (1, 2)
        assert reasons(run, house) == [("COUNTED", "ANSWERED"), ("LOST", "UNANSWERED")]

    def test_an_answer_after_the_cut_off_day_does_not_count_yet(self, house: House) -> None:
        answered(house, a_case(house), "2026-05-20")

        assert fraction(scored(house, linear("M1"), cut_off="2026-05-19")) == (0, 0)
        assert fraction(scored(house, linear("M1"), cut_off="2026-05-20")) == (1, 1)

    def test_what_is_not_due_yet_is_in_no_denominator_until_the_evening_of_its_day(
        self, house: House
    ) -> None:
        a_case(house)

        before, due = (scored(house, linear("M1"), cut_off=day) for day in ("2026-06-01", DUE))

        assert (fraction(before), fraction(due)) == ((0, 0), (0, 1))
        assert reasons(before, house) == [("EXCLUDED", "NOT_DUE")]

    def test_a_case_dispatched_after_the_cut_off_day_is_not_looked_at(self, house: House) -> None:
        a_case(house, day="2026-07-02")

        run = scored(house, linear("M1"), cut_off="2026-07-01")

        assert score_of(run).not_ranked == "NO_CASES"

    def test_a_co_handler_does_not_answer(self, house: House) -> None:
        a_case(house, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))

        run = scored(house, linear("M1"))

        assert fraction(run) == (0, 1)
        assert fraction(run, "roads") == (0, 0)

    def test_every_joint_lead_and_every_separate_handler_answers(self, house: House) -> None:
        answered(
            house, a_case(house, ("water", UnitRole.SEPARATE), ("roads", UnitRole.SEPARATE)), "2026-05-20"
        )

        run = scored(house, linear("M1"))

        assert (fraction(run), fraction(run, "roads")) == ((1, 1), (0, 1))

    def test_what_was_recalled_withdrawn_or_returned_is_told_but_not_counted(self, house: House) -> None:
        recalled, withdrawn, returned = a_case(house), a_case(house), a_case(house)
        with on("2026-03-05"):
            commands.recall(house.office, part_of(recalled, "water").pk, a_key(), reason="误交")
            commands.withdraw(house.office, withdrawn.pk, a_key(), reason="提出人申请")
            asked_to_return(house, returned)
            commands.accept_return(house.office, part_of(returned, "water").pk, a_key())
            a_case(house)

        run = scored(house, linear("M1"))

        assert fraction(run) == (0, 1)
        told = {reason for outcome, reason in reasons(run, house) if outcome == "EXCLUDED"}
        assert told == {"RECALLED", "CANCELLED", "RETURNED"}

    def test_a_recall_after_the_cut_off_day_does_not_reach_back(self, house: House) -> None:
        case = a_case(house)
        with on("2026-07-01"):
            commands.recall(house.office, part_of(case, "water").pk, a_key(), reason="误交")

        assert fraction(scored(house, linear("M1"), cut_off="2026-06-30")) == (0, 1)
        assert score_of(scored(house, linear("M1"), cut_off="2026-07-01")).not_ranked == "NO_CASES"

    def test_a_merged_case_is_answered_on_its_own(self, house: House) -> None:
        case = merged(house)
        answered(house, case, "2026-05-20")

        each, once = scored(house, linear("M1")), scored(house, linear("M1", merged="ONCE"))

        assert (fraction(each), fraction(once)) == ((2, 2), (1, 1))

    def test_the_formal_variant_looks_at_what_was_due_alone(self, house: House) -> None:
        answered(house, a_case(house, day="2026-03-02"), "2026-05-20")
        a_case(house, day="2026-08-03")

        run = scored(house, linear("M1", variant="FORMAL"), cut_off="2026-09-01")

        assert fraction(run) == (1, 1)
        assert ("EXCLUDED", "NOT_DUE") in reasons(run, house)

    def test_a_case_belongs_to_the_year_of_its_session_or_of_its_dispatch(self, house: House) -> None:
        a_case(house, day="2026-03-02")
        with on("2027-01-20"):
            a_case(house, day="2027-01-15")
            session, dispatch = (
                scored(house, linear("M1"), year_by=which, cut_off="2027-01-20")
                for which in ("SESSION", "DISPATCH")
            )

        assert (len(reasons(session, house)), len(reasons(dispatch, house))) == (2, 1)


class TestInTime:
    """M2 按时办复率: answered by the due day, of those due or answered."""

    def test_on_the_due_day_is_in_time_and_the_day_after_is_late(self, house: House) -> None:
        answered(house, a_case(house), DUE)
        answered(house, a_case(house), "2026-06-03")

        run = scored(house, linear("M2"))

        assert fraction(run) == (1, 2)
        assert reasons(run, house) == [("COUNTED", "IN_TIME"), ("LOST", "LATE")]

    def test_what_is_not_due_and_not_answered_is_not_counted(self, house: House) -> None:
        answered(house, a_case(house), "2026-04-01")
        a_case(house)

        run = scored(house, linear("M2"), cut_off="2026-06-01")

        assert fraction(run) == (1, 1)
        assert ("EXCLUDED", "NOT_DUE") in reasons(run, house)

    def test_what_is_due_on_the_cut_off_day_and_not_answered_is_lost(self, house: House) -> None:
        a_case(house)

        run = scored(house, linear("M2"), cut_off=DUE)

        assert reasons(run, house) == [("LOST", "OVERDUE")]

    def test_the_first_answer_counts_and_the_first_due_day(self, house: House) -> None:
        case = answered(house, a_case(house), DUE)
        judged(house, case, "2026-06-10", "DISSATISFIED")
        answered(house, case, "2026-09-30")

        assert reasons(scored(house, linear("M2")), house) == [("COUNTED", "IN_TIME")]

    def test_a_late_answer_stays_late_when_handling_again_sets_a_later_day(self, house: House) -> None:
        case = answered(house, a_case(house), "2026-06-20")
        judged(house, case, "2026-06-22", "DISSATISFIED")

        assert reasons(scored(house, linear("M2")), house) == [("LOST", "LATE")]

    def test_after_a_return_the_new_unit_s_clock_starts_anew(self, house: House) -> None:
        case = a_case(house)
        with on("2026-03-05"):
            asked_to_return(house, case)
            commands.accept_return(house.office, part_of(case, "water").pk, a_key())
        with on("2026-04-01"):
            commands.redispatch(
                house.office, case.pk, a_key(), order=an_order(house, ("roads", UnitRole.SOLE))
            )
            commands.sign_for(house.roads_clerk, part_of(case, "roads").pk, a_key())
        answered(house, case, "2026-07-01", "roads")

        run = scored(house, linear("M2"))

        assert fraction(run, "roads") == (1, 1)
        assert score_of(run, "water").not_ranked == "NO_CASES"

    def test_days_of_adjudication_count_for_neither_side_where_the_scheme_says_so(self, house: House) -> None:
        case = a_case(house)
        with on("2026-03-05"):
            asked_to_return(house, case)
        with on("2026-03-12"):
            commands.reject_return(house.office, part_of(case, "water").pk, a_key(), reason="职责相符")
        answered(house, case, "2026-06-09")

        strict, fair = scored(house, linear("M2")), scored(house, linear("M2", return_days="NEITHER"))

        assert reasons(strict, house) == [("LOST", "LATE")]
        assert reasons(fair, house) == [("COUNTED", "IN_TIME")]

    def test_a_late_answer_points_to_the_delivery(self, house: House) -> None:
        case = answered(house, a_case(house), "2026-06-03")

        run = scored(house, linear("M2"))

        assert events_behind(run, house) == [("deliver_reply", case.pk)]


def test_a_lower_government_is_measured_apart_from_the_bureaus(house: House) -> None:
    lower = add_unit(
        SYSTEM, code="bj", name="滨江区人民政府", short_name="滨江区政府", kind="LOWER_GOVERNMENT"
    )
    house.units["bj"] = lower
    a_case(house)
    with on(DISPATCHED):
        a_dispatched_case(house, ("bj", UnitRole.SOLE))
    scheme = a_scheme(house, linear("M1"))

    bureaus, apart = a_run(house, scheme), a_run(house, scheme, group="LOWER_GOVERNMENTS")

    assert not bureaus.scores.filter(unit=lower).exists()
    assert [score.unit_id for score in apart.scores.all()] == [lower.pk]
    assert (fraction(bureaus), fraction(apart, "bj")) == ((0, 1), (0, 1))
