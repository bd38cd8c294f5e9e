"""Duty: what somebody has to do about a case; named in the catalogue (``duties``), carried by rows of the lifecycle."""

from __future__ import annotations

from enum import StrEnum


class Duty(StrEnum):
    """One kind of work that waits for somebody, in the order of the procedure."""

    REVIEW = "REVIEW"
    DISPATCH = "DISPATCH"
    REDISPATCH = "REDISPATCH"
    SIGN_FOR = "SIGN_FOR"
    RULE_RETURN = "RULE_RETURN"
    MEET = "MEET"
    GIVE_OPINION = "GIVE_OPINION"
    ADOPT_OPINION = "ADOPT_OPINION"
    DRAFT = "DRAFT"
    SECTION_REVIEW = "SECTION_REVIEW"
    LEADER_REVIEW = "LEADER_REVIEW"
    AGREE = "AGREE"
    OFFICE_REVIEW = "OFFICE_REVIEW"
    SIGN = "SIGN"
    ISSUE = "ISSUE"
    DELIVER = "DELIVER"
    ADOPT_ANSWER = "ADOPT_ANSWER"
    REPORT = "REPORT"
    AWAIT_ABOVE = "AWAIT_ABOVE"  # nobody's here: the government that sent the case takes the answer
    ENTER_FEEDBACK = "ENTER_FEEDBACK"
    FULFIL = "FULFIL"
    VERIFY = "VERIFY"
    CLOSE = "CLOSE"
    ANSWER_URGE = "ANSWER_URGE"


# Done by the officer of the part, where one is named; reviews are whoever's of the seat.
OFFICERS = frozenset({Duty.MEET, Duty.GIVE_OPINION, Duty.DRAFT, Duty.FULFIL})
ASIDE = frozenset(
    {Duty.ANSWER_URGE}
)  # beside the way of the case: it holds the case only where nothing else does
