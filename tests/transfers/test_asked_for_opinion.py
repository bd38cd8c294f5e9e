"""A district asked for a 会办意见 gives an opinion: its units' words, one text, no letter, no class, no feedback."""

from __future__ import annotations

import pytest

from cases import commands
from cases.inputs import OpinionInput
from cases.models import Case, CoOpinion, FeedbackRound, Reply
from cases.reading.outstanding import outstanding
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from governments.entering.scope import platform_scope
from kernel.actor import Actor
from kernel.refusals import Refusal
from kernel.workdays import ONE_DAY
from outbox.models import Message
from support.build import a_drafted_reply, a_key, an_order, brought, feedback, part_of, signed_for
from support.clocks import noon
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

WORDS = OpinionInput("我区同意，配合做好管线迁改。", "顾长安", "2200")


def asked(tiers: Tiers) -> Case:
    """The city's case, of which the district is a co-handler."""
    return sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)


def offered(actor: Actor, case: Case) -> set[str]:
    return {one.step.code for one in allowed_steps(actor, Case.objects.get(pk=case.pk))}


def todo(actor: Actor, case: Case) -> bool:
    return in_box(actor, Box.TO_DO).filter(pk=case.pk).exists()


def given_below(tiers: Tiers, linked: Case, code: str) -> None:
    with tiers.below() as world:
        actor = world.actors[f"{code}_officer"]
        part = part_of(linked, code).pk
        commands.submit_co_opinion(actor, part, a_key(), text=f"{code} 同意。", contact="顾长安 2200")


def test_the_district_knows_that_an_opinion_is_wanted(tiers: Tiers) -> None:
    asked(tiers)

    linked = taken_in(tiers)

    assert (linked.origin, linked.asked_opinion) == ("CONSULT", True)


def test_its_bureaus_are_asked_for_opinions_only(tiers: Tiers) -> None:
    asked(tiers)
    linked = taken_in(tiers)

    with tiers.below() as world:
        for roles in ((("water", UnitRole.SOLE),), (("water", UnitRole.LEAD), ("roads", UnitRole.CO))):
            with pytest.raises(Refusal, match="只需提出意见"):
                commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, *roles))
        order = an_order(world, ("water", UnitRole.CO), ("roads", UnitRole.CO))
        case = commands.dispatch(world.office, linked.pk, a_key(), order=order)
        assert (case.lead_unit, case.due_on) == (world.units["water"], part_of(linked, "water").due_on)
        assert case.due_on < linked.upper_due_on
        signed_for(world, linked)
        assert "draft_reply" not in offered(world.water_officer, linked)
        assert todo(world.water_officer, linked)
        assert not any(
            "重新交办" in line for line in outstanding(world.office, Case.objects.get(pk=linked.pk))
        )


def test_the_opinion_is_reported_when_all_have_given_theirs(tiers: Tiers) -> None:
    case = asked(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.CO), ("roads", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        signed_for(world, linked)
    given_below(tiers, linked, "water")
    with tiers.below() as world, pytest.raises(Refusal, match="交通运输局"):
        commands.report_opinion(world.office, linked.pk, a_key(), opinion=WORDS)
    given_below(tiers, linked, "roads")
    with tiers.below() as world:
        assert todo(world.office, linked)
        assert "report_answer" not in offered(world.office, linked)
        done = commands.report_opinion(world.office, linked.pk, a_key(), opinion=WORDS)
        assert (done.state, done.result_class) == ("REPLIED", "")
        assert {one.standing for one in CoOpinion.objects.all()} == {"ACCEPTED"}
        assert not Reply.objects.exists()
        assert not FeedbackRound.objects.exists()
    relayed()

    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())
    relayed()

    opinion = CoOpinion.objects.get(assignment=the_part(case))
    assert (opinion.text, opinion.result_class, opinion.submitted_by) == (WORDS.text, "", "滨江区人民政府")
    answer = the_envelope().events.get(step="answer").facts
    assert (answer["number"], answer["points"], answer["result_class"]) == ("", [], "")
    assert answer["addressee"] == "云州市人民政府："
    with tiers.below() as world:
        assert commands.close(world.office, linked.pk, a_key()).state == "CLOSED"


def test_an_opinion_has_no_class(tiers: Tiers) -> None:
    asked(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.CO)))
        signed_for(world, linked)
        with pytest.raises(Refusal, match="不填办理结果类别"):
            commands.submit_co_opinion(
                world.water_officer,
                part_of(linked, "water").pk,
                a_key(),
                text="同意。",
                contact="顾长安",
                result_class="A",
            )


def test_no_letter_is_reported_where_an_opinion_is_wanted_nor_the_reverse(tiers: Tiers) -> None:
    asked(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    with tiers.below() as world, pytest.raises(Refusal, match="只征求会办意见"):
        commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())

    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    with tiers.below() as world, pytest.raises(Refusal, match="以本级政府名义答复"):
        commands.report_opinion(world.office, linked.pk, a_key(), opinion=WORDS)


