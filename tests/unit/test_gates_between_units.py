"""Conditions of steps between the units of a case, on rows in memory: meetings, agreeing jointly, signing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.models import Meeting
from cases.states import ReplyState, UnitRole
from cases.steps import gates
from support.in_memory import CO, JOINT, PACK, SOLE, TODAY, a_case, a_part, a_reply, of, sentence, told

MET = ("BEFORE", "DURING")


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
        (JOINT, "RECALLED", False), (UnitRole.SEPARATE, "HANDLING", False), (CO, "HANDLING", False),
        (CO, "CO_ACCEPTED", False),
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
