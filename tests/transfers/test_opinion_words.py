"""On an opinion case all that its readers meet speaks of an opinion (意见): no 答复, no 办复, no 办理期限."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from api.running.execution import Executor
from cases import commands
from cases.inputs import OpinionInput
from cases.models import Assignment, Case
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from live.feed import refresh
from rules.commands import load_pack
from rules.pack import shipped
from rules.queries import pack_of
from support.asking import Asking
from support.build import a_key, an_order, part_of, signed_for
from support.oracle.ways import page_of_the_interface
from support.tiers import Tiers, an_answer, relayed, sent_down, taken_in, the_envelope, the_part
from transfers import commands as transfers

REPLY = re.compile("答复|办复|办理期限|办理时限|意见期限")
# The papers say these of the proposer, who gets none from here; and urging is answered by 答复催办.
ABOUT_OTHERS = re.compile("不(直接)?(向提出人)?答复|答复催办|催办答复")
READERS = ("office", "water_clerk", "water_officer", "water_head", "npc", "npc_seat")
CASE, ENVELOPE, TRAY, LIST = map(
    page_of_the_interface, ("CaseById", "EnvelopeById", "EnvelopeTray", "WorkPage")
)
BELL, NOTICES = page_of_the_interface("Reminders"), page_of_the_interface("Notices")
BOARD = "{ board(scope: OWN) { state { movements { stepLabel } } } }"
WORDS = OpinionInput("我区同意，配合做好管线迁改。", "顾长安", "2200")


def texts_in(answer: object) -> Iterator[str]:
    """All strings of an answer, whatever they are nested in."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list):
        for one in answer:
            yield from texts_in(one)


def spoken_of_a_reply(texts: Iterator[str] | list[str]) -> list[str]:
    return [one for one in texts if REPLY.search(ABOUT_OTHERS.sub("", one))]


def read(asking: Asking, who: str, pk: int) -> Iterator[str]:
    """All that this reader's pages say of the case: its page, the work list, the tray, the envelope, the board."""
    yield from texts_in(asking(who, CASE, id=str(pk)))
    yield from texts_in(asking(who, LIST, first=20, box="ALL", order="DUE"))
    yield from texts_in(asking(who, TRAY, tray="ALL", first=20))
    yield from texts_in(asking(who, ENVELOPE, id=str(the_envelope().pk)))
    refresh("binjiang")
    for document in (BELL, NOTICES, BOARD):
        yield from texts_in(asking(who, document))


def the_whole_life(tiers: Tiers) -> Iterator[int]:
    """The case from its receipt to its end, sent back once on the way; a stop after each step."""
    case = sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    linked = taken_in(tiers)
    yield linked.pk
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.CO), ("roads", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
    yield linked.pk
    with tiers.below() as world:
        signed_for(world, linked)
    yield linked.pk
    _urged_and_moved(case)
    yield linked.pk
    for round_ in (1, 2):
        yield from _given(tiers, linked)
        _reported(tiers, linked)
        yield linked.pk
        if round_ == 1:
            commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="请写明经费")
            relayed()
            yield linked.pk
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())
    relayed()
    yield linked.pk
    with tiers.below() as world:
        commands.close(world.office, linked.pk, a_key())
    yield linked.pk
    with tiers.below() as world:
        commands.archive(world.office, linked.pk, a_key())
    yield linked.pk


def _urged_and_moved(case: Case) -> None:
    """The city urges, and its day for the opinion moves; the day below follows."""
    day = today() + timedelta(days=3)
    commands.urge_unit(SYSTEM, the_part(case).pk, a_key(), text="请说明进展。", reply_by=day)
    body = shipped("base_suggestion")
    body["deadlines"]["co_opinion"] = {"months": 2, "article": "某市规定第九条"}
    pack = load_pack(SYSTEM, body, effective_on=today()).pk
    commands.move_dates(SYSTEM, case.pk, a_key(), cause="PACK", source="某市规定", pack_id=pack)
    relayed()
    relayed()


def _given(tiers: Tiers, linked: Case) -> Iterator[int]:
    for code in ("water", "roads"):
        with tiers.below() as world:
            part = part_of(linked, code)
            given: dict[str, Any] = {"text": f"{code} 同意。", "contact": "顾长安 2200"}
            commands.submit_co_opinion(world.actors[f"{code}_officer"], part.pk, a_key(), **given)
        yield linked.pk


def _reported(tiers: Tiers, linked: Case) -> None:
    with tiers.below() as world:
        commands.report_opinion(world.office, linked.pk, a_key(), opinion=WORDS)
    relayed()


