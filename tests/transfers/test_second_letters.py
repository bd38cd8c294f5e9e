"""A district's letter that is mended or written again: joint leads in one round, each promise once on both sides."""

from __future__ import annotations

import pytest

from cases import commands
from cases.inputs import PointInput
from cases.models import Assignment, Case, Commitment, Reply
from cases.states import UnitRole
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.workdays import ONE_DAY
from support.build import (
    a_draft,
    a_drafted_reply,
    a_key,
    an_opinion,
    an_order,
    brought,
    feedback,
    part_of,
    signed_for,
    verdicts,
)
from support.tiers import Tiers, an_answer, answered, handled_below, relayed, sent_down, taken_in, the_part

DAY = today() + 300 * ONE_DAY
BODY = "办理情况如下。改造管网：已列入计划，完成二期管网，完成三期管网。"


def a_point(promise: str = "完成二期管网", how: str = "", earlier: int | None = None) -> PointInput:
    return PointInput("改造管网", "已列入计划", "B", promise, DAY, how, earlier)


def reported(tiers: Tiers, linked: Case, *points: PointInput) -> None:
    """The district has answered with these points."""
    with tiers.below() as world:
        answer = an_answer(result_class="B", points=points, body=BODY)
        commands.report_answer(world.office, linked.pk, a_key(), answer=answer)
    relayed()


def delivered(tiers: Tiers, case: Case) -> None:
    """The city has adopted and delivered the newest answer."""
    part = the_part(case).pk
    commands.accept_answer(tiers.city.office, part, a_key(), checklist=verdicts(case))
    commands.deliver_reply(tiers.city.office, Reply.objects.filter(case=case).latest("id").pk, a_key())
    relayed()


def written_again(tiers: Tiers) -> tuple[Case, Case, Commitment]:
    """The city's case, the district's, and its promise: the proposer was dissatisfied, a second draft has passed."""
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    reported(tiers, linked, a_point())
    delivered(tiers, case)
    feedback(tiers.city, case, result="DISSATISFIED")
    relayed()
    with tiers.below() as world:
        made = Commitment.objects.get()
        draft = a_draft(result_class="B", points=[a_point(how="CONTINUED", earlier=made.pk)], body=BODY)
        brought(world, a_drafted_reply(world, linked, draft=draft), "pass_office_review")
    return case, linked, made


def ledgers(tiers: Tiers) -> list[list[tuple[str, str]]]:
    """Words and states of the promises below and above."""
    with tiers.below():
        below = [(one.content, one.state) for one in Commitment.objects.all()]
    return [below, [(one.content, one.state) for one in Commitment.objects.all()]]


def test_joint_leads_mend_one_letter_in_one_round(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    roles = (("water", UnitRole.JOINT_LEAD), ("roads", UnitRole.JOINT_LEAD), ("parks", UnitRole.CO))
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, *roles))
        signed_for(world, linked)
        an_opinion(world, linked, "parks")
        reply = brought(world, a_drafted_reply(world, linked), "pass_leader_review")
        commands.agree_jointly(world.actors["roads_clerk"], part_of(linked, "roads").pk, a_key())
        commands.pass_office_review(world.office, reply.pk, a_key(), checklist=verdicts(linked))
    answered(tiers, linked)
    commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="未逐条答复")
    relayed()

    with tiers.below() as world:
        leads = Assignment.objects.filter(case=linked, role="JOINT_LEAD")
        assert {(one.state, one.round) for one in leads} == {("REHANDLING", 1)}
        draft = a_draft(body="补充后答复如下。改造管网：已完成改造。")
        reply = brought(world, a_drafted_reply(world, linked, draft=draft), "pass_office_review")
        with pytest.raises(Refusal, match="交通运输局"):  # it has not agreed to the mended text
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
        commands.agree_jointly(world.actors["roads_clerk"], part_of(linked, "roads").pk, a_key())
    answered(tiers, linked)

    delivered(tiers, case)
    letter = Reply.objects.get(case=case)
    with tiers.below():
        (own,) = Reply.objects.filter(case=linked)
        assert (own.number, own.body) == (letter.number, letter.body)


def test_a_second_report_says_how_its_promise_relates_to_the_first(tiers: Tiers) -> None:
    _, linked, _ = written_again(tiers)

    with pytest.raises(Refusal) as refused:
        reported(tiers, linked, a_point())

    assert refused.value.code == "promise_unrelated"
    with tiers.below():
        assert Case.objects.get(pk=linked.pk).reported_on is None


def test_a_promise_that_goes_on_stands_once_on_both_sides(tiers: Tiers) -> None:
    case, linked, made = written_again(tiers)

    reported(tiers, linked, a_point(how="CONTINUED", earlier=made.pk))
    delivered(tiers, case)

    assert ledgers(tiers) == [[("完成二期管网", "OPEN")]] * 2


def test_a_promise_that_is_replaced_in_other_words_is_settled_on_both_sides(tiers: Tiers) -> None:
    case, linked, made = written_again(tiers)

    reported(tiers, linked, a_point("完成三期管网", "REPLACED", made.pk))
    delivered(tiers, case)

    assert ledgers(tiers) == [[("完成二期管网", "REPLACED"), ("完成三期管网", "OPEN")]] * 2


def test_the_same_words_twice_continue_one_promise_once(tiers: Tiers) -> None:
    case, linked, made = written_again(tiers)

    reported(tiers, linked, a_point(how="CONTINUED", earlier=made.pk), a_point(how="NEW"))
    delivered(tiers, case)

    assert ledgers(tiers) == [[("完成二期管网", "OPEN")] * 2] * 2
