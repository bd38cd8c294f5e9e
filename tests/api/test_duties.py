"""What is mine to do, and who has it: duties, holder, filter, the order by one's own day, counts that add up."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from support.asking import Asking
from support.build import (
    REPLY_WAY,
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    an_opinion,
    part_of,
    signed_for,
    verdicts,
)
from support.wandering import wander
from support.world import World

HOLDER = "holder { label unit person doing others since days }"
DUTIES = "duties { duty dutyLabel step stepLabel unit dueOn daysLeft }"
PAGE = """query($duties: [Duty!], $order: CaseOrder, $after: String) {
  cases(box: TO_DO, duties: $duties, order: $order, first: 3, after: $after) {
    pageInfo { hasNextPage endCursor } edges { node { id duties { duty dueOn } } } } }"""


def asked(ask: Asking, who: str, case: Case, fields: str) -> Any:
    answer = ask.data(who, f"query($id: ID!) {{ case(id: $id) {{ {fields} }} }}", id=str(case.pk))
    return next(iter(answer.values()))


def pages(ask: Asking, who: str, **given: Any) -> list[Any]:
    found, after = [], None
    while True:
        page = ask.data(who, PAGE, after=after, **given)
        found += [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def test_a_seat_reads_what_it_has_to_do_and_by_which_day(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))

    [duty] = asked(ask, "water_clerk", case, DUTIES)

    assert (duty["duty"], duty["dutyLabel"], duty["step"]) == ("SIGN_FOR", "待签收", "SIGN_FOR")
    assert duty["dueOn"] == part_of(case, "water").sign_due_on.isoformat()
    assert asked(ask, "water_head", case, DUTIES) == asked(ask, "office", case, DUTIES) == []


def test_everybody_who_sees_a_case_reads_who_has_it(ask: Asking, world: World) -> None:
    filed = a_filed_case(world)
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO)))
    officer = world.water_officer.account_id
    assert officer is not None
    commands.assign_officer(world.water_clerk, part_of(case, "water").pk, a_key(), officer_id=officer)

    office, npc = asked(ask, "office", case, HOLDER), asked(ask, "npc", case, HOLDER)

    assert asked(ask, "npc", filed, HOLDER)["label"] == "政府办"
    assert office["others"] == npc["others"] == 1
    assert "等2家" in office["label"]
    assert npc["person"] is None


@pytest.mark.parametrize("who", ["npc", "npc_seat", "roads_clerk"])
def test_a_holder_tells_nothing_of_what_happens_inside_a_unit(ask: Asking, world: World, who: str) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO)))
    an_opinion(world, case)
    reply = a_drafted_reply(world, case)
    told = [asked(ask, who, case, HOLDER)]
    for step, seat in REPLY_WAY[: [one for one, _ in REPLY_WAY].index("issue_reply")]:
        actor = world.office if seat == "office" else world.actors[f"water_{seat}"]
        more = {"checklist": verdicts(case)} if step == "pass_office_review" else {}
        getattr(commands, step)(actor, reply.pk, a_key(), **more)
        told.append(asked(ask, who, case, HOLDER))

    assert told[0]["doing"] == "办理中"
    assert [one for one in told if one != told[0]] == []


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("unit", ["water", "roads"])
def test_a_request_to_be_relieved_is_not_read_off_the_holder(
    ask: Asking, world: World, unit: str, signed: bool
) -> None:
    case = a_dispatched_case(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    case = signed_for(world, case) if signed else case
    others = ["npc", "npc_seat", "roads_clerk" if unit == "water" else "water_clerk"]
    before = [asked(ask, who, case, HOLDER) for who in others]

    commands.request_return(
        world.actors[f"{unit}_clerk"],
        part_of(case, unit).pk,
        a_key(),
        reason="不属我单位职责",
        basis="三定规定",
        proposed_unit_id=world.units["parks"].pk,
    )

    assert [asked(ask, who, case, HOLDER) for who in others] == before
    assert asked(ask, "office", case, "duties { duty }") == [{"duty": "RULE_RETURN"}]


@pytest.mark.parametrize("seed", range(2))
def test_counts_filter_and_order_agree_after_any_walk(ask: Asking, world: World, seed: int) -> None:
    for _ in wander(world, Random(seed), 60):
        pass

    for who in ("office", "npc", "water_clerk", "water_head", "roads_officer", "npc_seat"):
        rows = pages(ask, who, order="MY_DAY")
        counts = {
            one["duty"]: one["count"]
            for one in ask.data(who, "{ dutyCounts { duty dutyLabel count overdue } }")
        }
        days = [min((d["dueOn"] for d in row["duties"] if d["dueOn"]), default="9999") for row in rows]
        assert days == sorted(days), who
        assert all(row["duties"] for row in rows), who
        assert len(rows) == ask.data(who, "{ caseCounts { todo } }")["todo"], who
        named = {duty: sum(any(d["duty"] == duty for d in row["duties"]) for row in rows) for duty in counts}
        assert named == counts, who
        for duty in counts:
            wanted = {row["id"] for row in rows if any(d["duty"] == duty for d in row["duties"])}
            assert {row["id"] for row in pages(ask, who, duties=[duty])} == wanted, who
    nodes = ask.nodes("office", "{ cases(first: 100) { edges { node { state holder { label } } } } }")
    closed = {"NOT_FILED", "WITHDRAWN", "CLOSED", "ARCHIVED", "RECALLED", "MERGED"}
    assert all(one["holder"] for one in nodes if one["state"] not in closed)


def test_counts_of_duties_are_one_statement(ask: Asking, world: World, remembered: None) -> None:
    a_dispatched_case(world)
    document = "{ dutyCounts { duty dutyLabel count overdue } }"
    ask.data("office", document)

    with CaptureQueriesContext(connection) as captured:
        ask.data("office", document)

    assert sum("cases_caseduty" in query["sql"] for query in captured) == 1
