"""Who may act, on what grounds and by when, as the case's own pack has it; another that comes later changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases import commands
from cases.clocks.recount import moves
from cases.models import Case, DueDay, DueKind, FeedbackRound, Reply
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from governments.models import Government
from kernel.actor import SYSTEM, Actor
from kernel.clock import today
from kernel.refusals import NotPermitted, Refusal
from rules.commands import load_pack
from rules.pack import parse, shipped
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_meeting,
    a_promise,
    a_registered_case,
    brought,
    part_of,
    signed_for,
)
from support.clocks import noon
from support.world import World, a_world

MEETING_WANTED = {"meetings_before_review": ["DURING"], "face_to_face": ["VISIT", "SITE"]}


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


def under(**changes: Any) -> None:
    """From now on cases come under a pack that differs from the base pack in these parts."""
    load_pack(SYSTEM, shipped("base_suggestion") | changes, effective_on=date(2020, 1, 1))


def deadlines(**changes: Any) -> dict[str, Any]:
    """The base pack's deadlines with these changed."""
    return {"deadlines": shipped("base_suggestion")["deadlines"] | changes}


def approved(world: World) -> Reply:
    """A reply that waits for its signature."""
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    return brought(world, a_drafted_reply(world, case), "pass_office_review")


def to_do(actor: Actor, case: Case) -> bool:
    """Whether the case is among the actor's 待办."""
    return in_box(actor, Box.TO_DO).filter(pk=case.pk).exists()


def test_whom_the_pack_names_signs_and_has_it_to_do(world: World) -> None:
    under(signers=["DEPUTY_HEAD"])
    reply = approved(world)
    head, deputy = world.actors["water_head"], world.actors["water_deputy_head"]

    assert (to_do(head, reply.case), to_do(deputy, reply.case)) == (False, True)
    with pytest.raises(NotPermitted):
        commands.sign_reply(head, reply.pk, a_key())
    commands.sign_reply(deputy, reply.pk, a_key())

    assert Reply.objects.get(pk=reply.pk).state == "SIGNED"


def test_a_case_stays_with_the_signer_of_its_own_pack(world: World) -> None:
    reply = approved(world)
    under(signers=["DEPUTY_HEAD"])
    later = approved(world)
    head, deputy = world.actors["water_head"], world.actors["water_deputy_head"]

    assert [to_do(head, one.case) for one in (reply, later)] == [True, False]
    assert [to_do(deputy, one.case) for one in (reply, later)] == [False, True]


def test_grounds_and_disposals_are_the_packs(world: World) -> None:
    under(
        not_file_grounds=[{"code": "REPEATED", "label": "已有答复且情况未变"}],
        disposals=[{"code": "TALK", "label": "当面说明"}],
    )
    case = a_registered_case(world)

    with pytest.raises(Refusal) as ground:
        commands.decline(world.office, case.pk, a_key(), ground="EMPTY", disposal="TALK", reason="空泛")
    with pytest.raises(Refusal) as disposal:
        commands.decline(world.office, case.pk, a_key(), ground="REPEATED", disposal="LETTER", reason="重复")
    commands.decline(world.office, case.pk, a_key(), ground="REPEATED", disposal="TALK", reason="重复")

    assert (ground.value.code, disposal.value.code) == ("ground_unknown", "disposal_unknown")
    assert Case.objects.get(pk=case.pk).state == "NOT_FILED"


def test_only_a_form_that_the_pack_counts_is_a_meeting(world: World) -> None:
    under(**MEETING_WANTED)
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    reply, part, officer = a_drafted_reply(world, case), part_of(case, "water"), world.actors["water_officer"]

    commands.record_meeting(officer, part.pk, a_key(), meeting=a_meeting("DURING", form="PHONE"))
    with pytest.raises(Refusal) as by_phone:
        commands.submit_reply(officer, reply.pk, a_key())
    commands.record_meeting(officer, part.pk, a_key(), meeting=a_meeting("DURING", form="SITE"))
    commands.submit_reply(officer, reply.pk, a_key())

    assert (
        by_phone.value.message == "须先完成与提出人的面商：办中（按办理规则，上门走访、现场踏勘算作见面）。"
    )
    assert Reply.objects.get(pk=reply.pk).state == "SECTION_REVIEW"


def test_the_window_for_a_return_and_what_becomes_of_a_late_one(world: World) -> None:
    with noon(date(2026, 3, 2)):
        under(late_return="forbid", **deadlines(**{"return": {"days": 3, "article": "某规定"}}))
        part = part_of(a_dispatched_case(world), "water")

    wish = {"reason": "不属本单位职责", "basis": "三定方案", "proposed_unit_id": world.units["parks"].pk}
    with noon(date(2026, 3, 6)), pytest.raises(Refusal) as late:
        commands.request_return(world.water_clerk, part.pk, a_key(), **wish)
    with noon(date(2026, 3, 5)):
        commands.request_return(world.water_clerk, part.pk, a_key(), **wish)

    assert (part.return_until, late.value.code) == (date(2026, 3, 5), "return_too_late")


def test_what_was_promised_is_judged_by_the_packs_day_and_moves_with_the_pack(world: World) -> None:
    def judged(days: int) -> dict[str, Any]:
        return deadlines(commitment_review={"days": days, "article": "重庆市条例第二十八条"})

    under(**judged(20))
    with noon(date(2026, 3, 2)):
        case = a_delivered_case(world, draft=a_promise())
        promise = case.commitments.get()
        commands.claim_fulfilled(world.actors["water_officer"], promise.pk, a_key(), reason="二期管网已通水")
        found = moves(pack=parse(shipped("base_suggestion") | judged(30)))[case.pk]
        commands.verify_commitment(world.office, promise.pk, a_key())

        row = DueDay.objects.get(case=case, what=DueKind.FULFILMENT)
        assert (row.day, row.subject) == (date(2026, 3, 23), promise.pk)
        assert [one.new.day for one in found if one.old == row] == [date(2026, 4, 1)]
        assert moves(pack=parse(shipped("base_suggestion") | judged(30))).get(case.pk, []) == []


def test_the_proposers_word_is_due_as_the_pack_says(world: World) -> None:
    under(**deadlines(feedback={"days": 40, "article": "某规定"}))

    case = a_delivered_case(world)

    asked = FeedbackRound.objects.get(case=case)
    assert asked.due_on >= today() + timedelta(days=40)
