"""Courses of the demo's papers: dates, how far each gets, what goes wrong on the way. Data only, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# Days after dispatch on which a step is due to be taken at an unhurried pace; a course stretches or presses them.
NOMINAL = {
    "dispatch": 0,
    "sign_for": 2,
    "request_return": 4,
    "decide_return": 6,
    "redispatch": 7,
    "sign_again": 9,
    "assign_officer": 10,
    "meet_before": 13,
    "record_meeting": 13,
    "submit_co_opinion": 22,
    "bounce_co_opinion": 24,
    "submit_again": 27,
    "accept_co_opinion": 29,
    "meet_during": 32,
    "draft_reply": 35,
    "submit_reply": 38,
    "pass_section_review": 40,
    "return_in_unit": 41,
    "redraft": 42,
    "pass_leader_review": 45,
    "return_from_office": 47,
    "redraft_for_office": 48,
    "pass_office_review": 53,
    "agree_jointly": 54,
    "sign_reply": 55,
    "issue_reply": 56,
    "deliver_reply": 57,
    "meet_after": 58,
    "enter_feedback": 68,
    "expire_feedback": 80,
    "urge_feedback": 84,
    "close_feedback": 95,
    "claim_fulfilled": 74,
    "delay_commitment": 74,
    "declare_infeasible": 74,
    "refuse_claim": 77,
    "claim_again": 81,
    "verify_commitment": 84,
    "close": 98,
    "archive": 128,
    "reopen": 120,
}
A_ROUND = 36  # days that a second handling takes from the first feedback to the next
BEFORE = {"register": 0.0, "start_review": 0.3, "decline": 0.8, "file": 0.65, "withdraw": 0.9}


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one paper.

    ``until`` is the last step taken and its how-manieth time; ``finish`` the day on which that is, None for an
    unhurried pace times ``pace``. ``due`` is a due day that the office sets itself, None where the rules do.
    ``twin``: index of the course that a merged paper goes into.
    """

    kind: str
    year: int
    registered: date
    dispatched: date
    until: tuple[str, int] = ("archive", 1)
    finish: date | None = None
    due: date | None = None
    pace: float = 1.0
    shape: str = "SOLE"
    lead: str | None = None
    ending: str = ""  # declined | merged | withdrawn | withdrawn_late
    trouble: str = ""
    feedback: tuple[str, ...] = ("SATISFIED",)
    silent: bool = False
    promise: str = ""  # kept | delayed | refused | infeasible
    promised_in: int = 0
    complex: bool = False
    twin: int | None = None

    def day(self, step: str, round_: int = 1) -> date:
        """The day for a step; of a later round of answering when ``round_`` says so."""
        if step in BEFORE:
            return self.registered + (self.dispatched - self.registered) * BEFORE[step]
        return self.dispatched + timedelta(days=round(self._nominal(step, round_) * self._scale()))

    def _nominal(self, step: str, round_: int) -> int:
        later = len(self.feedback) if step in ("close", "archive", "reopen") else round_
        return NOMINAL[step] + (later - 1) * A_ROUND

    def _scale(self) -> float:
        step, times = self.until
        if self.finish is None or step not in NOMINAL:
            return self.pace
        return (self.finish - self.dispatched).days / max(self._nominal(step, times), 1)
