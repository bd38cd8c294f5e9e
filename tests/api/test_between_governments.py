"""The exchange over the API: a case goes from the city's host to the district's and its answer comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.states import UnitRole
from governments.models import Government
from kernel.clock import today
from support.asking import Asking
from support.build import verdicts
from support.tiers import (
    Tiers,
    an_answer,
    answered,
    handled_below,
    relayed,
    sent_down,
    taken_in,
    the_envelope,
    the_part,
    two_tiers,
)
from transfers.models import Envelope

INBOX = """{ envelopes(tray: IN) { waiting edges { node {
    id kindLabel state stateLabel incoming sender receiver number title unitRoleLabel caseId dueOn
    steps { step label reasonRequired } events { label government actor reason text } } } } }"""
SIGN = """mutation($key: String!, $id: ID!) { signEnvelope(key: $key, envelopeId: $id) {
    envelope { state caseId } refusal { code message } } }"""
OF_CASE = """query($id: ID!) { case(id: $id) {
    origin originLabel upperDueOn envelopes { state events { label reason text }
      dueBrief dueDays { what day article explanation setBy stepLabel } } } }"""


@pytest.fixture
def tiers(governed: Government) -> Iterator[Tiers]:
    """The city, in whose scope the test is, and its district."""
    yield two_tiers()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def above(tiers: Tiers) -> Asking:
    """Asks at the city's host."""
    return Asking(tiers.city)


@pytest.fixture
def below(tiers: Tiers) -> Asking:
    """Asks at the district's host."""
    return Asking(tiers.district, "binjiang")


def sign(below: Asking, who: str = "office", key: str = "sign-0001") -> Any:
    """The district signs for the newest envelope."""
    return below.data(who, SIGN, key=key, id=str(the_envelope().pk))


def test_the_districts_office_finds_the_case_in_its_tray(tiers: Tiers, below: Asking) -> None:
    sent_down(tiers)

    tray = below.data("office", INBOX)
    (envelope,) = [edge["node"] for edge in tray["edges"]]

    assert tray["waiting"] == 1
    assert (envelope["sender"], envelope["receiver"], envelope["incoming"]) == ("云州市", "滨江区", True)
    assert (envelope["stateLabel"], envelope["unitRoleLabel"], envelope["caseId"]) == (
        "已发出待签收",
        "独办",
        None,
    )
    assert [step["step"] for step in envelope["steps"]] == ["SIGN", "REQUEST_RETURN"]


def test_signing_twice_with_one_key_opens_one_case(tiers: Tiers, below: Asking) -> None:
    sent_down(tiers)

    first, second = sign(below), sign(below)

    assert first == second
    assert first["envelope"]["state"] == "SIGNED"
    assert first["envelope"]["caseId"] is not None


def test_a_bureaus_clerk_meets_no_envelope(tiers: Tiers, below: Asking) -> None:
    sent_down(tiers)

    assert below.data("water_clerk", INBOX)["edges"] == []
    assert below.code("water_clerk", SIGN, key="sign-0001", id=str(the_envelope().pk)) == "FORBIDDEN"
    assert the_envelope().state == "SENT"


def test_the_third_government_finds_nothing(tiers: Tiers) -> None:
    sent_down(tiers)
    stranger = Asking(None, "heshan")

    assert stranger.code(None, INBOX) == "UNAUTHENTICATED"


def test_both_sides_read_the_same_record(tiers: Tiers, above: Asking, below: Asking) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)

    seen_above = above.data("office", OF_CASE, id=str(case.pk))
    seen_below = below.data("office", OF_CASE, id=str(linked.pk))

    assert seen_above["envelopes"] == seen_below["envelopes"]
    assert (seen_above["origin"], seen_below["originLabel"]) == ("OWN", "上级交办")
    assert seen_below["upperDueOn"] == the_part(case).due_on.isoformat()


