"""逐条答复 and the letter say the same: what stands only in the table of points keeps the letter inside."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from cases import commands
from cases.inputs import PointInput, ReplyInput
from cases.letters.points import missing_points, to_insert
from cases.models import Case, Commitment, Reply
from cases.states import UnitRole
from governments.models import Government
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.workdays import ONE_DAY
from support.build import (
    REPLY_WAY,
    a_delivered_case,
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    a_key,
    a_promise,
    brought,
    feedback,
    signed_for,
    verdicts,
)
from support.world import World, a_world

SILENT = "您提出的建议收悉，我局将认真研究。"
POINTS = (PointInput("改造管网", "已完成改造。", "A"), PointInput("增设泵站", "年内增设\n两座。", "A"))


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


@pytest.fixture
def case(world: World) -> Case:
    return signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))


def again(world: World, draft: ReplyInput | None = None) -> tuple[Case, Commitment]:
    """A case whose first answer promised something and did not satisfy: the second round has begun."""
    case = a_delivered_case(world, draft=draft or a_promise())
    feedback(world, case, result="DISSATISFIED")
    return case, Commitment.objects.get(case=case)


def test_blanks_and_line_breaks_do_not_count() -> None:
    points = [asdict(one) for one in POINTS]

    assert missing_points(points, "一、已完成\n改造。二、年内增设两座。") == []
    assert missing_points(points, "一、已完成改造。") == [2]
    assert to_insert(points, "一、已完成改造。") == "2．关于“增设泵站”：年内增设\n两座。"


def test_what_is_inserted_makes_the_letter_whole() -> None:
    day = today()
    points = [asdict(one) for one in (*POINTS, PointInput("建章立制", "正在起草", "B", "印发办法", day))]

    whole = f"{SILENT}\n{to_insert(points, SILENT)}"

    assert missing_points(points, whole) == []
    assert f"承诺：印发办法（{day.isoformat()} 前完成）。" in whole


def test_a_draft_may_lack_answers_but_is_not_submitted(world: World, case: Case) -> None:
    reply = a_drafted_reply(world, case, draft=a_draft(body=SILENT, points=POINTS))

    with pytest.raises(Refusal) as refused:
        commands.submit_reply(world.water_officer, reply.pk, a_key())

    assert refused.value.code == "points_not_in_letter"
    assert "第 1、2 条" in refused.value.message
    assert Reply.objects.get().state == "DRAFT"


@pytest.mark.parametrize(
    ("before", "step", "who"), [(REPLY_WAY[place - 1][0], *REPLY_WAY[place]) for place in range(1, 6)]
)
def test_no_later_step_lets_it_through(world: World, case: Case, before: str, step: str, who: str) -> None:
    reply = brought(world, a_drafted_reply(world, case), before)
    Reply.objects.filter(pk=reply.pk).update(unsaid="1")  # as one that came here before the rule was
    actor = world.office if who == "office" else world.actors[f"water_{who}"]
    more = {"checklist": verdicts(case)} if step == "pass_office_review" else {}

    with pytest.raises(Refusal) as refused:
        getattr(commands, step)(actor, reply.pk, a_key(), **more)

    assert refused.value.code == "points_not_in_letter"
    assert Reply.objects.get().state == reply.state


@pytest.mark.parametrize("until", ["pass_office_review", "sign_reply"])
def test_what_waits_for_signature_or_number_can_be_sent_back_and_mended(
    world: World, case: Case, until: str
) -> None:
    reply = brought(world, a_drafted_reply(world, case), until)

    commands.return_in_unit(world.actors["water_head"], reply.pk, a_key(), reason="正文缺第一条")
    a_drafted_reply(world, case, draft=a_draft())

    assert brought(world, reply, "issue_reply").state == "ISSUED"


def test_a_second_round_is_held_to_it_too(world: World) -> None:
    case, _ = again(world)
    reply = a_drafted_reply(world, case, draft=a_draft(body=SILENT))

    with pytest.raises(Refusal) as refused:
        commands.submit_reply(world.water_officer, reply.pk, a_key())

    assert refused.value.code == "points_not_in_letter"


def promised(made: Commitment, how: str, **changes: Any) -> PointInput:
    """The point of a second letter that promises, as the ledger has it unless said."""
    point = PointInput("改造管网", "已列入计划", "B", made.content, made.promised_on, how, made.pk)
    return replace(point, **changes)


def second(world: World, case: Case, point: PointInput) -> None:
    """The second letter, issued."""
    body = f"再次答复如下。已列入计划，我局承诺{point.promise}。"
    draft = a_draft(result_class="B", points=[point], body=body)
    brought(world, a_drafted_reply(world, case, draft=draft), "deliver_reply")


def test_a_continued_promise_is_one_row_and_verified_once(world: World) -> None:
    case, made = again(world)

    second(world, case, promised(made, "CONTINUED"))

    assert list(Commitment.objects.filter(case=case)) == [made]
    assert Case.objects.get(pk=case.pk).state == "TRACKING"
    assert case.events.get(step="issue_reply", version__gt=case.version).facts["carried"] == [made.content]


def test_a_replaced_promise_is_settled_and_the_new_one_keeps_its_first_day(world: World) -> None:
    case, made = again(world)
    later = made.promised_on.replace(year=made.promised_on.year + 1)

    second(world, case, promised(made, "REPLACED", promise="完成三期管网", promised_on=later))

    old, new = Commitment.objects.filter(case=case)
    assert (old.state, new.state, new.replaces_id) == ("REPLACED", "OPEN", old.pk)
    assert (new.promised_on, new.original_promised_on) == (later, made.original_promised_on)


def test_a_new_promise_stands_beside_the_first(world: World) -> None:
    case, made = again(world)

    second(world, case, promised(made, "NEW", promise="建成调蓄池", earlier=None))

    assert [one.state for one in Commitment.objects.filter(case=case)] == ["OPEN", "OPEN"]


@pytest.mark.parametrize(
    ("how", "changes", "code"),
    [
        ("", {}, "promise_unrelated"),
        ("CONTINUED", {"promise": "完成一期管网"}, "promise_continued_differs"),
        ("CONTINUED", {"earlier": 999_999}, "promise_earlier_unknown"),
        ("REPLACED", {"earlier": None}, "promise_earlier_unknown"),
    ],
)
def test_a_promise_of_a_second_round_says_what_it_is(
    world: World, how: str, changes: dict[str, object], code: str
) -> None:
    case, made = again(world)
    point = promised(made, how, **changes)
    before = Case.objects.get(pk=case.pk).version

    with pytest.raises(Refusal) as refused:
        a_drafted_reply(world, case, draft=a_draft(result_class="B", points=[point]))

    assert refused.value.code == code
    assert Case.objects.get(pk=case.pk).version == before


def test_a_promise_kept_before_the_second_letter_is_out_is_not_promised_anew(world: World) -> None:
    case, made = again(world)
    point = promised(made, "CONTINUED")
    draft = a_draft(result_class="B", points=[point], body=f"已列入计划，{point.promise}。")
    reply = a_drafted_reply(world, case, draft=draft)
    commands.claim_fulfilled(world.water_officer, made.pk, a_key(), reason="已完工")
    commands.verify_commitment(world.office, made.pk, a_key())

    brought(world, reply, "deliver_reply")

    assert [one.state for one in Commitment.objects.filter(case=case)] == ["VERIFIED"]


def test_width_and_what_is_not_seen_do_not_count() -> None:
    point = asdict(PointInput("增设泵站", "已建成3座,投资50万元(含税);", "A"))

    assert missing_points([point], "一、已建成３座，投资\u200b50万元（含税）；") == []
    assert missing_points([point], "一、已建成4座，投资50万元（含税）；") == [1]


def test_a_promise_of_blanks_is_none(world: World, case: Case) -> None:
    draft = a_draft(points=[PointInput("改造管网", "已完成改造", "A", "  ")])

    brought(world, a_drafted_reply(world, case, draft=draft), "deliver_reply")

    assert not Commitment.objects.exists()


def test_blanks_around_a_promise_are_not_part_of_it(world: World) -> None:
    (point,) = a_promise().points
    case, made = again(world, replace(a_promise(), points=[replace(point, promise=f" {point.promise} ")]))

    second(world, case, promised(made, "CONTINUED", promise=f"{point.promise} "))

    assert [one.content for one in Commitment.objects.filter(case=case)] == [point.promise]


@pytest.mark.parametrize("change", ["delayed", "given up"])
def test_a_letter_does_not_continue_what_changed_after_it_was_written(world: World, change: str) -> None:
    case, made = again(world)
    draft = a_draft(
        result_class="B", points=[promised(made, "CONTINUED")], body=f"已列入计划，{made.content}。"
    )
    reply = brought(world, a_drafted_reply(world, case, draft=draft), "sign_reply")
    if change == "delayed":
        later = made.promised_on + 30 * ONE_DAY
        commands.delay_commitment(world.water_clerk, made.pk, a_key(), promised_on=later, reason="雨季")
    else:
        commands.declare_infeasible(world.actors["water_head"], made.pk, a_key(), reason="规划调整")

    with pytest.raises(Refusal) as refused:
        commands.issue_reply(world.water_clerk, reply.pk, a_key())

    assert refused.value.code in ("promise_continued_differs", "promise_earlier_unknown")
    assert Reply.objects.get(pk=reply.pk).state == "SIGNED"
    commands.return_in_unit(world.actors["water_head"], reply.pk, a_key(), reason="承诺已变更")
