"""Committed changes are pushed: to those who may see the case, as far as they may know, and in order."""

from __future__ import annotations

from django.db import connection

from cases import commands
from governments.owner import owner_connection
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_registered_case,
    part_of,
    signed_for,
)
from support.talking import Line, relayed
from support.world import World


def test_a_step_is_told_with_its_case(line: Line, world: World) -> None:
    talk = line.follow("office")

    case = a_registered_case(world)
    relayed()

    change = talk.change()
    assert (change["caseId"], change["step"], change["seq"]) == (str(case.pk), "REGISTER", 1)


def test_steps_are_told_in_order_and_numbered_without_gaps(line: Line, world: World) -> None:
    talk = line.follow("office")

    a_dispatched_case(world)
    relayed()

    changes = [talk.change() for _ in range(3)]
    assert [one["step"] for one in changes] == ["REGISTER", "FILE", "DISPATCH"]
    assert [one["seq"] for one in changes] == [1, 2, 3]
    assert len({one["epoch"] for one in changes}) == 1


def test_nothing_is_told_of_a_step_that_was_refused(line: Line, world: World) -> None:
    case = a_filed_case(world)
    relayed()
    talk = line.follow("office")

    line.browser("water_clerk").post(
        "/graphql",
        {"query": f'mutation {{ closeCase(key: "{a_key()}", caseId: "{case.pk}") {{ case {{ id }} }} }}'},
        content_type="application/json",
    )
    assert relayed() == 0
    commands.start_review(world.office, a_registered_case(world).pk, a_key())
    relayed()

    assert talk.change()["step"] == "REGISTER"


def test_a_viewer_is_told_of_visible_cases_only(line: Line, world: World) -> None:
    theirs, committee = line.follow("parks_clerk"), line.follow("cppcc_seat")

    a_dispatched_case(world)
    proposal = a_registered_case(world, kind="PROPOSAL")
    relayed()

    assert committee.change()["caseId"] == str(proposal.pk)
    theirs.say("ping")
    assert theirs.hear() == {"type": "pong"}  # and nothing before it


def test_an_internal_step_of_a_unit_is_told_to_others_without_its_name(line: Line, world: World) -> None:
    case = a_dispatched_case(world)
    signed_for(world, case)
    relayed()
    office, co_handler = line.follow("office"), line.follow("roads_clerk")

    a_drafted_reply(world, case)
    relayed()

    assert office.change()["step"] == "DRAFT_REPLY"
    seen = co_handler.change()
    assert (seen["caseId"], seen["step"]) == (str(case.pk), None)


def test_a_unit_that_loses_a_case_is_told_to_fetch_anew(line: Line, world: World) -> None:
    case = a_dispatched_case(world)
    relayed()
    talk = line.follow("roads_clerk")

    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="交办有误")
    relayed()

    seen = talk.change()
    assert (seen["caseId"], seen["step"]) == (None, None)


def test_who_never_had_the_case_is_not_told_that_somebody_lost_it(line: Line, world: World) -> None:
    """Otherwise a committee of the other side, or any unit, would count rulings and recalls as they happen."""
    case = a_dispatched_case(world)
    relayed()
    strangers = [line.follow(who) for who in ("parks_clerk", "cppcc", "cppcc_seat")]

    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="交办有误")
    relayed()
    a_registered_case(world, kind="PROPOSAL")  # by which time the first would have been sent
    relayed()

    assert all(talk.change()["step"] == "REGISTER" for talk in strangers[1:])
    strangers[0].say("ping")
    assert strangers[0].hear() == {"type": "pong"}


def test_a_client_gets_the_keys_it_asks_for(line: Line, world: World) -> None:
    talk = line.dial("office").begin()
    talk.subscribe(
        "subscription S { news: workChanged { ...f n: seq } } fragment f on WorkChange { __typename caseId }"
    )

    case = a_registered_case(world)
    relayed()

    assert talk.hear() == {
        "type": "next",
        "id": "1",
        "payload": {"data": {"news": {"__typename": "WorkChange", "caseId": str(case.pk), "n": 1}}},
    }


def test_a_completed_subscription_is_told_nothing_more(line: Line, world: World) -> None:
    talk = line.follow("office").subscribe(of="2")

    talk.say("complete", id="1")
    a_registered_case(world)
    relayed()

    assert talk.hear()["id"] == "2"


def test_another_government_s_changes_are_not_told(line: Line, world: World) -> None:
    talk = line.follow("office")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify('lianban_live', %s)",
            ['{"government":"binjiang","epoch":"e","seq":1,"case":1,"version":1,"step":"file"}'],
        )
    case = a_registered_case(world)
    relayed()

    assert talk.change()["caseId"] == str(case.pk)


def test_a_gap_in_what_is_heard_begins_a_new_epoch(line: Line, world: World) -> None:
    talk = line.follow("office")
    a_registered_case(world)
    relayed()
    before = talk.change()

    with connection.cursor() as cursor:
        for number in (1, 3):
            cursor.execute(
                "SELECT pg_notify('lianban_live', %s)",
                [f'{{"government":"yunzhou","epoch":"e","seq":{number},"case":1,"version":1,"step":"file"}}'],
            )

    after = before
    while after["epoch"] == before["epoch"]:
        after = talk.change()
    assert (after["seq"], after["caseId"]) == (1, None)


def test_after_the_database_was_away_everybody_fetches_anew(line: Line, world: World) -> None:
    talk = line.follow("office")

    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN lianban_live'"
        )

    change = talk.change()
    assert (change["caseId"], change["step"], change["seq"]) == (None, None, 1)
    a_registered_case(world)
    relayed()
    assert talk.change()["step"] == "REGISTER"
