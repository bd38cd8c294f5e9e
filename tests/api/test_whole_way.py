"""One case goes all the way over /graphql, each step asked by the seat whose step it is."""

from __future__ import annotations

from support.asking import Asking
from support.walking import entered, parts, replied, step, taken, the
from support.world import World


def test_from_registration_to_closing(ask: Asking, world: World) -> None:
    case = registered(ask, world)
    step(ask, "office", "fileCase", "caseId", case)
    dispatched(ask, world, case)
    water, roads = (part["id"] for part in parts(ask, case))

    step(ask, "water_clerk", "signFor", "assignmentId", water)
    step(ask, "roads_clerk", "signFor", "assignmentId", roads)
    step(ask, "roads_officer", "submitCoOpinion", "assignmentId", roads, text="同意", contact="顾长安 2200")
    step(ask, "water_officer", "acceptCoOpinion", "assignmentId", roads)
    replied(ask, case)
    asked = the(ask, case, "feedbackRounds { id }")["feedbackRounds"][0]["id"]
    entered(ask, asked)
    step(ask, "office", "closeCase", "caseId", case)

    seen = the(ask, case, "state caseNo events { edges { node { step } } } replies { number }")
    assert seen["state"] == "CLOSED"
    assert seen["replies"][0]["number"].startswith("云水建〔")
    assert len(seen["events"]["edges"]) == 17


def registered(ask: Asking, world: World) -> str:
    paper = {
        "kind": "SUGGESTION",
        "title": "关于完善老城区排水管网的建议",
        "body": "老城区雨季积水。建议改造管网。",
        "sessionId": str(world.sessions["SUGGESTION"].pk),
        "period": "BETWEEN_SESSIONS",
        "proposers": [{"name": "沈若溪", "kind": "DEPUTY", "group": "滨江代表团", "isLead": True}],
    }
    case: str = taken(ask, "office", "registerCase", "RegisterCaseInput!", input=paper)["id"]
    return case


def dispatched(ask: Asking, world: World, case: str) -> None:
    order = {
        "assignments": [
            {"unitId": str(world.units["water"].pk), "role": "LEAD"},
            {"unitId": str(world.units["roads"].pk), "role": "CO"},
        ]
    }
    seen = taken(ask, "office", "dispatchCase", "ID! DispatchInput!", caseId=case, input=order)
    assert seen["state"] == "DISPATCHED"
