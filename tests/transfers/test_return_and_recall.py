"""An envelope that comes back: asked to be taken back, taken back by the sender, or ended with the whole case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import commands
from cases.models import Case, CaseEvent, ReturnRequest
from kernel.clock import at, now
from kernel.refusals import Refusal
from support.build import a_key
from support.tiers import (
    Tiers,
    answered,
    handled_below,
    relayed,
    sent_down,
    taken_in,
    the_envelope,
    the_part,
)
from transfers import commands as transfers


def asked_back(tiers: Tiers, reason: str = "属于市水务局职责") -> None:
    """The district has asked the city to take the newest envelope back, and the relay has run."""
    with tiers.below() as world:
        transfers.request_return(world.office, the_envelope().pk, a_key(), reason=reason)
    relayed()


def test_a_return_that_is_accepted_ends_the_linked_case(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    asked_back(tiers)
    assert ReturnRequest.objects.get().reason == "属于市水务局职责"
    assert the_part(case).state == "RETURN_REQUESTED"

    commands.accept_return(tiers.city.office, the_part(case).pk, a_key())
    relayed()

    assert (the_part(case).state, the_envelope().state) == ("RETURNED", "RETURNED")
    with tiers.below():
        assert Case.objects.get(pk=linked.pk).state == "RECALLED"


def test_a_return_that_is_refused_before_signing_is_still_to_be_signed_for(tiers: Tiers) -> None:
    case = sent_down(tiers)
    asked_back(tiers)

    commands.reject_return(tiers.city.office, the_part(case).pk, a_key(), reason="属地管理")
    relayed()

    assert (the_part(case).state, the_envelope().state) == ("HANDLING", "SENT")
    taken_in(tiers)
    assert (the_part(case).state, the_envelope().state) == ("HANDLING", "SIGNED")


def test_a_return_that_is_refused_after_signing_goes_on(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    asked_back(tiers)

    commands.reject_return(tiers.city.office, the_part(case).pk, a_key(), reason="属地管理")
    relayed()

    assert the_envelope().state == "SIGNED"
    with tiers.below():
        assert Case.objects.get(pk=linked.pk).state == "FILED"


def test_where_the_sender_forbids_late_returns_they_are_refused(tiers: Tiers) -> None:
    sent_down(tiers)
    envelope = the_envelope()
    assert envelope.subject["late_return"] == "flag"

    with at(now() + timedelta(days=30)):
        asked_back(tiers)

    assert ReturnRequest.objects.get().late


def test_a_return_needs_a_reason(tiers: Tiers) -> None:
    sent_down(tiers)

    with pytest.raises(Refusal, match="理由"):
        asked_back(tiers, " ")

    assert the_envelope().state == "SENT"


def test_recall_takes_the_linked_case_back_and_keeps_its_work(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    commands.recall(tiers.city.office, the_part(case).pk, a_key(), reason="误交")
    relayed()

    assert the_envelope().state == "RECALLED"
    with tiers.below():
        mine = Case.objects.get(pk=linked.pk)
        assert mine.state == "RECALLED"
        assert mine.replies.get().state == "ADOPTED"


def test_what_is_answered_is_not_recalled(tiers: Tiers) -> None:
    case = sent_down(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    events = CaseEvent.objects.count()

    with pytest.raises(Refusal):
        commands.recall(tiers.city.office, the_part(case).pk, a_key(), reason="误交")

    assert (the_envelope().state, CaseEvent.objects.count()) == ("ANSWERED", events)


def test_an_answer_that_crosses_a_recall_is_refused(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    commands.recall(tiers.city.office, the_part(case).pk, a_key(), reason="误交")

    with pytest.raises(Refusal, match="已收回"):
        answered(tiers, linked)
    relayed()

    with tiers.below():
        assert Case.objects.get(pk=linked.pk).state == "RECALLED"


def test_withdrawal_by_the_proposer_ends_it_everywhere(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)

    commands.withdraw(tiers.city.npc, case.pk, a_key(), reason="代表来函撤回")
    relayed()

    assert (the_envelope().state, the_part(case).state) == ("RECALLED", "CANCELLED")
    with tiers.below():
        assert Case.objects.get(pk=linked.pk).state == "RECALLED"
