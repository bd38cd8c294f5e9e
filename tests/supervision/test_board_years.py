"""A board counts a year: earlier cases are counted apart, and what is open of them stays visible."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import QuerySet

from cases.commands import add_session
from cases.models import Assignment, Case, CaseSession
from cases.reading.worklist import RUNNING, Light, light
from cases.states import OPEN, UNIT_FINISHED
from governments.entering.scope import governing
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.clock import today
from live.feed import refresh
from supervision.board import bodies_of, parts_of, recount_board
from supervision.board_reading import BoardScope, audience_of, board_for
from supervision.public.models import Share
from supervision.tally import counts, fresh
from support.asking import Asking
from support.build import a_dispatched_case, a_registered_case, signed_for
from support.governments import CITY, DISTRICT
from support.wandering import wander
from support.world import World, a_world

ABOUT = {"code": "yunzhou", "name": "云州市", "short_name": "云州", "tier": "CITY"}
THIS = today().year
FIGURES = "figures { kind total unfinished red earlier { unfinished red } }"
BOARD = f"""query($year: Int) {{ board(scope: WITH_LOWER, year: $year) {{ epoch seq state {{ year years {FIGURES}
    units {{ shortName doing earlier earlierOverdue }} lower {{ {FIGURES} }} }} }} }}"""
LIST = """query($year: Int, $before: Int) { cases(box: ALL, year: $year, beforeYear: $before) {
    edges { node { id } } } }"""


def _of_last_year(case: Case) -> Case:
    """The case belongs to last year's session, with a due day long past."""
    last = add_session(
        SYSTEM, kind=case.kind, name=f"{case.kind} {THIS - 1}", year=THIS - 1, opened_on=date(THIS - 1, 1, 10)
    )
    Case.objects.filter(pk=case.pk).update(session=last, due_on=today() - timedelta(days=200))
    Assignment.objects.filter(case=case).update(due_on=today() - timedelta(days=200))
    return case


def _suggestions(of: dict[str, Any]) -> tuple[int, int, int, int, int]:
    row = next(one for one in of["figures"] if one["kind"] == "SUGGESTION")
    earlier = row["earlier"]
    return row["total"], row["unfinished"], row["red"], earlier["unfinished"], earlier["red"]


def test_a_case_of_last_year_is_not_underway_this_year_and_stays_in_sight(world: World) -> None:
    ask = Asking(world)
    old = _of_last_year(signed_for(world, a_dispatched_case(world)))
    new = signed_for(world, a_dispatched_case(world))
    refresh(CITY)

    now, then = ask.data("office", BOARD), ask.data("office", BOARD, year=THIS - 1)

    assert (now["state"]["year"], now["state"]["years"]) == (THIS, [THIS, THIS - 1])
    assert _suggestions(now["state"]) == (1, 1, 0, 1, 1)
    assert (then["state"]["year"], _suggestions(then["state"])) == (THIS - 1, (1, 1, 1, 0, 0))
    assert now["epoch"] != then["epoch"]
    units = {row["shortName"]: row for row in now["state"]["units"]}
    assert [units["交通运输局"][name] for name in ("doing", "earlier", "earlierOverdue")] == [1, 1, 1]

    def listed(**years: int) -> list[str]:
        return [edge["node"]["id"] for edge in ask.data("office", LIST, **years)["edges"]]

    assert listed(year=THIS) == [str(new.pk)]
    assert listed(year=THIS - 1) == listed(before=THIS) == [str(old.pk)]


def test_a_year_without_cases_is_answered_with_the_newest(world: World) -> None:
    a_registered_case(world)
    refresh(CITY)

    state = Asking(world).data("office", BOARD, year=1999)["state"]

    assert (state["year"], state["years"], _suggestions(state)) == (THIS, [THIS], (1, 0, 0, 0, 0))


def test_a_paper_between_two_sessions_counts_in_the_year_of_its_registration(world: World) -> None:
    ask = Asking(world)
    case = a_dispatched_case(world)
    Case.objects.filter(pk=case.pk).update(session=None, registered_on=date(THIS - 1, 12, 3))

    assert {key.year for key in counts()} == {THIS - 1}
    assert counts() == fresh()
    assert ask.data("office", LIST, year=THIS)["edges"] == []
    assert len(ask.data("office", LIST, year=THIS - 1)["edges"]) == 1


def test_a_case_that_moves_to_another_year_takes_its_parts_along(world: World) -> None:
    _of_last_year(signed_for(world, a_dispatched_case(world)))

    assert counts() == fresh()
    assert {key.year for key, n in counts().items() if key.unit_id is not None} == {THIS - 1}
    assert recount_board(ABOUT) == {}


def test_a_session_whose_year_is_mended_takes_its_cases_and_their_parts_along(world: World) -> None:
    signed_for(world, a_dispatched_case(world))
    a_registered_case(world, "PROPOSAL")

    CaseSession.objects.filter(kind="SUGGESTION").update(year=THIS - 2)

    assert counts() == fresh()
    assert {(key.kind, key.year) for key in counts()} == {
        ("SUGGESTION", THIS - 2),
        ("PROPOSAL", THIS),
        ("", THIS - 2),
    }


def _moved_about(world: World, chance: Random) -> None:
    """Something moves to another year, in one of the three ways in which it can."""
    case = chance.choice([*Case.objects.order_by("-version", "pk")[:3]])  # those have parts to be taken along
    way = chance.randrange(3)
    if way == 0:
        _of_last_year(case)
    elif way == 1:
        Case.objects.filter(pk=case.pk).update(session=None, registered_on=date(THIS - 2, 12, 3))
    else:
        old = CaseSession.objects.filter(year__lt=THIS)
        old.update(year=chance.choice((THIS - 1, THIS - 3)))


