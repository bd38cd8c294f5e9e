"""Values of a rule pack: spans and their base events, ladders, classes, grades. Nothing is counted here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Base(StrEnum):
    """The event from whose day a period runs (起算); that day itself is not counted."""

    REGISTERED = "REGISTERED"
    SESSION_CLOSED = "SESSION_CLOSED"
    DISPATCHED = "DISPATCHED"
    SIGNED = "SIGNED"
    RETURN_REQUESTED = "RETURN_REQUESTED"
    OPINION_BOUNCED = "OPINION_BOUNCED"
    DELIVERED = "DELIVERED"
    DISSATISFIED = "DISSATISFIED"
    FULFILLED = "FULFILLED"


# Every deadline a pack can state (domain.md 2.2), with the event it usually runs from.
DEADLINES: Mapping[str, Base] = {
    "dispatch": Base.REGISTERED,
    "inform": Base.REGISTERED,
    "kickoff": Base.SESSION_CLOSED,
    "sign_for": Base.DISPATCHED,
    "return": Base.DISPATCHED,
    "adjudicate": Base.RETURN_REQUESTED,
    "first_contact": Base.DISPATCHED,
    "co_opinion": Base.DISPATCHED,
    "co_redo": Base.OPINION_BOUNCED,
    "reply": Base.DISPATCHED,
    "reply_complex": Base.DISPATCHED,
    "feedback": Base.DELIVERED,
    "rehandle": Base.DISSATISFIED,
    "publish": Base.DELIVERED,
    "commitment_review": Base.FULFILLED,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A period as the rule states it, and its article.

    Exactly one of months, calendar days, working days, or calendar days before the lead's due day. ``by`` is a fixed
    day of the year (MM-DD) that comes first; the amount then serves what starts after that day. ``since`` is the
    base event, empty for the deadline's usual one.
    """

    article: str
    months: int = 0
    days: int = 0
    working_days: int = 0
    by: str = ""
    before_lead: int = 0
    since: str = ""

    @property
    def unit(self) -> str:
        """In what it is counted: months, working_days, days or before_lead."""
        return next(one for one in ("months", "working_days", "days", "before_lead") if getattr(self, one))

    @property
    def amount(self) -> int:
        """How many of its unit."""
        number: int = getattr(self, self.unit)
        return number


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with its Chinese name, as the pack offers it in forms."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of satisfaction: code, Chinese name, and whether it sends the case back."""

    code: str
    label: str
    dissatisfied: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the reminders' ladder: so many working days before the due day (0: when it has passed), and whom."""

    working_days: int
    tell: tuple[str, ...]

    @property
    def code(self) -> str:
        """How rows name it: T15 ... T0."""
        return f"T{self.working_days}"


@dataclass(frozen=True, slots=True)
class ResultClass:
    """A class of results: local code and name, canonical meaning, and whether it needs a dated promise."""

    code: str
    label: str
    means: str
    promise: bool


@dataclass(frozen=True, slots=True)
class Extension:
    """How far a reply may be extended, counted from the dispatch, who approves, and whether a written report is due.

    ``told``: nobody approves, the unit extends itself once it has informed the proposer (河南 2017 Art. 20).
    """

    latest: Span
    by: frozenset[str]
    report: bool
    told: bool = False


@dataclass(frozen=True, slots=True)
class AdjudicationLevel:
    """A level of adjudication of returns: who decides, and whether the unit's head must sign a statement."""

    label: str
    statement: bool


@dataclass(frozen=True, slots=True)
class CommitmentCycle:
    """When promises are reported each year (MM-DD), of how many years, and how long open ones are carried over."""

    reports: tuple[str, ...]
    years: int
    carry_over: str
    article: str


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """A report that is due each year by fixed days (MM-DD)."""

    label: str
    on: tuple[str, ...]
    article: str
