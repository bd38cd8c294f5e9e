"""Conditions of steps, judged on rows in memory: what each gate refuses, and the least that it lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.models import (
    Assignment,
    Case,
    Commitment,
    FeedbackRound,
    Meeting,
    Reply,
    ReturnRequest,
    UrgeNotice,
)
from cases.states import EDITABLE, FINISHED, GONE, AssignmentState, CaseState, ReplyState, UnitRole
from cases.steps import gates
from cases.steps.lifecycle import BY_CODE
from kernel import clock
from kernel.refusals import Refusal
from kernel.sql.django_private import keep_relation
from people.models import Unit
from rules.pack import Pack, parse, shipped

TODAY = date(2026, 5, 6)
PACK = parse(shipped("base_suggestion"))
MET = ("BEFORE", "DURING")
JOINT, SOLE, CO = UnitRole.JOINT_LEAD, UnitRole.SOLE, UnitRole.CO
RELATIONS = ("replies", "meetings", "return_requests", "urge_notices", "feedback_rounds")


@pytest.fixture(autouse=True)
def noon() -> Any:
    with clock.at(datetime(2026, 5, 6, 4, tzinfo=UTC)):
        yield


def a_part(pk: int, role: str = SOLE, state: str = "HANDLING", **rows: Any) -> Assignment:
    """A unit's part, with what belongs to it."""
    own = {name: rows.pop(name, []) for name in RELATIONS}
    unit = Unit(pk=pk, short_name=f"第{pk}局")
    part = Assignment(pk=pk, case_id=1, unit=unit, role=role, state=state, return_until=TODAY, **rows)
    for name, held in own.items():
        keep_relation(part, name, held)
    return part


def a_case(*parts: Assignment, state: str = "HANDLING", origin: str = "OWN", **more: Any) -> Case:
    own = {name: more.pop(name, []) for name in ("feedback_rounds", "commitments")}
    case = Case(pk=1, state=state, origin=origin, **more)
    for name, held in (own | {"assignments": list(parts)}).items():
        keep_relation(case, name, held)
    return case


def a_reply(state: str, **more: Any) -> Reply:
    return Reply(case_id=1, state=state, round=1, **more)


def of(part: Assignment, state: str, **more: Any) -> Reply:
    """A reply that knows its part."""
    return a_reply(state, assignment=part, **more)


def told(gate: Any, case: Case, subject: Any = None, pack: Pack = PACK) -> str:
    """The code of the refusal; empty where the gate lets the step through."""
    try:
        gate(case, subject, pack)
    except Refusal as why:
        return why.code
    return ""


def sentence(gate: Any, case: Case, subject: Any = None, pack: Pack = PACK) -> str:
    with pytest.raises(Refusal) as refused:
        gate(case, subject, pack)
    return refused.value.message


def test_every_condition_of_a_row_is_asked_and_steps_of_ones_own_cases_first() -> None:
    closing = BY_CODE["close"]
    own = next(step for step in BY_CODE.values() if step.own)

    with pytest.raises(Refusal, match="销号"):
        gates.check_gates(closing, a_case(commitments=[Commitment(state="OPEN")]), None, PACK)
    with pytest.raises(Refusal) as refused:
        gates.check_gates(own, a_case(origin="UPPER"), None, PACK)
    assert refused.value.code == "linked_letter"
    gates.check_gates(replace(own, gates=()), a_case(), None, PACK)
    gates.check_gates(replace(own, own=False, gates=()), a_case(origin="UPPER"), None, PACK)


@pytest.mark.parametrize("state", AssignmentState)
def test_a_case_is_dispatched_anew_in_place_of_a_part_that_has_gone(state: str) -> None:
    case = a_case(a_part(1), a_part(2, state=state))

    assert told(gates.redispatch, case) == ("" if state in GONE else "nothing_to_redispatch")


def test_what_was_reported_above_is_not_sent_back() -> None:
    assert told(gates.return_from_office, a_case()) == ""
    assert told(gates.return_from_office, a_case(reported_on=TODAY)) == "answer_reported"


