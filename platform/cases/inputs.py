"""Inputs of commands as typed values, and the checks that need no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cases.states import UnitRole
from kernel.plain_text import deceptive
from kernel.refusals import Refusal
from kernel.wording import label
from rules.pack import Pack

Who = tuple[str, str, str]

MAX_TITLE = 200
MAX_BODY = 60_000
MAX_REASON = 2_000
PROPOSER_KINDS = (
    "DEPUTY",
    "MEMBER",
    "DELEGATION",
    "PARTY",
    "MASS_ORG",
    "SECTOR",
    "SPECIAL_COMMITTEE",
    "GROUP",
)
# Deputies file suggestions, members file proposals (domain.md 1.2).
OTHER_SIDE = {("SUGGESTION", "MEMBER"), ("PROPOSAL", "DEPUTY")}


@dataclass(frozen=True, slots=True)
class ProposerInput:
    """One proposer as registered."""

    name: str
    kind: str
    group: str = ""
    phone: str = ""
    is_lead: bool = False

    @property
    def who(self) -> Who:
        """By what a proposer is known: name, kind and group."""
        return (self.name.strip(), self.kind, self.group.strip())


@dataclass(frozen=True, slots=True)
class RegisterInput:
    """A paper as it arrives; ``registration_no`` empty = given by the office, ``period`` empty = by the session's day.

    For imports: ``source_key`` by which it is recognised again, ``ledger`` what its list states of later stages,
    of them ``handed_over_on`` and ``answered_on`` as days.
    """

    kind: str
    title: str
    body: str
    session_id: int
    proposers: Sequence[ProposerInput]
    category: str = ""
    registration_no: str = ""
    registered_on: date | None = None
    period: str = ""
    publish_consent: bool = True
    protect_proposer: bool = False
    proposed_unit: str = ""
    source_key: str | None = None
    ledger: Sequence[str] = ()
    handed_over_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """One unit in a dispatch: its role, and its part where units answer separately."""

    unit_id: int
    role: UnitRole
    part: str = ""


@dataclass(frozen=True, slots=True)
class DispatchInput:
    """A dispatch; due days given here replace those of the rule pack and must lie after the dispatch."""

    assignments: Sequence[AssignmentInput]
    complex: bool = False
    requirements: str = ""
    due_on: date | None = None
    co_due_on: date | None = None
    dispatched_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingInput:
    """A talk with the proposer."""

    stage: str
    form: str
    held_on: date
    unit_people: str
    proposer_people: str
    summary: str
    place: str = ""


class PromiseAs(StrEnum):
    """How a promise relates to those of the unit's earlier answers that stand."""

    NEW = "NEW"
    CONTINUED = "CONTINUED"
    REPLACED = "REPLACED"


@dataclass(frozen=True, slots=True)
class PointInput:
    """One request of the paper, its answer, its class, and the promise with its day where there is one.

    ``promise_as`` says how the promise relates to an ``earlier`` one of the ledger, by its key.
    """

    request: str
    response: str
    result_class: str
    promise: str = ""
    promised_on: date | None = None
    promise_as: str = ""
    earlier: int | None = None

    def __post_init__(self) -> None:
        """Blanks around a text are not part of it: a promise of blanks is none, and words are compared."""
        for name in ("request", "response", "promise"):
            object.__setattr__(self, name, getattr(self, name).strip())


@dataclass(frozen=True, slots=True)
class ReplyInput:
    """A reply's draft."""

    title: str
    addressee: str
    body: str
    result_class: str
    publish_mode: str
    contact_name: str
    contact_phone: str
    points: Sequence[PointInput] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """A government's answer to the one that sent it a case; ``result_class`` empty for a request's answer.

    ``signed_by`` is who signed the letter in the government's name (签发人); the answer to a request has nobody.
    """

    title: str
    body: str
    contact_name: str
    contact_phone: str
    result_class: str = ""
    signed_by: str = ""
    publish_mode: str = "FULL"
    points: Sequence[PointInput] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class OpinionInput:
    """A government's opinion on another's case: the words, and whom to ask."""

    text: str
    contact_name: str
    contact_phone: str


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """A case as another government shared it: what the envelope says, no more. ``due_on`` is the sender's day."""

    kind: str
    title: str
    body: str
    origin: str
    envelope: int
    sender: str
    number: str
    due_on: date
    category: str = ""
    requirements: str = ""
    publish_consent: bool = True
    protect_proposer: bool = False
    proposers: Sequence[ProposerInput] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class UpperRequest:
    """A request to the government above: approval, planning, policy, funding or coordination."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class VerdictInput:
    """One item of the office's checklist: passed or not, with a note."""

    code: str
    passed: bool
    note: str = ""