def test_the_receiver_reads_how_the_senders_days_came_about(
    tiers: Tiers, above: Asking, below: Asking
) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    own = "query($id: ID!) { case(id: $id) { assignments { dueDays { what day article explanation } } } }"

    counted = above.data("office", own, id=str(case.pk))["assignments"][0]["dueDays"]
    (envelope,) = below.data("office", OF_CASE, id=str(linked.pk))["envelopes"]
    told = {one["what"]: one for one in envelope["dueDays"]}

    assert {"SIGN", "RETURN", "ANSWER"} <= set(told)
    for one in counted:
        assert told[one["what"]] | one == told[one["what"]]
    assert told["ANSWER"]["day"] == the_part(case).due_on.isoformat()
    assert (told["ANSWER"]["stepLabel"], "云州" in told["ANSWER"]["explanation"][0]) == ("发出", False)
    assert told["ANSWER"]["article"] in envelope["dueBrief"]


def test_committees_read_milestones_and_bureaus_nothing(tiers: Tiers, above: Asking) -> None:
    case = sent_down(tiers, ("water", UnitRole.CO), role=UnitRole.LEAD)
    with tiers.below() as world:
        envelope = the_envelope().pk
        below = Asking(world, "binjiang")
        below.data(
            "office",
            'mutation($id: ID!) { requestEnvelopeReturn(key: "back-0001", envelopeId: $id, reason: "非区级职责")'
            " { envelope { state } refusal { message } } }",
            id=str(envelope),
        )
    relayed()

    office = above.data("office", OF_CASE, id=str(case.pk))["envelopes"][0]["events"]
    committee = above.data("npc", OF_CASE, id=str(case.pk))["envelopes"][0]["events"]

    assert [event["label"] for event in committee] == ["发出"]  # a return request is hidden from it
    assert (office[1]["label"], office[1]["reason"]) == ("申请退回", "非区级职责")
    assert above.data("water_officer", OF_CASE, id=str(case.pk))["envelopes"] == []


def test_the_city_accepts_the_answer_with_its_checklist(tiers: Tiers, above: Asking) -> None:
    case = sent_down(tiers)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    checklist = [{"code": one.code, "passed": True} for one in verdicts(case)]

    done = above.data(
        "office",
        'mutation($id: ID!, $list: [VerdictInput!]) { acceptAnswer(key: "accept-01", assignmentId: $id,'
        " checklist: $list) { case { replies { stateLabel signedBy } } refusal { message } } }",
        id=str(the_part(case).pk),
        list=checklist,
    )

    assert done["case"]["replies"] == [{"stateLabel": "已印发待送达", "signedBy": "陆知远"}]


def test_the_districts_own_letter_is_read_there_as_its_office_reported_it(
    tiers: Tiers, below: Asking
) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    asked = "query($id: ID!) { case(id: $id) { replies { body issuer number } } }"
    draft = below.data("office", asked, id=str(linked.pk))["replies"]
    answered(tiers, linked)

    seen = [
        below.data(who, asked, id=str(linked.pk))["replies"] for who in ("office", "water_officer", "npc")
    ]

    assert [(one["issuer"], one["number"]) for one in draft] == [("云州市水务局", None)]
    number = f"滨政建〔{today().year}〕1号"
    letter = {"body": an_answer().body, "issuer": "滨江区人民政府", "number": number}
    assert seen == [[letter]] * 3


def test_an_answer_is_reported_over_the_api(tiers: Tiers, below: Asking) -> None:
    sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))

    done = below.data(
        "office",
        'mutation($id: ID!, $input: AnswerAcrossInput!) { reportAnswer(key: "report-01", caseId: $id,'
        " input: $input) { case { reportedOn } refusal { message } } }",
        id=str(linked.pk),
        input={
            "title": "答复",
            "body": "已办理。",
            "resultClass": "A",
            "signedBy": "陆知远",
            "contactName": "顾长安",
            "contactPhone": "2200",
        },
    )

    assert (done["case"]["reportedOn"] is None, the_envelope().state) == (False, "ANSWERED")