def test_the_districts_office_sends_a_bureaus_opinion_back(tiers: Tiers) -> None:
    asked(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    with tiers.below() as world:
        commands.bounce_co_opinion(world.office, part_of(linked, "water").pk, a_key(), reason="过于笼统")

        assert part_of(linked, "water").state == "HANDLING"
        assert not todo(world.office, linked)
        assert todo(world.water_officer, linked)


@pytest.mark.parametrize("step", ["send_back_answer", "bounce_co_opinion"])
def test_an_opinion_sent_back_above_is_given_anew_below(tiers: Tiers, step: str) -> None:
    case = asked(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    actor = tiers.city.office
    if step == "bounce_co_opinion":
        commands.accept_answer(actor, the_part(case).pk, a_key())
        signed_for(tiers.city, case, "water")
        actor = tiers.city.water_officer

    getattr(commands, step)(actor, the_part(case).pk, a_key(), reason="未说明经费来源")
    relayed()

    assert the_envelope().state == "SENT_BACK"
    with tiers.below() as world:
        again = Case.objects.get(pk=linked.pk)
        assert (again.state, again.reported_on) == ("REHANDLING", None)
        assert part_of(linked, "water").state == "HANDLING"
        assert CoOpinion.objects.get().bounced_reason == "未说明经费来源"
        assert todo(world.water_officer, linked)
    given_below(tiers, linked, "water")
    answered(tiers, linked)
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())
    assert the_part(case).state == "CO_ACCEPTED"
    assert CoOpinion.objects.filter(assignment=the_part(case), standing="ACCEPTED").count() == 1


def adopted(tiers: Tiers) -> Case:
    """The city's office has adopted the district's opinion on a case that 水务局 leads and has signed for."""
    case = asked(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    signed_for(tiers.city, case, "water")
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())
    return case


def test_one_adoption_is_enough(tiers: Tiers) -> None:
    case = adopted(tiers)

    reply = a_drafted_reply(tiers.city, case)
    commands.submit_reply(tiers.city.water_officer, reply.pk, a_key())

    assert CoOpinion.objects.get(assignment=the_part(case)).standing == "ACCEPTED"
    assert "accept_co_opinion" not in offered(tiers.city.water_officer, case)


def test_the_lead_sends_an_adopted_opinion_back_until_its_draft_is_submitted(tiers: Tiers) -> None:
    case = adopted(tiers)
    reply = a_drafted_reply(tiers.city, case)
    assert "bounce_co_opinion" in offered(tiers.city.water_officer, case)
    commands.submit_reply(tiers.city.water_officer, reply.pk, a_key())

    assert "bounce_co_opinion" not in offered(tiers.city.water_officer, case)
    with pytest.raises(Refusal, match="已经采用"):
        commands.bounce_co_opinion(tiers.city.water_officer, the_part(case).pk, a_key(), reason="过于笼统")

    assert the_part(case).state == "CO_ACCEPTED"


def test_the_city_takes_an_opinion_and_calls_it_so(tiers: Tiers) -> None:
    case = asked(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))

    named = {
        one.step.code: one.label for one in allowed_steps(tiers.city.office, Case.objects.get(pk=case.pk))
    }

    assert named["accept_answer"] == "采用下级会办意见"
    assert named["send_back_answer"] == "退回下级会办意见"


def closed_without(tiers: Tiers, case: Case) -> None:
    """The city's lead has gone on without the district's opinion, the proposer is satisfied, the case is closed."""
    city, day = tiers.city, the_part(case).due_on + ONE_DAY
    with noon(day):
        signed_for(city, case, "water")
        commands.waive_co_opinion(city.water_clerk, the_part(case).pk, a_key(), reason="逾期未提交")
        brought(city, a_drafted_reply(city, case), "deliver_reply")
        feedback(city, case)
        commands.close(city.office, case.pk, a_key())


def test_a_district_whose_opinion_was_waived_is_told_when_the_case_ends(tiers: Tiers) -> None:
    case = asked(tiers)
    linked = taken_in(tiers)

    closed_without(tiers, case)
    relayed()

    last = the_envelope().events.latest("version")
    assert (the_envelope().state, last.step, last.reason) == ("RECALLED", "cancel", "逾期未提交")
    with tiers.below() as world:
        assert Case.objects.get(pk=linked.pk).state == "RECALLED"
        assert not todo(world.office, linked)


def test_an_opinion_that_was_on_its_way_when_the_case_ended_has_no_effect(tiers: Tiers) -> None:
    case = asked(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    with tiers.below() as world:
        commands.report_opinion(world.office, linked.pk, a_key(), opinion=WORDS)

    closed_without(tiers, case)
    relayed()

    assert (the_part(case).state, the_envelope().state) == ("DONE", "RECALLED")
    with platform_scope():
        assert list(Message.objects.exclude(last_error="").values_list("topic", "last_error")) == []
