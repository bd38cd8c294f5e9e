"""The case list: filters, stable orders, keyset pages, cursors that cannot be forged."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from api.shapes.cursors import cursor_of
from support.asking import Asking
from support.build import a_delivered_case, a_dispatched_case, a_filed_case, a_registered_case
from support.founded import Founding
from support.world import World

PAGE = """query($first: Int, $after: String, $order: CaseOrder, $box: WorkBox, $kinds: [CaseKind!],
  $states: [CaseState!], $lights: [Light!], $unitId: ID, $sessionId: ID, $text: String) {
  cases(first: $first, after: $after, order: $order, box: $box, kinds: $kinds, states: $states,
    lights: $lights, unitId: $unitId, sessionId: $sessionId, text: $text) {
    edges { cursor node { id title caseNo state dueOn } } pageInfo { hasNextPage endCursor } } }"""


def ids(page: Any) -> list[int]:
    return [int(edge["node"]["id"]) for edge in page["edges"]]


def walked(ask: Asking, size: int, **asked: Any) -> list[int]:
    """The ids of all pages of this size, one after the other."""
    found: list[int] = []
    after = None
    while True:
        page = ask.data("office", PAGE, first=size, after=after, **asked)
        found += ids(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.fixture
def several(world: World) -> list[int]:
    """Cases with and without number and due day, several of a day."""
    return _several(world)


@Founding
def _several(world: World) -> list[int]:
    made = [a_registered_case(world) for _ in range(3)]
    made += [a_filed_case(world) for _ in range(2)]
    made += [a_dispatched_case(world) for _ in range(3)]
    made += [a_dispatched_case(world, kind="PROPOSAL", complex=True)]
    return [case.pk for case in made]


@pytest.mark.parametrize("order", ["DUE", "REGISTERED", "NUMBER"])
@pytest.mark.parametrize("size", [1, 2, 4, 100])
def test_pages_of_any_size_make_the_same_list(ask: Asking, several: list[int], order: str, size: int) -> None:
    whole = walked(ask, 100, order=order)

    assert walked(ask, size, order=order) == whole
    assert sorted(whole) == several


def test_the_next_due_come_first_and_cases_without_a_due_day_last(ask: Asking, several: list[int]) -> None:
    page = ask.data("office", PAGE, order="DUE", first=100)

    days = [edge["node"]["dueOn"] for edge in page["edges"]]
    assert days == sorted(days, key=lambda day: (day is None, day))
    assert days[-1] is None


def test_the_newest_registration_comes_first(ask: Asking, several: list[int]) -> None:
    assert walked(ask, 100, order="REGISTERED") == sorted(several, reverse=True)


def test_every_edge_s_cursor_continues_after_that_edge(ask: Asking, several: list[int]) -> None:
    page = ask.data("office", PAGE, first=100)

    for number, edge in enumerate(page["edges"]):
        rest = ask.data("office", PAGE, first=100, after=edge["cursor"])
        assert ids(rest) == ids(page)[number + 1 :]


def test_a_case_that_comes_in_between_is_neither_doubled_nor_hides_another(
    ask: Asking, several: list[int], world: World
) -> None:
    first = ask.data("office", PAGE, first=4)

    a_registered_case(world)
    rest = ask.data("office", PAGE, first=100, after=first["pageInfo"]["endCursor"])

    assert set(several) <= {*ids(first), *ids(rest)}
    assert not {*ids(first)} & {*ids(rest)}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kinds": ["PROPOSAL"]}, 1),
        ({"kinds": []}, 0),
        ({"states": ["REGISTERED", "FILED"]}, 5),
        ({"lights": ["GREY"]}, 5),
        ({"lights": ["GREEN", "YELLOW", "RED"]}, 4),
        ({"box": "TO_DO"}, 5),
        ({"box": "DONE"}, 0),
        ({"text": "排水"}, 9),
        ({"text": "沈若"}, 9),
        ({"text": "提0001"}, 1),
        ({"text": "100%"}, 0),
        ({"text": "_"}, 0),
        ({"text": "'; DROP TABLE cases_case; --"}, 0),
        ({"text": "   "}, 9),
    ],
)
def test_filters_narrow(ask: Asking, several: list[int], asked: dict[str, Any], expected: int) -> None:
    assert len(walked(ask, 100, **asked)) == expected


def test_a_unit_and_a_session_narrow(ask: Asking, several: list[int], world: World) -> None:
    session, unit = world.sessions["PROPOSAL"].pk, world.units["water"].pk

    assert len(walked(ask, 100, sessionId=str(session))) == 1
    assert len(walked(ask, 100, unitId=str(unit))) == 4
    assert len(walked(ask, 100, unitId=str(world.units["parks"].pk))) == 0


def test_counts_agree_with_the_lists(ask: Asking, several: list[int], world: World) -> None:
    a_delivered_case(world)

    for who in ("office", "npc", "npc_seat", "water_clerk", "roads_officer", "parks_head", "administrator"):
        counts = ask.data(who, "{ caseCounts { todo doing done all } }")
        for box, number in counts.items():
            page = ask.data(who, PAGE, box="TO_DO" if box == "todo" else box.upper(), first=100)
            assert len(page["edges"]) == number, (who, box)


def test_lights_are_counted_as_the_lists_show_them(ask: Asking, several: list[int]) -> None:
    counts = ask.data("office", "{ caseCounts(kinds: [SUGGESTION]) { yellow red all } }")

    assert counts == {"yellow": 0, "red": 0, "all": 8}


class TestCursors:
    """A cursor is good for one government and one order, as it was given out."""

    @pytest.mark.parametrize(
        "bad",
        ["x", "", "AAAA", "MTIzNDU2Nzg5MDEyfDF8", "é", "a" * 4_000, base64.urlsafe_b64encode(b"1|").decode()],
    )
    def test_an_invented_one_is_refused(self, ask: Asking, several: list[int], bad: str) -> None:
        expected = "" if bad == "" else "BAD_REQUEST"  # an empty one is none

        assert ask.code("office", PAGE, after=bad) == expected

    def test_a_changed_one_is_refused(self, ask: Asking, several: list[int]) -> None:
        good = ask.data("office", PAGE, first=1)["pageInfo"]["endCursor"]
        raw = bytearray(base64.urlsafe_b64decode(good))

        for position in range(len(raw)):
            changed = bytes(raw[:position]) + bytes([raw[position] ^ 1]) + bytes(raw[position + 1 :])
            code = ask.code("office", PAGE, after=base64.urlsafe_b64encode(changed).decode())
            assert code == "BAD_REQUEST", position

    def test_one_of_another_order_is_refused(self, ask: Asking, several: list[int]) -> None:
        good = ask.data("office", PAGE, first=1, order="NUMBER")["pageInfo"]["endCursor"]

        assert ask.code("office", PAGE, after=good, order="DUE") == "BAD_REQUEST"

    def test_one_of_another_government_is_refused(self, ask: Asking, several: list[int]) -> None:
        foreign = cursor_of("binjiang", "DUE", None, several[0])

        assert ask.code("office", PAGE, after=foreign) == "BAD_REQUEST"
