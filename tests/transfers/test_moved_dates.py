"""The sender's day moves: the lower government's case learns it, and its own unit's day moves before it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases import commands
from cases.models import Case, CaseEvent
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.workdays import ONE_DAY
from rules.commands import load_pack
from rules.pack import shipped
from support.build import a_filed_case, a_key, an_order, lines_of, part_of
from support.clocks import noon
from support.governments import DISTRICT
from support.tiers import Tiers, answered, handled_below, relayed, sent_down, taken_in, the_envelope, the_part
from transfers.models import Envelope, EnvelopeEvent

MARGIN = timedelta(days=10)  # of the base pack


def a_shorter_pack() -> int:
    """A pack of the city by which answers are due in a month."""
    body = shipped("base_suggestion")
    body["deadlines"]["reply"] = {"months": 1, "article": "某市规定第九条"}
    return load_pack(SYSTEM, body, effective_on=today()).pk


def go_over(case: Case, pack: int) -> None:
    """Let the city's case go on by another pack."""
    commands.move_dates(SYSTEM, case.pk, a_key(), cause="PACK", source="某市规定", pack_id=pack)
    relayed()


def test_the_day_below_moves_before_the_senders_new_day(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))

    go_over(case, a_shorter_pack())

    upper = the_part(case).due_on
    with tiers.below():
        part = part_of(linked, "water")
        assert Case.objects.get(pk=linked.pk).upper_due_on == upper
        assert part.due_on == upper - MARGIN
        assert "提前 10 天" in lines_of(part)[-1]
        assert CaseEvent.objects.filter(case=linked).latest("version").facts["cause"] == "来文时限变动"


def test_every_day_of_the_envelope_moves_with_the_senders(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    body = shipped("base_suggestion")
    body["deadlines"]["return"] = {"working_days": 20, "article": "某市规定第六条"}
    before = the_envelope()

    go_over(case, load_pack(SYSTEM, body, effective_on=today()).pk)

    part, envelope = the_part(case), the_envelope()
    assert before.return_until < part.return_until == envelope.return_until
    assert before.due_on == envelope.due_on
    told = EnvelopeEvent.objects.filter(envelope=envelope.pk).latest("version").facts["days"]
    assert [(what, one["article"]) for what, one in told.items()] == [("RETURN", "某市规定第六条")]
    with tiers.below():
        assert not CaseEvent.objects.filter(
            case=linked, step="move_dates"
        ).exists()  # nothing of it counts from there


def test_a_period_from_the_signature_reaches_the_envelope_with_the_signature(tiers: Tiers) -> None:
    body = shipped("base_suggestion")
    body["deadlines"]["return"]["since"] = "SIGNED"
    load_pack(SYSTEM, body, effective_on=today() - timedelta(days=30))
    with noon(today() - timedelta(days=20)):
        case = sent_down(tiers)
    before = the_envelope()

    linked = taken_in(tiers)

    part, envelope = the_part(case), the_envelope()
    assert before.return_until < part.return_until == envelope.return_until
    assert [one.step for one in envelope.events.all()] == ["send", "sign", "move_date"]
    with tiers.below():
        assert Case.objects.get(pk=linked.pk).upper_due_on == part.due_on == before.due_on


def test_before_the_signature_the_new_day_waits_in_the_envelope(tiers: Tiers) -> None:
    case = sent_down(tiers)
    go_over(case, a_shorter_pack())

    linked = taken_in(tiers)

    with tiers.below():
        upper = Case.objects.get(pk=linked.pk).upper_due_on
    assert upper == the_part(case).due_on == the_envelope().due_on


def test_an_answer_that_is_there_is_not_disturbed(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    before = EnvelopeEvent.objects.count()

    go_over(case, a_shorter_pack())

    assert EnvelopeEvent.objects.count() == before


@pytest.mark.parametrize("column", ["due_on", "sign_due_on", "return_until"])
def test_the_receiver_cannot_move_the_senders_days(tiers: Tiers, column: str) -> None:
    sent_down(tiers)
    envelope = the_envelope()

    with tiers.below(), pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.filter(pk=envelope.pk).update(**{column: today() - timedelta(days=1)})

    assert getattr(the_envelope(), column) == getattr(envelope, column)


def test_a_day_of_the_sender_that_leaves_no_time_is_told_so(tiers: Tiers) -> None:
    case = a_filed_case(tiers.city)
    order = an_order(tiers.city, (DISTRICT, UnitRole.SOLE), due_on=today() + 5 * ONE_DAY)
    commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)
    relayed()
    linked = taken_in(tiers)

    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))
        part = part_of(linked, "water")

        assert part.due_on == today() + ONE_DAY
        assert f"已无办理时间，故为起算日的次日 {part.due_on}" in "".join(lines_of(part))
