"""A district asks the city for what it cannot decide; the answer comes back as an opinion on its case."""

from __future__ import annotations

import pytest

from cases import commands
from cases.inputs import UpperRequest
from cases.models import Case, CaseEvent
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from kernel.refusals import NotPermitted, Refusal
from support.build import a_dispatched_case, a_key, an_order, part_of, signed_for
from support.tiers import Tiers, an_answer, relayed, the_envelope
from transfers import commands as transfers
from transfers.models import Envelope


def asked_up(tiers: Tiers, kind: str = "PLANNING") -> Case:
    """The district has asked about one of its own cases."""
    with tiers.below() as world:
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))
        commands.ask_upper(
            world.office, case.pk, a_key(), request=UpperRequest(kind, "请调整地块控制性详细规划。")
        )
    relayed()
    return case


def signed_above(tiers: Tiers) -> Case:
    """The city has signed for the request, and the relay has run."""
    transfers.sign(tiers.city.office, the_envelope().pk, a_key())
    relayed()
    return Case.objects.latest("id")


def test_a_request_reaches_the_city_and_does_not_stop_the_clock(tiers: Tiers) -> None:
    case = asked_up(tiers)

    envelope = the_envelope()

    assert (envelope.kind, envelope.receiver, envelope.request_type) == ("REQUEST_UP", "yunzhou", "PLANNING")
    assert envelope.subject["proposers"] == []
    with tiers.below():
        assert Case.objects.get(pk=case.pk).state == "DISPATCHED"


def test_the_office_answers_a_request_at_once(tiers: Tiers) -> None:
    case = asked_up(tiers)
    linked = signed_above(tiers)
    assert (linked.origin, linked.title) == ("LOWER", "关于提请规划事项的函（关于完善老城区排水管网的建议）")

    commands.report_answer(
        tiers.city.office, linked.pk, a_key(), answer=an_answer(body="同意调整。", result_class="", points=())
    )
    relayed()

    with tiers.below() as world:
        told = CaseEvent.objects.filter(case=case, step="upper_responded").latest("id")
        assert told.facts["text"] == "同意调整。"
        assert told.actor.endswith("（云州市）")
        transfers.accept(world.office, the_envelope().pk, a_key())
    relayed()
    assert commands.close(tiers.city.office, linked.pk, a_key()).state == "CLOSED"


def test_a_bureau_of_the_city_works_the_answer_out(tiers: Tiers) -> None:
    asked_up(tiers)
    linked = signed_above(tiers)
    commands.dispatch(
        tiers.city.office, linked.pk, a_key(), order=an_order(tiers.city, ("roads", UnitRole.CO))
    )
    signed_for(tiers.city, linked)
    part = part_of(linked, "roads").pk
    words = {"text": "可以调整。", "contact": "顾长安 2200"}
    commands.submit_co_opinion(tiers.city.roads_officer, part, a_key(), **words)

    answer = an_answer(result_class="", points=())
    commands.report_answer(tiers.city.office, linked.pk, a_key(), answer=answer)
    relayed()

    assert the_envelope().state == "ANSWERED"


def test_a_request_is_declined_with_a_reason(tiers: Tiers) -> None:
    case = asked_up(tiers)

    transfers.decline(tiers.city.office, the_envelope().pk, a_key(), reason="属区级权限")
    relayed()

    with tiers.below():
        told = CaseEvent.objects.filter(case=case, step="upper_responded").latest("id")
        assert (told.facts["response"], told.facts["text"]) == ("不予受理", "属区级权限")


def test_a_request_is_taken_back_by_the_one_who_asked(tiers: Tiers) -> None:
    asked_up(tiers)
    linked = signed_above(tiers)

    with tiers.below() as world:
        transfers.recall(world.office, the_envelope().pk, a_key(), reason="已自行协调解决")
    relayed()

    assert Case.objects.get(pk=linked.pk).state == "RECALLED"


def test_an_unknown_kind_of_request_is_refused(tiers: Tiers) -> None:
    with pytest.raises(Refusal, match="提请事项"):
        asked_up(tiers, "PERSONNEL")

    assert not Envelope.objects.exists()


def test_a_bureau_does_not_ask_for_the_district(tiers: Tiers) -> None:
    with tiers.below() as world:
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))
        request = UpperRequest("POLICY", "请明确政策。")
        with pytest.raises(NotPermitted):
            commands.ask_upper(world.water_clerk, case.pk, a_key(), request=request)


def test_the_city_has_nobody_to_ask(tiers: Tiers) -> None:
    case = a_dispatched_case(tiers.city, ("water", UnitRole.SOLE))

    offered = {one.step.code for one in allowed_steps(tiers.city.office, case)}

    assert "ask_upper" not in offered
    with pytest.raises(Refusal, match="没有接入"):
        commands.ask_upper(tiers.city.office, case.pk, a_key(), request=UpperRequest("POLICY", "请明确。"))
