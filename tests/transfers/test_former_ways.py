"""Cases that were under way when a lower government's unit still signed, numbered and delivered go on."""

from __future__ import annotations

import pytest

from cases import commands
from cases.clocks.duties import restore_duties
from cases.models import Case, FeedbackRound, Reply
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from kernel.actor import Actor
from kernel.clock import today
from support.build import a_drafted_reply, a_key, an_order, brought, signed_for, verdicts
from support.tiers import Tiers, answered, handled_below, relayed, sent_down, taken_in, the_envelope, the_part
from transfers.exchange import Transfers


def todo(actor: Actor, case: Case) -> bool:
    """Whether the case is the actor's to deal with now."""
    return in_box(actor, Box.TO_DO).filter(pk=case.pk).exists()


def adopted(tiers: Tiers, case: Case) -> Reply:
    """The district's letter as the city has adopted it."""
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    relayed()
    return Reply.objects.filter(case=case).latest("id")


@pytest.mark.parametrize("until", ["pass_office_review", "sign_reply", "deliver_reply"])
def test_a_draft_of_former_times_waits_for_the_office_and_not_for_its_unit(
    tiers: Tiers, monkeypatch: pytest.MonkeyPatch, until: str
) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))
        signed_for(world, linked)
        with monkeypatch.context() as former:
            former.setattr(Case, "linked", False)
            brought(world, a_drafted_reply(world, linked), until)
            FeedbackRound.objects.all().delete()
        restore_duties()  # as the upgrade from those times does

        assert not todo(world.water_head, linked)
        assert not todo(world.water_clerk, linked)
        assert todo(world.office, linked)
    answered(tiers, linked)

    assert adopted(tiers, case).number == f"滨政建〔{today().year}〕1号"


def test_an_answer_of_former_times_is_numbered_by_the_city(
    tiers: Tiers, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = sent_down(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    given = dict(the_envelope().events.get(step="answer").facts)
    del given["issued_on"]
    monkeypatch.setattr(Transfers, "answer_to", lambda *_: given)

    reply = adopted(tiers, case)

    assert (reply.state, reply.number) == ("SIGNED", None)
    commands.issue_reply(tiers.city.office, reply.pk, a_key())
