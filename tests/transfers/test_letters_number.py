"""A letter's number that the city has already, or that no prefix gives: each refusal names an act that exists."""

from __future__ import annotations

import pytest

from cases import commands
from cases.models import Case, CaseEvent, Reply
from governments.entering.registry import clear
from governments.entering.scope import current_government
from kernel.clock import today
from kernel.refusals import Refusal
from people.models import Unit
from support.build import a_draft, a_key, brought, part_of, verdicts
from support.tiers import Tiers, an_answer, answered, handled_below, relayed, sent_down, taken_in, the_part
from transfers.register import set_numbers

YEAR = today().year


def adopted(tiers: Tiers, case: Case) -> Reply:
    """The district's letter as the city has adopted it."""
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    relayed()
    return Reply.objects.filter(case=case).latest("id")


def delivered(tiers: Tiers, case: Case) -> Reply:
    """The same after the city has delivered it."""
    reply: Reply = commands.deliver_reply(tiers.city.office, adopted(tiers, case).pk, a_key())
    relayed()
    return reply


def reported_under_a_known_number(tiers: Tiers) -> tuple[Case, Case]:
    """A case whose answer lies in the city under a number that the city has already; and the district's own."""
    first = sent_down(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    letter = adopted(tiers, first)
    Reply.objects.filter(pk=letter.pk).update(number=f"滨政建〔{YEAR}〕2号")
    second = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    return second, linked


def sent_back_and_mended(tiers: Tiers, case: Case, linked: Case) -> None:
    """The city sends the answer back, the district's bureau mends it and its office passes it."""
    commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="文号重复")
    relayed()
    with tiers.below() as world:
        draft = a_draft(body=an_answer().body)
        commands.draft_reply(world.water_officer, part_of(linked, "water").pk, a_key(), draft=draft)
        brought(world, Reply.objects.get(case=linked), "pass_office_review")


def test_a_number_that_the_city_knows_already_is_refused_with_a_way_on(tiers: Tiers) -> None:
    second, _ = reported_under_a_known_number(tiers)

    with pytest.raises(Refusal, match="退回下级.*另编新号.*lianban fleet number"):
        adopted(tiers, second)


def test_a_letter_that_came_back_under_a_known_number_gets_another(tiers: Tiers) -> None:
    second, linked = reported_under_a_known_number(tiers)

    sent_back_and_mended(tiers, second, linked)
    with tiers.below():
        assert Reply.objects.get(case=linked).number is None
        told = CaseEvent.objects.get(case=linked, step="answer_sent_back").facts
        assert told["number_dropped"] == f"滨政建〔{YEAR}〕2号"
    answered(tiers, linked)

    assert delivered(tiers, second).number == f"滨政建〔{YEAR}〕3号"


def test_it_is_numbered_under_the_prefix_and_from_the_start_that_the_operator_has_set(tiers: Tiers) -> None:
    second, linked = reported_under_a_known_number(tiers)

    sent_back_and_mended(tiers, second, linked)
    set_numbers("binjiang", "滨府", start=51)
    answered(tiers, linked)

    letter = delivered(tiers, second)
    clear()  # the transaction is rolled back, what was remembered of it is not
    assert letter.number == f"滨府建〔{YEAR}〕51号"


def test_a_government_without_any_prefix_is_told_the_act_that_sets_one(
    tiers: Tiers, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    with tiers.below() as world:
        monkeypatch.setattr(current_government(), "number_prefix", "")
        Unit.objects.filter(pk=world.units["office"].pk).update(number_prefix="")

        with pytest.raises(Refusal, match="lianban fleet number binjiang --prefix"):
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
