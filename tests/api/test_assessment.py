"""Scores over the API: the office runs and freezes, a unit opens its own sheet down to the case, others see totals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.running import limits
from assessment.models import Run, Score
from cases.states import UnitRole
from kernel.clock import today
from kernel.workdays import ONE_DAY
from support.asking import Asking
from support.build import a_key
from support.copies import copy_cases
from support.founded import Founding
from support.scores import (
    CUT_OFF,
    a_case,
    a_run,
    a_scheme,
    answered,
    frozen,
    linear,
    per_event,
    scored,
)
from support.world import World

ISSUE = """mutation($key: String!, $year: Int!) {
  issueAssessmentScheme(key: $key, template: "city_annual", year: $year) {
    scheme { id title version groups items { title weight formula } } refusal { code field } } }"""
START = """mutation($key: String!, $scheme: ID!, $year: Int!, $cutOff: Date!) {
  startAssessment(key: $key, schemeId: $scheme, year: $year, cutOff: $cutOff, group: BUREAUS) {
    run { id state mayFreeze digest } refusal { code field message } } }"""
FREEZE = """mutation($key: String!, $id: ID!) { freezeAssessment(key: $key, runId: $id) {
  run { state frozenBy } refusal { code } } }"""
CHECK = """query($text: String!) { assessmentSchemeCheck(text: $text) {
  problems { path place message } title full items { title weight formula } } }"""
TRY = """mutation($text: String!, $year: Int!, $cutOff: Date!) {
  tryAssessmentScheme(text: $text, year: $year, cutOff: $cutOff, group: BUREAUS) {
    trial { title places scores { unit rank total notRanked items { title maximum weight points explanation } } }
    refusal { code field message } } }"""
OWN_ISSUE = """mutation($key: String!, $text: String!, $year: Int!, $note: String) {
  issueAssessmentScheme(key: $key, text: $text, year: $year, note: $note) {
    scheme { id version note text } refusal { code field message } } }"""
OWN = """code: own
title: 云州市考核办法
source: 云政办〔2026〕9号
groups: [BUREAUS]
full: 100
floor: 0
cap: 100
rounding: {at: ITEM, places: 1, mode: HALF_UP}
year_by: SESSION
not_applicable: REDISTRIBUTE
open_ranking: true
invited: []
items:
  - {code: on_time, title: 按时, source: 第三条, rule: RATIO_LINEAR, metric: M2, weight: 60, target: 100%}
  - {code: late, title: 逾期, source: 第五条, rule: PER_EVENT, event: LATE_REPLY, weight: 40, points: -1, cap: 40}
