"""Who sees what in a district that handles a city's cases, gives it opinions and asks it: by the same table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

from api.running import limits
from cases import commands
from cases.models import Case
from cases.states import UnitRole
from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.models import Government
from support.asking import Asking
from support.build import a_key, an_order, part_of, signed_for
from support.governments import DISTRICT
from support.marked_tiers import crossed_below
from support.marked_world import dispatched, drafted, mark, met, opined, urged, way, wished_away
from support.oracle import ways
from support.oracle.compared import Oracle, compare_keys, nearby
from support.oracle.expected import Expected
from support.tiers import Tiers, relayed, the_envelope, two_tiers
from support.world import World
from transfers import commands as transfers

VIEWERS = (
    "office", "npc", "npc_seat", "cppcc", "water_clerk", "water_officer", "roads_officer", "edu_clerk",
    "health_clerk", "administrator",
)  # fmt: skip


def _worked(tiers: Tiers) -> None:
    """The district's bureaus work on a case that the city sent down, the city's own bureau says its word."""
    case = dispatched(tiers.city, (DISTRICT, UnitRole.LEAD), ("roads", UnitRole.CO))
    relayed()
    part = part_of(signed_for(tiers.city, case, "roads"), "roads").pk
    commands.submit_co_opinion(tiers.city.roads_officer, part, a_key(), text=mark(), contact=mark())
    relayed()
    with tiers.below() as world:
        transfers.sign(world.office, the_envelope().pk, a_key())
        linked = Case.objects.latest("id")
        roles = (("water", UnitRole.LEAD), ("roads", UnitRole.CO), ("edu", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, *roles))
        signed_for(world, linked)
        urged(world, linked, "water")
        wished_away(world, linked, "edu")
        commands.accept_return(world.office, part_of(linked, "edu").pk, a_key(), reason=mark())
        met(world, linked, "water")
        opined(world, linked, bounced=True)
        opined(world, linked)
        way(world, drafted(world, linked), "pass_section_review")
        transfers.report(world.office, the_envelope().pk, a_key(), text=mark())
    relayed()


def _consulted(tiers: Tiers) -> None:
    """The district is asked for an opinion, which two of its bureaus prepare."""
    dispatched(tiers.city, ("water", UnitRole.LEAD), (DISTRICT, UnitRole.CO))
    relayed()
    with tiers.below() as world:
        transfers.sign(world.office, the_envelope().pk, a_key())
        linked = Case.objects.latest("id")
        roles = (("water", UnitRole.CO), ("roads", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, *roles))
        signed_for(world, linked)
        for code in ("water", "roads"):
            part = part_of(linked, code).pk
            officer = world.actors[f"{code}_officer"]
            commands.submit_co_opinion(officer, part, a_key(), text=mark(), contact=mark())
    relayed()


@pytest.fixture
def below(
    governed: Government, compared: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Oracle, Asking]]:
    """The oracle of the district, and who asks there."""
    monkeypatch.setattr(limits, "MAX_COST", 10**9)
    monkeypatch.setattr(limits, "LARGEST", 10**12)
    tiers = two_tiers()
    crossed_below(tiers)
    _worked(tiers)
    _consulted(tiers)
    with governing(DISTRICT), connection.cursor() as cursor:
        actors = {who: tiers.district.actors[who] for who in VIEWERS}
        oracle = Oracle(Expected(cursor), {who: one.account_id or 0 for who, one in actors.items()}, compared)
    yield oracle, Asking(World({}, actors, {}), DISTRICT)
    clear()


def test_the_districts_own_viewers(below: tuple[Oracle, Asking]) -> None:
    oracle, ask = below
    for who in VIEWERS:
        answer = ask.data(who, ways.beside())
        oracle.silent("below", who, "all", answer, oracle.marks(who))
        oracle.equal("below", who, "texts", ways.marks_of(answer), oracle.marks(who))
        shown = {int(edge["node"]["id"]) for edge in answer["edges"]}
        wanted = {
            one for one in oracle.expected.cases if oracle.expected.sees_case(oracle.accounts[who], one)
        }
        oracle.equal("below", who, "cases", shown, wanted)
        for edge in answer["edges"]:
            for name in ways.KEYS:
                compare_keys(oracle, who, int(edge["node"]["id"]), name, edge["node"])
    oracle.done()


def test_the_districts_envelopes_pages_bells_and_records(below: tuple[Oracle, Asking]) -> None:
    oracle, ask = below
    page = ways.page_of_the_interface()
    for who in VIEWERS:
        account = oracle.accounts[who]
        kept = {mark for one in oracle.expected.kept(account) for mark in ways.marks_of(one.words)}
        oracle.silent("below", who, "bell", ask(who, ways.BELL), oracle.marks(who) | kept)
        titles = {
            mark for one in oracle.expected.said if one.thing == "paper" for mark in ways.marks_of(one.words)
        }
        oracle.equal("below", who, "record", ways.marks_of(ask.data(who, ways.FORMER)) - titles, kept)
        for case in (one for one in oracle.expected.cases if oracle.expected.sees_case(account, one)):
            found = ask.data(who, ways.one(ways.ALONE["crossing"]), id=str(case))["envelopes"]
            told = {(int(one["id"]), event["version"]) for one in found for event in one["events"]}
            oracle.equal("below", who, f"crossings of {case}", told, oracle.expected.crossing(account, case))
            oracle.silent(
                "below", who, f"page of {case}", ask.data(who, page, id=str(case)), nearby(oracle, who, case)
            )
        for case in (one for one in oracle.expected.cases if not oracle.expected.sees_case(account, one)):
            oracle.equal("below", who, case, {ask.data(who, ways.one("title"), id=str(case))}, {None})
    assert len(oracle.expected.crossings) > 12
    oracle.done()
