"""A district that leads a city's case answers by one letter: the district's name, its own number, one to the deputy."""

from __future__ import annotations

import pytest

from cases import commands
from cases.inputs import PointInput
from cases.models import Case, Commitment, FeedbackRound, Reply
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from governments.entering.scope import current_government
from kernel.actor import SYSTEM, Actor
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.workdays import ONE_DAY
from people.models import Unit
from rules.commands import load_pack
from rules.pack import shipped
from support.build import (
    a_draft,
    a_drafted_reply,
    a_filed_case,
    a_key,
    an_order,
    brought,
    feedback,
    part_of,
    signed_for,
    verdicts,
)
from support.tiers import (
    Tiers,
    an_answer,
    answered,
    handled_below,
    relayed,
    sent_down,
    taken_in,
    the_envelope,
    the_part,
)

YEAR = today().year


def adopted(tiers: Tiers, case: Case) -> Reply:
    """The district's letter as the city has adopted it."""
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    relayed()
    return Reply.objects.filter(case=case).latest("id")


def delivered(tiers: Tiers, case: Case) -> Reply:
    """The same after the city has delivered it."""
    reply: Reply = commands.deliver_reply(tiers.city.office, adopted(tiers, case).pk, a_key())
    relayed()
    return reply


def offered(actor: Actor, case: Case) -> set[str]:
    """Codes of the steps that an actor may take on a case."""
    return {one.step.code for one in allowed_steps(actor, Case.objects.get(pk=case.pk))}


def todo(actor: Actor, case: Case) -> bool:
    """Whether the case is the actor's to deal with now."""
    return in_box(actor, Box.TO_DO).filter(pk=case.pk).exists()


def test_the_letter_has_the_districts_number_on_both_sides(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)

    letter = delivered(tiers, case)

    number = f"滨政建〔{YEAR}〕1号"
    assert (letter.number, letter.signed_by, letter.state) == (number, "陆知远", "DELIVERED")
    with tiers.below():
        (own,) = Reply.objects.filter(case=linked)
        assert (own.number, own.signed_by, own.state) == (number, "陆知远", "DELIVERED")
        assert not FeedbackRound.objects.exists()
    assert FeedbackRound.objects.filter(case=case).count() == 1


def test_a_bureau_neither_signs_nor_numbers_nor_delivers_what_the_government_answers(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    with tiers.below() as world:
        assert Reply.objects.get(case=linked).state == "ADOPTED"
        for who in (world.water_head, world.water_clerk, world.water_officer):
            assert not offered(who, linked) & {"sign_reply", "issue_reply", "deliver_reply"}
            assert not todo(who, linked)
        assert todo(world.office, linked)
        assert "report_answer" in offered(world.office, linked)


def test_the_office_reviews_the_draft_even_where_the_pack_has_no_review_before_signing(tiers: Tiers) -> None:
    with tiers.below():
        body = shipped("base_suggestion") | {"review_position": "after_sign"}
        load_pack(SYSTEM, body, effective_on=today())
    sent_down(tiers)

    linked = handled_below(tiers, taken_in(tiers))

    with tiers.below():
        assert Reply.objects.get(case=linked).state == "ADOPTED"


def test_it_is_not_reported_before_the_draft_has_passed(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))
        signed_for(world, linked)
        brought(world, a_drafted_reply(world, linked), "pass_leader_review")

        with pytest.raises(Refusal, match="水务局的答复稿尚未通过把关"):
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
        assert not todo(world.water_head, linked)


def test_numbers_run_without_gaps_in_the_districts_own_series(tiers: Tiers) -> None:
    for _ in range(2):
        case = sent_down(tiers)
        answered(tiers, handled_below(tiers, taken_in(tiers)))
        delivered(tiers, case)

    assert list(Reply.objects.order_by("id").values_list("number", flat=True)) == [
        f"滨政建〔{YEAR}〕1号",
        f"滨政建〔{YEAR}〕2号",
    ]


