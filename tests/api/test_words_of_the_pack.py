"""What the API says of a case is said in the words of the pack that the case runs under, not of another."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases import commands
from kernel.actor import SYSTEM
from kernel.clock import today
from rules.commands import load_pack
from rules.pack import shipped
from support.asking import Asking
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_meeting,
    a_promise,
    an_opinion,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.clocks import relayed, rung
from support.world import World

FROM_THE_START = date(2020, 1, 1)
CASE = """query($id: ID!) { case(id: $id) {
  resultClassLabel resultClassMeaning resultClassMeaningLabel outstanding
  allowedSteps { step label blocked }
  assignments { unit { shortName } roleLabel stateLabel coOpinions { resultClassLabel } meetings { faceToFace } }
  replies { resultClassLabel points { resultClass resultClassLabel resultClassMeaning resultClassMeaningLabel } }
  feedbackRounds { attitudeLabel resultLabel }
  reminders { kindLabel text }
  events { edges { node { step label facts { label value } } } }
  procedure { packTitle publishDefault unitRoles { code label } satisfactionAxes { code label }
    satisfaction { code label dissatisfied } resultClasses { code meansLabel } } } }"""


def under(world: World, **changes: Any) -> None:
    """A pack with 协办 for co-handlers, its own axes, grades and classes."""
    body = shipped("chongqing-2017")
    judged = body["satisfaction"] | {
        "axes": [{"code": "attitude", "label": "对办理过程"}, {"code": "result", "label": "对答复内容"}],
        "grades": [one | {"label": f"评为{one['label']}"} for one in body["satisfaction"]["grades"]],
    }
    load_pack(SYSTEM, body | {"satisfaction": judged} | changes, effective_on=FROM_THE_START)


def read(ask: Asking, who: str, case: Any) -> Any:
    return ask.data(who, CASE, id=str(case.pk))


def steps_of(told: Any) -> list[Any]:
    return [edge["node"] for edge in told["events"]["edges"]]


def test_a_co_handler_is_called_as_the_cases_pack_calls_it(ask: Asking, world: World) -> None:
    under(world)
    case = signed_for(world, a_dispatched_case(world))

    told = read(ask, "roads_officer", case)

    assert {one["unit"]["shortName"]: one["roleLabel"] for one in told["assignments"]} == {
        "水务局": "主办",
        "交通运输局": "协办",
    }
    assert "提交协办意见" in [one["label"] for one in told["allowedSteps"]]
    assert any("尚未提交协办意见" in line for line in told["outstanding"])
    dispatched = next(one for one in steps_of(told) if one["step"] == "DISPATCH")
    assert "协办：云州市交通运输局" in dispatched["facts"][0]["value"]


def test_what_was_said_and_what_is_missing_is_called_so_too(ask: Asking, world: World) -> None:
    under(world)
    case = signed_for(world, a_dispatched_case(world))
    reply = a_drafted_reply(world, case)
    blocked = read(ask, "water_officer", case)["allowedSteps"]
    an_opinion(world, case)

    told = read(ask, "office", case)

    submit = next(one for one in blocked if one["step"] == "SUBMIT_REPLY")
    assert submit["blocked"].startswith("协办意见尚未齐备：交通运输局尚未提交协办意见")
    assert "采用协办意见" in [one["label"] for one in steps_of(told)]
    assert "协办意见已采用" in [one["stateLabel"] for one in told["assignments"]]
    assert reply.pk


def test_a_refused_step_says_it_in_those_words(ask: Asking, world: World) -> None:
    under(world)
    case = signed_for(world, a_dispatched_case(world))
    reply = a_drafted_reply(world, case)
    submit = 'mutation($id: ID!) { submitReply(key: "words-0001", replyId: $id) { refusal { message } } }'

    refused = ask.data("water_officer", submit, id=str(reply.pk))

    assert refused["refusal"]["message"].startswith("协办意见尚未齐备：交通运输局尚未提交协办意见")


def test_a_reminder_speaks_of_the_case_in_its_words(ask: Asking, world: World) -> None:
    under(world)
    case = a_dispatched_case(world)
    relayed()
    rung(part_of(case, "roads").due_on)

    told = read(ask, "office", case)["reminders"]

    assert ("协办到期", True) in [(one["kindLabel"], "协办意见" in one["text"]) for one in told]


def test_a_class_is_named_with_what_it_means_elsewhere(ask: Asking, world: World) -> None:
    under(world)
    case = signed_for(world, a_dispatched_case(world))
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case, draft=a_promise()), "deliver_reply")

    told = read(ask, "office", case)

    assert (told["resultClassLabel"], told["resultClassMeaning"]) == ("正在研究解决", "IN_PROGRESS")
    assert told["resultClassMeaningLabel"] == "正在解决"
    assert told["replies"][0]["points"] == [
        {
            "resultClass": "B",
            "resultClassLabel": "正在研究解决",
            "resultClassMeaning": "IN_PROGRESS",
            "resultClassMeaningLabel": "正在解决",
        }
    ]


def test_a_judgement_is_named_as_the_cases_pack_has_it_when_another_is_in_force(
    ask: Asking, world: World
) -> None:
    under(world)
    case = signed_for(world, a_dispatched_case(world))
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    load_pack(SYSTEM, shipped("base_suggestion"), effective_on=today())
    feedback(world, case, attitude="BASICALLY")

    told = read(ask, "office", case)

    assert told["feedbackRounds"] == [{"attitudeLabel": "评为基本满意", "resultLabel": "评为满意"}]
    entered = next(one for one in steps_of(told) if one["step"] == "ENTER_FEEDBACK")
    assert {"label": "对办理过程", "value": "评为基本满意"} in entered["facts"]
    procedure = told["procedure"]
    assert [one["label"] for one in procedure["satisfactionAxes"]] == ["对办理过程", "对答复内容"]
    assert [one["code"] for one in procedure["satisfaction"] if one["dissatisfied"]] == ["DISSATISFIED"]


def test_forms_offer_what_the_cases_pack_has(ask: Asking, world: World) -> None:
    under(world, publication={"default": "SUMMARY", "article": "某规定"})
    case = a_dispatched_case(world)
    load_pack(SYSTEM, shipped("base_suggestion"), effective_on=today())

    own = read(ask, "office", case)["procedure"]
    other = ask.data("office", "{ procedure(kind: SUGGESTION) { packTitle publishDefault } }")

    assert (own["publishDefault"], other["publishDefault"]) == ("SUMMARY", "FULL")
    assert own["packTitle"] != other["packTitle"]
    assert {"code": "CO", "label": "协办"} in own["unitRoles"]
    assert {"code": "D", "meansLabel": "涉及上级职权"} in own["resultClasses"]


def test_an_opinion_may_be_due_so_many_days_before_the_lead(ask: Asking, world: World) -> None:
    deadlines = shipped("chongqing-2017")["deadlines"]
    before = {"before_lead": 20, "article": "凤阳县考核细则"}
    under(world, deadlines=deadlines | {"co_opinion": before})
    case = a_filed_case(world)
    days = """query($id: ID!, $complex: Boolean) { dispatchDays(
      caseId: $id, roles: [CO, LEAD], complex: $complex) { days { role due { day } } } }"""

    told = [ask.data("office", days, id=str(case.pk), complex=longer)["days"] for longer in (False, True)]

    found = [{one["role"]: date.fromisoformat(one["due"]["day"]) for one in days} for days in told]
    apart = [(one["LEAD"] - one["CO"]).days for one in found]
    assert apart == [20, 20]


def test_a_meeting_counts_by_the_forms_of_the_pack(ask: Asking, world: World) -> None:
    under(world, face_to_face=["PHONE"])
    case = signed_for(world, a_dispatched_case(world))
    commands.record_meeting(
        world.actors["water_officer"], part_of(case, "water").pk, a_key(), meeting=a_meeting(form="PHONE")
    )

    told = read(ask, "office", case)["assignments"]

    assert [one["faceToFace"] for part in told for one in part["meetings"]] == [True]
