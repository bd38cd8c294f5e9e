"""The visibility matrix of a case's parts (domain.md 3): who sees drafts, opinions, feedback, promises, phones."""

from __future__ import annotations

from cases import commands
from cases.models import Case
from cases.reading import queries
from cases.states import UnitRole
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_promise,
    an_opinion,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.world import World


def _case(world: World, until: str) -> Case:
    case = signed_for(world, a_dispatched_case(world))
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case, draft=a_promise()), until)
    return Case.objects.get(pk=case.pk)


def test_a_draft_is_its_units_until_it_comes_before_the_office(world: World) -> None:
    _case(world, "pass_section_review")

    seen = {
        name: queries.visible_replies(world.actors[name]).exists()
        for name in ("office", "water_officer", "roads_officer", "parks_officer", "npc", "npc_seat")
    }

    assert seen == {
        "office": False,
        "water_officer": True,
        "roads_officer": False,
        "parks_officer": False,
        "npc": False,
        "npc_seat": False,
    }


def test_committees_see_opinions_once_the_answer_is_out(world: World) -> None:
    case = _case(world, "sign_reply")
    before = queries.visible_co_opinions(world.npc).exists()

    commands.issue_reply(world.water_clerk, case.replies.get().pk, a_key())

    assert (before, queries.visible_co_opinions(world.npc).exists()) == (False, True)


def test_feedback_and_promises_are_not_for_co_handlers(world: World) -> None:
    case = _case(world, "deliver_reply")
    feedback(world, case)

    for name, sees in (("office", True), ("npc_seat", True), ("water_clerk", True), ("roads_clerk", False)):
        actor = world.actors[name]
        assert queries.visible_feedback(actor).exists() is sees, name
        assert queries.visible_commitments(actor).exists() is sees, name
        assert queries.visible_events(actor).filter(step="enter_feedback").exists() is sees, name


def test_internal_events_stay_within_the_unit_and_the_office(world: World) -> None:
    _case(world, "deliver_reply")

    steps = {
        name: set(queries.visible_events(world.actors[name]).values_list("step", flat=True))
        for name in ("office", "water_clerk", "roads_clerk", "npc")
    }

    assert "draft_reply" in steps["office"] & steps["water_clerk"]
    assert "draft_reply" not in steps["roads_clerk"] | steps["npc"]
    assert "deliver_reply" in steps["roads_clerk"] & steps["npc"]


def test_phones_are_not_shown_to_co_handlers(world: World) -> None:
    case = _case(world, "deliver_reply")

    shown = {
        name: case.pk in queries.with_phones(world.actors[name], [case])
        for name in ("office", "npc", "water_clerk", "roads_clerk")
    }

    assert shown == {"office": True, "npc": True, "water_clerk": True, "roads_clerk": False}


def test_papers_merged_into_a_case_are_seen_by_its_units_and_by_no_other(world: World) -> None:
    paper, case = a_filed_case(world), a_dispatched_case(world)
    before = queries.visible_cases(world.water_clerk).filter(pk=paper.pk).exists()

    commands.merge(world.office, paper.pk, a_key(), into_id=case.pk)

    seen = {
        name: queries.visible_cases(world.actors[name]).filter(pk=paper.pk).exists()
        for name in ("office", "npc_seat", "water_clerk", "roads_officer", "parks_clerk", "cppcc")
    }
    assert not before
    assert seen == {
        "office": True,
        "npc_seat": True,
        "water_clerk": True,
        "roads_officer": True,
        "parks_clerk": False,
        "cppcc": False,
    }


def test_a_unit_that_is_recalled_loses_the_merged_papers_too(world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    paper = a_filed_case(world)
    commands.merge(world.office, paper.pk, a_key(), into_id=case.pk)

    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="交办有误")

    assert not queries.visible_cases(world.roads_clerk).filter(pk=paper.pk).exists()
    assert queries.visible_cases(world.water_clerk).filter(pk=paper.pk).exists()


def test_the_lead_sees_the_phones_of_a_merged_papers_proposers(world: World) -> None:
    paper, case = a_filed_case(world), a_dispatched_case(world)
    commands.merge(world.office, paper.pk, a_key(), into_id=case.pk)
    paper.refresh_from_db()

    lead, co = (queries.with_phones(actor, [paper]) for actor in (world.water_clerk, world.roads_clerk))

    assert (lead, co) == ({paper.pk}, set())


def test_a_case_asked_for_by_its_key_is_seen_by_those_who_see_it_in_lists(world: World) -> None:
    main, recalled, filed = a_dispatched_case(world), a_dispatched_case(world), a_filed_case(world)
    commands.merge(world.office, a_filed_case(world).pk, a_key(), into_id=main.pk)
    commands.recall(world.office, part_of(recalled, "roads").pk, a_key(), reason="交办有误。")
    everything = set(Case.objects.values_list("pk", flat=True))

    for name, actor in world.actors.items():
        listed = set(queries.visible_cases(actor).values_list("pk", flat=True))
        asked_for = {pk for pk in everything if queries.visible_case(actor).filter(pk=pk).exists()}
        assert asked_for == listed, name
    assert filed.pk not in set(queries.visible_cases(world.water_clerk).values_list("pk", flat=True))