@pytest.mark.parametrize("seed", [3, 5])
def test_after_a_random_walk_each_year_is_counted_from_its_cases(world: World, seed: int) -> None:
    chance = Random(seed)
    for step, name in enumerate(wander(world, chance, 60)):
        if step % 6 == 5:
            _moved_about(world, chance)
        assert counts() == fresh(), (step, name)

    body = bodies_of(ABOUT)[Share.OWN]

    years = {_year_of(case) for case in _all_cases()}
    assert len(years) > 2
    assert body["years"] == sorted(years, reverse=True)
    for year, part in parts_of(body).items():
        assert {row["kind"]: _plain(row) for row in part["figures"]} == {
            kind: _counted(kind, year) for kind in ("SUGGESTION", "PROPOSAL")
        }
        assert {row["id"]: (row["doing"], row["earlier"]) for row in part["units"]} == _parts_counted(year)


def _all_cases() -> QuerySet[Case]:
    return Case.objects.select_related("session", "pack")


def _year_of(case: Case) -> int:
    return case.session.year if case.session else case.registered_on.year


def _light_of(case: Case) -> Light:
    runs = case.state in RUNNING and case.due_on is not None
    return light(case.due_on, running=runs, yellow_days=case.pack.body["yellow_days"], on=today())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A kind's figures, stages as a counter."""
    stages = Counter({one["stage"]: one["count"] for one in row["stages"]})
    names = ("total", "unfinished", "red", "yellow", "green", "earlier")
    return {name: row[name] for name in names} | {"stages": stages}


def _counted(kind: str, year: int) -> dict[str, Any]:
    """The same, case by case."""
    mine = [case for case in _all_cases().filter(kind=kind) if _year_of(case) == year]
    before = [case for case in _all_cases().filter(kind=kind) if _year_of(case) < year]
    lights = Counter(_light_of(case) for case in mine)
    waiting = {"REGISTERED", "UNDER_REVIEW", "FILED"}
    return {
        "total": len(mine),
        "unfinished": sum(case.state in OPEN and case.state not in waiting for case in mine),
        "red": lights[Light.RED],
        "yellow": lights[Light.YELLOW],
        "green": lights[Light.GREEN],
        "earlier": {
            "unfinished": sum(case.state in OPEN for case in before),
            "red": sum(_light_of(case) is Light.RED for case in before),
        },
        "stages": Counter(str(case.state) for case in mine),
    }


def _parts_counted(year: int) -> dict[int, tuple[int, int]]:
    """Of each unit that has a part in a case of the year, or a living one of before: living parts of both."""
    gone = {"RECALLED", "CANCELLED", "RETURNED"}
    found: dict[int, list[int]] = {}
    for part in Assignment.objects.select_related("case__session"):
        living, of = part.state not in gone | UNIT_FINISHED, _year_of(part.case)
        if of == year:
            found.setdefault(part.unit_id, [0, 0])[0] += living
        elif of < year and living:
            found.setdefault(part.unit_id, [0, 0])[1] += 1
    return {unit: (doing, earlier) for unit, (doing, earlier) in found.items()}


LISTED = """query($year: Int, $before: Int, $states: [CaseState!], $lights: [Light!], $kinds: [CaseKind!]) {
  cases(box: ALL, year: $year, beforeYear: $before, states: $states, lights: $lights, kinds: $kinds, first: 100) {
    edges { node { id } } } }"""


def test_every_figure_of_every_year_is_the_length_of_its_list(world: World) -> None:
    chance = Random(8)
    for step, _ in enumerate(wander(world, chance, 40)):
        if step % 4 == 3:
            _moved_about(world, chance)
    refresh(CITY)
    ask = Asking(world)

    def listed(**wish: Any) -> int:
        return len(ask.data("office", LISTED, **wish)["edges"])

    for year in ask.data("office", BOARD)["state"]["years"]:
        for row in ask.data("office", BOARD, year=year)["state"]["figures"]:
            kinds, every = [row["kind"]], [str(state) for state in OPEN]
            handed = [state for state in every if state not in ("REGISTERED", "UNDER_REVIEW", "FILED")]
            assert row["total"] == listed(year=year, kinds=kinds)
            assert row["unfinished"] == listed(year=year, kinds=kinds, states=handed)
            assert row["red"] == listed(year=year, kinds=kinds, lights=["RED"])
            assert row["earlier"] == {
                "unfinished": listed(before=year, kinds=kinds, states=every),
                "red": listed(before=year, kinds=kinds, lights=["RED"]),
            }


@pytest.mark.parametrize("year", [0, -1, 10_000, 2**31 - 1])
def test_a_year_that_no_calendar_has_is_an_empty_list(world: World, year: int) -> None:
    a_registered_case(world)

    assert Asking(world).data("office", LIST, year=year)["edges"] == []
    assert len(Asking(world).data("office", LIST, before=year)["edges"]) == (1 if year > THIS else 0)


def test_below_without_cases_of_the_year_has_earlier_ones_only_on_any_day(governed: Government) -> None:
    with governing(DISTRICT):
        below = a_world()
        _of_last_year(signed_for(below, a_dispatched_case(below)))
        refresh(DISTRICT)
    world = a_world()
    a_registered_case(world)
    refresh(CITY)
    audience = audience_of(world.office)
    assert audience is not None

    board = board_for(audience, BoardScope.WITH_LOWER)
    with governing(DISTRICT):
        again = bodies_of(ABOUT)[Share.UP]

    assert board is not None and board.state is not None
    assert _suggestions(board.state["lower"][0]) == (0, 0, 0, 1, 1)
    assert _suggestions(again) == (1, 1, 1, 0, 0)
