"""The city, a district and the county deal with each other over /graphql, each asking at its own host.

One case goes down to both; another is late at the county: its red light rings once in each government, and the city's
score of the year has it as a lost point that opens it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection

from governments.models import Government
from kernel.clock import today
from support.asking import Asking
from support.build import a_key
from support.clocks import noon, relayed, rung
from support.governments import COUNTY, DISTRICT
from support.tiers import Tiers, a_county, two_tiers
from support.walking import entered, issued_from_below, parts, passed, step, taken, the

SIGN = """mutation($key: String!, $id: ID!) { signEnvelope(key: $key, envelopeId: $id) {
  envelope { caseId } refusal { message } } }"""
TRAY = "{ envelopes(tray: IN, states: [SENT]) { edges { node { id kind title } } } }"
BOARD = """{ board(scope: WITH_LOWER) { seq state { movements { caseId step }
  lower { government { code } figures { kind unfinished stages { stage count } } } } } }"""
BELL = "{ reminders { unseenCount edges { node { kind rung light caseId unit { shortName } } } } }"
ISSUE = """mutation($key: String!, $year: Int!) {
  issueAssessmentScheme(key: $key, template: "city_annual", year: $year) { scheme { id } refusal { code } } }"""
START = """mutation($key: String!, $scheme: ID!, $year: Int!, $cutOff: Date!) { startAssessment(
  key: $key, schemeId: $scheme, year: $year, cutOff: $cutOff, group: LOWER_GOVERNMENTS) {
  run { scores { edges { node { id unit { shortName } } } } } refusal { code } } }"""
SHEET = """query($id: ID!) { assessmentScore(id: $id) { items { title lostPoints
  evidence(outcomes: [LOST]) { edges { node { reasonLabel case { id } } } } } } }"""

FOUNDED, SENT, DUE, AFTER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 2), date(2026, 6, 3)
ANSWER = {
    "title": "对《关于完善老城区排水管网的建议》的答复",
    "body": "经研究，办理情况如下。改造管网：已完成改造。",
    "contactName": "顾长安",
    "contactPhone": "2200",
}
OWN_ANSWER = ANSWER | {
    "signedBy": "陆知远",
    "resultClass": "A",
    "points": [{"request": "改造管网", "response": "已完成改造", "resultClass": "A"}],
}


@dataclass(frozen=True)
class Hosts:
    """Asking at the hosts of the city, the district and the county."""

    tiers: Tiers
    city: Asking
    district: Asking
    county: Asking

    def unit(self, code: str) -> str:
        """The city's unit that stands for a government below."""
        return str(self.tiers.city.units[code].pk)


@pytest.fixture
def hosts(governed: Government) -> Iterator[Hosts]:
    """Three governments, whose people have their posts since January; the test is in the scope of the city."""
    with noon(FOUNDED):
        tiers = two_tiers()
        county = a_county(tiers)
    yield Hosts(tiers, Asking(tiers.city), Asking(tiers.district, DISTRICT), Asking(county, COUNTY))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_down_to_two_handled_asked_up_answered_and_issued_while_the_board_moves(hosts: Hosts) -> None:
    case = sent_down(hosts, {DISTRICT: "LEAD", COUNTY: "CO"})
    below, beside = signed_for(hosts.district), signed_for(hosts.county)
    signed = board(hosts)

    handed_on(hosts.district, below)
    handed_on(hosts.county, beside, "CO")
    ask_up(hosts, below)
    opinion_given(hosts.county, beside)
    passed(hosts.district, below)
    taken(hosts.district, "office", "reportAnswer", "ID! AnswerAcrossInput!", caseId=below, input=OWN_ANSWER)
    relayed()
    answered = board(hosts)
    ours = parts(hosts.city, case)
    taken(hosts.city, "office", "acceptAnswer", "ID!", assignmentId=ours[1]["id"])
    issued_from_below(hosts.city, case, ours[0]["id"])
    relayed()
    entered(hosts.city, the(hosts.city, case, "feedbackRounds { id }")["feedbackRounds"][0]["id"])
    step(hosts.city, "office", "closeCase", "caseId", case)
    relayed()

    assert the(hosts.city, case, "state replies { issuer number } envelopes { receiver state }") == {
        "state": "CLOSED",
        "replies": [{"issuer": "滨江区人民政府", "number": f"滨政建〔{today().year}〕1号"}],
        "envelopes": [{"receiver": one, "state": "ACCEPTED"} for one in ("滨江区", "鹤山县")],
    }
    assert crossings(hosts, case) == ["发出", "签收", "报送答复", "转送会办意见", "采用答复", "送达提出人"]
    told = the(hosts.district, below, "state origin events { edges { node { step } } }")
    steps = [edge["node"]["step"] for edge in reversed(told["events"]["edges"])]
    assert (told["origin"], steps[-2:]) == ("UPPER", ["ANSWER_ACCEPTED", "ANSWER_DELIVERED"])
    assert "UPPER_RESPONDED" in steps
    closed = board(hosts)
    assert signed["seq"] < answered["seq"] < closed["seq"]
    assert replied_below(signed) == {DISTRICT: 0, COUNTY: 0}
    assert replied_below(answered) == {DISTRICT: 1, COUNTY: 1}
    assert closed["state"]["movements"][0] == {"caseId": case, "step": "CLOSE"}


