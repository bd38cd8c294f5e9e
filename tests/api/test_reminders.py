"""Reminders over the API: whose they are, what they say, how they are seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.models import Case
from kernel.clock import today
from kernel.workdays import ONE_DAY
from supervision.models import Reminder
from support.asking import Asking
from support.build import a_dispatched_case, part_of, signed_for
from support.clocks import clocks, noon, relayed, rung
from support.world import World

DUE, CO_DUE = date(2026, 6, 2), date(2026, 4, 2)
LIST = """query($unseen: Boolean, $first: Int, $after: String) {
  reminders(unseen: $unseen, first: $first, after: $after) { unseenCount pageInfo { hasNextPage endCursor }
  edges { node { id caseId caseTitle kind kindLabel rung light text note seen seenBy unit { shortName } } } } }"""
MARK = (
    "mutation($id: ID!) { markReminderSeen(reminderId: $id) { reminder { seen seenBy } refusal { code } } }"
)

LIGHTS = "query($id: ID!) { case(id: $id) { light coLight assignments { light } } }"
OPINION = """mutation($id: ID!) {
  submitCoOpinion(key: "12345678", assignmentId: $id, text: "同意。", contact: "顾长安") { refusal { code } } }"""


@pytest.fixture
def case(world: World) -> Case:
    """A case whose co-opinion is overdue and whose answer has had its first reminder."""
    with noon(date(2026, 3, 2)):
        signed_for(world, one := a_dispatched_case(world, due_on=DUE, co_due_on=CO_DUE))
        relayed()
    rung(CO_DUE + ONE_DAY)
    rung(clocks()[world.units["water"].pk, "LEAD"].rings[0])
    return one


def listed(ask: Asking, who: str, **variables: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask.data(who, LIST, **variables)["edges"]]


def test_each_seat_has_its_own_newest_first(ask: Asking, case: Case) -> None:
    seen = {
        who: [(one["kind"], one["rung"], one["light"]) for one in listed(ask, who)]
        for who in ("office", "water_clerk", "roads_head", "parks_clerk", "npc_seat", "cppcc")
    }

    lead, co = ("LEAD", "T15", "GREEN"), ("CO", "T0", "RED")
    assert seen == {
        "office": [lead, co],
        "water_clerk": [lead],
        "roads_head": [co],
        "parks_clerk": [],
        "npc_seat": [co],
        "cppcc": [],
    }


def test_a_reminder_says_in_a_sentence_what_is_to_be_done(ask: Asking, case: Case) -> None:
    lead, co = listed(ask, "office")

    assert lead["text"] == "距办理期限（2026年6月2日）还有 15 个工作日，请抓紧办理、按时答复。"
    assert co["text"] == "会办期限（2026年4月2日）已过，尚未提交会办意见，请立即提交。"
    assert (co["caseTitle"], co["unit"]["shortName"], co["note"]) == (case.title, "交通运输局", None)


def test_the_bell_counts_what_was_told_to_the_viewer_s_side_until_it_is_seen(ask: Asking, case: Case) -> None:
    before = {
        who: ask.data(who, LIST)["unseenCount"] for who in ("office", "water_clerk", "roads_clerk", "npc")
    }
    red = str(Reminder.objects.get(kind="CO").pk)

    marked = ask.data("office", MARK, id=red)

    assert before == {"office": 1, "water_clerk": 1, "roads_clerk": 1, "npc": 1}
    assert marked["reminder"]["seen"] is True
    assert marked["reminder"]["seenBy"].startswith("政府办")
    assert ask.data("office", LIST)["unseenCount"] == 0
    assert ask.data("roads_clerk", LIST)["unseenCount"] == 1
    assert [one["kind"] for one in listed(ask, "roads_clerk", unseen=True)] == ["CO"]
    assert listed(ask, "office", unseen=True) == []


def test_a_list_goes_on_where_a_page_ends(ask: Asking, case: Case) -> None:
    first = ask.data("office", LIST, first=1)
    rest = ask.data("office", LIST, first=1, after=first["pageInfo"]["endCursor"])

    assert first["pageInfo"]["hasNextPage"] is True
    assert [one["edges"][0]["node"]["kind"] for one in (first, rest)] == ["LEAD", "CO"]
    assert rest["pageInfo"]["hasNextPage"] is False


def test_a_case_shows_its_reminders(ask: Asking, case: Case) -> None:
    asked = "query($id: ID!) { case(id: $id) { reminders { kind rung } } }"

    seen = {
        who: ask.data(who, asked, id=str(case.pk))["reminders"] for who in ("office", "water_clerk", "npc")
    }

    lead, co = {"kind": "LEAD", "rung": "T15"}, {"kind": "CO", "rung": "T0"}
    assert seen == {"office": [co, lead], "water_clerk": [lead], "npc": [co]}


def test_the_answer_and_the_opinions_have_a_light_each(ask: Asking, world: World) -> None:
    far, soon = today() + 365 * ONE_DAY, today() + 3 * ONE_DAY
    case = a_dispatched_case(world, due_on=far, co_due_on=soon)

    found = ask.data("office", LIGHTS, id=str(case.pk))

    assert found == {
        "light": "GREEN",
        "coLight": "YELLOW",
        "assignments": [{"light": "GREEN"}, {"light": "YELLOW"}],
    }


def test_the_co_light_goes_out_with_the_last_opinion(ask: Asking, case: Case) -> None:
    before = ask.data("office", LIGHTS, id=str(case.pk))["coLight"]

    ask.data("roads_officer", OPINION, id=str(part_of(case, "roads").pk))

    assert (before, ask.data("office", LIGHTS, id=str(case.pk))["coLight"]) == ("RED", "GREY")
