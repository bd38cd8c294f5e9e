"""A list costs the same number of queries with 1, 20 and 500 rows, whatever is asked of its rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import GraphQLObjectType, get_nullable_type, is_list_type

from api.running import limits
from api.schema import schema
from cases import commands
from kernel.workdays import ONE_DAY
from people.models import Account, Post, Section, Unit
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
    part_of,
    signed_for,
)
from support.clocks import relayed, rung
from support.copies import copy_cases
from support.world import World

PARTS = """assignments { id unit { name kindLabel sections { name } staff { name roles } } dueExplanation light
  section { name } officer { roleLabel } coOpinions { text } returnRequests { reason proposedUnit { name } }
  extensionRequests { until } urgeNotices { text }
  meetings { summary } }"""
ANSWERS = """replies { unit { name } recipients copies resultClassLabel
  points { request } officeChecklist { label } versions { body } }
  feedbackRounds { unit { name } light channel channelLabel } commitments { unit { name } light }"""
pytestmark = pytest.mark.usefixtures("remembered")

NODES = {
    "fast": "id title light coDone coTotal leadUnit { name } session { name } duties { duty } holder { days }",
    "held": "coLight duties { dutyLabel stepLabel daysLeft } holder { label person }",
    "row": "id light daysLeft coDone coTotal resultClassLabel leadUnit { kindLabel } session { name }",
    "people": "proposers { name phone }",
    "parts": PARTS,
    "answers": ANSWERS,
    "events": "events { edges { node { label facts { label } } } }",
    "merged": "mergedCases { title year }",
    "merging": "mergedInto { title year }",
    "lights": "light coLight",
    "dates": """dueBrief assignments { dueDays { what explanation setBy passed { day name } } dueExplanation }
      dueDays { day } feedbackRounds { dueDays { explanation } } commitments { explanation }""",
    "reminders": "reminders { text caseTitle unit { name } seen }",
    "crossing": """origin envelopes { state events { label } steps { step } handsOn dueBrief dueDays { day } }
      upperOpinions { unit } upperCoHandlers""",
    "steps": "allowedSteps { step blocked } outstanding",
}
OTHERS = {
    "units": "{ units { name roles sections { name } staff { name roles roleLabel } } }",
    "accounts": "{ accounts { username roleLabels lockedOut posts { unitName sectionName roleLabel } } }",
}
ONLY_ONCE = {  # not lists of rows: a handful of values by their nature, or read in one query by their own
    "Query.sessions", "Query.dutyCounts", "Query.similarCases", "Query.savedFilters", "Query.governments", "Demo.seats",
    "PointsInLetter.missing", "DispatchDays.days",
    "Viewer.seats", "Viewer.mayRegister", "Viewer.accountChanges", "AccountChangeConnection",
    "Query.operators", "OperatorChangeConnection",
    "Procedure", "CaseConnection.edges",
    "ReminderConnection.edges",
    # counted in test_notices.py
    "NoticeConnection",
    # counted in test_former_parts.py
    "FormerPart", "FormerDraft", "FormerPartConnection",
    # made of its own row
    "DueDay", "MovedDay",
    # counted in test_between_governments.py
    "Envelope", "EnvelopeAnswer", "EnvelopeConnection",
    # counted in test_board.py: one row of figures for each government, whatever its cases
    "BoardState", "KindFigures", "LowerBoard",
    # counted in test_rule_packs.py, or one body's worth
    "Query.rulePacks", "RulePack", "Query.packDrafts", "RulePackDraft", "Query.shippedPacks",
    "Query.packWords", "Query.comparePacks", "Query.checkPack", "PackPreview",
    # counted in test_scheme_counts.py
    "AssessmentSchemeCheck", "AssessmentTrial", "TriedAssessmentScore",
    # counted in test_display_seats.py
    "Query.displaySeats",
    # counted in test_assessment.py
    "AssessmentRunConnection", "Query.assessmentSchemes", "Query.assessmentTemplates", "AssessmentScheme",
    "AssessmentScore", "ScoreConnection", "EvidenceConnection",
    # a row for each year, read whole
    "CalendarYear", "Holiday", "HolidayNoticeDraft", "HolidayNoticePreview", "HolidayNoticeReading",
}  # fmt: skip


@pytest.fixture
def many(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 and more cases with everything a case can have, and no limit to what may be asked."""
    settings.LIANBAN_PAGE_LIMIT = 500
    monkeypatch.setattr(limits, "MAX_COST", 10**9)
    monkeypatch.setattr(limits, "LARGEST", 10**12)
    case = a_dispatched_case(world)
    relayed()
    rung(part_of(case, "water").due_on + ONE_DAY)
    commands.merge(world.office, a_filed_case(world).pk, a_key(), into_id=case.pk)
    signed_for(world, case)
    water = part_of(case, "water").pk
    officer = world.water_officer.account_id
    assert officer is not None
    commands.assign_officer(world.water_clerk, water, a_key(), officer_id=officer)
    commands.record_meeting(world.water_clerk, water, a_key(), meeting=a_meeting())
    an_opinion(world, case)
    brought(world, a_drafted_reply(world, case, draft=a_promise()), "deliver_reply")
    copy_cases(300)