def test_without_a_prefix_of_its_own_its_office_numbers(
    tiers: Tiers, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    with tiers.below() as world:
        monkeypatch.setattr(current_government(), "number_prefix", "")
        office = Unit.objects.filter(pk=world.units["office"].pk)
        office.update(number_prefix="")
        with pytest.raises(Refusal, match="发文代字"):
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
        office.update(number_prefix="滨府办")
        commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
        assert Reply.objects.get(case=linked).number == f"滨府办建〔{YEAR}〕1号"


def test_the_office_may_mend_the_text_and_every_text_is_kept(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    answered(tiers, linked)

    with tiers.below():
        reply = Reply.objects.get(case=linked)
        assert reply.body == an_answer().body
        assert list(reply.versions.values_list("body", flat=True)) == [a_draft().body, an_answer().body]


def test_an_answer_sent_back_is_mended_and_keeps_its_number(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="未逐条答复")
    relayed()

    with tiers.below() as world:
        reply = Reply.objects.get(case=linked)
        assert (reply.state, part_of(linked, "water").state) == ("OFFICE_RETURNED", "REHANDLING")
        assert "report_answer" not in {
            one.step.code for one in allowed_steps(world.office, Case.objects.get(pk=linked.pk)) if one.duty
        }
        draft = a_draft(body="补充后答复如下。改造管网：已完成改造。")
        commands.draft_reply(world.water_officer, part_of(linked, "water").pk, a_key(), draft=draft)
        brought(world, reply, "pass_office_review")
    answered(tiers, linked)

    letter = delivered(tiers, case)
    assert letter.number == f"滨政建〔{YEAR}〕1号"
    assert Reply.objects.filter(case=case).count() == 1


def test_a_second_round_has_a_letter_of_its_own(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    delivered(tiers, case)
    feedback(tiers.city, case, result="DISSATISFIED")
    relayed()

    with tiers.below() as world:
        brought(world, a_drafted_reply(world, linked), "pass_office_review")
    answered(tiers, linked)
    second = delivered(tiers, case)

    assert (second.round, second.number) == (2, f"滨政建〔{YEAR}〕2号")
    with tiers.below():
        own = Reply.objects.filter(case=linked).order_by("id")
        assert [(one.round, one.state) for one in own] == [(1, "DELIVERED"), (2, "DELIVERED")]
    assert the_envelope().state == "ACCEPTED"


def test_what_the_letter_promises_is_followed_once_it_is_adopted(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    day = today() + 300 * ONE_DAY
    points = [PointInput("改造管网", "已列入计划", "B", "完成二期管网", day)]
    with tiers.below() as world:
        body = "办理情况如下。改造管网：已列入计划，完成二期管网。"
        answer = an_answer(result_class="B", points=points, body=body)
        commands.report_answer(world.office, linked.pk, a_key(), answer=answer)
        assert not Commitment.objects.exists()
    relayed()

    adopted(tiers, case)

    with tiers.below():
        assert Commitment.objects.get(case=linked).content == "完成二期管网"
        assert Case.objects.get(pk=linked.pk).state == "TRACKING"
    assert Commitment.objects.get(case=case).assignment == the_part(case)


def test_papers_merged_in_the_city_get_the_same_letter_under_its_number(tiers: Tiers) -> None:
    main, other = a_filed_case(tiers.city), a_filed_case(tiers.city)
    commands.merge(tiers.city.office, other.pk, a_key(), into_id=main.pk)
    order = an_order(tiers.city, ("binjiang", UnitRole.SOLE))
    commands.dispatch(tiers.city.office, main.pk, a_key(), order=order)
    relayed()
    answered(tiers, handled_below(tiers, taken_in(tiers)))

    delivered(tiers, main)

    number = f"滨政建〔{YEAR}〕1号"
    assert Reply.objects.get(case=main).number == number
    assert Reply.objects.get(case=other).number == f"{number}之1"
    assert FeedbackRound.objects.count() == 2


def test_separate_parts_below_become_one_letter(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.SEPARATE), ("roads", UnitRole.SEPARATE))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        signed_for(world, linked)
        brought(world, a_drafted_reply(world, linked), "pass_office_review")
        with pytest.raises(Refusal, match="交通运输局"):
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
        brought(world, a_drafted_reply(world, linked, "roads"), "pass_office_review", "roads")
    answered(tiers, linked)

    delivered(tiers, case)

    with tiers.below():
        assert sorted(Reply.objects.values_list("state", flat=True)) == ["ADOPTED", "DELIVERED"]
        states = [one.state for one in Case.objects.get(pk=linked.pk).assignments.all()]
        assert states == ["REPLIED", "REPLIED"]
