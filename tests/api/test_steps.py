"""Steps over HTTP: once only, refused with a reason, two at a time, wrong choices at their field."""

from __future__ import annotations

from typing import Any

from cases.models import Case, CaseEvent
from outbox.models import Message
from support.asking import Asking
from support.build import (
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    a_filed_case,
    a_registered_case,
    part_of,
    signed_for,
)
from support.world import World

FILE = """mutation($key: String!, $id: ID!) {
  fileCase(key: $key, caseId: $id) { case { state caseNo version } refusal { code field message } } }"""
DISPATCH = """mutation($key: String!, $id: ID!, $input: DispatchInput!) {
  dispatchCase(key: $key, caseId: $id, input: $input) { case { state } refusal { code field message } } }"""
DRAFT = """mutation($key: String!, $id: ID!, $input: ReplyDraftInput!, $base: Int) {
  draftReply(key: $key, assignmentId: $id, input: $input, baseVersion: $base) {
    case { replies { version } } refusal { code field message } } }"""


def traces() -> tuple[int, int]:
    return CaseEvent.objects.count(), Message.objects.count()


def an_order(world: World, *roles: tuple[str, str]) -> dict[str, Any]:
    return {"assignments": [{"unitId": str(world.units[code].pk), "role": role} for code, role in roles]}


def test_the_same_key_again_gives_the_same_answer_and_one_effect(ask: Asking, world: World) -> None:
    case = a_registered_case(world)

    first = ask.data("office", FILE, key="a-double-click", id=str(case.pk))
    after = traces()
    second = ask.data("office", FILE, key="a-double-click", id=str(case.pk))

    assert first == second
    assert first["case"]["state"] == "FILED"
    assert traces() == after


def test_a_key_used_for_something_else_is_refused(ask: Asking, world: World) -> None:
    one, other = a_registered_case(world), a_registered_case(world)
    ask.data("office", FILE, key="one-key-two-cases", id=str(one.pk))

    answer = ask.data("office", FILE, key="one-key-two-cases", id=str(other.pk))

    assert answer["refusal"]["code"] == "key_reused"
    assert answer["case"] is None


def test_a_key_of_the_wrong_length_is_refused(ask: Asking, world: World) -> None:
    case = a_registered_case(world)

    for key in ("", "short", "x" * 65):
        assert ask.data("office", FILE, key=key, id=str(case.pk))["refusal"]["field"] == "key"


def test_the_second_of_two_is_told_who_was_first(ask: Asking, world: World) -> None:
    case = a_registered_case(world)
    ask.data("npc", FILE, key="the-committee-1", id=str(case.pk))
    before = traces()

    refusal = ask.data("office", FILE, key="the-office-0001", id=str(case.pk))["refusal"]

    assert refusal["code"] == "overtaken"
    assert world.npc.name in refusal["message"]
    assert traces() == before


def test_a_refused_dispatch_leaves_nothing(ask: Asking, world: World) -> None:
    case = a_filed_case(world)
    before = traces()

    answer = ask.data(
        "office", DISPATCH, key="not-a-shape-01", id=str(case.pk), input=an_order(world, ("water", "CO"))
    )

    assert answer["refusal"]["code"] == "dispatch_shape"
    assert answer["refusal"]["field"] == "assignments"
    assert traces() == before
    assert Case.objects.get(pk=case.pk).state == "FILED"


def test_a_unit_that_does_not_exist_is_refused_at_its_field(ask: Asking, world: World) -> None:
    case = a_filed_case(world)

    for unit in ("987654321", "abc", "", "0"):
        order = {"assignments": [{"unitId": unit, "role": "SOLE"}]}
        answer = ask.data("office", DISPATCH, key="no-such-unit-1", id=str(case.pk), input=order)
        assert answer["refusal"]["code"] == "unit_unknown"
        assert answer["refusal"]["field"] == "assignments"


def test_unknown_input_fields_are_refused_before_anything_runs(ask: Asking, world: World) -> None:
    case = a_filed_case(world)
    order = an_order(world, ("water", "SOLE")) | {"state": "CLOSED", "version": 99}

    assert ask.code("office", DISPATCH, key="mass-assignment", id=str(case.pk), input=order) == "BAD_REQUEST"


def test_a_draft_on_top_of_another_s_is_refused_and_nothing_is_lost(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world)
    signed_for(world, case)
    part = part_of(case, "water")
    a_drafted_reply(world, case)
    draft = {
        "title": a_draft().title,
        "addressee": "沈若溪代表：",
        "body": "另一稿。",
        "resultClass": "A",
        "publishMode": "SUMMARY",
        "contactName": "顾长安",
        "contactPhone": "2200",
        "points": [{"request": "改造管网", "response": "已完成", "resultClass": "A"}],
    }

    conflict = ask.data("water_clerk", DRAFT, key="an-older-draft1", id=str(part.pk), input=draft, base=1)
    version = ask.data("water_clerk", "{ cases { edges { node { replies { version } } } } }")
    base = version["edges"][0]["node"]["replies"][0]["version"]
    saved = ask.data("water_clerk", DRAFT, key="a-newer-draft-1", id=str(part.pk), input=draft, base=base)

    assert conflict["refusal"]["code"] == "draft_conflict"
    assert saved["refusal"] is None


def test_a_missing_reason_is_refused_at_its_field(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world)
    document = """mutation($id: ID!, $reason: String!) {
      withdrawCase(key: "without-reason", caseId: $id, reason: $reason) { refusal { code field } } }"""

    answer = ask.data("office", document, id=str(case.pk), reason="  ")

    assert answer["refusal"] == {"code": "reason_required", "field": "reason"}


def test_two_steps_in_one_request_run_in_order(ask: Asking, world: World) -> None:
    case = a_registered_case(world)
    document = f"""mutation {{
      a: startReview(key: "in-order-0001", caseId: "{case.pk}") {{ case {{ state }} }}
      b: fileCase(key: "in-order-0002", caseId: "{case.pk}") {{ case {{ state }} }} }}"""

    data = ask.data("office", document)

    assert data == {"a": {"case": {"state": "UNDER_REVIEW"}}, "b": {"case": {"state": "FILED"}}}