def counted(ask: Asking, who: str, document: str, **variables: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask.data(who, document, **variables)
    return len(captured)


@pytest.mark.parametrize("who", ["office", "water_clerk"])
def test_a_case_list_costs_the_same_at_any_length(ask: Asking, many: None, who: str) -> None:
    for name, fields in NODES.items():
        only = ", states: [MERGED]" if name == "merging" else ""
        document = f"query($n: Int) {{ cases(first: $n{only}) {{ edges {{ node {{ {fields} }} }} }} }}"
        ask.data(who, document, n=1)  # what a process remembers, it remembers from now on

        found = {n: counted(ask, who, document, n=n) for n in (1, 20, 500)}

        assert len(set(found.values())) == 1, (name, found)


def test_a_list_of_reminders_costs_the_same_at_any_length(ask: Asking, many: None) -> None:
    document = """query($n: Int) { reminders(first: $n) { unseenCount pageInfo { endCursor }
      edges { node { text note caseTitle caseNo kindLabel unit { name } seen seenBy } } } }"""
    ask.data("office", document, n=1)

    assert len({counted(ask, "office", document, n=n) for n in (1, 20, 500)}) == 1


def test_lists_of_people_cost_the_same_at_any_length(ask: Asking, world: World) -> None:
    for name, document in OTHERS.items():
        who = "administrator" if name == "accounts" else "office"
        ask.data(who, document)
        few = counted(ask, who, document)
        more_people(name, world)
        assert counted(ask, who, document) == few, name


def more_people(mark: str, world: World) -> None:
    """500 units with a section, and an account with a post in each."""
    units = Unit.objects.bulk_create(
        Unit(code=f"{mark}{n}", name=f"{mark}{n}号单位", short_name=f"{n}号") for n in range(500)
    )
    Section.objects.bulk_create(Section(unit=unit, name="综合科") for unit in units)
    people = Account.objects.bulk_create(
        Account(username=f"{mark}-{n}", name="甲", password="!") for n in range(500)
    )
    since = Post.objects.order_by("id")[0].since
    Post.objects.bulk_create(
        Post(account=person, unit=unit, role="UNIT_CLERK", since=since)
        for person, unit in zip(people, units, strict=True)
    )


def test_every_list_of_the_schema_is_counted() -> None:
    asked = " ".join([*NODES.values(), *OTHERS.values()])
    reached = {"Query", "Unit", "Person", "Case", "Assignment", "Reply", "CaseEvent", "AccountRow"}
    reached |= {"FeedbackRound", "Commitment", "CaseEventConnection"}
    lists = {
        f"{name}.{field}"
        for name, kind in schema.graphql_schema.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
        for field, one in kind.fields.items()
        if is_list_type(get_nullable_type(one.type))
    }

    missing = {
        one
        for one in lists
        if not {one, one.split(".")[0]} & ONLY_ONCE
        and not (one.split(".")[0] in reached and re.search(rf"\b{one.split('.')[1]}\b", asked))
    }
    assert missing == set()