def test_no_page_of_the_lower_government_speaks_of_a_reply(tiers: Tiers) -> None:
    below = Asking(tiers.district, "binjiang")

    stops, found, seen = 0, set(), set()
    for pk in the_whole_life(tiers):
        stops += 1
        for who in READERS:
            texts = list(read(below, who, pk))
            seen.update(texts)
            found.update(spoken_of_a_reply(texts))

    assert found == set()
    assert stops == 14
    assert any(re.search("按规则提前.*天，即", one) for one in seen)
    assert any(re.search("水务局 会办期限：.* 改为", one) for one in seen)
    assert "办理" not in seen  # as the name of a due day
    assert {
        "会办",
        "会办期限",
        "会办期限变动",
        "已报送意见",
        "报送意见",
        "采用意见",
        "来文机关采用意见",
        "报送会办意见",
    } <= seen


def test_the_list_says_the_same_past_graphene(tiers: Tiers, monkeypatch: pytest.MonkeyPatch) -> None:
    below, query = (
        Asking(tiers.district, "binjiang"),
        "{ cases { edges { node { state stateLabel origin } } } }",
    )

    for _ in the_whole_life(tiers):
        fast = below.response("office", query).content
        with monkeypatch.context() as patched:
            patched.setattr(Executor, "_plan", lambda *_: None)
            assert below.response("office", query).content == fast


def test_the_city_reads_of_an_opinion_too(tiers: Tiers) -> None:
    above, found = Asking(tiers.city), set()

    for _ in the_whole_life(tiers):
        case = Case.objects.get(pk=the_envelope().sender_case)
        about = above.data("office", CASE, id=str(case.pk))
        parts = [one for one in about["assignments"] if one["role"] == "CO"]
        events = [edge["node"] for edge in about["events"]["edges"] if "滨江" in edge["node"]["subjectLabel"]]
        found.update(spoken_of_a_reply(texts_in([parts, events, about["envelopes"]])))

    assert found == set()


def refusals(tiers: Tiers, pk: int) -> Iterator[str]:
    """What is said to those who try what is not to be done now; nothing of it stays."""
    with tiers.below() as world:
        tries = [(commands.close, world.office, pk, {}), (commands.close, world.water_clerk, pk, {})]
        tries += [(commands.report_opinion, who, pk, {"opinion": WORDS}) for who in (world.office, world.npc)]
        tries += [(transfers.sign, world.office, the_envelope().pk, {})]
        tries += [(transfers.request_return, world.office, the_envelope().pk, {"reason": "不宜"})]
        tries += [(commands.redispatch, world.office, pk, {"order": an_order(world, ("parks", UnitRole.CO))})]
        tries += [(commands.report_answer, world.office, pk, {"answer": an_answer()})]
        for code in ("water", "roads"):
            part = Assignment.objects.filter(case=pk, unit=world.units[code]).first()
            given = {"text": "同意。", "contact": "顾长安"}
            officer = world.actors[f"{code}_officer"]
            tries += [(commands.submit_co_opinion, officer, part.pk, given)] if part else []
        for act, who, ref, given in tries:
            try:
                with transaction.atomic():
                    act(who, ref, a_key(), **given)
                    transaction.set_rollback(True)
            except Refusal as why:
                yield why.message


def test_no_refusal_on_it_speaks_of_a_reply(tiers: Tiers) -> None:
    said = {text for pk in the_whole_life(tiers) for text in refusals(tiers, pk)}

    # who asks for a letter reads in its name that there is none
    asked = {one for one in said if "“报送答复”" in one}
    assert spoken_of_a_reply(sorted(said - asked)) == []
    assert "本件的意见已经报送，无须重复报送。" in said
    assert "来文机关尚未采用本级意见，暂不能销号。" in said
    assert any("已报送意见" in one for one in said)


NAMED = "query($id: ID!) { case(id: $id) { originLabel envelopes { kindLabel } } }"


def test_what_is_asked_for_an_opinion_has_one_name_on_both_sides(tiers: Tiers) -> None:
    case = sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    linked = taken_in(tiers)
    below = Asking(tiers.district, "binjiang")

    seen = [Asking(tiers.city).data("office", NAMED, id=str(case.pk))]
    with tiers.below():
        seen.append(below.data("office", NAMED, id=str(linked.pk)))
        tray = below.data("office", "{ envelopes(tray: IN) { edges { node { kindLabel } } } }")

    listed = {edge["node"]["kindLabel"] for edge in tray["edges"]} | {seen[1]["originLabel"]}
    assert listed | {one["kindLabel"] for page in seen for one in page["envelopes"]} == {"上级征求会办意见"}


def test_the_day_of_an_opinion_is_explained_by_the_rule_for_opinions(tiers: Tiers) -> None:
    sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    linked = taken_in(tiers)

    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.CO))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        asked = "query($id: ID!) { case(id: $id) { dueBrief assignments { dueDays { what article } } } }"
        told = Asking(world, "binjiang").data("office", asked, id=str(linked.pk))

    (rule,) = {one["article"] for one in told["assignments"][0]["dueDays"] if one["what"] == "ANSWER"}
    assert rule == pack_of(linked.pack).deadlines["co_opinion"].article
    assert told["dueBrief"] is not None and rule in told["dueBrief"]
