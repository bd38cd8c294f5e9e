"""M5 and M9 with their edge cases, on cases that were brought there by commands on given days."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from cases import commands
from cases.inputs import LinkedPaper
from cases.models import Case
from cases.states import UnitRole
from kernel.actor import SYSTEM
from rules.commands import load_pack
from rules.pack import shipped
from support.build import a_key, an_order
from support.scores import (
    a_case,
    answered,
    events_behind,
    fraction,
    judged,
    linear,
    merged,
    met,
    on,
    reasons,
    scored,
    silent,
)
from support.world import World


class TestMet:
    """M5 面商率: at least one talk face to face."""

    def test_a_talk_face_to_face_counts_and_a_call_does_not(self, world: World) -> None:
        visited, called = a_case(world), a_case(world)
        met(world, visited, "2026-04-01")
        met(world, called, "2026-04-01", "PHONE")

        run = scored(world, linear("M5"))

        assert fraction(run) == (1, 2)
        assert reasons(run, world) == [("COUNTED", "MET"), ("LOST", "NOT_MET")]

    def test_which_forms_are_a_meeting_is_the_rule_pack_s_matter(self, world: World) -> None:
        with on("2026-01-06"):
            body = shipped("base_suggestion") | {"face_to_face": ["PHONE"]}
            load_pack(SYSTEM, body, effective_on=date(2026, 1, 6))
        visited, called = a_case(world), a_case(world)
        met(world, visited, "2026-04-01")
        met(world, called, "2026-04-01", "PHONE")

        assert reasons(scored(world, linear("M5")), world) == [("LOST", "NOT_MET"), ("COUNTED", "MET")]

    def test_a_talk_after_the_cut_off_day_does_not_count_yet(self, world: World) -> None:
        met(world, a_case(world), "2026-04-02")

        run = scored(world, linear("M5"), cut_off="2026-04-01", not_applicable="FULL")

        assert (fraction(run), reasons(run, world)) == ((0, 0), [("EXCLUDED", "NOT_DUE")])

    def test_what_was_answered_or_is_due_without_a_talk_is_lost(self, world: World) -> None:
        answered(world, a_case(world), "2026-05-20")
        a_case(world)

        early, due = (scored(world, linear("M5"), cut_off=day) for day in ("2026-05-20", "2026-06-02"))

        assert (fraction(early), fraction(due)) == ((0, 1), (0, 2))

    def test_a_merged_case_is_not_met_about_again(self, world: World) -> None:
        case = merged(world)
        met(world, case, "2026-04-01")

        assert fraction(scored(world, linear("M5"))) == (1, 1)

    def test_a_request_from_below_has_nobody_to_meet(self, world: World) -> None:
        """Also where a unit answers it: one that was dispatched before such requests asked for opinions only."""
        from_below(world, UnitRole.CO)
        answering = a_case(world)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET origin = 'LOWER' WHERE id = %s", [answering.pk])
        met(world, a_case(world), "2026-04-01")

        run = scored(world, linear("M5"))

        assert fraction(run) == (1, 1)
        # That which is asked for an opinion has no part that answers anybody (ADR 0029).
        assert reasons(run, world) == [("EXCLUDED", "NO_PROPOSER"), ("COUNTED", "MET")]


def from_below(world: World, role: UnitRole) -> None:
    """A request of a government below, dispatched to 水务局."""
    with on("2026-03-02"):
        paper = LinkedPaper(
            kind="SUGGESTION",
            title="关于提请规划事项的函",
            body="请调整规划。",
            origin="LOWER",
            envelope=1,
            sender="滨江区",
            number="滨江区 1号",
            due_on=date(2026, 4, 2),
        )
        asked = commands.receive(world.office, a_key(), paper=paper)
        commands.dispatch(world.office, asked.pk, a_key(), order=an_order(world, ("water", role)))


class TestSatisfied:
    """M9 满意率 on the result: satisfied and basically satisfied, of those returned."""

    @pytest.mark.parametrize(
        ("variant", "expected"), [("RETURNED", (2, 3)), ("STRICT", (1, 3)), ("CONSERVATIVE", (2, 5))]
    )
    def test_three_ways_to_count(self, world: World, variant: str, expected: tuple[int, int]) -> None:
        cases = [answered(world, a_case(world), "2026-05-20") for _ in range(5)]
        for case, result in zip(cases, ("SATISFIED", "BASICALLY", "DISSATISFIED"), strict=False):
            judged(world, case, "2026-06-01", result)
        silent(world, cases[3], "2026-07-10")

        run = scored(world, linear("M9", variant=variant))

        assert fraction(run) == expected
        assert {"NO_RESPONSE", "AWAITED"} <= {reason for _, reason in reasons(run, world)}

    def test_attitude_does_not_enter(self, world: World) -> None:
        case = answered(world, a_case(world), "2026-05-20")
        with on("2026-06-01"):
            from_proposer = case.feedback_rounds.get()
            commands.enter_feedback(
                world.npc,
                from_proposer.pk,
                a_key(),
                attitude="DISSATISFIED",
                result="SATISFIED",
                channel="PAPER",
                opinion="态度生硬",
            )

        assert fraction(scored(world, linear("M9"))) == (1, 1)

    @pytest.mark.parametrize(("which", "expected"), [("ALL", (1, 2)), ("FIRST", (0, 1)), ("LAST", (1, 1))])
    def test_which_round_counts_is_the_scheme_s_matter(
        self, world: World, which: str, expected: tuple[int, int]
    ) -> None:
        case = answered(world, a_case(world), "2026-05-20")
        judged(world, case, "2026-06-01", "DISSATISFIED")
        answered(world, case, "2026-06-20")
        judged(world, case, "2026-07-01", "SATISFIED")

        assert fraction(scored(world, linear("M9", round=which))) == expected

    def test_a_second_round_without_a_word_does_not_erase_the_first(self, world: World) -> None:
        case = answered(world, a_case(world), "2026-05-20")
        judged(world, case, "2026-06-01", "DISSATISFIED")
        answered(world, case, "2026-06-20")
        silent(world, case, "2026-08-01")

        assert fraction(scored(world, linear("M9", round="LAST"))) == (0, 1)

    def test_a_merged_case_s_proposer_judges_too(self, world: World) -> None:
        case = answered(world, merged(world), "2026-05-20")
        child = Case.objects.get(merged_into=case)
        judged(world, case, "2026-06-01", "SATISFIED")
        judged(world, child, "2026-06-01", "DISSATISFIED")

        run = scored(world, linear("M9"))

        assert fraction(run) == (1, 2)
        assert events_behind(run, world) == [("enter_feedback", child.pk)]

    def test_a_word_returned_after_the_cut_off_day_is_awaited(self, world: World) -> None:
        judged(world, answered(world, a_case(world), "2026-05-20"), "2026-06-01", "SATISFIED")

        run = scored(world, linear("M9"), cut_off="2026-05-31", not_applicable="FULL")

        assert reasons(run, world) == [("EXCLUDED", "NOT_DUE")]
