"""The visibility matrix of a case's parts (domain.md 3): who sees drafts, opinions, feedback, promises, phones."""

from __future__ import annotations

from cases import commands, queries
from cases.models import Case
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_promise,
    an_opinion,
    brought,
    feedback,
    signed_for,
)
from support.house import House


def _case(house: House, until: str) -> Case:
    case = signed_for(house, a_dispatched_case(house))
    an_opinion(house, case)
    brought(house, a_drafted_reply(house, case, draft=a_promise()), until)
    return Case.objects.get(pk=case.pk)


def test_a_draft_is_its_units_and_the_offices(house: House) -> None:
    _case(house, "pass_section_review")

    seen = {
        name: queries.visible_replies(house.actors[name]).exists()
        for name in ("office", "water_officer", "roads_officer", "parks_officer", "npc", "npc_seat")
    }

    assert seen == {
        "office": True,
        "water_officer": True,
        "roads_officer": False,
        "parks_officer": False,
        "npc": False,
        "npc_seat": False,
    }


def test_committees_see_opinions_once_the_answer_is_out(house: House) -> None:
    case = _case(house, "sign_reply")
    before = queries.visible_co_opinions(house.npc).exists()

    commands.issue_reply(house.water_clerk, case.replies.get().pk, a_key())

    assert (before, queries.visible_co_opinions(house.npc).exists()) == (False, True)


def test_feedback_and_promises_are_not_for_co_handlers(house: House) -> None:
    case = _case(house, "deliver_reply")
    feedback(house, case)

    for name, sees in (("office", True), ("npc_seat", True), ("water_clerk", True), ("roads_clerk", False)):
        actor = house.actors[name]
        assert queries.visible_feedback(actor).exists() is sees, name
        assert queries.visible_commitments(actor).exists() is sees, name
        assert queries.visible_events(actor).filter(step="enter_feedback").exists() is sees, name


def test_internal_events_stay_within_the_unit_and_the_office(house: House) -> None:
    _case(house, "deliver_reply")

    steps = {
        name: set(queries.visible_events(house.actors[name]).values_list("step", flat=True))
        for name in ("office", "water_clerk", "roads_clerk", "npc")
    }

    assert "draft_reply" in steps["office"] & steps["water_clerk"]
    assert "draft_reply" not in steps["roads_clerk"] | steps["npc"]
    assert "deliver_reply" in steps["roads_clerk"] & steps["npc"]


def test_phones_are_not_shown_to_co_handlers(house: House) -> None:
    case = _case(house, "deliver_reply")

    shown = {
        name: queries.shows_phones(house.actors[name], case)
        for name in ("office", "npc", "water_clerk", "roads_clerk")
    }

    assert shown == {"office": True, "npc": True, "water_clerk": True, "roads_clerk": False}
