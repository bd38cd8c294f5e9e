"""The reply: what holds it up, how it is reviewed, what stands after issue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import commands
from cases.inputs import PointInput
from cases.models import Assignment, Reply
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import NotPermitted, Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.build import (
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    a_key,
    a_meeting,
    an_opinion,
    brought,
    part_of,
    signed_for,
    verdicts,
)
from support.world import World


def _sole(world: World) -> Reply:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    return a_drafted_reply(world, case)


def test_it_waits_for_the_co_handlers(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    reply = a_drafted_reply(world, case)

    with pytest.raises(Refusal) as refused:
        commands.submit_reply(world.water_officer, reply.pk, a_key())
    an_opinion(world, case)
    commands.submit_reply(world.water_officer, reply.pk, a_key())

    assert refused.value.code == "co_opinions_missing"
    assert "交通运输局" in refused.value.message


def test_the_lead_is_told_which_step_brings_each_opinion(world: World) -> None:
    order = ("water", UnitRole.LEAD), ("roads", UnitRole.CO), ("parks", UnitRole.CO)
    case = signed_for(world, a_dispatched_case(world, *order))
    reply = a_drafted_reply(world, case)
    words = {"text": "我局同意。", "contact": "顾长安 2200"}
    commands.submit_co_opinion(world.actors["parks_officer"], part_of(case, "parks").pk, a_key(), **words)

    with pytest.raises(Refusal) as refused:
        commands.submit_reply(world.water_officer, reply.pk, a_key())

    told = refused.value.message.split("：", 1)[1].split("；")
    assert "交通运输局尚未提交会办意见" in told[0]
    assert any("已提交会办意见，请主办单位“采用会办意见”" in one for one in told)


def test_what_the_lead_adopted_of_a_bureau_stands(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    an_opinion(world, case)

    with pytest.raises(Refusal, match="已经采用"):
        commands.bounce_co_opinion(world.water_officer, part_of(case, "roads").pk, a_key(), reason="再议")

    assert part_of(case, "roads").state == "CO_ACCEPTED"


def test_an_overdue_opinion_can_be_waived_and_a_running_one_not(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    reply, co = a_drafted_reply(world, case), part_of(case, "roads")

    with pytest.raises(Refusal) as refused:
        commands.waive_co_opinion(world.water_clerk, co.pk, a_key(), reason="多次催办未回")
    Assignment.objects.filter(pk=co.pk).update(due_on=date(2020, 1, 1))
    commands.waive_co_opinion(world.water_clerk, co.pk, a_key(), reason="多次催办未回")
    commands.submit_reply(world.water_officer, reply.pk, a_key())

    assert refused.value.code == "opinion_not_overdue"


def test_an_empty_opinion_is_bounced_and_given_again(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    part = part_of(case, "roads")
    commands.submit_co_opinion(world.roads_officer, part.pk, a_key(), text="无意见。", contact="顾长安")

    commands.bounce_co_opinion(world.water_officer, part.pk, a_key(), reason="没有实质内容")
    an_opinion(world, case)

    opinions = part.co_opinions.order_by("id")
    assert [one.standing for one in opinions] == ["BOUNCED", "ACCEPTED"]
    assert opinions[0].bounced_reason == "没有实质内容"


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([], "points_required"),
        ([PointInput("改造管网", " ", "A")], "point_unanswered"),
        ([PointInput("改造管网", "已列入", "B")], "promise_incomplete"),
        ([PointInput("改造管网", "已列入", "B", "完成")], "promise_incomplete"),
        ([PointInput("改造管网", "已列入", "Z")], "class_unknown"),
    ],
)
def test_every_point_is_answered_with_a_class_and_promises_have_a_day(
    world: World, points: list[PointInput], code: str
) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))

    with pytest.raises(Refusal) as refused:
        a_drafted_reply(world, case, draft=a_draft(points=points))

    assert refused.value.code == code
    assert not Reply.objects.exists()


def test_meetings_that_the_pack_demands_hold_up_the_review(world: World) -> None:
    load_pack(
        SYSTEM, shipped("base_suggestion") | {"meetings_before_review": ["DURING"]}, effective_on=today()
    )
    reply = _sole(world)

    with pytest.raises(Refusal, match="办中"):
        commands.submit_reply(world.water_officer, reply.pk, a_key())
    commands.record_meeting(world.water_officer, reply.assignment_id, a_key(), meeting=a_meeting())
    commands.submit_reply(world.water_officer, reply.pk, a_key())

    assert Reply.objects.get().state == "SECTION_REVIEW"


def test_a_stale_editor_is_told_and_nothing_is_overwritten(world: World) -> None:
    reply = _sole(world)
    seen = reply.version
    newer = a_draft(body="第二稿")
    commands.draft_reply(world.water_officer, reply.assignment_id, a_key(), draft=newer, base_version=seen)

    with pytest.raises(Refusal) as refused:
        commands.draft_reply(
            world.water_clerk, reply.assignment_id, a_key(), draft=a_draft(body="旧稿"), base_version=seen
        )

    reply.refresh_from_db()
    assert refused.value.code == "draft_conflict"
    assert reply.body == "第二稿"
    assert [one.number for one in reply.versions.all()] == [1, 2]


def test_the_office_sends_back_with_a_failed_item_and_counts_it(world: World) -> None:
    reply = brought(world, _sole(world), "pass_leader_review")

    with pytest.raises(Refusal) as refused:
        commands.return_from_office(
            world.office, reply.pk, a_key(), reason="答非所问", checklist=verdicts(reply.case)
        )
    commands.return_from_office(
        world.office, reply.pk, a_key(), reason="答非所问", checklist=verdicts(reply.case, "FOCUS")
    )

    reply.refresh_from_db()
    assert refused.value.code == "checklist_all_passed"
    assert (reply.state, reply.returned_times) == ("OFFICE_RETURNED", 1)


def test_an_incomplete_or_failed_checklist_does_not_pass(world: World) -> None:
    reply = brought(world, _sole(world), "pass_leader_review")

    for checklist in ([], verdicts(reply.case)[1:], verdicts(reply.case, "LAW")):
        with pytest.raises(Refusal):
            commands.pass_office_review(world.office, reply.pk, a_key(), checklist=checklist)

    assert Reply.objects.get().state == "OFFICE_REVIEW"


def test_the_office_may_change_the_class(world: World) -> None:
    reply = brought(world, _sole(world), "pass_leader_review")

    commands.pass_office_review(
        world.office, reply.pk, a_key(), checklist=verdicts(reply.case), result_class="C"
    )

    reply.refresh_from_db()
    assert (reply.class_declared, reply.class_reviewed) == ("A", "C")


def test_only_the_signers_of_the_pack_sign(world: World) -> None:
    reply = brought(world, _sole(world), "pass_office_review")

    with pytest.raises(NotPermitted):
        commands.sign_reply(world.water_deputy_head, reply.pk, a_key())
    commands.sign_reply(world.water_head, reply.pk, a_key())

    assert Reply.objects.get().signed_by == world.water_head.label


def test_an_issued_reply_is_not_edited_and_its_unit_not_recalled(world: World) -> None:
    reply = brought(world, _sole(world), "issue_reply")

    with pytest.raises(Refusal):
        commands.draft_reply(world.water_officer, reply.assignment_id, a_key(), draft=a_draft())
    with pytest.raises(Refusal) as refused:
        commands.recall(world.office, reply.assignment_id, a_key(), reason="误交")

    assert refused.value.code == "reply_already_issued"


def test_a_changed_draft_must_be_agreed_anew(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.JOINT_LEAD), ("parks", UnitRole.JOINT_LEAD))
    signed_for(world, case)
    reply = brought(world, a_drafted_reply(world, case), "pass_leader_review")
    commands.agree_jointly(world.parks_clerk, part_of(case, "parks").pk, a_key())
    commands.return_from_office(
        world.office, reply.pk, a_key(), reason="改", checklist=verdicts(case, "WORDING")
    )

    a_drafted_reply(world, case)

    assert part_of(case, "parks").state == "HANDLING"


def test_a_meeting_lies_between_dispatch_and_today(world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    part = part_of(case, "water").pk

    for day in (today() + timedelta(1), today() - timedelta(1)):
        with pytest.raises(Refusal):
            commands.record_meeting(world.water_officer, part, a_key(), meeting=a_meeting(held_on=day))
    commands.record_meeting(world.water_officer, part, a_key(), meeting=a_meeting())

    assert part_of(case, "water").meetings.count() == 1