def test_a_red_light_rings_once_in_each_government_and_costs_a_point_that_opens_the_case(
    hosts: Hosts,
) -> None:
    with noon(SENT):
        case = sent_down(hosts, {COUNTY: "SOLE"}, dueOn=DUE.isoformat())
        linked = signed_for(hosts.county)
        handed_on(hosts.county, linked)

    with noon(AFTER):
        rung(AFTER)
        relayed()
        rung(AFTER)
        heard = {name: bell(hosts, name) for name in ("city", "district", "county")}
        unit_heard = hosts.county.data("water_clerk", BELL)["edges"]
        lost = lost_points(hosts)

    red = {"kind": "LEAD", "rung": "T0", "light": "RED"}
    assert heard == {
        "city": [red | {"caseId": case, "unit": {"shortName": "鹤山县"}}],
        "district": [],
        "county": [red | {"caseId": linked, "unit": {"shortName": "水务局"}}],
    }
    assert [edge["node"] for edge in unit_heard] == heard["county"]
    assert {title: cases for title, cases in lost.items() if title in ("办复率", "按时办复率")} == {
        "办复率": [("截止日仍未办复", case)],
        "按时办复率": [("已逾期，仍未办复", case)],
    }
    opened = the(hosts.city, lost["办复率"][0][1], "title assignments { dueExplanation }")
    assert opened["title"] == PAPER["title"]
    assert DUE.isoformat() in "".join(opened["assignments"][0]["dueExplanation"])


PAPER: dict[str, Any] = {
    "kind": "SUGGESTION",
    "title": "关于完善老城区排水管网的建议",
    "body": "老城区雨季积水。建议改造管网。",
    "proposers": [{"name": "沈若溪", "kind": "DEPUTY", "group": "滨江代表团", "isLead": True}],
}


def sent_down(hosts: Hosts, roles: dict[str, str], **order: Any) -> str:
    """A case of the city at these governments."""
    paper = PAPER | {"sessionId": str(hosts.tiers.city.sessions["SUGGESTION"].pk)}
    case: str = taken(hosts.city, "office", "registerCase", "RegisterCaseInput!", input=paper)["id"]
    step(hosts.city, "office", "fileCase", "caseId", case)
    assignments = [{"unitId": hosts.unit(code), "role": role} for code, role in roles.items()]
    given = order | {"assignments": assignments}
    taken(hosts.city, "office", "dispatchCase", "ID! DispatchInput!", caseId=case, input=given)
    relayed()
    return case


def signed_for(side: Asking) -> str:
    """The case that the only envelope in this side's tray became."""
    (envelope,) = [edge["node"] for edge in side.data("office", TRAY)["edges"]]
    signed = side.data("office", SIGN, key=a_key(), id=envelope["id"])
    assert signed["refusal"] is None
    relayed()
    case: str = signed["envelope"]["caseId"]
    return case


def opinion_given(side: Asking, linked: str) -> None:
    """Its bureau's opinion, reported as the county's."""
    part = parts(side, linked)[0]["id"]
    words = {"text": "我县同意。", "contact": "顾长安 2200"}
    taken(side, "water_officer", "submitCoOpinion", "ID! String! String!", assignmentId=part, **words)
    words = {"text": "我县同意。", "contactName": "顾长安", "contactPhone": "2200"}
    taken(side, "office", "reportOpinion", "ID! String! String! String!", caseId=linked, **words)
    relayed()


def handed_on(side: Asking, linked: str, role: str = "SOLE") -> None:
    """The lower government's own dispatch, and its bureau's signature."""
    assert side.world is not None
    order = {"assignments": [{"unitId": str(side.world.units["water"].pk), "role": role}]}
    taken(side, "office", "dispatchCase", "ID! DispatchInput!", caseId=linked, input=order)
    step(side, "water_clerk", "signFor", "assignmentId", parts(side, linked)[0]["id"])
    relayed()


def ask_up(hosts: Hosts, linked: str) -> None:
    """The district asks the city, which answers."""
    kinds = "ID! RequestType! String!"
    taken(hosts.district, "office", "askUpper", kinds, caseId=linked, requestType="PLANNING", text="请调整。")
    asked = signed_for(hosts.city)
    taken(hosts.city, "office", "reportAnswer", "ID! AnswerAcrossInput!", caseId=asked, input=ANSWER)
    relayed()


def crossings(hosts: Hosts, case: str) -> list[str]:
    """What both sides did on the first of the case's envelopes."""
    envelopes = the(hosts.city, case, "envelopes { events { label } }")["envelopes"]
    return [event["label"] for event in envelopes[0]["events"]]


def board(hosts: Hosts) -> Any:
    """The city's board as it now is."""
    return hosts.city.data("office", BOARD)


def replied_below(shown: dict[str, Any]) -> dict[str, int]:
    """How many suggestions each government below shows as answered."""
    return {
        one["government"]["code"]: sum(
            stage["count"] for row in one["figures"] for stage in row["stages"] if stage["stage"] == "REPLIED"
        )
        for one in shown["state"]["lower"]
    }


def bell(hosts: Hosts, side: str) -> list[Any]:
    """What has rung for a general office."""
    return [edge["node"] for edge in getattr(hosts, side).data("office", BELL)["edges"]]


def lost_points(hosts: Hosts) -> dict[str, list[tuple[str, str]]]:
    """The county's sheet: for each item the reasons and cases of its lost points."""
    scheme = hosts.city.data("office", ISSUE, key=a_key(), year=AFTER.year)["scheme"]["id"]
    wish = {"scheme": scheme, "year": AFTER.year, "cutOff": AFTER.isoformat()}
    run = hosts.city.data("office", START, key=a_key(), **wish)["run"]
    (score,) = [
        edge["node"]["id"] for edge in run["scores"]["edges"] if edge["node"]["unit"]["shortName"] == "鹤山县"
    ]
    items = hosts.city.data("office", SHEET, id=score)["items"]
    return {
        item["title"]: [
            (edge["node"]["reasonLabel"], edge["node"]["case"]["id"]) for edge in item["evidence"]["edges"]
        ]
        for item in items
    }
