"""Who sees what, by every way of reading, against a table and rows that the product has no hand in."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection

from api.running import limits
from live.feed import refresh
from supervision import board, board_reading
from supervision.displays import make_display_seat, viewer_at
from support.asking import Asking
from support.governments import CITY
from support.oracle import ways
from support.oracle.compared import Oracle, compare_keys, nearby
from support.oracle.expected import STEPS, Expected
from support.world import World

VIEWERS = (
    "office", "npc", "npc_seat", "cppcc", "cppcc_seat", "administrator", "water_clerk", "water_head", "roads_clerk",
    "parks_officer", "edu_clerk", "health_clerk", "two_posts",
)  # fmt: skip


@pytest.fixture
def oracle(world: World, compared: Counter[str], monkeypatch: pytest.MonkeyPatch) -> Oracle:
    """The oracle; nothing is too much to ask."""
    monkeypatch.setattr(limits, "MAX_COST", 10**9)
    monkeypatch.setattr(limits, "LARGEST", 10**12)
    with connection.cursor() as cursor:
        expected = Expected(cursor)
    return Oracle(expected, {who: world.actors[who].account_id or 0 for who in VIEWERS}, compared)


def test_each_field_alone(oracle: Oracle, ask: Asking) -> None:
    """One field and no other, of all cases at once; a case that is not seen is null by its key."""
    for who in VIEWERS:
        seen = {
            case for case in oracle.expected.cases if oracle.expected.sees_case(oracle.accounts[who], case)
        }
        for case in oracle.expected.cases.keys() - seen:
            found = ask.data(who, ways.one("title"), id=str(case))
            oracle.equal("alone", who, f"case {case}", {found}, {None})
        for name, fields in ways.ALONE.items():
            nodes = [edge["node"] for edge in ask.data(who, ways.BESIDE % fields)["edges"]]
            oracle.equal("alone", who, f"cases with {name}", {int(one["id"]) for one in nodes}, seen)
            for node in nodes:
                case = int(node["id"])
                oracle.silent("alone", who, f"{name} of {case}", node, nearby(oracle, who, case))
                if name in ways.KEYS:
                    compare_keys(oracle, who, case, name, node)
    oracle.done()


def test_every_field_beside_all_others(oracle: Oracle, ask: Asking) -> None:
    for who in VIEWERS:
        answer = ask.data(who, ways.beside())
        oracle.silent("beside", who, "all", answer, oracle.marks(who))
        shown = {int(edge["node"]["id"]) for edge in answer["edges"]}
        wanted = {
            one for one in oracle.expected.cases if oracle.expected.sees_case(oracle.accounts[who], one)
        }
        oracle.equal("beside", who, "cases", shown, wanted)
        oracle.equal("beside", who, "texts", ways.marks_of(answer), oracle.marks(who))
        for edge in answer["edges"]:
            case = int(edge["node"]["id"])
            for name in ways.KEYS:
                compare_keys(oracle, who, case, name, edge["node"])
    oracle.done()


def test_the_page_and_what_it_prints(oracle: Oracle, ask: Asking) -> None:
    document = ways.page_of_the_interface()
    for who in VIEWERS:
        for case in oracle.expected.cases:
            if oracle.expected.sees_case(oracle.accounts[who], case):
                answer = ask.data(who, document, id=str(case))
                oracle.silent("page and print", who, case, answer, nearby(oracle, who, case))
    oracle.done()


def test_lists_search_and_the_bell(oracle: Oracle, ask: Asking) -> None:
    for who in VIEWERS:
        allowed = oracle.marks(who)
        oracle.silent("list", who, "rows", ask.data(who, ways.FAST), allowed)
        kept = {
            mark for one in oracle.expected.kept(oracle.accounts[who]) for mark in ways.marks_of(one.words)
        }
        oracle.silent("bell", who, "all", ask(who, ways.BELL), allowed | kept)
        for one in oracle.expected.said:
            if one.thing in ("paper", "proposer"):
                for mark in ways.marks_of(one.words.split(" ")[0]):
                    edges = ask.data(who, ways.SEARCH, text=mark)["edges"]
                    wanted = {one.case} if mark in allowed else set()
                    oracle.equal("search", who, mark, {int(edge["node"]["id"]) for edge in edges}, wanted)
    oracle.done()


def test_a_unit_that_has_left_keeps_its_own_record(oracle: Oracle, ask: Asking) -> None:
    for who in VIEWERS:
        kept = list(oracle.expected.kept(oracle.accounts[who]))
        answer = ask.data(who, ways.FORMER)
        titles = {
            mark for one in oracle.expected.said if one.thing == "paper" for mark in ways.marks_of(one.words)
        }
        wanted = {mark for one in kept for mark in ways.marks_of(one.words)}
        oracle.equal("former parts", who, "texts", ways.marks_of(answer) - titles, wanted)
        told = {int(event["id"]) for edge in answer["edges"] for event in edge["node"]["events"]}
        events = {one.key for one in kept if hasattr(one, "step")}
        oracle.equal("former parts", who, "events", told, events)
    oracle.done()


def test_notices_and_reminders(oracle: Oracle, ask: Asking) -> None:
    for who in VIEWERS:
        account, after, rang = oracle.accounts[who], None, set()
        if ask.code(who, ways.NOTICES):
            continue  # a seat without cases has no bell
        told = {int(one["id"]) for one in ask.nodes(who, ways.NOTICES)}
        oracle.equal("bell", who, "notices", told, oracle.expected.noticed(account))
        while True:
            page = ask.data(who, ways.REMINDERS, after=after)
            rang |= {int(edge["node"]["id"]) for edge in page["edges"]}
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        oracle.equal("bell", who, "reminders", rang, oracle.expected.reminded(account))
    assert oracle.expected.notices and oracle.expected.reminders
    oracle.done()


def test_crossings(oracle: Oracle, ask: Asking) -> None:
    """Which envelopes of a case are seen, and which of their steps."""
    cases = sorted({of for of, *_ in oracle.expected.crossings})
    for who in VIEWERS:
        account = oracle.accounts[who]
        for case in (one for one in cases if oracle.expected.sees_case(account, one)):
            found = ask.data(who, ways.one(ways.ALONE["crossing"]), id=str(case))["envelopes"]
            told = {(int(one["id"]), event["version"]) for one in found for event in one["events"]}
            oracle.equal("crossing", who, case, told, oracle.expected.crossing(account, case))
    assert cases
    oracle.done()


def test_boards(oracle: Oracle, ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step that ever was is on the board; each viewer is shown those of its own unit and of its side alone."""
    monkeypatch.setattr(board, "MOVEMENTS", 10**6)
    monkeypatch.setattr(board_reading, "SHOWN", 10**6)
    refresh(CITY)
    for who in VIEWERS:
        account, shown = oracle.accounts[who], ask.data(who, ways.BOARD)
        if shown is None:
            assert not oracle.expected.heard_on_boards(account), who
            continue
        state = shown["state"]
        told = {int(one["id"]) for one in state["movements"]}
        oracle.equal("board", who, "movements", told, oracle.expected.heard_on_boards(account))
        oracle.silent("board", who, "all", shown, oracle.marks(who))
        if not oracle.expected.is_office(account):
            kinds = {one["kind"] for one in state["figures"]}
            oracle.equal("board", who, "figures", kinds, oracle.expected.sides(account))
            units = {int(one["id"]) for one in state["units"]}
            oracle.equal("board", who, "foreign units", units - oracle.expected.units(account), set())
    oracle.done()


def test_a_wall(oracle: Oracle, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A display seat has all figures, and of the latest steps what every reader of the case sees: no 催办."""
    monkeypatch.setattr(board, "MOVEMENTS", 10**6)
    monkeypatch.setattr(board_reading, "SHOWN", 10**6)
    refresh(CITY)
    seat, _ = make_display_seat(world.office, "一楼大厅屏")
    audience = board_reading.audience_of(viewer_at(seat), wall=True)
    assert audience is not None

    shown = board_reading.board_for(audience, board_reading.BoardScope.OWN)

    assert shown is not None and shown.state is not None
    told = {one["id"]: one["step"] for one in shown.state["movements"]}
    oracle.equal("board", "wall", "movements", set(told), oracle.expected.heard_by_everybody())
    oracle.silent("board", "wall", "all", shown.state, oracle.marks("office"))
    assert {one.step for one in oracle.expected.events} >= {"urge_unit", "answer_urge", "sign_for"}
    assert "sign_for" in told.values() and "urge_unit" not in told.values()
    oracle.done()


def test_every_step_of_the_world_is_in_the_oracles_list(oracle: Oracle) -> None:
    assert {one.step for one in oracle.expected.events} <= set(STEPS)
