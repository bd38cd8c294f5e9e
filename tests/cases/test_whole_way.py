"""A case goes all the way, in the shapes that real dispatches have."""

from __future__ import annotations

from cases import commands
from cases.models import Case, CaseEvent, FeedbackRound, Reply
from cases.states import UnitRole
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_promise,
    an_opinion,
    brought,
    feedback,
    lines_of,
    part_of,
    signed_for,
)
from support.world import World


def test_lead_and_co_from_registration_to_closing(world: World) -> None:
    case = a_dispatched_case(world)

    signed_for(world, case)
    an_opinion(world, case)
    reply = brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case)
    commands.close(world.office, case.pk, a_key())

    case.refresh_from_db()
    assert case.state == "CLOSED"
    assert reply.number == f"云水建〔{reply.issued_on.year}〕1号"
    assert [part.state for part in case.assignments.order_by("id")] == ["DONE", "DONE"]


def test_versions_and_events_agree(world: World) -> None:
    case = a_delivered_case(world)

    versions = list(CaseEvent.objects.filter(case=case).order_by("version").values_list("version", flat=True))

    assert versions == list(range(1, case.version + 1))


def test_separate_units_each_answer_and_the_case_is_replied_when_all_have(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.SEPARATE), ("parks", UnitRole.SEPARATE))
    signed_for(world, case)

    brought(world, a_drafted_reply(world, case, "water"), "deliver_reply", "water")
    case.refresh_from_db()
    before = case.state
    brought(world, a_drafted_reply(world, case, "parks"), "deliver_reply", "parks")

    case.refresh_from_db()
    assert (before, case.state) == ("HANDLING", "REPLIED")


def test_joint_leads_agree_before_signature(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.JOINT_LEAD), ("parks", UnitRole.JOINT_LEAD))
    signed_for(world, case)
    reply = brought(world, a_drafted_reply(world, case), "pass_office_review")

    commands.agree_jointly(world.parks_clerk, part_of(case, "parks").pk, a_key())
    commands.sign_reply(world.water_head, reply.pk, a_key())
    commands.issue_reply(world.water_clerk, reply.pk, a_key())
    commands.deliver_reply(world.water_clerk, reply.pk, a_key())

    case.refresh_from_db()
    assert case.state == "REPLIED"
    assert {part.state for part in case.assignments.all()} == {"REPLIED"}


def test_dissatisfied_is_handled_again_and_round_one_stays(world: World) -> None:
    case = a_delivered_case(world)

    feedback(world, case, result="DISSATISFIED")
    case.refresh_from_db()
    again = case.state
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case)

    case.refresh_from_db()
    assert (again, case.state) == ("REHANDLING", "REPLIED")
    rounds = FeedbackRound.objects.filter(case=case).order_by("round")
    assert [(one.round, one.result) for one in rounds] == [(1, "DISSATISFIED"), (2, "SATISFIED")]


def test_a_promise_keeps_the_case_in_tracking_until_it_is_verified(world: World) -> None:
    case = a_delivered_case(world, draft=a_promise())
    promise = case.commitments.get()
    feedback(world, case)
    tracked = Case.objects.get(pk=case.pk).state

    commands.claim_fulfilled(world.water_clerk, promise.pk, a_key(), reason="二期已竣工验收")
    commands.verify_commitment(world.office, promise.pk, a_key())
    commands.close(world.office, case.pk, a_key())

    case.refresh_from_db()
    assert (tracked, case.state) == ("TRACKING", "CLOSED")


def test_merged_papers_are_answered_separately(world: World) -> None:
    child = a_filed_case(world)
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))
    commands.merge(world.office, child.pk, a_key(), into_id=case.pk)
    signed_for(world, case)

    brought(world, a_drafted_reply(world, case, draft=a_draft()), "deliver_reply")

    numbers = Reply.objects.filter(assignment__case=case).order_by("number").values_list("number", flat=True)
    assert [number[-2:] for number in numbers] == ["1号", "2号"]
    assert FeedbackRound.objects.filter(case=child, state="SENT").count() == 1


def test_a_merged_papers_dissatisfied_proposer_sends_the_main_case_back(world: World) -> None:
    child = a_filed_case(world)
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))
    commands.merge(world.office, child.pk, a_key(), into_id=case.pk)
    signed_for(world, case)
    brought(world, a_drafted_reply(world, case), "deliver_reply")

    feedback(world, child, result="DISSATISFIED")

    case.refresh_from_db()
    assert case.state == "REHANDLING"
    assert part_of(case, "water").round == 2


def test_a_dispatch_carries_due_days_and_the_lead_to_the_case(world: World) -> None:
    case = a_dispatched_case(world)

    case.refresh_from_db()
    parts = {part.role: part for part in case.assignments.all()}
    assert (case.due_on, case.co_due_on) == (parts["LEAD"].due_on, parts["CO"].due_on)
    assert case.lead_unit == world.units["water"]
    assert "代表法" in lines_of(parts["LEAD"])[0]