def test_a_request_goes_up_over_the_api(tiers: Tiers, below: Asking) -> None:
    sent_down(tiers)
    linked = taken_in(tiers)

    done = below.data(
        "office",
        'mutation($id: ID!) { askUpper(key: "askup-001", caseId: $id, requestType: PLANNING,'
        ' text: "请调整规划。") { case { envelopes { kindLabel requestLabel } } refusal { message } } }',
        id=str(linked.pk),
    )

    assert done["case"]["envelopes"][1] == {"kindLabel": "提请上级", "requestLabel": "规划事项"}


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("count", [1, 6])
def test_a_tray_costs_the_same_queries_however_many_lie_in_it(
    tiers: Tiers, below: Asking, count: int
) -> None:
    below.data("office", INBOX)  # signs in
    for _ in range(count):
        sent_down(tiers)

    with CaptureQueriesContext(connection) as asked:
        tray = below.data("office", INBOX)

    assert len(tray["edges"]) == count
    own = [one["sql"] for one in asked.captured_queries if "transfers_" in one["sql"]]
    assert len(own) == 3, own
    assert Envelope.objects.count() == count


def test_a_recall_needs_the_cases_page(tiers: Tiers, above: Asking) -> None:
    sent_down(tiers)

    refused = above.data(
        "office",
        'mutation($id: ID!) { recallRequest(key: "recall-01", envelopeId: $id, reason: "误交")'
        " { refusal { code } } }",
        id=str(the_envelope().pk),
    )

    assert refused["refusal"]["code"] == "step_of_the_case"
    assert the_envelope().state == "SENT"


ANSWER = """query($id: ID!) { case(id: $id) { envelopes { assignmentId answer {
    title addressee body resultClass resultClassLabel contactName contactPhone signedBy answeredOn
    points { request response resultClass resultClassLabel promise promisedOn } } } } }"""


def test_the_city_reads_the_answer_that_waits(tiers: Tiers, above: Asking, below: Asking) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    before = above.data("office", ANSWER, id=str(case.pk))["envelopes"][0]
    answered(tiers, linked)

    (envelope,) = above.data("office", ANSWER, id=str(case.pk))["envelopes"]
    (seen_below,) = below.data("office", ANSWER, id=str(linked.pk))["envelopes"]

    assert before["answer"] is None
    assert (envelope["answer"]["signedBy"], envelope["answer"]["resultClass"]) == ("滨江区人民政府", "A")
    (point,) = envelope["answer"]["points"]
    assert [one["resultClassLabel"] for one in (envelope["answer"], point)] == ["已经解决或基本解决"] * 2
    assert envelope["assignmentId"] == str(the_part(case).pk)
    assert seen_below == envelope | {"assignmentId": None}
    assert above.data("npc", ANSWER, id=str(case.pk))["envelopes"][0]["answer"] is None


def test_a_list_tells_what_came_from_above(tiers: Tiers, below: Asking) -> None:
    sent_down(tiers)
    linked = taken_in(tiers)
    asked = "query($of: [Origin!]) { cases(origins: $of) { edges { node { id originLabel } } } }"

    came = below.data("office", asked, of=["UPPER"])["edges"]
    own = below.data("office", asked, of=["OWN"])["edges"]

    assert [edge["node"] for edge in came] == [{"id": str(linked.pk), "originLabel": "上级交办"}]
    assert own == []


def test_units_say_which_are_governments(tiers: Tiers, above: Asking) -> None:
    units = above.data("office", "{ units { code lowerGovernment } }")

    assert [one["code"] for one in units if one["lowerGovernment"]] == ["binjiang"]


def test_a_unit_names_the_government_that_it_stands_for(tiers: Tiers, above: Asking) -> None:
    units = above.data("office", "{ units { shortName lowerGovernment government { code name } } }")

    told = {one["shortName"]: (one["lowerGovernment"], one["government"]) for one in units}
    assert told["滨江区"] == (True, {"code": "binjiang", "name": "滨江区"})
    assert told["水务局"] == (False, None)
