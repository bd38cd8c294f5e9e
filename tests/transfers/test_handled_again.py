"""An answer that was not good enough, for the city or for the proposer: the district handles the case again."""

from __future__ import annotations

from cases import commands
from cases.models import Case, Reply
from kernel.clock import today
from kernel.workdays import ONE_DAY
from support.build import a_key, feedback, lines_of, part_of, verdicts
from support.clocks import noon
from support.tiers import Tiers, answered, handled_below, relayed, sent_down, taken_in, the_envelope, the_part
from transfers.models import EnvelopeEvent

MARGIN = 10 * ONE_DAY  # of the base pack


def test_an_answer_sent_back_is_handled_again_below(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)

    commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="未逐条答复")
    relayed()

    assert the_part(case).state == "HANDLING"
    with tiers.below():
        again = Case.objects.get(pk=linked.pk)
        assert (again.state, again.reported_on) == ("REHANDLING", None)
        assert EnvelopeEvent.objects.latest("id").reason == "未逐条答复"


def test_a_case_sent_back_close_to_the_senders_day_is_due_before_it(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)

    with noon(the_part(case).due_on - 12 * ONE_DAY):
        commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="未逐条答复")
        relayed()

    with tiers.below():
        part = part_of(Case.objects.get(pk=linked.pk), "water")
        why = "".join(lines_of(part))
    assert part.due_on == the_part(case).due_on - MARGIN
    assert "提前 10 天" in why


def test_dissatisfaction_in_the_city_reopens_the_districts_case(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    reply = Reply.objects.get(case=case)
    commands.deliver_reply(tiers.city.office, reply.pk, a_key())
    relayed()

    feedback(tiers.city, case, result="DISSATISFIED")
    relayed()

    assert the_part(case).state == "REHANDLING"
    assert the_envelope().state == "SENT_BACK"
    new_day = the_part(case).due_on
    with tiers.below():
        again = Case.objects.get(pk=linked.pk)
        assert (again.state, again.upper_due_on) == ("REHANDLING", new_day)
        part = part_of(again, "water")
        assert part.due_on == again.due_on == max(new_day - MARGIN, today() + ONE_DAY)
        assert "提前 10 天" in "".join(lines_of(part))


def test_dissatisfaction_reopens_a_case_that_the_district_has_archived(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    reply = Reply.objects.get(case=case)
    commands.deliver_reply(tiers.city.office, reply.pk, a_key())
    relayed()
    with tiers.below() as world:
        commands.close(world.office, linked.pk, a_key())
        commands.archive(world.office, linked.pk, a_key())

    feedback(tiers.city, case, result="DISSATISFIED")
    relayed()

    with tiers.below():
        assert Case.objects.get(pk=linked.pk).state == "REHANDLING"