"""
RANKING = """query($id: ID!, $after: String, $first: Int) { assessmentRun(id: $id) { groupLabel
  scores(first: $first, after: $after) { edges { node { unit { shortName } rank total notRanked items { title } } }
    pageInfo { hasNextPage endCursor } } } }"""
SHEET = """query($id: ID!, $outcomes: [EvidenceOutcome!]) { assessmentScore(id: $id) {
  total items { title points lostPoints numerator denominator explanation
    evidence(outcomes: $outcomes) { edges { node { outcome lost reasonLabel points dueOn doneOn
      case { id title } event { step } } } } } } }"""
DEEP = """query($id: ID!, $n: Int) { assessmentRun(id: $id) { scores(first: $n) { edges { node { unit { name } total
  items { title formula points lostPoints evidence(first: $n) { edges { node { points
    case { title light leadUnit { name } } event { label facts { label } } } } } } } } } } }"""
pytestmark = pytest.mark.usefixtures("remembered")

LISTS = (
    "{ assessmentRuns { edges { node { scheme { title items { formula } }"
    " scores { edges { node { unit { name } } } } } } } }"
)


@pytest.fixture
def late(world: World) -> Run:
    """水务局 late with one of two cases, 交通运输局 in time; frozen."""
    _three_answers(world)
    return frozen(world, linear("M2", weight=30), linear("M1", weight=70))


@Founding
def _three_answers(world: World) -> None:
    answered(world, a_case(world), "2026-05-20")
    answered(world, a_case(world), "2026-06-20")
    answered(world, a_case(world, ("roads", UnitRole.SOLE)), "2026-05-20", "roads")


def _nodes(page: dict[str, Any]) -> list[Any]:
    return [edge["node"] for edge in page["edges"]]


def _score(run: Run, code: str) -> str:
    return str(Score.objects.get(run=run, unit__code=code).pk)


def test_the_office_issues_runs_and_freezes(ask: Asking, world: World) -> None:
    a_case(world)
    day = today() - ONE_DAY  # a scheme is issued for a year near the present one only
    scheme = ask.data("office", ISSUE, key=a_key(), year=day.year)["scheme"]
    wish = {"scheme": scheme["id"], "year": day.year, "cutOff": day.isoformat()}
    run = ask.data("office", START, key=a_key(), **wish)["run"]
    done = ask.data("office", FREEZE, key=a_key(), id=run["id"])

    assert scheme["version"] == 1
    assert len(scheme["items"]) == 9
    assert (run["state"], run["mayFreeze"], len(run["digest"])) == ("DRAFT", True, 64)
    assert done["run"]["state"] == "FROZEN"
    assert done["run"]["frozenBy"] == world.office.label


def test_a_refusal_is_served_at_its_field_and_leaves_nothing(ask: Asking, world: World) -> None:
    scheme = a_scheme(world, linear("M1"))
    wish = {"scheme": str(scheme.pk), "year": 2026, "cutOff": "2024-01-01"}

    refused = ask.data("office", START, key=a_key(), **wish)

    assert refused["run"] is None
    assert (refused["refusal"]["code"], refused["refusal"]["field"]) == ("cut_off_of_other_year", "cutOff")
    assert "2026 年度" in refused["refusal"]["message"]
    assert not Run.objects.exists()


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_an_own_scheme_is_checked_tried_and_issued(ask: Asking, world: World, late: Run, who: str) -> None:
    before = (Run.objects.count(), Score.objects.count())
    wish = {"text": OWN, "year": 2026, "cutOff": CUT_OFF}

    wrong = ask.data(who, CHECK, text=OWN.replace("M2", "M99").replace("weight: 40", "weight: 41"))
    fine = ask.data(who, CHECK, text=OWN)
    unread = ask.data(who, CHECK, text=OWN + "\t- x")
    trial = ask.data(who, TRY, **wish)["trial"]
    refused = ask.data(who, OWN_ISSUE, key=a_key(), text=OWN, year=today().year)
    issued = ask.data(who, OWN_ISSUE, key=a_key(), text=OWN, year=today().year, note="云政办〔2026〕9号")[
        "scheme"
    ]

    assert [(one["path"], one["place"]) for one in wrong["problems"]] == [
        ("items.0.metric", "得分项 › 第 1 项 › 指标")
    ]
    assert (fine["problems"], [one["weight"] for one in fine["items"]]) == ([], ["60", "40"])
    assert "第 " in unread["problems"][0]["message"]
    assert [(one["rank"], one["total"]) for one in trial["scores"][:2]] == [(1, "100"), (2, "69")]
    late_item = trial["scores"][1]["items"][1]
    assert (late_item["points"], late_item["maximum"], late_item["weight"]) == ("39", "40", "40")
    assert (Run.objects.count(), Score.objects.count()) == before
    assert refused["refusal"]["field"] == "note"
    assert (issued["version"], issued["note"], issued["text"]) == (1, "云政办〔2026〕9号", OWN)
    assert ask.data(who, "{ mayIssueSchemes }") is True


@pytest.mark.parametrize("who", ["water_clerk", "npc", "npc_seat"])
def test_nobody_else_checks_tries_or_issues_an_own_scheme(ask: Asking, world: World, who: str) -> None:
    wish = {"text": OWN, "year": 2026, "cutOff": CUT_OFF}

    assert ask.code(who, CHECK, text=OWN) == "FORBIDDEN"
    assert ask.code(who, TRY, **wish) == "FORBIDDEN"
    assert ask.code(who, OWN_ISSUE, key=a_key(), text=OWN, year=today().year, note="依据") == "FORBIDDEN"
    assert ask.data(who, "{ mayIssueSchemes }") is False


@pytest.mark.parametrize("who", ["water_clerk", "npc", "npc_seat"])
def test_nobody_else_may(ask: Asking, world: World, late: Run, who: str) -> None:
    wish = {"scheme": str(late.scheme_id), "year": 2026, "cutOff": CUT_OFF}

    assert ask.code(who, START, key=a_key(), **wish) == "FORBIDDEN"
    assert ask.code(who, FREEZE, key=a_key(), id=str(late.pk)) == "FORBIDDEN"
    assert ask.code(who, ISSUE, key=a_key(), year=today().year) == "FORBIDDEN"
    assert Run.objects.count() == 1


def test_a_unit_opens_its_own_sheet_down_to_the_late_case_and_its_event(ask: Asking, late: Run) -> None:
    sheet = ask.data("water_clerk", SHEET, id=_score(late, "water"), outcomes=["LOST"])

    (row,) = _nodes(sheet["items"][0]["evidence"])
    assert (sheet["total"], sheet["items"][0]["points"], sheet["items"][0]["lostPoints"]) == (
        "85.00",
        "15.00",
        "15",
    )
    assert (row["lost"], row["reasonLabel"], row["points"]) == (True, "逾期办复", "-15")
    assert (row["dueOn"], row["doneOn"], row["event"]["step"]) == (
        "2026-06-02",
        "2026-06-20",
        "DELIVER_REPLY",
    )
    assert row["case"]["title"]
    assert "应计 2 件次，达到 1 件次" in sheet["items"][0]["explanation"]


def test_evidence_of_an_item_is_read_page_by_page_and_by_nobody_else(ask: Asking, late: Run) -> None:
    document = """query($id: ID!, $after: String) { assessmentItem(id: $id) {
      evidence(first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } }"""
    item = str(Score.objects.get(run=late, unit__code="water").items.all()[0].pk)

    first = ask.data("water_clerk", document, id=item)["evidence"]
    then = ask.data("water_clerk", document, id=item, after=first["pageInfo"]["endCursor"])["evidence"]

    assert (first["pageInfo"]["hasNextPage"], then["pageInfo"]["hasNextPage"]) == (True, False)
    assert first["edges"] != then["edges"]
    assert ask.data("roads_clerk", document, id=item) is None


def test_another_unit_sees_names_and_totals_and_no_items(ask: Asking, late: Run) -> None:
    lines = _nodes(ask.data("parks_clerk", RANKING, id=str(late.pk))["scores"])

    first, second, *rest = lines
    assert (first["unit"]["shortName"], first["rank"], first["total"]) == ("交通运输局", 1, "100.00")
    assert (second["unit"]["shortName"], second["rank"], second["items"]) == ("水务局", 2, [])
    assert all(line["notRanked"] for line in rest)
    sheet = ask.data("parks_clerk", SHEET, id=_score(late, "water"))
    assert sheet["items"] == []


def test_an_invited_committee_sees_the_summary_and_the_other_nothing(ask: Asking, late: Run) -> None:
    summary = _nodes(ask.data("npc_seat", RANKING, id=str(late.pk))["scores"])

    assert [line["total"] for line in summary[:2]] == ["100.00", "85.00"]
    assert all(line["items"] == [] for line in summary)
    assert ask.data("cppcc_seat", RANKING, id=str(late.pk)) is None
    assert ask.data("cppcc_seat", "{ assessmentRuns { edges { node { id } } } }") == {"edges": []}
    assert ask.data("administrator", SHEET, id=_score(late, "water")) is None


def test_a_trial_is_not_found_by_others(ask: Asking, world: World) -> None:
    a_case(world)
    run = scored(world, linear("M1"))

    assert ask.data("water_clerk", RANKING, id=str(run.pk)) is None
    assert ask.data("office", RANKING, id=str(run.pk))["groupLabel"].startswith("部门")


def test_a_ranking_is_read_page_by_page(ask: Asking, late: Run) -> None:
    names, after = [], None
    while True:
        page = ask.data("office", RANKING, id=str(late.pk), first=2, after=after)["scores"]
        names += [line["unit"]["shortName"] for line in _nodes(page)]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]

    assert names[:2] == ["交通运输局", "水务局"]
    assert len(set(names)) == 5


def test_shares_of_a_sheet_add_up_to_the_points_lost(ask: Asking, world: World) -> None:
    for day in ("2026-06-20", "2026-06-21", "2026-06-22", "2026-05-20"):
        answered(world, a_case(world), day)
    run = scored(world, linear("M2", weight=10), per_event("EARLY_REPLY", 0.5, cap=5, weight=5))

    items = ask.data("office", SHEET, id=_score(run, "water"))["items"]

    rows = [row["points"] for row in _nodes(items[0]["evidence"]) if row["points"]]
    assert sum(map(Decimal, rows)) == -Decimal(items[0]["lostPoints"]) == Decimal("-7.5")
    assert [row["points"] for row in _nodes(items[1]["evidence"])] == ["0.5"]


def test_a_ranking_costs_the_same_at_any_length(
    ask: Asking, world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIANBAN_PAGE_LIMIT = 500
    monkeypatch.setattr(limits, "MAX_COST", 10**9)
    for code in ("water", "roads"):
        answered(world, a_case(world, (code, UnitRole.SOLE)), "2026-06-20", code)
    copy_cases(260)
    scheme = a_scheme(world, linear("M2", weight=30), linear("M1", weight=70))
    runs = [a_run(world, scheme, year=year, cut_off=f"{year}-10-30") for year in (2025, 2026)]
    ask.data("office", DEEP, id=str(runs[1].pk), n=1)
    ask.data("office", LISTS)

    found = {n: _counted(ask, DEEP, id=str(runs[1].pk), n=n) for n in (1, 20, 500)}

    assert len(set(found.values())) == 1, found
    few = _counted(ask, LISTS)
    a_run(world, a_scheme(world, linear("M5")))
    assert _counted(ask, LISTS) == few


def _counted(ask: Asking, document: str, **variables: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask.data("office", document, **variables)
    return len(captured)
