"""A case goes from the city to a district and back over /graphql, each side asking at its own host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from governments.models import Government
from support.asking import Asking
from support.tiers import Tiers, relayed, two_tiers
from support.walking import entered, parts, replied, step, taken, the

ENVELOPE = "{ envelope { id state caseId } refusal { message } }"
PAPER = {
    "kind": "SUGGESTION",
    "title": "关于完善老城区排水管网的建议",
    "body": "老城区雨季积水。建议改造管网。",
    "proposers": [{"name": "沈若溪", "kind": "DEPUTY", "group": "滨江代表团", "isLead": True}],
}
ANSWER = {
    "title": "对《关于完善老城区排水管网的建议》的答复",
    "body": "滨江区人民政府办理情况如下。",
    "resultClass": "A",
    "contactName": "顾长安",
    "contactPhone": "2200",
    "points": [{"request": "改造管网", "response": "已完成改造", "resultClass": "A"}],
}


@pytest.fixture
def tiers(governed: Government) -> Iterator[Tiers]:
    """The city, in whose scope the test is, and its district."""
    yield two_tiers()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_down_handled_asked_up_answered_and_issued(tiers: Tiers) -> None:
    above, below = Asking(tiers.city), Asking(tiers.district, "binjiang")
    case = dispatched(above, tiers)

    linked = signed_for(below, "DISPATCH_DOWN")
    handled(below, tiers, linked)
    taken(
        below,
        "office",
        "askUpper",
        "ID! RequestType! String!",
        caseId=linked,
        requestType="PLANNING",
        text="请调整。",
    )
    asked = signed_for(above, "REQUEST_UP")
    plain = {name: ANSWER[name] for name in ("title", "body", "contactName", "contactPhone")}
    taken(above, "office", "reportAnswer", "ID! AnswerAcrossInput!", caseId=asked, input=plain)
    relayed()
    replied(below, linked)
    taken(below, "office", "reportAnswer", "ID! AnswerAcrossInput!", caseId=linked, input=ANSWER)
    relayed()
    issued(above, case)

    seen = the(above, case, "state envelopes { state events { label } } replies { number signedBy }")
    assert (seen["state"], seen["envelopes"][0]["state"]) == ("CLOSED", "ACCEPTED")
    assert seen["replies"][0]["signedBy"] == "滨江区"
    assert [event["label"] for event in seen["envelopes"][0]["events"]] == [
        "发出",
        "签收",
        "报送答复",
        "采用答复",
    ]
    told = the(below, linked, "state origin events { step }")
    assert told["origin"] == "UPPER"
    assert [event["step"] for event in told["events"]][-1] == "answer_accepted"
    assert "upper_responded" in [event["step"] for event in told["events"]]


def dispatched(above: Asking, tiers: Tiers) -> str:
    """A case of the city at the district, which is its only unit."""
    paper = PAPER | {"sessionId": str(tiers.city.sessions["SUGGESTION"].pk)}
    case: str = taken(above, "office", "registerCase", "RegisterCaseInput!", input=paper)["id"]
    step(above, "office", "fileCase", "caseId", case)
    order = {"assignments": [{"unitId": str(tiers.city.units["binjiang"].pk), "role": "SOLE"}]}
    taken(above, "office", "dispatchCase", "ID! DispatchInput!", caseId=case, input=order)
    relayed()
    return case


def signed_for(side: Asking, kind: str) -> str:
    """The case that the newest envelope in this side's tray became."""
    tray = side.data("office", "{ envelopes(tray: IN, states: [SENT]) { edges { node { id kind } } } }")
    (envelope,) = [edge["node"] for edge in tray["edges"]]
    assert envelope["kind"] == kind
    signed = side.data(
        "office",
        f'mutation($id: ID!) {{ signEnvelope(key: "sign-{kind}", envelopeId: $id) {ENVELOPE} }}',
        id=envelope["id"],
    )
    assert signed["refusal"] is None
    relayed()
    case: str = signed["envelope"]["caseId"]
    return case


def handled(below: Asking, tiers: Tiers, linked: str) -> None:
    """The district's own dispatch, and its bureau's signature."""
    order: dict[str, Any] = {
        "assignments": [{"unitId": str(tiers.district.units["water"].pk), "role": "SOLE"}]
    }
    taken(below, "office", "dispatchCase", "ID! DispatchInput!", caseId=linked, input=order)
    step(below, "water_clerk", "signFor", "assignmentId", parts(below, linked)[0]["id"])


def issued(above: Asking, case: str) -> None:
    """The city takes the answer, numbers and delivers it; the proposer is satisfied, the case is closed."""
    part = parts(above, case)[0]["id"]
    items = above.data("office", "{ procedure(kind: SUGGESTION) { checklist { code } } }")["checklist"]
    verdicts = [{"code": item["code"], "passed": True} for item in items]
    taken(above, "office", "acceptAnswer", "ID! [VerdictInput!]", assignmentId=part, checklist=verdicts)
    relayed()
    reply = the(above, case, "replies { id }")["replies"][0]["id"]
    step(above, "office", "issueReply", "replyId", reply)
    step(above, "office", "deliverReply", "replyId", reply)
    entered(above, the(above, case, "feedbackRounds { id }")["feedbackRounds"][0]["id"])
    step(above, "office", "closeCase", "caseId", case)
    relayed()
