"""Parts that a unit has left: its own record, to its end, in pages; the case itself does not exist for it any more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from support.asking import Asking
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_meeting,
    an_order,
    part_of,
    signed_for,
)
from support.world import World

ALL = """query($n: Int, $after: String) { formerParts(first: $n, after: $after) { pageInfo { hasNextPage endCursor }
  edges { cursor node { id kind title caseNo registrationNo
    unit { name } roleLabel stateLabel dispatchedOn leftAt leftBy
    returnRequests { reason decisionLabel } coOpinions { text } meetings { summary } urgeNotices { text }
    drafts { body points { request } versions { body } } events { step reason facts { value } } } } } }"""


def relieved(world: World) -> Case:
    """水务局 met the proposer and asked to be relieved; 园林绿化局 works on it since."""
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    water = part_of(case, "water").pk
    commands.record_meeting(world.water_clerk, water, a_key(), meeting=a_meeting(summary="水务局的面商。"))
    parks = world.units["parks"].pk
    commands.request_return(
        world.water_clerk, water, a_key(), reason="不属本局", basis="三定方案", proposed_unit_id=parks
    )
    commands.accept_return(world.office, water, a_key(), reason="同意")
    order = an_order(world, ("parks", UnitRole.SOLE))
    commands.redispatch(world.office, case.pk, a_key(), order=order)
    signed_for(world, case, "parks")
    meeting = a_meeting(summary="园林局的面商。")
    commands.record_meeting(world.parks_clerk, part_of(case, "parks").pk, a_key(), meeting=meeting)
    return case


def test_a_relieved_unit_keeps_its_own_record_and_reads_nothing_later(ask: Asking, world: World) -> None:
    case = relieved(world)

    [edge] = ask.data("water_clerk", ALL, n=3)["edges"]
    gone = ask.data("water_clerk", "query($id: ID!) { case(id: $id) { title } }", id=str(case.pk))

    part = edge["node"]
    assert (part["title"], part["stateLabel"], part["leftBy"]) == (case.title, "已退回", world.office.label)
    assert part["returnRequests"] == [{"reason": "不属本局", "decisionLabel": "同意退回"}]
    assert part["meetings"] == [{"summary": "水务局的面商。"}]
    steps = [event["step"] for event in part["events"]]
    assert steps == ["SIGN_FOR", "RECORD_MEETING", "REQUEST_RETURN", "ACCEPT_RETURN"]
    assert gone is None
    assert ask.data("water_clerk", "{ cases { edges { node { id } } } }")["edges"] == []


def test_a_unit_whose_case_was_recalled_keeps_its_draft(ask: Asking, world: World) -> None:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    a_drafted_reply(world, case)
    commands.recall(world.office, part_of(case, "water").pk, a_key(), reason="交办有误")

    [edge] = ask.data("water_head", ALL, n=3)["edges"]

    [draft] = edge["node"]["drafts"]
    assert draft["body"] == "您提出的建议收悉，现答复如下。改造管网：已完成改造。"
    assert edge["node"]["events"][-1] == {
        "step": "RECALL",
        "reason": "交办有误",
        "facts": [{"value": "云州市水务局"}],
    }


@pytest.mark.parametrize("who", ["office", "npc", "parks_clerk", "roads_clerk", "administrator"])
def test_nobody_else_has_it(ask: Asking, world: World, who: str) -> None:
    relieved(world)

    assert ask.data(who, ALL, n=3)["edges"] == []


def test_one_of_them_is_found_by_its_key_by_its_unit_alone(ask: Asking, world: World) -> None:
    part = str(part_of(relieved(world), "water").pk)
    document = "query($id: ID!) { formerPart(id: $id) { title } }"

    ours, theirs = ask.data("water_clerk", document, id=part), ask.data("parks_clerk", document, id=part)

    assert (ours is not None, theirs) == (True, None)


@pytest.mark.usefixtures("remembered")
def test_a_list_costs_the_same_at_any_length_and_goes_on(ask: Asking, world: World) -> None:
    for _ in range(3):
        relieved(world)
    ask.data("water_clerk", ALL, n=1)
    counts = set()
    for n in (1, 2, 3):
        with CaptureQueriesContext(connection) as captured:
            first = ask.data("water_clerk", ALL, n=n)
        counts.add(len(captured))

    page = ask.data("water_clerk", ALL, n=1)
    rest = ask.data("water_clerk", ALL, n=3, after=page["pageInfo"]["endCursor"])

    assert len(counts) == 1
    assert first["edges"] == page["edges"] + rest["edges"]