class TestRequestReturn:
    """A unit asks to be relieved."""

    def test_until_it_drafts(self) -> None:
        assert told(gates.request_return, a_case(), a_part(1)) == ""
        assert (
            told(gates.request_return, a_case(), a_part(1, replies=[a_reply("DRAFT")]))
            == "return_after_draft"
        )

    def test_as_often_as_there_are_judges(self) -> None:
        judges = len(PACK.ladder)
        refused = [ReturnRequest(decision="REJECTED") for _ in range(judges)]
        others = [ReturnRequest(decision=one) for one in ("", "ACCEPTED")]

        assert told(gates.request_return, a_case(), a_part(1, return_requests=refused[1:] + others)) == ""
        last = sentence(gates.request_return, a_case(), a_part(1, return_requests=refused))
        assert PACK.ladder[-1].label in last
        more = a_part(1, return_requests=[*refused, ReturnRequest(decision="REJECTED")])
        assert told(gates.request_return, a_case(), more) == "return_final"

    @pytest.mark.parametrize(
        ("late_return", "until", "code"),
        [
            ("forbid", TODAY, ""),
            ("forbid", date(2026, 5, 5), "return_too_late"),
            ("forbid", date(2026, 5, 7), ""),
            ("flag", date(2026, 5, 5), ""),
        ],
    )
    def test_in_time_where_the_pack_says_so(self, late_return: str, until: date, code: str) -> None:
        part, pack = a_part(1), replace(PACK, late_return=late_return)
        part.return_until = until

        assert told(gates.request_return, a_case(), part, pack) == code


@pytest.mark.parametrize(
    ("days", "wait"),
    [([], ""), ([TODAY], "2026-05-06"), ([date(2026, 5, 5)], ""), ([date(2026, 5, 9), TODAY], "2026-05-09")],
)
def test_one_urge_at_a_time(days: list[date], wait: str) -> None:
    part = a_part(1, urge_notices=[UrgeNotice(reply_by=day) for day in days])

    if wait:
        assert wait in sentence(gates.urge, a_case(), part)
    else:
        assert told(gates.urge, a_case(), part) == ""


def test_an_urge_is_answered_once() -> None:
    answered = UrgeNotice(reply_by=TODAY, answered_at=clock.now())
    waiting = UrgeNotice(reply_by=TODAY)

    assert told(gates.answer_urge, a_case(), a_part(1, urge_notices=[answered])) == "nothing_urged"
    assert told(gates.answer_urge, a_case(), a_part(1, urge_notices=[answered, waiting])) == ""
    assert told(gates.urge, a_case(), a_part(1, urge_notices=[answered])) == ""


class TestDraft:
    """Who drafts, and while what."""

    def test_the_first_of_joint_leads_drafts_for_all(self) -> None:
        first, second, gone = a_part(2, JOINT), a_part(3, JOINT), a_part(1, JOINT, "RECALLED")
        case = a_case(gone, first, second)

        assert told(gates.draft, case, first) == ""
        assert first.unit.short_name in sentence(gates.draft, case, second)
        assert told(gates.draft, a_case(gone), gone) == ""
        assert told(gates.draft, a_case(first, a_part(4)), a_part(4)) == ""

    @pytest.mark.parametrize("state", ReplyState)
    def test_nobody_while_the_reply_is_on_its_way(self, state: str) -> None:
        part = a_part(1, replies=[a_reply(state)])
        free = EDITABLE | {ReplyState.VOID}

        assert told(gates.draft, a_case(part), part) == ("" if state in free else "reply_in_review")


def test_a_letter_says_all_that_its_points_say() -> None:
    assert told(gates.whole, a_case(), a_reply("DRAFT", unsaid="")) == ""
    assert "1、3" in sentence(gates.whole, a_case(), a_reply("DRAFT", unsaid="1、3"))


