"""Conditions of steps, judged on rows in memory: what each gate refuses, and the least that it lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.models import (
    Assignment,
    Commitment,
    FeedbackRound,
    ReturnRequest,
    UrgeNotice,
)
from cases.states import EDITABLE, FINISHED, GONE, AssignmentState, CaseState, ReplyState
from cases.steps import gates
from cases.steps.lifecycle import BY_CODE
from kernel import clock
from kernel.refusals import Refusal
from support.in_memory import JOINT, PACK, TODAY, a_case, a_part, a_reply, sentence, told


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Noon of the day."""
    with clock.at(datetime(2026, 5, 6, 4, tzinfo=UTC)):
        yield


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
        twice = [a_part(int("1002"), JOINT) for _ in range(2)]  # one row that was read two times
        assert told(gates.draft, a_case(twice[0]), twice[1]) == ""
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
