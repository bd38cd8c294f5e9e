"""A district that leads the city's case reads what the city's own bureaus said of it, over the one record."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cases import commands
from cases.inputs import OpinionInput
from cases.models import Assignment, Case, CaseEvent
from cases.states import UnitRole
from governments.entering.scope import governing
from kernel.refusals import Refusal
from support.asking import Asking
from support.build import a_key, an_order, part_of, signed_for, verdicts
from support.governments import DISTRICT
from support.tiers import (
    Tiers,
    a_county,
    answered,
    handled_below,
    relayed,
    sent_down,
    taken_in,
    the_envelope,
)
from transfers import commands as transfers
from transfers.models import Envelope, EnvelopeEvent

READ = """query($id: ID!) { case(id: $id) { upperOpinions { government unit text contact resultClassLabel }
  envelopes { unitRoleLabel events { label unit text } } } }"""


def said(tiers: Tiers, case: Case, text: str = "同意，道路恢复由我局负责。", code: str = "roads") -> None:
    """A bureau of the city gives its opinion."""
    part = Assignment.objects.get(case=case, unit__code=code)
    if part.state == "PENDING_SIGN":
        commands.sign_for(tiers.city.actors[f"{code}_clerk"], part.pk, a_key())
    officer = tiers.city.actors[f"{code}_officer"]
    commands.submit_co_opinion(officer, part.pk, a_key(), text=text, contact="顾长安 2200", result_class="A")
    relayed()


def led(tiers: Tiers) -> tuple[Case, Case]:
    """A city's case that the district leads and 交通运输局 co-handles, and the district's linked case at its 水务局."""
    case = sent_down(tiers, ("roads", UnitRole.CO), role=UnitRole.LEAD)
    linked = taken_in(tiers)
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.LEAD), ("parks", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        signed_for(world, linked)
    return case, linked


def read(tiers: Tiers, who: str, linked: Case) -> Any:
    """The linked case as somebody of the district reads it."""
    with tiers.below() as world:
        return Asking(world, DISTRICT).data(who, READ, id=str(linked.pk))


def test_the_unit_that_answers_below_reads_the_opinion(tiers: Tiers) -> None:
    case, linked = led(tiers)

    said(tiers, case)

    told = read(tiers, "water_officer", linked)["upperOpinions"]
    assert told == [
        {
            "government": "云州市",
            "unit": "云州市交通运输局",
            "text": "同意，道路恢复由我局负责。",
            "contact": "顾长安 2200",
            "resultClassLabel": "A 已经解决或基本解决",
        }
    ]
    with tiers.below():
        assert CaseEvent.objects.get(case=linked, step="upper_opinion").facts == {"unit": "云州市交通运输局"}


def test_both_offices_render_the_same_record(tiers: Tiers) -> None:
    case, linked = led(tiers)

    said(tiers, case)

    below = read(tiers, "office", linked)["envelopes"][0]
    above = Asking(tiers.city).data("office", READ, id=str(case.pk))["envelopes"][0]
    entry = {"label": "转送会办意见", "unit": "云州市交通运输局", "text": "同意，道路恢复由我局负责。"}
    assert entry in below["events"]
    assert below["events"] == above["events"]
    assert (below["unitRoleLabel"], above["unitRoleLabel"]) == ("主办", "主办")


def test_who_only_helps_below_does_not_read_it(tiers: Tiers) -> None:
    case, linked = led(tiers)

    said(tiers, case)

    assert read(tiers, "parks_officer", linked)["upperOpinions"] == []


def test_an_opinion_given_anew_is_added_and_the_first_stays(tiers: Tiers) -> None:
    case, linked = led(tiers)
    said(tiers, case, "同意。")

    part = part_of(case, "roads")
    commands.bounce_co_opinion(tiers.city.office, part.pk, a_key(), reason="请写明措施")
    said(tiers, case, "同意，三季度完成道路恢复。")

    texts = [one["text"] for one in read(tiers, "water_officer", linked)["upperOpinions"]]
    assert texts == ["同意。", "同意，三季度完成道路恢复。"]
    with pytest.raises(DatabaseError), transaction.atomic():
        EnvelopeEvent.objects.filter(step="share_opinion").update(facts={})


def test_what_was_said_before_the_district_was_asked_reaches_it_too(tiers: Tiers) -> None:
    case = sent_down(tiers, ("roads", UnitRole.CO), role=UnitRole.LEAD)
    said(tiers, case)

    linked = taken_in(tiers)

    assert len(read(tiers, "office", linked)["upperOpinions"]) == 1


def test_a_lead_that_is_named_again_gets_the_opinions_that_stand(tiers: Tiers) -> None:
    a_county(tiers)
    case = sent_down(tiers, ("roads", UnitRole.CO), role=UnitRole.LEAD)
    said(tiers, case)
    lead = Assignment.objects.get(case=case, role=UnitRole.LEAD)
    commands.recall(tiers.city.office, lead.pk, a_key(), reason="误交")

    order = an_order(tiers.city, ("heshan", UnitRole.LEAD))
    commands.redispatch(tiers.city.office, case.pk, a_key(), order=order)

    shared = the_envelope().events.filter(step="share_opinion").values_list("facts__text", flat=True)
    assert (the_envelope().receiver, list(shared)) == ("heshan", ["同意，道路恢复由我局负责。"])


def test_a_bureau_that_leads_makes_nothing_cross(tiers: Tiers) -> None:
    case = sent_down(tiers, ("water", UnitRole.LEAD), ("roads", UnitRole.CO), role=UnitRole.CO)

    said(tiers, case)

    assert not EnvelopeEvent.objects.filter(step="share_opinion").exists()


def refused_above(tiers: Tiers, case: Case) -> str:
    """Why the city's office cannot take the district's answer yet."""
    lead = Assignment.objects.get(case=case, role=UnitRole.LEAD)
    with pytest.raises(Refusal) as refused:
        commands.accept_answer(tiers.city.office, lead.pk, a_key(), checklist=verdicts(case))
    assert refused.value.code == "co_opinions_missing"
    return refused.value.message


def test_the_office_is_told_which_step_of_its_own_is_missing(tiers: Tiers) -> None:
    county = a_county(tiers)
    case = sent_down(tiers, ("roads", UnitRole.CO), ("heshan", UnitRole.CO), role=UnitRole.LEAD)
    with governing("heshan"):
        transfers.sign(county.office, Envelope.objects.get(receiver="heshan").pk, a_key())
        asked = Case.objects.latest("id")
        commands.dispatch(county.office, asked.pk, a_key(), order=an_order(county, ("water", UnitRole.CO)))
        signed_for(county, asked)
        words = {"text": "我局同意。", "contact": "顾长安 2200"}
        commands.submit_co_opinion(county.water_officer, part_of(asked, "water").pk, a_key(), **words)
        opinion = OpinionInput("我县同意。", "顾长安", "2200")
        commands.report_opinion(county.office, asked.pk, a_key(), opinion=opinion)
    relayed()
    with tiers.below() as world:
        transfers.sign(world.office, Envelope.objects.get(receiver=DISTRICT).pk, a_key())
        linked = Case.objects.latest("id")
    answered(tiers, handled_below(tiers, linked))

    first = refused_above(tiers, case)
    said(tiers, case)
    second = refused_above(tiers, case)

    assert "交通运输局尚未提交会办意见，请政府办“催办”" in first
    assert "鹤山县已报送会办意见，请政府办“采用下级会办意见”" in first
    assert "鹤山县尚未" not in first
    assert "交通运输局已提交会办意见，请政府办“采用会办意见”" in second
    assert "催办" not in second


def test_a_third_government_reads_nothing_of_it(tiers: Tiers) -> None:
    case, _ = led(tiers)
    said(tiers, case)

    with governing("heshan"):
        assert not EnvelopeEvent.objects.filter(step="share_opinion").exists()
