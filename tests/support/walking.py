"""Steps over /graphql, each asked by the seat whose step it is; a refusal fails the test."""

from __future__ import annotations

from typing import Any

from support.asking import Asking
from support.build import a_key

PAYLOAD = "{ case { id state version } refusal { code field message } }"


def step(ask: Asking, who: str, name: str, subject: str, ref: str, **more: str) -> None:
    """A step whose inputs are texts."""
    given = "".join(f', {key}: "{value}"' for key, value in more.items())
    document = f'mutation {{ {name}(key: "{a_key()}", {subject}: "{ref}"{given}) {PAYLOAD} }}'

    answer = ask.data(who, document)

    assert answer["refusal"] is None, (name, answer)


def the(ask: Asking, case: str, fields: str) -> Any:
    """Fields of a case, as the office sees them."""
    return seen(ask, "office", case, fields)


def seen(ask: Asking, who: str, case: str, fields: str) -> Any:
    """Fields of a case, as somebody sees them."""
    return ask.data(who, f"query($id: ID!) {{ case(id: $id) {{ {fields} }} }}", id=case)


def parts(ask: Asking, case: str) -> list[dict[str, Any]]:
    """The units' parts in a case."""
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


def drafted(ask: Asking, assignment: str) -> None:
    """水务局's officer drafts a reply."""
    draft = {
        "title": "对《关于完善老城区排水管网的建议》的答复",
        "addressee": "沈若溪代表：",
        "body": "您提出的建议收悉，现答复如下。改造管网：已完成改造。",
        "resultClass": "A",
        "publishMode": "FULL",
        "contactName": "顾长安",
        "contactPhone": "2200",
        "points": [{"request": "改造管网", "response": "已完成改造", "resultClass": "A"}],
    }
    taken(ask, "water_officer", "draftReply", "ID! ReplyDraftInput!", assignmentId=assignment, input=draft)


def reviewed(ask: Asking, reply: str) -> None:
    """The office passes a reply with its whole checklist."""
    items = ask.data("office", "{ procedure(kind: SUGGESTION) { checklist { code } } }")["checklist"]
    verdicts = [{"code": item["code"], "passed": True} for item in items]
    taken(ask, "office", "passOfficeReview", "ID! [VerdictInput!]!", replyId=reply, checklist=verdicts)


def entered(ask: Asking, feedback: str) -> None:
    """The congress's office enters a satisfied proposer's word."""
    types = "ID! Satisfaction! Satisfaction! String!"
    judged = {"attitude": "SATISFIED", "result": "BASICALLY", "channel": "ONLINE"}
    taken(ask, "npc", "enterFeedback", types, feedbackId=feedback, **judged)


def issued_from_below(ask: Asking, case: str, assignment: str) -> None:
    """A lower government's answer taken by the office and delivered under that government's number."""
    items = ask.data("office", "{ procedure(kind: SUGGESTION) { checklist { code } } }")["checklist"]
    verdicts = [{"code": item["code"], "passed": True} for item in items]
    types = "ID! [VerdictInput!]"
    taken(ask, "office", "acceptAnswer", types, assignmentId=assignment, checklist=verdicts)
    reply = the(ask, case, "replies { id }")["replies"][0]["id"]
    step(ask, "office", "deliverReply", "replyId", reply)


def replied(ask: Asking, case: str) -> str:
    """水务局's reply drafted, reviewed, signed, issued and delivered; its id."""
    reply = passed(ask, case)
    for who, name in (("head", "signReply"), ("clerk", "issueReply"), ("clerk", "deliverReply")):
        step(ask, f"water_{who}", name, "replyId", reply)
    return reply


def passed(ask: Asking, case: str) -> str:
    """水务局's draft past its own review and the office's; its id."""
    drafted(ask, parts(ask, case)[0]["id"])
    reply: str = seen(ask, "water_officer", case, "replies { id }")["replies"][0]["id"]
    for who, name in (
        ("water_officer", "submitReply"),
        ("water_section_head", "passSectionReview"),
        ("water_deputy_head", "passLeaderReview"),
    ):
        step(ask, who, name, "replyId", reply)
    reviewed(ask, reply)
    return reply
