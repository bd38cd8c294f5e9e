"""Rule packs over HTTP: read and compared by everybody, drafted and issued by the administrator."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel.clock import today
from rules.models import PackDraft, RulePack
from rules.pack import shipped
from rules.queries import pack_in_force
from support.asking import Asking
from support.build import a_dispatched_case, a_key
from support.clocks import noon
from support.packs import a_draft, changed, issued
from support.world import World

LONGER = {"co_opinion": {"months": 2, "article": "河南省办理办法第十八条"}}
LIST = "{ mayManagePacks rulePacks { version standing standingLabel until } packDrafts { id } }"
START = """mutation($key: String!, $shipped: String, $text: String) {
  startPackDraft(key: $key, shipped: $shipped, text: $text) {
    draft { id revision problems { path place message } } refusal { code field } } }"""
SAVE = """mutation($key: String!, $id: ID!, $body: String!, $revision: Int!) {
  savePackDraft(key: $key, draftId: $id, body: $body, revision: $revision) {
    draft { revision problems { path } } refusal { code field message } } }"""
ISSUE = """mutation($key: String!, $id: ID!, $day: Date!, $note: String!) {
  issuePack(key: $key, draftId: $id, revision: 1, effectiveOn: $day, note: $note) {
    pack { id version standing deadlines { code label span since article } } refusal { code field message } } }"""
DROP = """mutation($key: String!, $id: ID!) {
  deletePackDraft(key: $key, draftId: $id, revision: 1) { deletedId refusal { code } } }"""
PREVIEW = """query($body: String!) { previewPack(body: $body) {
  running movedCases movedDays pastDays days { number unit what whatLabel old new
    oldExplanation newExplanation } } }"""


def _text(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


def test_everybody_reads_the_versions_and_only_the_administrator_the_drafts(
    ask: Asking, world: World
) -> None:
    draft = a_draft(world)
    issued(world, changed(deadlines=LONGER))

    read = {who: ask.data(who, LIST) for who in ("npc_seat", "water_clerk", "office", "administrator")}

    versions = [(one["version"], one["standing"]) for one in read["npc_seat"]["rulePacks"]]
    assert versions == [(1, "IN_FORCE"), (2, "IN_FORCE"), (1, "FORMER")]
    assert {who for who, one in read.items() if one["packDrafts"]} == {"administrator"}
    assert {who for who, one in read.items() if one["mayManagePacks"]} == {"administrator"}
    assert ask.data("office", "query($id: ID!) { packDraft(id: $id) { id } }", id=str(draft.pk)) is None


def test_a_pack_is_served_whole_and_its_periods_in_words(ask: Asking, world: World) -> None:
    pack = pack_in_force("SUGGESTION")
    document = "query($id: ID!) { rulePack(id: $id) { body deadlines { code label span since article } } }"

    found = ask.data("water_clerk", document, id=str(pack.pk))

    reply = next(one for one in found["deadlines"] if one["code"] == "reply")
    assert json.loads(found["body"]) == pack.body
    assert (reply["label"], reply["span"], reply["since"]) == ("答复", "3 个月", "交办之日")
    assert reply["article"] == "代表法（2025）第五十一条"


def test_a_draft_is_begun_saved_issued_and_dropped(ask: Asking, world: World) -> None:
    begun = ask.data("administrator", START, key=a_key(), shipped="cn-suggestion", text=None)
    other = ask.data("administrator", START, key=a_key(), text=_text(changed(title="另一")))
    body = changed(deadlines=LONGER)
    draft = PackDraft.objects.get(pk=begun["draft"]["id"])
    PackDraft.objects.filter(pk=draft.pk).update(body=body)

    made = ask.data(
        "administrator", ISSUE, key=a_key(), id=str(draft.pk), day=today().isoformat(), note="修订"
    )
    gone = ask.data("administrator", DROP, key=a_key(), id=other["draft"]["id"])

    assert made["refusal"] is None
    assert made["pack"]["version"] == 2
    assert gone["deletedId"] == other["draft"]["id"]
    assert pack_in_force("SUGGESTION").body == body
    assert not PackDraft.objects.exists()


def test_a_saved_draft_tells_what_is_wrong_and_where(ask: Asking, world: World) -> None:
    draft = a_draft(world)
    body = changed(deadlines={"reply": {"months": 0, "article": "某条"}})

    saved = ask.data("administrator", SAVE, key=a_key(), id=str(draft.pk), body=_text(body), revision=1)
    again = ask.data("administrator", SAVE, key=a_key(), id=str(draft.pk), body=_text(body), revision=1)
    checked = ask.data(
        "npc_seat", "query($b: String!) { checkPack(body: $b) { path place message } }", b=_text(body)
    )

    assert saved["draft"]["revision"] == 2
    assert "deadlines.reply.months" in [one["path"] for one in saved["draft"]["problems"]]
    assert again["refusal"]["code"] == "pack_draft_changed"
    assert checked[0]["place"].startswith("期限")


@pytest.mark.parametrize("body", ["[]", "{", "x" * 120_001])
def test_what_is_no_body_is_refused_and_nothing_is_left(ask: Asking, world: World, body: str) -> None:
    draft = a_draft(world)

    saved = ask.data("administrator", SAVE, key=a_key(), id=str(draft.pk), body=body, revision=1)

    assert (saved["draft"], saved["refusal"]["field"]) == (None, "body")
    assert PackDraft.objects.get().revision == 1


def test_a_refused_issue_names_its_field_and_leaves_nothing(ask: Asking, world: World) -> None:
    draft = a_draft(world, changed(deadlines=LONGER))

    made = ask.data("administrator", ISSUE, key=a_key(), id=str(draft.pk), day="2020-01-01", note="修订")

    assert (made["pack"], made["refusal"]["code"], made["refusal"]["field"]) == (
        None,
        "pack_day_past",
        "effectiveOn",
    )
    assert RulePack.objects.filter(kind="SUGGESTION").count() == 1


def test_any_two_are_compared(ask: Asking, world: World) -> None:
    pack = issued(world, changed(deadlines=LONGER))
    document = (
        "query($l: String!, $r: String!) { comparePacks(left: $l, right: $r) { path place left right } }"
    )

    found = ask.data("npc", document, l="shipped:cn-suggestion", r=f"version:{pack.pk}")

    assert [one["path"].startswith("deadlines.co_opinion") for one in found] == [True] * len(found)
    assert any("2 个月" in (one["right"] or "") for one in found)
    for unknown in ("shipped:nowhere", "version:987654", "draft:1", "file:/etc", ""):
        assert ask.code("npc", document, l=unknown, r="shipped:cn-suggestion") in ("NOT_FOUND", "FORBIDDEN")


def test_a_preview_tells_which_days_would_move_and_moves_none(ask: Asking, world: World) -> None:
    case = a_dispatched_case(world)
    before = list(case.assignments.order_by("pk").values_list("due_on", flat=True))

    told = ask.data("administrator", PREVIEW, body=_text(changed(deadlines=LONGER)))

    assert (told["running"], told["movedCases"], told["movedDays"]) == (1, 1, 1)
    moved = told["days"][0]
    assert (moved["unit"], moved["whatLabel"], moved["number"]) == ("交通运输局", "办理", case.case_no)
    assert moved["old"] < moved["new"]
    assert list(case.assignments.order_by("pk").values_list("due_on", flat=True)) == before
    assert ask.code("water_clerk", PREVIEW, body=_text(shipped("base_suggestion"))) == "FORBIDDEN"


def test_a_preview_warns_of_days_that_would_be_past_at_once(ask: Asking, world: World) -> None:
    with noon(today() - timedelta(days=27)):
        a_dispatched_case(world)
    sooner = {"co_opinion": {"days": 23, "article": "河南省办理办法第十八条"}}

    warned = ask.data("administrator", PREVIEW, body=_text(changed(deadlines=sooner)))
    quiet = ask.data("administrator", PREVIEW, body=_text(changed(deadlines=LONGER)))

    assert (warned["movedDays"], warned["pastDays"]) == (1, 1)
    assert (quiet["movedDays"], quiet["pastDays"]) == (1, 0)


@pytest.mark.usefixtures("remembered")
def test_a_list_costs_the_same_with_two_and_with_twenty_versions(ask: Asking, world: World) -> None:
    ask.data("npc", LIST)
    few = _counted(ask)
    for number in range(20):
        issued(world, changed(title=f"第{number}次修订"))

    assert _counted(ask) == few
    assert len(ask.data("npc", LIST)["rulePacks"]) == 22


def _counted(ask: Asking) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask.data("npc", LIST)
    return len(captured)
