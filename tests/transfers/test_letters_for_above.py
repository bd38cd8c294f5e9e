"""The letter by which a district answers a city's case: who signed it, who gets copies, whom the district sees."""

from __future__ import annotations

from typing import Any

import pytest

from cases import commands
from cases.models import Case, Reply
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.asking import Asking
from support.build import a_filed_case, a_key, an_order, part_of, verdicts
from support.governments import DISTRICT
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

LETTER = "query($id: ID!) { case(id: $id) { replies { issuer signedBy copies } } }"
HELPERS = (
    "query($id: ID!) { case(id: $id) { upperCoHandlers envelopes { coHandlers events { label unit } } } }"
)
SIGNER = "query($id: ID!) { case(id: $id) { envelopes { answer { signedBy signer } } } }"
COPIES = ["云州市人大代表工委", "云州市人民政府办公室"]


def renamed_below(tiers: Tiers) -> None:
    """The district's own bodies bear the district's name, as they do in life."""
    with tiers.below() as world:
        for code in ("npc", "cppcc", "office"):
            unit = world.units[code]
            unit.name = unit.name.replace("云州市", "滨江区")
            unit.save()


def read(tiers: Tiers, asked: str, linked: Case, who: str = "office") -> Any:
    with tiers.below() as world:
        return Asking(world, DISTRICT).data(who, asked, id=str(linked.pk))


def led(tiers: Tiers) -> tuple[Case, Case]:
    """The city's case that the district leads with 交通运输局, and the district's case."""
    case = sent_down(tiers, ("roads", UnitRole.CO), role=UnitRole.LEAD)
    return case, taken_in(tiers)


def test_copies_go_to_the_bodies_of_the_government_that_sent_the_case(tiers: Tiers) -> None:
    renamed_below(tiers)
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)

    (letter,) = read(tiers, LETTER, linked)["replies"]
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    (adopted,) = Asking(tiers.city).data("office", LETTER, id=str(case.pk))["replies"]

    assert letter == adopted == {"issuer": "滨江区人民政府", "signedBy": "陆知远", "copies": COPIES}


def test_copies_follow_the_pack_of_the_sender_and_its_co_handlers_of_today(tiers: Tiers) -> None:
    load_pack(SYSTEM, shipped("base_suggestion") | {"reply_copies": ["CO_HANDLERS"]}, effective_on=today())
    case, linked = led(tiers)
    handled_below(tiers, linked)

    before = read(tiers, LETTER, linked)["replies"][0]["copies"]
    commands.recall(tiers.city.office, part_of(case, "roads").pk, a_key(), reason="误交")
    after = read(tiers, LETTER, linked)["replies"][0]["copies"]

    assert (before, after) == (["云州市交通运输局"], [])


def test_a_letter_in_the_governments_name_needs_somebody_who_signed(tiers: Tiers) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    with tiers.below() as world:
        with pytest.raises(Refusal) as refused:
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer(signed_by=" "))
        assert (refused.value.field, "签发人" in refused.value.message) == ("signedBy", True)
        assert Reply.objects.get(case=linked).state == "ADOPTED"


def test_both_sides_read_who_signed(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)

    seen = Asking(tiers.city).data("office", SIGNER, id=str(case.pk))["envelopes"][0]["answer"]

    assert seen == {"signedBy": "滨江区人民政府", "signer": "陆知远"}
    assert read(tiers, SIGNER, linked)["envelopes"][0]["answer"] == seen


def test_the_lead_below_knows_its_co_handlers_from_the_first_day(tiers: Tiers) -> None:
    _, linked = led(tiers)

    told = read(tiers, HELPERS, linked)

    assert told["upperCoHandlers"] == ["云州市交通运输局"]
    assert [one["coHandlers"] for one in told["envelopes"]] == [["云州市交通运输局"]]
    assert read(tiers, HELPERS, handled_below(tiers, linked), "water_officer")["upperCoHandlers"] == [
        "云州市交通运输局"
    ]


def test_it_is_told_when_others_help(tiers: Tiers) -> None:
    case, linked = led(tiers)

    commands.recall(tiers.city.office, part_of(case, "roads").pk, a_key(), reason="误交")
    gone = read(tiers, HELPERS, linked)
    order = an_order(tiers.city, ("parks", UnitRole.CO))
    commands.redispatch(tiers.city.office, case.pk, a_key(), order=order)
    relayed()
    now = read(tiers, HELPERS, linked)

    assert (gone["upperCoHandlers"], now["upperCoHandlers"]) == ([], ["云州市园林绿化局"])
    named = [one["unit"] for one in now["envelopes"][0]["events"] if one["label"] == "告知会办单位"]
    assert named == ["已无会办单位", "云州市园林绿化局"]


def test_who_only_gives_an_opinion_is_not_told_of_the_others(tiers: Tiers) -> None:
    case = a_filed_case(tiers.city)
    order = an_order(tiers.city, ("water", UnitRole.LEAD), ("roads", UnitRole.CO), (DISTRICT, UnitRole.CO))
    commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)
    relayed()
    linked = taken_in(tiers)

    told = read(tiers, HELPERS, linked)

    assert (told["upperCoHandlers"], told["envelopes"][0]["coHandlers"]) == ([], [])
    assert "co_handlers" not in the_envelope().subject
