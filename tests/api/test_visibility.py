"""Who sees what of a case: phones, drafts, internal steps, other units' workings."""

from __future__ import annotations

from typing import Any

import pytest

from cases import commands
from cases.models import Case
from support.asking import Asking
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    an_opinion,
    brought,
    part_of,
    signed_for,
    verdicts,
)
from support.founded import Founding
from support.world import World

CASE = """query($id: ID!) { case(id: $id) {
  proposers { name phone } replies { body state returnedTimes versions { body } officeChecklist { code } }
  events { edges { node { step } } } assignments { unit { shortName } officer { name } section { name }
    coOpinions { text } returnRequests { reason } } } }"""


@pytest.fixture
def case(world: World) -> Case:
    """水务局 leads and drafts, 交通运输局 has given its opinion."""
    return _case(world)


@Founding
def _case(world: World) -> Case:
    made = a_dispatched_case(world)
    signed_for(world, made)
    part = part_of(made, "water")
    officer = world.water_officer.account_id
    assert officer is not None
    commands.assign_officer(world.water_clerk, part.pk, a_key(), officer_id=officer)
    an_opinion(world, made)
    a_drafted_reply(world, made)
    return made


def seen(ask: Asking, who: str, case: Case) -> Any:
    return ask.data(who, CASE, id=str(case.pk))


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("office", True),
        ("npc", True),
        ("npc_seat", False),
        ("water_clerk", True),
        ("roads_clerk", False),
        ("roads_head", False),
    ],
)
def test_phones_are_hidden_from_co_handlers(ask: Asking, case: Case, who: str, shown: bool) -> None:
    assert seen(ask, who, case)["proposers"] == [
        {"name": "沈若溪", "phone": "13900000000" if shown else None}
    ]


def test_phones_are_hidden_in_lists_and_through_merged_cases_too(ask: Asking, case: Case) -> None:
    document = "{ cases { edges { node { proposers { phone } } } } }"

    page = ask.data("roads_clerk", document)

    assert page["edges"] == [{"node": {"proposers": [{"phone": None}]}}]


def test_a_handling_unit_opens_the_merged_papers(ask: Asking, case: Case, world: World) -> None:
    paper = a_filed_case(world, title="关于清疏排水管道的建议")
    commands.merge(world.office, paper.pk, a_key(), into_id=case.pk)
    document = """query($id: ID!) { case(id: $id) { title mergedCases { title } mergedInto { id }
      proposers { phone } allowedSteps { step } } }"""

    main = ask.data("roads_clerk", document, id=str(case.pk))
    theirs, ours = (ask.data(who, document, id=str(paper.pk)) for who in ("roads_clerk", "water_clerk"))

    assert main["mergedCases"] == [{"title": "关于清疏排水管道的建议"}]
    assert ours == {
        "title": "关于清疏排水管道的建议",
        "mergedCases": [],
        "mergedInto": {"id": str(case.pk)},
        "proposers": [{"phone": "13900000000"}],
        "allowedSteps": [],
    }
    assert theirs["proposers"] == [{"phone": None}]
    assert ask("parks_clerk", document, id=str(paper.pk))["data"] == {"case": None}


@pytest.mark.parametrize(
    ("who", "drafts"), [("office", 0), ("water_head", 1), ("roads_clerk", 0), ("npc", 0), ("npc_seat", 0)]
)
def test_drafts_are_their_unit_s_until_they_come_before_the_office(
    ask: Asking, case: Case, who: str, drafts: int
) -> None:
    assert len(seen(ask, who, case)["replies"]) == drafts


@pytest.mark.parametrize(("who", "drafted"), [("office", True), ("water_head", True), ("npc", False)])
def test_internal_steps_are_their_unit_s_and_the_office_s(
    ask: Asking, case: Case, who: str, drafted: bool
) -> None:
    steps = {edge["node"]["step"] for edge in seen(ask, who, case)["events"]["edges"]}

    assert ({"DRAFT_REPLY", "ASSIGN_OFFICER"} <= steps) is drafted
    assert "SIGN_FOR" in steps