def required(value: str, field_name: str, limit: int) -> str:
    """The trimmed text; refused when empty, too long, or not to be kept."""
    text = optional(value, field_name, limit)
    if not text:
        raise Refusal("field_required", field=field_name, label=label("fields", field_name))
    return text


def optional(value: str, field_name: str, limit: int) -> str:
    """The trimmed text, which may be empty; refused when too long, not to be kept, or other than it looks."""
    text = value.strip()
    if len(text) > limit:
        raise Refusal("text_too_long", field=field_name, label=label("fields", field_name), limit=limit)
    if "\x00" in text:
        raise Refusal("text_malformed", field=field_name, label=label("fields", field_name))
    if unseen := deceptive(text):
        raise Refusal("text_deceptive", field=field_name, label=label("fields", field_name), character=unseen)
    return text


def check_proposers(kind: str, proposers: Sequence[ProposerInput]) -> None:
    """Refuse an empty list, a kind unknown or of the other side, a nameless or repeated proposer, a second lead."""
    if not proposers:
        raise Refusal("proposer_required", field="proposers")
    for one in proposers:
        required(one.name, "name", 80)
        optional(one.group, "group", 80)
        optional(one.phone, "phone", 30)
        if one.kind not in PROPOSER_KINDS:
            raise Refusal("proposer_kind_unknown", field="proposers", kind=one.kind)
        if (kind, one.kind) in OTHER_SIDE:
            raise Refusal(f"proposer_not_{one.kind.lower()}", field="proposers", name=one.name.strip())
    if len({one.who for one in proposers}) < len(proposers):
        raise Refusal("proposer_twice", field="proposers")
    if sum(one.is_lead for one in proposers) > 1:
        raise Refusal("one_lead_proposer", field="proposers")


def check_shape(roles: Sequence[UnitRole], *, opinion: bool = False) -> None:
    """Refuse a set of roles that is none of {SOLE}, {LEAD + CO*}, {SEPARATE x >= 2}, {JOINT_LEAD x >= 2 + CO*}.

    Of a case on which another government wants an ``opinion`` all units are asked for theirs.
    """
    if opinion:
        if not roles or set(roles) != {UnitRole.CO}:
            raise Refusal("dispatch_shape_opinion", field="assignments")
        return
    answering = [role for role in roles if role != UnitRole.CO]
    kinds = set(answering)
    with_co = len(answering) < len(roles)
    fits = (
        (kinds == {UnitRole.SOLE} and len(answering) == 1 and not with_co)
        or (kinds == {UnitRole.LEAD} and len(answering) == 1)
        or (kinds == {UnitRole.SEPARATE} and len(answering) >= 2 and not with_co)
        or (kinds == {UnitRole.JOINT_LEAD} and len(answering) >= 2)
    )
    if not fits:
        raise Refusal("dispatch_shape", field="assignments")


def check_points(points: Sequence[PointInput], pack: Pack) -> None:
    """Refuse a point without answer, of an unknown class, or whose class needs a dated promise it lacks."""
    if not points:
        raise Refusal("points_required", field="points")
    for number, point in enumerate(points, 1):
        if not point.request or not point.response:
            raise Refusal("point_unanswered", field="points", number=number)
        needs_promise = pack.result_class(point.result_class).promise
        if (needs_promise or point.promise) and not (point.promise and point.promised_on):
            raise Refusal("promise_incomplete", field="points", number=number)
