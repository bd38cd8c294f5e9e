"""What the rule pack decides of the procedure: the ladder of returns, where the office reviews, numbers, meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases import commands
from cases.models import Case, DueDay, DueKind, Period, Reply, ReturnRequest
from cases.states import UnitRole
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_meeting,
    brought,
    feedback,
    part_of,
    signed_for,
    verdicts,
)
from support.world import World, a_world


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


def under(**changes: Any) -> None:
    """Put the government under a pack that differs from the base pack in these parts."""
    load_pack(SYSTEM, shipped("base_suggestion") | changes, effective_on=date(2020, 1, 1))


def ladder(*levels: tuple[str, bool]) -> dict[str, Any]:
    """An adjudication with these levels."""
    rungs = [{"label": label, "statement": statement} for label, statement in levels]
    return {"ladder": rungs, "article": "某规定"}


def wish(world: World, case: Case, **more: str) -> None:
    """水务局 asks to be relieved."""
    given = {"reason": "不属本单位职责", "basis": "三定方案"} | more
    commands.request_return(
        world.water_clerk,
        part_of(case, "water").pk,
        a_key(),
        proposed_unit_id=world.units["parks"].pk,
        **given,
    )


def refuse(world: World, case: Case) -> None:
    """The office upholds the dispatch."""
    commands.reject_return(world.office, part_of(case, "water").pk, a_key(), reason="职责清单明确")


def test_a_refused_return_goes_one_level_up_with_a_statement_and_ends_at_the_last(world: World) -> None:
    under(adjudication=ladder(("交办机关裁定", False), ("分管领导决定", True)))
    case = a_dispatched_case(world)
    wish(world, case)
    refuse(world, case)

    with pytest.raises(Refusal) as unsigned:
        wish(world, case)
    wish(world, case, statement="经局党组研究，主要负责人签署")
    refuse(world, case)
    with pytest.raises(Refusal) as final:
        wish(world, case, statement="仍有异议")

    assert (unsigned.value.field, final.value.code) == ("statement", "return_final")
    assert list(ReturnRequest.objects.values_list("level", "judge")) == [
        (1, "交办机关裁定"),
        (2, "分管领导决定"),
    ]


def test_without_an_office_review_the_leaders_word_leads_to_the_signature(world: World) -> None:
    under(review_position="none")
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))

    reply = brought(world, a_drafted_reply(world, case), "pass_leader_review")

    assert Reply.objects.get(pk=reply.pk).state == "APPROVED"


def test_an_office_review_after_the_signature_leads_to_the_number(world: World) -> None:
    under(review_position="after_sign")
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    reply = brought(world, a_drafted_reply(world, case), "pass_leader_review")

    commands.sign_reply(world.actors["water_head"], reply.pk, a_key())
    signed = Reply.objects.get(pk=reply.pk).state
    commands.pass_office_review(world.office, reply.pk, a_key(), checklist=verdicts(case))
    commands.issue_reply(world.water_clerk, reply.pk, a_key())

    assert (signed, Reply.objects.get(pk=reply.pk).state) == ("OFFICE_REVIEW", "ISSUED")


def test_numbers_are_written_as_the_pack_has_them(world: World) -> None:
    under(
        numbering={
            "case": "{year}{word}第{number:03d}号",
            "reply": "{prefix}{word}函〔{year}〕{number}号",
            "article": "某规定",
        }
    )
    case = a_filed_case(world)

    assert case.case_no == f"{case.session.year}建第001号"


def test_a_case_is_not_closed_before_the_meetings_that_the_pack_wants(world: World) -> None:
    under(meetings_before_close=["AFTER"])
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case)

    with pytest.raises(Refusal) as refused:
        commands.close(world.office, case.pk, a_key())

    assert refused.value.code == "meetings_missing"
    assert Case.objects.get(pk=case.pk).state == "REPLIED"


def test_with_the_meeting_it_is_closed(world: World) -> None:
    under(meetings_before_close=["AFTER"])
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    commands.record_meeting(
        world.actors["water_officer"], part_of(case, "water").pk, a_key(), meeting=a_meeting("AFTER")
    )
    feedback(world, case)

    commands.close(world.office, case.pk, a_key())

    assert Case.objects.get(pk=case.pk).state == "CLOSED"


@pytest.mark.parametrize(
    ("period", "kinds"),
    [(Period.BETWEEN_SESSIONS, {DueKind.DISPATCH, DueKind.INFORM}), (Period.IN_SESSION, {DueKind.INFORM})],
)
def test_a_paper_between_sessions_is_to_be_dispatched_and_its_proposer_told(
    world: World, period: str, kinds: set[str]
) -> None:
    deadlines = shipped("base_suggestion")["deadlines"]
    under(
        deadlines=deadlines
        | {
            "dispatch": {"working_days": 5, "article": "青岛市条例第十四条"},
            "inform": {"days": 7, "article": "浙江省规定第十条"},
        }
    )

    case = a_filed_case(world, period=period)

    assert set(DueDay.objects.filter(case=case).values_list("what", flat=True)) == kinds
