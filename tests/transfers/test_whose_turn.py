"""还差什么 on a case from above names whose turn it is: the bureau until its part is there, then the office."""

from __future__ import annotations

from cases import commands
from cases.models import Case
from cases.reading.outstanding import outstanding
from cases.states import UnitRole
from kernel.actor import Actor
from support.build import a_drafted_reply, a_key, an_order, brought, part_of, signed_for, verdicts
from support.tiers import Tiers, answered, handled_below, relayed, sent_down, taken_in, the_part


def lacks(actor: Actor, case: Case) -> list[str]:
    return outstanding(actor, Case.objects.get(pk=case.pk))


def test_the_bureau_drafts_the_office_reviews_and_reports_the_sender_adopts(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))
        signed_for(world, linked)
        due, asked = part_of(linked, "water").due_on, linked.upper_due_on
        at_work = lacks(world.office, linked)
        reply = brought(world, a_drafted_reply(world, linked), "pass_leader_review")
        checks = {"checklist": verdicts(reply.case)}
        in_review = lacks(world.office, linked)
        commands.pass_office_review(world.office, reply.pk, a_key(), **checks)
        ready = lacks(world.office, linked)
        told_others = lacks(world.npc, linked)
    answered(tiers, linked)
    with tiers.below() as world:
        reported = lacks(world.office, linked)
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    relayed()
    adopted = lacks(tiers.city.office, case)

    assert adopted == ["滨江区的答复已印发，待送达"]
    assert at_work == told_others == [f"水务局尚未答复（期限 {due}）"]
    assert in_review == ["水务局的答复稿待政府办把关"]
    assert ready == [f"政府办尚未报送答复（来文时限 {asked}）"]
    assert reported == ["来文机关尚未采用本级答复"]
    with tiers.below() as world:
        assert "来文机关尚未采用本级答复" not in lacks(world.office, linked)


def test_of_an_opinion_likewise(tiers: Tiers) -> None:
    case = sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    linked = taken_in(tiers)
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.CO), ("roads", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        signed_for(world, linked)
        given = {"text": "同意。", "contact": "顾长安"}
        commands.submit_co_opinion(world.water_officer, part_of(linked, "water").pk, a_key(), **given)
        waiting, due = lacks(world.office, linked), part_of(linked, "roads").due_on
        roads = world.actors["roads_officer"]
        commands.submit_co_opinion(roads, part_of(linked, "roads").pk, a_key(), **given)
        ready = lacks(world.office, linked)
    answered(tiers, linked)
    with tiers.below() as world:
        reported = lacks(world.office, linked)
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())
    relayed()

    assert waiting == [f"交通运输局尚未提出意见（会办期限 {due}）"]
    assert ready == [f"政府办尚未报送意见（来文时限 {linked.upper_due_on}）"]
    assert reported == ["来文机关尚未采用本级意见"]
    with tiers.below() as world:
        assert lacks(world.office, linked) == []


def test_to_those_who_do_not_see_its_reviews_the_bureau_has_not_answered_yet(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    with tiers.below() as world:
        due = part_of(linked, "water").due_on
        assert lacks(world.npc, linked) == [f"水务局尚未答复（期限 {due}）"]
