"""Other values than those of the base pack have their effect: lights, reminders, names, copies, meetings, reviews."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases import commands
from cases.letters.recipients import fanouts
from cases.models import Case, Reply
from cases.states import UnitRole
from cases.steps.upper import latest_day
from kernel.actor import SYSTEM
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.counting.cycles import carried, next_report
from rules.pack import parse, shipped
from rules.queries import pack_of
from supervision.models import Reminder
from supervision.public.models import Clock
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_meeting,
    an_opinion,
    brought,
    part_of,
    signed_for,
)
from support.clocks import noon, relayed, rung
from support.packs import CONTRARY, contrary
from support.world import World

DISPATCHED, DUE, CO_DUE = date(2026, 3, 2), date(2026, 6, 2), date(2026, 4, 2)
SOLE = ("water", UnitRole.SOLE)


def otherwise(*names: str) -> None:
    """The base pack with these parts of the contrary one is in force."""
    parts: dict[str, Any] = {name: CONTRARY[name] for name in names}
    load_pack(SYSTEM, shipped("base_suggestion") | parts, effective_on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("LEAD", [("T20", "GREEN", ["UNIT", "OFFICE"]), ("T7", "YELLOW", ["UNIT"])]),
        ("CO", [("T5", "GREEN", ["UNIT"]), ("T0", "RED", ["UNIT", "OFFICE"])]),
        ("SIGN", [("T2", "YELLOW", ["UNIT", "OFFICE"])] * 2),
    ],
)
def test_reminders_ring_by_the_packs_ladder_in_its_colours(world: World, kind: str, told: list[Any]) -> None:
    otherwise("reminders", "yellow_days", "co_yellow_days")
    with noon(DISPATCHED):
        case = a_dispatched_case(world, due_on=DUE, co_due_on=CO_DUE)
        relayed()

    for day in sorted({day for clock in Clock.objects.filter(kind=kind) for day in clock.rings}):
        rung(day)

    rang = Reminder.objects.filter(case=case, kind=kind).order_by("id")
    assert list(rang.values_list("rung", "light", "told")) == told


def test_units_are_called_what_the_pack_calls_them(world: World) -> None:
    otherwise("unit_roles")
    together, alone = a_dispatched_case(world), a_dispatched_case(world, SOLE)

    said = [case.events.get(step="dispatch").facts["units"] for case in (together, alone)]

    assert said == [["牵头办理：云州市水务局", "协办：云州市交通运输局"], ["单办：云州市水务局"]]


def test_an_extension_ends_where_the_pack_says(world: World) -> None:
    otherwise("extension")
    with noon(DISPATCHED):
        part = part_of(signed_for(world, a_dispatched_case(world, due_on=DUE)), "water")
        given = {"reason": "涉及面广"}  # no statement is asked for

        with pytest.raises(Refusal) as refused:
            commands.request_extension(world.water_clerk, part.pk, a_key(), until=date(2026, 8, 4), **given)
        commands.request_extension(world.water_clerk, part.pk, a_key(), until=date(2026, 8, 3), **given)

    assert refused.value.code == "extension_too_long"


def test_a_return_after_its_days_is_refused(world: World) -> None:
    otherwise("late_return")
    with noon(DISPATCHED):
        part = part_of(a_dispatched_case(world), "water")
    given = {"reason": "不属本单位职责", "basis": "三定方案", "proposed_unit_id": world.units["parks"].pk}

    with noon(part.return_until + timedelta(1)), pytest.raises(Refusal) as refused:
        commands.request_return(world.water_clerk, part.pk, a_key(), **given)

    assert refused.value.code == "return_too_late"


def test_a_call_counts_as_a_meeting_and_a_symposium_does_not(world: World) -> None:
    otherwise("meetings_before_review", "face_to_face")
    case = signed_for(world, a_dispatched_case(world, SOLE))
    reply, part = a_drafted_reply(world, case), part_of(case, "water").pk

    for form, state in (("SYMPOSIUM", "DRAFT"), ("PHONE", "SECTION_REVIEW")):
        commands.record_meeting(world.water_officer, part, a_key(), meeting=a_meeting("BEFORE", form=form))
        if state == "DRAFT":
            with pytest.raises(Refusal, match="电话"):
                brought(world, reply, "submit_reply")
        else:
            brought(world, reply, "submit_reply")
        assert Reply.objects.get(pk=reply.pk).state == state


def test_the_office_reviews_what_is_signed_and_copies_go_to_co_handlers(world: World) -> None:
    otherwise("review_position", "reply_copies")
    case = signed_for(world, a_dispatched_case(world))
    an_opinion(world, case)
    reply = brought(world, a_drafted_reply(world, case), "pass_leader_review")

    commands.sign_reply(world.water_head, reply.pk, a_key())

    assert Reply.objects.get(pk=reply.pk).state == "OFFICE_REVIEW"
    found = fanouts([reply], {reply.pk: pack_of(case.pack)})[reply.pk]
    assert found.copies == ("云州市交通运输局",)


def test_numbers_and_the_margin_below_the_day_above(world: World) -> None:
    otherwise("numbering", "upper_margin_days")

    case = a_filed_case(world)

    assert case.case_no == f"{case.session.year}建第001号"
    above = Case(upper_due_on=date(2026, 6, 30))
    assert latest_day(above, pack_of(case.pack), DISPATCHED) == date(2026, 6, 10)


def test_promises_of_one_year_are_reported_and_the_form_offers_a_summary() -> None:
    pack, base = parse(contrary()), parse(shipped("base_suggestion"))

    assert (carried(pack, 2025, 2026), carried(base, 2025, 2026)) == ("TERM_END", "")
    assert (next_report(pack, DUE), next_report(base, DUE)) == (date(2026, 6, 30), date(2026, 12, 31))
    assert (pack.publish_default, base.publish_default) == ("SUMMARY", "FULL")