class TestMeetings:
    """Meetings before the review and before the end."""

    PACK = replace(
        PACK,
        meetings_before_review=MET,
        meetings_before_close=("AFTER",),
        co_meetings_before_opinion=("DURING",),
        co_meetings_before_close=("AFTER",),
    )

    @staticmethod
    def held(*stages: str, form: str = "VISIT") -> list[Meeting]:
        return [Meeting(stage=stage, form=form) for stage in stages]

    @pytest.mark.parametrize(
        ("form", "stages", "code"),
        [
            ("VISIT", MET, ""),
            ("VISIT", ("BEFORE",), "meetings_missing"),
            ("VISIT", (), "meetings_missing"),
            ("PHONE", MET, "meetings_missing"),
        ],
    )
    def test_before_the_review(self, form: str, stages: tuple[str, ...], code: str) -> None:
        part = a_part(1, meetings=self.held(*stages, form=form))

        assert told(gates.submit, a_case(part), of(part, "DRAFT"), self.PACK) == code

    def test_the_sentence_names_what_is_missing_and_the_forms_that_count(self) -> None:
        pack = replace(self.PACK, face_to_face=frozenset({"VISIT", "VIDEO"}))
        part = a_part(1, meetings=self.held("BEFORE"))

        said = sentence(gates.submit, a_case(part), of(part, "DRAFT"), pack)

        assert "面商：办中（按办理规则，上门走访、视频算作见面）" in said

    def test_before_an_opinion(self) -> None:
        assert (
            told(gates.submit_opinion, a_case(), a_part(1, CO, meetings=self.held("BEFORE")), self.PACK)
            == "meetings_missing"
        )
        assert (
            told(gates.submit_opinion, a_case(), a_part(1, CO, meetings=self.held("DURING")), self.PACK) == ""
        )

    @pytest.mark.parametrize(
        ("roles", "who_met", "code"),
        [
            ((SOLE,), (), "meetings_missing"),
            ((SOLE,), (1,), ""),
            ((JOINT, JOINT), (1,), "unit_meetings_missing"),
            ((JOINT, JOINT), (1, 2), ""),
            ((SOLE, CO), (1,), "co_meetings_missing"),
            ((SOLE, CO), (1, 2), ""),
        ],
    )
    def test_before_the_end_each_for_itself(
        self, roles: tuple[UnitRole, ...], who_met: tuple[int, ...], code: str
    ) -> None:
        parts = [
            a_part(pk, role, "DONE", meetings=self.held("AFTER") if pk in who_met else [])
            for pk, role in enumerate(roles, 1)
        ]

        assert told(gates.close, a_case(*parts, state="REPLIED"), pack=self.PACK) == code

    def test_who_is_short_is_named_and_who_has_gone_is_not(self) -> None:
        parts = [
            a_part(1, JOINT, meetings=self.held("AFTER")),
            a_part(2, JOINT),
            a_part(3, JOINT, "RECALLED"),
        ]
        helpers = [a_part(4, CO), a_part(5, CO, "CANCELLED"), a_part(6, CO, meetings=self.held("AFTER"))]

        leads = sentence(gates.close, a_case(*parts, *helpers), pack=self.PACK)
        co = sentence(gates.close, a_case(parts[0], *helpers), pack=self.PACK)

        assert [pk for pk in range(1, 7) if f"第{pk}局" in leads] == [2]
        assert [pk for pk in range(1, 7) if f"第{pk}局" in co] == [4]

    def test_where_an_opinion_was_asked_for_the_answering_units_need_not(self) -> None:
        case = a_case(a_part(1), origin="CONSULT", accepted_on=TODAY)

        assert told(gates.close, case, pack=self.PACK) == ""


class TestJointLeads:
    """Agreeing with the principal's draft, and signing."""

    @pytest.mark.parametrize("state", ReplyState)
    def test_a_draft_is_agreed_to_while_it_is_under_review(self, state: str) -> None:
        first, second = a_part(1, JOINT, replies=[a_reply(state)]), a_part(2, JOINT)
        under_review = {"LEADER_REVIEW", "OFFICE_REVIEW", "APPROVED", "ADOPTED"}

        got = told(gates.agree, a_case(first, second), second)

        assert got == ("" if state in under_review else "nothing_to_agree")

    def test_the_principal_does_not_agree_and_each_has_met(self) -> None:
        first, second = a_part(1, JOINT, replies=[a_reply("LEADER_REVIEW")]), a_part(2, JOINT)
        case, pack = a_case(first, second), replace(PACK, meetings_before_review=("BEFORE",))

        assert told(gates.agree, case, first) == "principal_does_not_agree"
        assert told(gates.agree, a_case(), second) == "principal_does_not_agree"
        assert told(gates.agree, a_case(a_part(1, JOINT), second), second) == "nothing_to_agree"
        assert told(gates.agree, case, second, pack) == "meetings_missing"

    @pytest.mark.parametrize(("role", "state", "waits"), [
        (JOINT, "HANDLING", True), (JOINT, "REHANDLING", True), (JOINT, "JOINT_AGREED", False),
        (JOINT, "RECALLED", False), (CO, "HANDLING", False), (CO, "CO_ACCEPTED", False),
    ])  # fmt: skip
    def test_a_reply_is_signed_when_the_others_have_agreed(
        self, role: UnitRole, state: str, waits: bool
    ) -> None:
        first, other = a_part(1, JOINT), a_part(2, role, state)
        case, reply = a_case(first, other), of(first, "APPROVED")

        assert told(gates.sign, case, reply) == ("joint_leads_missing" if waits else "")
        if waits:
            said = sentence(gates.sign, case, reply)
            assert "第2局" in said and "第1局" not in said

    def test_who_answers_alone_waits_for_nobody(self) -> None:
        alone = a_part(1, UnitRole.SEPARATE)

        assert told(gates.sign, a_case(alone, a_part(2, JOINT)), of(alone, "APPROVED")) == ""


