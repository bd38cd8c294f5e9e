"""Who sees which scores: by seat, before and after freezing, with the ranking open and closed."""

from __future__ import annotations

from typing import Any

import pytest

from assessment import queries
from cases.states import UnitRole
from support.scores import a_case, frozen, linear, scored
from support.world import World

SEATS = [
    "office",
    "administrator",
    "npc",
    "npc_seat",
    "cppcc",
    "cppcc_seat",
    "water_clerk",
    "water_officer",
    "roads_head",
    "parks_clerk",
]
UNITS = {"water_clerk": "water", "water_officer": "water", "roads_head": "roads", "parks_clerk": "parks"}
ALL = {"water", "roads", "edu", "parks", "health"}


@pytest.fixture
def handled(world: World) -> World:
    """水务局 and 交通运输局 have cases."""
    a_case(world)
    a_case(world, ("roads", UnitRole.SOLE))
    return world


def _seen(world: World) -> dict[str, Any]:
    """By seat: number of runs and schemes, units whose line, and units whose items are seen."""
    found = {}
    for seat in SEATS:
        actor = world.actors[seat]
        lines = set(queries.visible_scores(actor).values_list("unit__code", flat=True))
        items = set(queries.visible_items(actor).values_list("score__unit__code", flat=True))
        runs, schemes = queries.visible_runs(actor).count(), queries.visible_schemes(actor).count()
        found[seat] = (runs, schemes, lines, items)
    return found


NOTHING: tuple[int, int, set[str], set[str]] = (0, 0, set(), set())
WRITER: tuple[int, int, set[str], set[str]] = (
    0,
    1,
    set(),
    set(),
)  # who writes schemes sees them, and no scores
SCORED = {"water", "roads"}


def test_a_trial_is_the_office_s_alone(handled: World) -> None:
    scored(handled, linear("M1"), invited=["NPC", "CPPCC"])

    seen = _seen(handled)

    assert seen.pop("office") == (1, 1, ALL, SCORED)
    assert seen.pop("administrator") == WRITER
    assert set(map(str, seen.values())) == {str(NOTHING)}


@pytest.mark.parametrize("open_ranking", [True, False])
@pytest.mark.parametrize("invited", [[], ["NPC"], ["CPPCC"]])
def test_a_frozen_run_is_seen_as_its_scheme_says(
    handled: World, open_ranking: bool, invited: list[str]
) -> None:
    frozen(handled, linear("M1"), open_ranking=open_ranking, invited=invited)

    seen = _seen(handled)

    expected: dict[str, Any] = dict.fromkeys(SEATS, NOTHING) | {
        "office": (1, 1, ALL, SCORED),
        "administrator": WRITER,
    }
    for seat, unit in UNITS.items():
        expected[seat] = (1, 1, ALL if open_ranking else {unit}, {unit} & SCORED)
    for side, seats in {"NPC": ("npc", "npc_seat"), "CPPCC": ("cppcc", "cppcc_seat")}.items():
        for seat in seats:
            expected[seat] = (1, 1, ALL, set()) if side in invited else NOTHING
    assert seen == expected