def test_workings_stay_inside_after_the_reply_is_out(ask: Asking, case: Case, world: World) -> None:
    reply = case.replies.get()
    brought(world, reply, "pass_leader_review")
    commands.return_from_office(
        world.office, reply.pk, a_key(), reason="请补充时限", checklist=verdicts(case, "POINTS")
    )
    brought(world, reply, "deliver_reply")

    ours, theirs = (seen(ask, who, case)["replies"][0] for who in ("water_head", "npc"))

    assert (ours["returnedTimes"], len(ours["versions"]), len(ours["officeChecklist"])) == (1, 1, 11)
    assert (theirs["returnedTimes"], theirs["versions"], theirs["officeChecklist"]) == (0, [], [])
    assert theirs["body"] == ours["body"]


def test_who_drafts_is_the_unit_s_own_matter(ask: Asking, case: Case) -> None:
    for who, shown in (("office", True), ("water_clerk", True), ("roads_clerk", False), ("npc", False)):
        lead = seen(ask, who, case)["assignments"][0]
        assert (lead["officer"] is not None, lead["section"] is not None) == (shown, shown), who


def test_a_co_opinion_is_not_for_committees_before_the_answer(ask: Asking, case: Case) -> None:
    given = {who: seen(ask, who, case)["assignments"][1]["coOpinions"] for who in ("npc", "water_clerk")}

    assert given["npc"] == []
    assert len(given["water_clerk"]) == 1


@pytest.mark.parametrize("who", ["parks_clerk", "cppcc", "cppcc_seat", "administrator"])
def test_a_case_that_is_not_one_s_own_does_not_exist(ask: Asking, case: Case, who: str) -> None:
    document = "query($id: ID!) { case(id: $id) { title } }"

    answer = ask(who, document, id=str(case.pk))

    assert answer == {"data": {"case": None}}
    assert ask(who, document, id="987654321") == answer


def test_a_stranger_is_told_to_sign_in(ask: Asking, case: Case) -> None:
    for document in (
        "{ cases { edges { cursor } } }",
        "{ cases { edges { node { id } } } }",
        "{ caseCounts { all } }",
        '{ case(id: "1") { id } }',
        "{ units { id } }",
        "{ sessions { id } }",
        "{ procedure(kind: PROPOSAL) { kind } }",
        '{ similarCases(title: "x") { id } }',
        "{ savedFilters { id } }",
        "{ accounts { id } }",
        "{ governments { code } }",
    ):
        assert ask.code(None, document) == "UNAUTHENTICATED", document


def test_allowed_steps_are_the_viewer_s(ask: Asking, case: Case) -> None:
    document = """query($id: ID!) { case(id: $id) {
      allowedSteps { step label subjectLabel duty reasonRequired blocked } outstanding } }"""

    mine = ask.data("water_officer", document, id=str(case.pk))
    theirs = ask.data("npc_seat", document, id=str(case.pk))

    submit = {
        "step": "SUBMIT_REPLY",
        "label": "送审",
        "subjectLabel": "水务局",
        "duty": True,
        "reasonRequired": False,
        "blocked": None,
    }
    assert submit in mine["allowedSteps"]
    assert theirs["allowedSteps"] == []


def test_a_blocked_step_says_what_is_missing(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world)
    signed_for(world, case)
    a_drafted_reply(world, case)

    found = ask.data(
        "water_officer",
        "query($id: ID!) { case(id: $id) { allowedSteps { step blocked } } }",
        id=str(case.pk),
    )

    blocked = {one["step"]: one["blocked"] for one in found["allowedSteps"]}
    assert "交通运输局" in blocked["SUBMIT_REPLY"]


def test_events_tell_their_facts_in_chinese(ask: Asking, case: Case) -> None:
    document = """query($id: ID!) { case(id: $id) {
      events { edges { node { label fromLabel toLabel facts { label value } } } } } }"""

    told = ask.data("office", document, id=str(case.pk))["events"]["edges"]
    events = [edge["node"] for edge in reversed(told)][:3]

    assert [one["label"] for one in events] == ["登记", "立案", "交办"]
    assert events[2]["toLabel"] == "已交办待签收"
    assert {"label": "承办单位", "value": "主办：云州市水务局、会办：云州市交通运输局"} in events[2]["facts"]
