"""A board over the socket: its state first, then each change; what a viewer may not see is not in it."""

from __future__ import annotations

from typing import Any

import pytest

from cases import commands
from governments.entering.scope import governing
from governments.models import Government
from governments.owner import owner_connection
from live.feed import about
from live.operations import subscription_of
from people.models import Post
from supervision.board import bodies_of
from support.build import a_dispatched_case, a_filed_case, a_key, a_registered_case, part_of, signed_for
from support.governments import DISTRICT
from support.talking import Line, Talk, relayed
from support.world import World, a_world

FIGURES = (
    "figures { kind total arrived unfinished green yellow red earlier { unfinished red }"
    " stages { stage count } }"
)
BOARD = f"""subscription($scope: BoardScope!, $epoch: String, $seq: Int) {{
  board(scope: $scope, epoch: $epoch, seq: $seq) {{ epoch seq at state {{ day government {{ code name }}
    {FIGURES} units {{ id shortName toSign doing overdue done }}
    movements {{ id step unitName kind caseId caseNo caseTitle at }}
    lower {{ government {{ code shortName tier }} {FIGURES} }} }} }} }}"""


def seen(talk: Talk) -> dict[str, Any]:
    """The next board that a socket receives."""
    message = talk.hear()
    assert message["type"] == "next", message
    board: dict[str, Any] = message["payload"]["data"]["board"]
    return board


def watch(line: Line, who: str, scope: str = "OWN", **known: Any) -> tuple[Talk, dict[str, Any]]:
    """A socket that follows a board, and the first that it received."""
    talk = line.dial(who).begin()
    talk.say("subscribe", id="1", payload={"query": BOARD, "variables": {"scope": scope, **known}})
    return talk, seen(talk)


def counted(board: dict[str, Any], kind: str = "SUGGESTION") -> dict[str, int]:
    """The stages of a board's own cases."""
    figures = next(one for one in board["state"]["figures"] if one["kind"] == kind)
    return {one["stage"]: one["count"] for one in figures["stages"]}


def test_the_state_comes_first_and_a_step_moves_it(line: Line, world: World) -> None:
    a_registered_case(world)
    relayed()
    talk, first = watch(line, "office")

    case = a_dispatched_case(world)
    relayed()

    then = seen(talk)
    assert counted(first) == {"REGISTERED": 1}
    assert counted(then) == {"REGISTERED": 1, "DISPATCHED": 1}
    assert (then["epoch"], then["seq"] > first["seq"]) == (first["epoch"], True)
    assert [(one["step"], one["caseId"]) for one in then["state"]["movements"]][0] == (
        "DISPATCH",
        str(case.pk),
    )
    case.refresh_from_db()
    named = then["state"]["movements"][0]
    assert (named["caseNo"], named["caseTitle"]) == (case.case_no, case.title)


def test_what_is_told_is_the_fresh_aggregate(line: Line, world: World, committed: Government) -> None:
    talk, _ = watch(line, "office")

    signed_for(world, a_dispatched_case(world))
    a_filed_case(world, "PROPOSAL")
    relayed()

    told, fresh = seen(talk)["state"], bodies_of(about(committed))["OWN"]
    assert told["figures"] == fresh["figures"]
    assert [int(one["id"]) for one in told["units"]] == [one["id"] for one in fresh["units"]]


def test_the_city_s_board_moves_when_a_clerk_of_a_district_signs(line: Line, world: World) -> None:
    with governing(DISTRICT):
        below = a_world()
        case = a_dispatched_case(below)
    relayed()
    talk, first = watch(line, "office", "WITH_LOWER")

    with governing(DISTRICT):
        commands.sign_for(below.water_clerk, part_of(case, "water").pk, a_key())
    relayed()

    def of_district(board: dict[str, Any]) -> dict[str, int]:
        tile = next(one for one in board["state"]["lower"] if one["government"]["code"] == DISTRICT)
        return counted({"state": tile})

    then = seen(talk)
    assert [one["government"]["shortName"] for one in first["state"]["lower"]] == ["滨江", "鹤山"]
    assert (of_district(first), of_district(then)) == ({"DISPATCHED": 1}, {"HANDLING": 1})
    assert (then["state"]["units"], then["state"]["movements"]) == ([], [])


def test_who_comes_back_with_what_is_still_true_is_told_that_nothing_was_missed(
    line: Line, world: World
) -> None:
    a_registered_case(world)
    relayed()
    _, first = watch(line, "office", "WITH_LOWER")

    talk, again = watch(line, "office", "WITH_LOWER", epoch=first["epoch"], seq=first["seq"])
    a_registered_case(world)
    relayed()
    later = seen(talk)
    _, behind = watch(line, "office", "WITH_LOWER", epoch=first["epoch"], seq=first["seq"])

    assert again == first | {"state": None}
    assert counted(later) == {"REGISTERED": 2}
    assert behind == later


