"""The proposer's word: two axes, words for dissatisfaction, rounds that run out, pack-given rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import commands
from cases.models import Case, FeedbackRound
from cases.tasks import expire_feedback
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import NotPermitted, Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.build import a_delivered_case, a_drafted_reply, a_key, brought, feedback
from support.world import World


def _round(case: Case) -> FeedbackRound:
    return FeedbackRound.objects.get(case=case)


def test_dissatisfaction_needs_words(world: World) -> None:
    case = a_delivered_case(world)

    with pytest.raises(Refusal) as refused:
        commands.enter_feedback(
            world.npc, _round(case).pk, a_key(), attitude="SATISFIED", result="DISSATISFIED", channel="PAPER"
        )

    assert (refused.value.code, refused.value.field) == ("opinion_required", "opinion")
    assert _round(case).state == "SENT"


def test_the_handling_side_does_not_enter_feedback_on_itself(world: World) -> None:
    case = a_delivered_case(world)

    for actor in (world.water_clerk, world.office, world.cppcc):
        with pytest.raises(Refusal):
            commands.enter_feedback(
                actor, _round(case).pk, a_key(), attitude="SATISFIED", result="SATISFIED", channel="PAPER"
            )

    assert _round(case).state == "SENT"


def test_dissatisfied_with_the_attitude_alone_also_sends_the_case_back(world: World) -> None:
    case = a_delivered_case(world)

    feedback(world, case, attitude="DISSATISFIED")

    assert Case.objects.get(pk=case.pk).state == "REHANDLING"


def test_the_first_due_day_stays_on_record_however_often_the_case_is_handled_again(world: World) -> None:
    case = a_delivered_case(world)
    first = case.assignments.get().due_on

    feedback(world, case, result="DISSATISFIED")
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case, result="DISSATISFIED")

    part = case.assignments.get()
    assert (part.round, part.first_due_on) == (3, first)
    assert part.due_on != first


def test_where_rehandling_is_a_matter_of_judgement_it_waits_for_an_order(world: World) -> None:
    load_pack(
        SYSTEM, shipped("base_suggestion") | {"rehandle_trigger": "discretionary"}, effective_on=today()
    )
    case = a_delivered_case(world)

    feedback(world, case, result="DISSATISFIED")
    waiting = Case.objects.get(pk=case.pk).state
    commands.order_rehandling(world.npc, case.assignments.get().pk, a_key(), reason="敷衍塞责")

    assert (waiting, Case.objects.get(pk=case.pk).state) == ("REPLIED", "REHANDLING")


def test_a_case_keeps_the_pack_it_was_registered_under(world: World) -> None:
    case = a_delivered_case(world)
    load_pack(
        SYSTEM, shipped("base_suggestion") | {"rehandle_trigger": "discretionary"}, effective_on=today()
    )

    feedback(world, case, result="DISSATISFIED")

    assert Case.objects.get(pk=case.pk).state == "REHANDLING"


def test_a_round_past_its_day_is_noted_once(world: World) -> None:
    case = a_delivered_case(world)
    FeedbackRound.objects.filter(case=case).update(due_on=today() - timedelta(days=1))

    counted = (expire_feedback(), expire_feedback())

    assert counted == (1, 0)
    assert _round(case).state == "OVERDUE"


def test_nobody_but_the_system_lets_a_round_run_out(world: World) -> None:
    case = a_delivered_case(world)

    with pytest.raises(NotPermitted):
        commands.expire_feedback(world.npc, _round(case).pk, a_key())


def test_silence_after_urging_settles_the_units_part_without_a_judgement(world: World) -> None:
    case = a_delivered_case(world)
    commands.urge_feedback(world.npc, _round(case).pk, a_key())

    commands.close_feedback(world.npc, _round(case).pk, a_key(), reason="两次电话未接")

    assert _round(case).result == ""
    assert case.assignments.get().state == "DONE"


def test_closing_against_a_dissatisfied_word_needs_a_reason(world: World) -> None:
    load_pack(
        SYSTEM, shipped("base_suggestion") | {"rehandle_trigger": "discretionary"}, effective_on=today()
    )
    case = a_delivered_case(world)
    feedback(world, case, result="DISSATISFIED")

    with pytest.raises(Refusal) as refused:
        commands.close(world.office, case.pk, a_key())
    commands.close(world.office, case.pk, a_key(), reason="事权在上级，已向代表书面说明")

    assert refused.value.code == "reason_for_dissatisfied"
    assert Case.objects.get(pk=case.pk).state == "CLOSED"
