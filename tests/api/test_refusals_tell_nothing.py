"""A step on what is hidden is answered exactly as a step on what is not there."""

from __future__ import annotations

import json
from typing import Any

from api.schema import schema
from cases import commands
from cases.models import Case
from cases.states import UnitRole
from support.asking import Asking
from support.build import a_dispatched_case, a_drafted_reply, a_key, an_order, part_of, signed_for
from support.everything import arguments_of, document_of
from support.world import World

NOWHERE = "987654321"
MUTATIONS = schema.graphql_schema.mutation_type.fields


def answered(ask: Asking, who: str, name: str, key: str, row: object, used: str = "") -> Any:
    """What a mutation answers to one key: data, or the code and the sentence of the refusal."""
    field = MUTATIONS[name]
    variables = arguments_of(field, id=NOWHERE, key=used or a_key(), **{key: str(row)})
    answer = json.loads(
        ask.response(who, document_of(name, field, "{ refusal { code message } }"), variables).content
    )
    return answer["data"] if "errors" not in answer else _refusal(answer["errors"][0])


def _refusal(error: dict[str, Any]) -> tuple[str, str]:
    return error["extensions"]["code"], error["message"]


def test_another_units_draft_is_as_if_it_were_not_there(ask: Asking, world: World) -> None:
    reply = a_drafted_reply(world, signed_for(world, a_dispatched_case(world)))
    steps = [name for name, field in MUTATIONS.items() if "replyId" in field.args]

    for who in ("roads_clerk", "roads_head", "npc"):
        for step in steps:
            hidden = answered(ask, who, step, "replyId", reply.pk)
            assert hidden == answered(ask, who, step, "replyId", NOWHERE), (who, step)
            assert hidden[0] == "NOT_FOUND"


def test_a_part_that_was_returned_is_as_if_it_were_not_there(ask: Asking, world: World) -> None:
    case = relieved(world)
    gone = part_of(case, "roads").pk

    for who, step in (("water_officer", "acceptCoOpinion"), ("npc", "urgeUnit"), ("water_clerk", "signFor")):
        hidden = answered(ask, who, step, "assignmentId", gone)
        assert hidden == answered(ask, who, step, "assignmentId", NOWHERE), (who, step)


def test_a_key_that_was_used_before_does_not_tell_them_apart(ask: Asking, world: World) -> None:
    """Otherwise "this key was used" would say that there is something under the id."""
    case = a_dispatched_case(world)
    used = a_key()
    commands.sign_for(world.roads_clerk, part_of(case, "roads").pk, used)
    reply = a_drafted_reply(world, signed_for(world, case, "water"))

    for step in ("submitReply", "issueReply", "passOfficeReview"):
        hidden = answered(ask, "roads_clerk", step, "replyId", reply.pk, used)
        assert hidden == answered(ask, "roads_clerk", step, "replyId", NOWHERE, used), step
        assert hidden[0] == "NOT_FOUND"


def test_of_what_is_seen_the_refusal_says_why(ask: Asking, world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))

    refused = answered(ask, "roads_clerk", "signFor", "assignmentId", part_of(case, "water").pk)

    assert refused[0] == "FORBIDDEN"


def relieved(world: World) -> Case:
    """交通运输局 asked to be relieved of its part, and was."""
    case = signed_for(world, a_dispatched_case(world))
    part = part_of(case, "roads").pk
    parks = world.units["parks"].pk
    commands.request_return(
        world.roads_clerk, part, a_key(), reason="不属本局", basis="三定方案", proposed_unit_id=parks
    )
    commands.accept_return(world.office, part, a_key(), reason="同意")
    commands.redispatch(world.office, case.pk, a_key(), order=an_order(world, ("parks", UnitRole.CO)))
    return case