@pytest.mark.parametrize(
    ("rounds", "code"),
    [
        ([], "not_dissatisfied"),
        ([("SATISFIED", "SATISFIED")], "not_dissatisfied"),
        ([("DISSATISFIED", "SATISFIED")], ""),
        ([("SATISFIED", "DISSATISFIED")], ""),
        ([("DISSATISFIED", "SATISFIED"), ("SATISFIED", "SATISFIED")], "not_dissatisfied"),
        ([("SATISFIED", "SATISFIED"), ("DISSATISFIED", "DISSATISFIED")], ""),
    ],
)
def test_handling_again_follows_the_proposers_last_word(rounds: list[tuple[str, str]], code: str) -> None:
    held = [
        FeedbackRound(round=number, result=result, attitude=attitude)
        for number, (result, attitude) in enumerate(rounds, 1)
    ]

    for order in (held, held[::-1]):
        assert told(gates.order_rehandling, a_case(), a_part(1, feedback_rounds=order)) == code


READY, WAITING = a_part(1, state="REPLIED"), a_part(2)


@pytest.mark.parametrize(
    ("origin", "state", "parts", "reported", "answer", "opinion"),
    [
        ("OWN", "HANDLING", (READY,), None, "not_linked", "not_linked"),
        ("UPPER", "HANDLING", (READY,), None, "", "no_opinion_wanted"),
        ("UPPER", "HANDLING", (READY,), TODAY, "answer_reported", "no_opinion_wanted"),
        ("UPPER", "HANDLING", (READY, WAITING), None, "answer_not_ready", "no_opinion_wanted"),
        ("UPPER", "HANDLING", (), None, "answer_needs_handling", "no_opinion_wanted"),
        ("UPPER", "FILED", (), None, "answer_needs_handling", "no_opinion_wanted"),
        ("LOWER", "FILED", (), None, "", "no_opinion_wanted"),
        ("LOWER", "HANDLING", (), None, "answer_needs_handling", "no_opinion_wanted"),
        ("LOWER", "HANDLING", (WAITING,), None, "answer_not_ready", "no_opinion_wanted"),
        ("CONSULT", "HANDLING", (READY,), None, "opinion_wanted", ""),
        ("CONSULT", "FILED", (), None, "opinion_wanted", "answer_needs_handling"),
        ("CONSULT", "HANDLING", (READY,), TODAY, "answer_reported", "answer_reported"),
        ("CONSULT", "HANDLING", (WAITING,), None, "opinion_wanted", "answer_not_ready"),
    ],
)
def test_what_is_reported_to_the_government_above(
    origin: str, state: str, parts: tuple[Assignment, ...], reported: date | None, answer: str, opinion: str
) -> None:
    case = a_case(*parts, origin=origin, state=state, reported_on=reported)

    assert (told(gates.report_answer, case), told(gates.report_opinion, case)) == (answer, opinion)


def test_the_parts_that_are_not_ready_are_named() -> None:
    said = sentence(gates.report_answer, a_case(READY, WAITING, origin="UPPER"))

    assert "第2局" in said and "第1局" not in said


def test_a_case_from_another_government_ends_there() -> None:
    assert told(gates.of_this_government, a_case()) == ""
    assert told(gates.of_this_government, a_case(origin="UPPER")) == "linked_ends_above"


class TestClose:
    """A case ends when all is settled."""

    @pytest.mark.parametrize(
        ("origin", "accepted", "code"),
        [("OWN", None, ""), ("UPPER", None, "answer_not_accepted"), ("UPPER", TODAY, "")],
    )
    def test_once_its_answer_is_accepted(self, origin: str, accepted: date | None, code: str) -> None:
        assert told(gates.close, a_case(a_part(1), origin=origin, accepted_on=accepted)) == code

    @pytest.mark.parametrize(
        ("state", "code"),
        [
            ("SENT", "feedback_outstanding"),
            ("OVERDUE", "feedback_outstanding"),
            ("URGED", "feedback_outstanding"),
            ("RETURNED", ""),
            ("NO_RESPONSE", ""),
        ],
    )
    def test_once_proposers_have_spoken(self, state: str, code: str) -> None:
        part = a_part(1)
        asked = FeedbackRound(state=state, assignment=part)

        assert told(gates.close, a_case(part, feedback_rounds=[asked])) == code
        if code:
            assert "第1局" in sentence(gates.close, a_case(part, feedback_rounds=[asked]))

    def test_once_promises_are_settled(self) -> None:
        states = ("OPEN", "DELAYED", "CLAIMED", "VERIFIED", "INFEASIBLE", "REPLACED")
        promises = [Commitment(state=state) for state in states]

        assert " 3 " in sentence(gates.close, a_case(a_part(1), commitments=promises))
        assert told(gates.close, a_case(a_part(1), commitments=promises[3:])) == ""


@pytest.mark.parametrize("state", CaseState)
def test_a_meeting_is_recorded_until_the_case_is_finished(state: str) -> None:
    got = told(gates.record_meeting, a_case(state=state), a_part(1))

    assert got == ("case_finished" if state in FINISHED else "")
