"""三见面 of a lower government: what it reports counts, what it reports later the office records for it."""

from __future__ import annotations

from datetime import date

import pytest

from cases import commands
from cases.models import Case, Meeting, Reply
from cases.reading.outstanding import outstanding
from cases.reading.worklist import Box, in_box
from cases.states import UnitRole
from cases.steps.allowed import allowed_steps
from kernel.actor import SYSTEM
from kernel.refusals import NotPermitted, Refusal
from rules.commands import load_pack
from rules.pack import shipped
from support.build import a_drafted_reply, a_key, a_meeting, brought, feedback, part_of, signed_for, verdicts
from support.tiers import Tiers, answered, handled_below, relayed, sent_down, taken_in, the_part

BEFORE = {"meetings_before_review": ["BEFORE"], "co_meetings": {"before_opinion": ["BEFORE"]}}
AFTER = {"meetings_before_close": ["AFTER"], "co_meetings": {"before_close": ["AFTER"]}}


def under(**changes: object) -> None:
    """Put the city under a pack that asks for meetings; the district's own asks for none."""
    load_pack(SYSTEM, shipped("base_suggestion") | changes, effective_on=date(2020, 1, 1))


def recorded(tiers: Tiers, case: Case, stage: str) -> None:
    """The city's office records a talk that the district reported."""
    part = the_part(case).pk
    commands.record_meeting(tiers.city.office, part, a_key(), meeting=a_meeting(stage))


def lines(case: Case) -> list[str]:
    return outstanding(SYSTEM, Case.objects.select_related("pack").get(pk=case.pk))


def test_a_district_that_meets_after_its_letter_does_not_keep_the_case_open_for_good(tiers: Tiers) -> None:
    under(**AFTER)
    case = sent_down(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))
    commands.deliver_reply(tiers.city.office, Reply.objects.get(case=case).pk, a_key())
    feedback(tiers.city, case)
    relayed()
    assert lines(case) == ["滨江区尚未与提出人面商（办后）"]
    with pytest.raises(Refusal):
        commands.close(tiers.city.office, case.pk, a_key())

    offered = {
        one.step.code: one.duty for one in allowed_steps(tiers.city.office, Case.objects.get(pk=case.pk))
    }
    recorded(tiers, case, "AFTER")

    assert offered["record_meeting"]
    assert commands.close(tiers.city.office, case.pk, a_key()).state == "CLOSED"


def test_a_talk_that_the_office_still_records_for_the_district_is_among_its_work(tiers: Tiers) -> None:
    under(**AFTER)
    case, office = sent_down(tiers), tiers.city.office
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    commands.accept_answer(office, the_part(case).pk, a_key(), checklist=verdicts(case))
    commands.deliver_reply(office, Reply.objects.get(case=case).pk, a_key())  # the proposer's word is awaited

    duties = [one.step.code for one in allowed_steps(office, Case.objects.get(pk=case.pk)) if one.duty]
    listed = in_box(office, Box.TO_DO).filter(pk=case.pk).exists()
    recorded(tiers, case, "AFTER")

    assert (duties, listed) == (["record_meeting"], True)
    assert not in_box(office, Box.TO_DO).filter(pk=case.pk).exists()


def test_a_district_that_helps_may_meet_after_its_opinion_too(tiers: Tiers) -> None:
    under(**AFTER)
    city, case = tiers.city, sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    signed_for(city, case, "water")
    commands.accept_answer(city.office, the_part(case).pk, a_key())
    brought(city, a_drafted_reply(city, case), "deliver_reply")
    feedback(city, case)
    commands.record_meeting(
        city.water_officer, part_of(case, "water").pk, a_key(), meeting=a_meeting("AFTER")
    )
    with pytest.raises(Refusal, match="由政府办代为登记"):
        commands.close(city.office, case.pk, a_key())

    recorded(tiers, case, "AFTER")

    assert commands.close(city.office, case.pk, a_key()).state == "CLOSED"


@pytest.mark.parametrize("role", [UnitRole.SOLE, UnitRole.CO])
def test_an_answer_is_adopted_only_after_the_meetings_that_the_pack_here_asks_for(
    tiers: Tiers, role: UnitRole
) -> None:
    under(**BEFORE)
    more = [("water", UnitRole.LEAD)] if role is UnitRole.CO else []
    case = sent_down(tiers, *more, role=role)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    checklist = [] if role is UnitRole.CO else verdicts(case)

    with pytest.raises(Refusal) as refused:
        commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=checklist)

    assert refused.value.code == "answer_without_meetings"
    assert the_part(case).state == "ANSWERED"
    recorded(tiers, case, "BEFORE")
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=checklist)


def test_what_the_district_reports_counts_and_is_not_doubled(tiers: Tiers) -> None:
    under(**BEFORE)
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    with tiers.below() as world:
        talk = a_meeting("BEFORE")
        commands.record_meeting(world.water_officer, part_of(linked, "water").pk, a_key(), meeting=talk)
    answered(tiers, linked)
    recorded(tiers, case, "BEFORE")

    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key(), checklist=verdicts(case))

    assert Meeting.objects.filter(assignment=the_part(case)).count() == 1


def test_nobody_else_records_for_the_district(tiers: Tiers) -> None:
    case = sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    taken_in(tiers)

    with pytest.raises(NotPermitted):
        commands.record_meeting(
            tiers.city.water_officer, the_part(case).pk, a_key(), meeting=a_meeting("BEFORE")
        )
