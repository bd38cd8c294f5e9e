"""A case goes down to a district, is handled there, answered in its name, and issued or merged by the city."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import commands
from cases.inputs import DispatchInput, ProposerInput
from cases.models import Assignment, Case, CoOpinion, FeedbackRound, Meeting, Reply
from cases.states import UnitRole
from kernel.refusals import NotPermitted, Refusal
from support.build import (
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_meeting,
    an_order,
    brought,
    lines_of,
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
from transfers import commands as transfers
from transfers.models import Envelope


def test_dispatch_to_a_district_puts_the_paper_into_one_envelope(tiers: Tiers) -> None:
    case = sent_down(tiers)

    envelope = Envelope.objects.get()

    assert (envelope.receiver, envelope.state, envelope.sender_case) == ("binjiang", "SENT", case.pk)
    assert envelope.subject["title"] == case.title
    assert envelope.subject["proposers"][0] == {
        "name": "沈若溪",
        "kind": "DEPUTY",
        "group": "滨江代表团",
        "phone": "13900000000",
    }
    assert envelope.due_on == the_part(case).due_on


def test_the_envelope_names_who_leads_first_and_the_others_as_they_signed(tiers: Tiers) -> None:
    named = (("程若", False), ("沈若溪", True), ("顾长安", False))
    signed = [ProposerInput(name, "DEPUTY", is_lead=leads) for name, leads in named]
    case = a_filed_case(tiers.city, proposers=signed)

    order = an_order(tiers.city, ("binjiang", UnitRole.SOLE))
    commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)

    shared = the_envelope().subject
    assert [one["name"] for one in shared["proposers"]] == ["沈若溪", "程若", "顾长安"]
    assert shared["addressee"] == "沈若溪等3名代表"


def test_a_co_handling_district_is_not_told_the_phone(tiers: Tiers) -> None:
    sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)

    assert the_envelope().subject["proposers"][0]["phone"] == ""


def test_signing_for_makes_one_linked_case_and_the_city_sees_it(tiers: Tiers) -> None:
    case = sent_down(tiers)

    linked = taken_in(tiers)

    assert (linked.origin, linked.state, linked.envelope) == ("UPPER", "FILED", the_envelope().pk)
    assert linked.upper_due_on == the_part(case).due_on
    assert the_part(case).state == "HANDLING"
    assert the_part(case).signed_for_by.endswith("（滨江区）")
    assert Case.objects.get(pk=case.pk).state == "HANDLING"


def test_signing_twice_with_one_key_makes_one_case(tiers: Tiers) -> None:
    sent_down(tiers)
    envelope, key = the_envelope(), a_key()

    with tiers.below() as world:
        first = transfers.sign(world.office, envelope.pk, key)
        second = transfers.sign(world.office, envelope.pk, key)

        assert first.receiver_case == second.receiver_case
        assert Case.objects.count() == 1


def test_a_bureaus_clerk_does_not_sign_for_the_district(tiers: Tiers) -> None:
    sent_down(tiers)

    with tiers.below() as world:
        with pytest.raises(NotPermitted):
            transfers.sign(world.water_clerk, the_envelope().pk, a_key())
        assert not Case.objects.exists()


def test_the_lower_clock_ends_before_the_upper_one(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = taken_in(tiers)
    upper = linked.upper_due_on
    assert upper is not None

    with tiers.below() as world:
        late = an_order(world, ("water", UnitRole.SOLE), due_on=upper)
        with pytest.raises(Refusal, match="早于来文时限"):
            commands.dispatch(world.office, linked.pk, a_key(), order=late)
        dispatched = commands.dispatch(
            world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE))
        )
        part = part_of(dispatched, "water")
        why = "".join(lines_of(part))

    assert part.due_on == upper - timedelta(days=10)
    assert "提前 10 天" in why


def test_the_answer_is_given_in_the_districts_name_and_delivered_by_the_city(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    assert the_part(case).state == "ANSWERED"

    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    reply = Reply.objects.get(case=case)
    assert (reply.state, reply.signed_by) == ("ISSUED", "陆知远")
    assert reply.body == "滨江区人民政府办理情况如下。改造管网：已完成改造。"
    commands.deliver_reply(tiers.city.office, reply.pk, a_key())
    relayed()

    assert Case.objects.get(pk=case.pk).state == "REPLIED"
    assert the_envelope().state == "ACCEPTED"
    with tiers.below() as world:
        mine = Case.objects.get(pk=linked.pk)
        assert mine.accepted_on is not None
        assert not FeedbackRound.objects.exists()
        assert commands.close(world.office, mine.pk, a_key()).state == "CLOSED"


def test_the_districts_meetings_come_with_its_answer(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))
        signed_for(world, linked)
        part = part_of(linked, "water")
        commands.record_meeting(world.water_officer, part.pk, a_key(), meeting=a_meeting())
        brought(world, a_drafted_reply(world, linked), "pass_office_review")
    answered(tiers, linked)

    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))

    assert Meeting.objects.get(assignment=the_part(case)).form == "VISIT"


def test_a_co_handling_districts_answer_becomes_its_opinion(tiers: Tiers) -> None:
    case = sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    answered(tiers, handled_below(tiers, taken_in(tiers)))

    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())

    opinion = CoOpinion.objects.get(assignment=the_part(case))
    assert (the_part(case).state, opinion.standing) == ("CO_ACCEPTED", "ACCEPTED")
    assert opinion.text == "滨江区人民政府办理情况如下。改造管网：已完成改造。"


def test_a_district_does_not_answer_before_its_bureaus_have(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = taken_in(tiers)

    with tiers.below() as world:
        with pytest.raises(Refusal, match="须先“交办”承办单位"):
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
        assert the_envelope().state == "SIGNED"


def test_a_unit_that_stands_for_a_stranger_gets_nothing(tiers: Tiers) -> None:
    tiers.city.units["binjiang"].government = "nowhere"
    tiers.city.units["binjiang"].save()

    with pytest.raises(Refusal, match="尚未接入"):
        sent_down(tiers)

    assert not Envelope.objects.exists()
    assert not Assignment.objects.exists()


def test_a_district_is_no_joint_lead(tiers: Tiers) -> None:
    with pytest.raises(Refusal, match="共同主办"):
        sent_down(tiers, ("water", UnitRole.JOINT_LEAD), role=UnitRole.JOINT_LEAD)

    assert not Envelope.objects.exists()


def test_nobody_of_the_city_works_on_the_districts_part(tiers: Tiers) -> None:
    case = sent_down(tiers)

    with pytest.raises(NotPermitted):
        commands.sign_for(tiers.city.office, the_part(case).pk, a_key())


def test_a_linked_case_is_neither_withdrawn_nor_merged_below(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = taken_in(tiers)

    with tiers.below() as world, pytest.raises(Refusal, match="来文机关"):
        commands.withdraw(world.office, linked.pk, a_key(), reason="不想办")


def test_redispatch_after_a_return_sends_a_new_envelope(tiers: Tiers) -> None:
    case = sent_down(tiers)
    commands.recall(tiers.city.office, the_part(case).pk, a_key(), reason="误交")

    order = an_order(tiers.city, ("binjiang", UnitRole.SOLE))
    commands.redispatch(tiers.city.office, case.pk, a_key(), order=DispatchInput(order.assignments))

    assert list(Envelope.objects.order_by("id").values_list("state", flat=True)) == ["RECALLED", "SENT"]


def test_the_lead_may_not_be_answered_before_co_opinions(tiers: Tiers) -> None:
    case = sent_down(tiers, ("roads", UnitRole.CO), role=UnitRole.LEAD)
    answered(tiers, handled_below(tiers, taken_in(tiers)))

    with pytest.raises(Refusal, match="会办意见"):
        commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))

    signed_for(tiers.city, case, "roads")
    commands.submit_co_opinion(
        tiers.city.roads_officer, part_of(case, "roads").pk, a_key(), text="同意。", contact="顾长安"
    )
    commands.accept_co_opinion(tiers.city.office, part_of(case, "roads").pk, a_key())
    accepted = commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    assert accepted.state == "HANDLING"