def test_a_state_of_another_epoch_is_not_known(line: Line, world: World) -> None:
    _, first = watch(line, "office")

    _, again = watch(line, "office", epoch="another", seq=first["seq"])

    assert again["state"] is not None


def test_committees_see_their_kind_and_units_people_their_own_unit(line: Line, world: World) -> None:
    a_dispatched_case(world)
    a_filed_case(world, "PROPOSAL")
    relayed()

    _, committee = watch(line, "cppcc_seat", "WITH_LOWER")
    _, clerk = watch(line, "water_clerk", "WITH_LOWER")

    assert [one["kind"] for one in committee["state"]["figures"]] == ["PROPOSAL"]
    assert {one["kind"] for one in committee["state"]["movements"]} == {"PROPOSAL"}
    assert (committee["state"]["units"], committee["state"]["lower"]) == ([], [])
    assert [one["shortName"] for one in clerk["state"]["units"]] == ["水务局"]
    assert (clerk["state"]["figures"], clerk["state"]["lower"]) == ([], [])


def test_a_seat_without_a_board_is_told_so(line: Line, world: World) -> None:
    talk = line.dial("administrator").begin()

    talk.say("subscribe", id="1", payload={"query": BOARD, "variables": {"scope": "OWN"}})

    message = talk.hear()
    assert (message["type"], message["payload"][0]["message"]) == ("error", "您的岗位没有督办看板。")
    assert message["payload"][0]["extensions"] == {"code": "FORBIDDEN", "detail": "no_board"}


@pytest.mark.parametrize(
    "query",
    [
        "subscription { board { epoch } }",
        "subscription { board(scope: ALL) { epoch } }",
        "subscription { board(scope: OWN) { state { units { phone } } } }",
        "subscription { board(scope: OWN) { epoch @include(if: true) } }",
        "subscription { a: board(scope: OWN) { epoch } workChanged { seq } }",
    ],
)
def test_what_the_schema_does_not_have_is_refused(line: Line, world: World, query: str) -> None:
    talk = line.dial("office").begin()

    talk.say("subscribe", id="1", payload={"query": query})

    assert talk.hear()["type"] == "error"


def test_a_viewer_gets_the_keys_it_asks_for_all_the_way_down(line: Line, world: World) -> None:
    a_registered_case(world)
    relayed()
    talk = line.dial("office").begin()

    talk.say(
        "subscribe",
        id="b",
        payload={
            "query": "subscription { mine: board(scope: OWN)"
            " { __typename s: state { ...f movements { what: step } } } }"
            " fragment f on BoardState { movements { __typename } government { code } }"
        },
    )

    state = {
        "movements": [{"__typename": "Movement", "what": "REGISTER"}],
        "government": {"code": "yunzhou"},
    }
    assert talk.hear()["payload"] == {"data": {"mine": {"__typename": "Board", "s": state}}}


def test_a_burst_ends_in_the_right_state_without_a_frame_for_each_step(line: Line, world: World) -> None:
    talk, board = watch(line, "office")
    frames, steps = 0, 25

    for _ in range(steps):
        a_registered_case(world)
        relayed()
    while counted(board).get("REGISTERED") != steps:
        board, frames = seen(talk), frames + 1

    assert frames <= steps
    talk.say("ping")
    assert talk.hear()["type"] == "pong"


def test_after_the_database_was_away_the_board_is_right_again(line: Line, world: World) -> None:
    talk, _ = watch(line, "office")

    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN lianban_live'"
        )
    a_registered_case(world)
    relayed()

    assert counted(seen(talk)) == {"REGISTERED": 1}


def test_a_seat_that_is_taken_away_shuts_the_board(line: Line, world: World) -> None:
    talk, _ = watch(line, "office")

    Post.objects.filter(account=world.office.account_id).delete()

    assert talk.close_code() == 4403


def test_a_completed_board_is_told_nothing_more(line: Line, world: World) -> None:
    talk, _ = watch(line, "office")

    talk.say("complete", id="1")
    talk.say("ping")
    assert talk.hear()["type"] == "pong"
    a_registered_case(world)
    relayed()

    talk.say("ping")
    assert talk.hear()["type"] == "pong"


def test_those_who_want_the_same_share_one_shape() -> None:
    text = "subscription { board(scope: OWN) { epoch state { figures { kind total } } } }"
    asked = [text, text.replace("{ ", "{\n"), text.replace("OWN", "WITH_LOWER"), text.replace(" total", "")]

    first, spaced, wider, less = (subscription_of({"query": one}) for one in asked)

    assert first.shape is spaced.shape is wider.shape
    assert first.shape is not less.shape


def test_what_is_only_registered_or_filed_is_not_underway(line: Line, world: World) -> None:
    a_registered_case(world)
    a_filed_case(world)
    signed_for(world, a_dispatched_case(world))
    relayed()

    _, board = watch(line, "office")

    figures = next(one for one in board["state"]["figures"] if one["kind"] == "SUGGESTION")
    assert (figures["total"], figures["arrived"], figures["unfinished"]) == (3, 2, 1)
