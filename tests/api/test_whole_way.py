"""One case goes all the way over /graphql, each step asked by the seat whose step it is."""

from __future__ import annotations

from typing import Any

from support.asking import Asking
from support.build import a_key
from support.house import House

PAYLOAD = "{ case { id state version } refusal { code field message } }"


def test_from_registration_to_closing(ask: Asking, house: House) -> None:
    case = registered(ask, house)
    step(ask, "office", "fileCase", "caseId", case)
    dispatched(ask, house, case)
    water, roads = (part["id"] for part in parts(ask, case))

    step(ask, "water_clerk", "signFor", "assignmentId", water)
    step(ask, "roads_clerk", "signFor", "assignmentId", roads)
    step(ask, "roads_officer", "submitCoOpinion", "assignmentId", roads, text="同意", contact="顾长安 2200")
    step(ask, "water_officer", "acceptCoOpinion", "assignmentId", roads)
    drafted(ask, water)
    reply = the(ask, case, "replies { id }")["replies"][0]["id"]
    for who, name in (
        ("water_officer", "submitReply"),
        ("water_section_head", "passSectionReview"),
        ("water_deputy_head", "passLeaderReview"),
    ):
        step(ask, who, name, "replyId", reply)
    reviewed(ask, reply)
    step(ask, "water_head", "signReply", "replyId", reply)
    step(ask, "water_clerk", "issueReply", "replyId", reply)
    step(ask, "water_clerk", "deliverReply", "replyId", reply)
    asked = the(ask, case, "feedbackRounds { id }")["feedbackRounds"][0]["id"]
    entered(ask, asked)
    step(ask, "office", "closeCase", "caseId", case)

    seen = the(ask, case, "state caseNo events { step } replies { number }")
    assert seen["state"] == "CLOSED"
    assert seen["replies"][0]["number"].startswith("云水建〔")
    assert len(seen["events"]) == 17


def step(ask: Asking, who: str, name: str, subject: str, ref: str, **more: str) -> None:
    given = "".join(f', {key}: "{value}"' for key, value in more.items())
    document = f'mutation {{ {name}(key: "{a_key()}", {subject}: "{ref}"{given}) {PAYLOAD} }}'

    answer = ask.data(who, document)

    assert answer["refusal"] is None, (name, answer)


def the(ask: Asking, case: str, fields: str) -> Any:
    return ask.data("office", f"query($id: ID!) {{ case(id: $id) {{ {fields} }} }}", id=case)


def parts(ask: Asking, case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = the(ask, case, "assignments { id }")["assignments"]
    return found


def taken(ask: Asking, who: str, name: str, types: str, **given: Any) -> Any:
    """A step whose inputs are variables; ``types`` are theirs."""
    declared = ", ".join(f"${key}: {kind}" for key, kind in zip(given, types.split(), strict=True))
    passed = ", ".join(f"{key}: ${key}" for key in given)
    answer = ask.data(
        who, f'mutation({declared}) {{ {name}(key: "{a_key()}", {passed}) {PAYLOAD} }}', **given
    )
    assert answer["refusal"] is None, answer
    return answer["case"]


def registered(ask: Asking, house: House) -> str:
    paper = {
        "kind": "SUGGESTION",
        "title": "关于完善老城区排水管网的建议",
        "body": "老城区雨季积水。建议改造管网。",
        "sessionId": str(house.sessions["SUGGESTION"].pk),
        "period": "BETWEEN_SESSIONS",
        "proposers": [{"name": "沈若溪", "kind": "DEPUTY", "group": "滨江代表团", "isLead": True}],
    }
    case: str = taken(ask, "office", "registerCase", "RegisterCaseInput!", input=paper)["id"]
    return case


def dispatched(ask: Asking, house: House, case: str) -> None:
    order = {
        "assignments": [
            {"unitId": str(house.units["water"].pk), "role": "LEAD"},
            {"unitId": str(house.units["roads"].pk), "role": "CO"},
        ]
    }
    seen = taken(ask, "office", "dispatchCase", "ID! DispatchInput!", caseId=case, input=order)
    assert seen["state"] == "DISPATCHED"


def drafted(ask: Asking, assignment: str) -> None:
    draft = {
        "title": "对《关于完善老城区排水管网的建议》的答复",
        "addressee": "沈若溪代表：",
        "body": "您提出的建议收悉，现答复如下。",
        "resultClass": "A",
        "publishMode": "FULL",
        "contactName": "顾长安",
        "contactPhone": "2200",
        "points": [{"request": "改造管网", "response": "已完成改造", "resultClass": "A"}],
    }
    taken(ask, "water_officer", "draftReply", "ID! ReplyDraftInput!", assignmentId=assignment, input=draft)


def reviewed(ask: Asking, reply: str) -> None:
    items = ask.data("office", "{ procedure(kind: SUGGESTION) { checklist { code } } }")["checklist"]
    verdicts = [{"code": item["code"], "passed": True} for item in items]
    taken(ask, "office", "passOfficeReview", "ID! [VerdictInput!]!", replyId=reply, checklist=verdicts)


def entered(ask: Asking, feedback: str) -> None:
    types = "ID! Satisfaction! Satisfaction! String!"
    judged = {"attitude": "SATISFIED", "result": "BASICALLY", "channel": "ONLINE"}
    taken(ask, "npc", "enterFeedback", types, feedbackId=feedback, **judged)
