"""Enums of the schema, made from the domain's own; arguments arrive as the domain's members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from typing import Any

import graphene

from api.shapes import enum_texts
from cases import commands, duties, states
from cases.inputs import PromiseAs as PromiseAsOfPoint
from cases.models import CaseKind as Kind
from cases.models import DueKind as DueKindOfCase
from cases.models import Period as PeriodOfCase
from cases.reading import worklist
from cases.steps.lifecycle import STEPS
from governments import models as governments
from kernel.wording import section
from people import models as people
from people import roles
from supervision import board_reading
from supervision.public.models import ClockKind as Clock
from transfers import lifecycle as crossing
from transfers import states as envelope


class Tray(StrEnum):
    """Which way envelopes went."""

    IN = "IN"
    OUT = "OUT"
    ALL = "ALL"


class Order(StrEnum):
    """The stable orders of case lists."""

    DUE = "DUE"
    REGISTERED = "REGISTERED"
    NUMBER = "NUMBER"
    MY_DAY = "MY_DAY"


def _exposed(domain: type[Enum], name: str, about: str, texts: Mapping[str, str]) -> Any:
    return graphene.Enum.from_enum(domain, name=name, description=_describe(about, texts))


def _describe(about: str, texts: Mapping[str, str]) -> Callable[[Any], str]:
    def describe(value: Any) -> str:
        return about if value is None else texts[value.name]

    return describe


def _of_section(name: str) -> Any:
    return _coded(name, list(section(name)))


def _coded(name: str, codes: list[str]) -> Any:
    """Names in capitals, as all names of enums are; the values are the codes as they are stored."""
    return Enum(name, [(code.upper(), code) for code in codes])


_steps = {step.code.upper(): (getattr(commands, step.code).__doc__ or "").strip() for step in STEPS}
_crossings = {code.upper(): step.about for code, step in crossing.BY_CODE.items()}

CaseKind = _exposed(Kind, "CaseKind", "What a case is by law.", enum_texts.CASE_KIND)
CaseState = _exposed(
    states.CaseState,
    "CaseState",
    "Where a case stands; 办复 (REPLIED) is not 销号 (CLOSED).",
    enum_texts.CASE_STATE,
)
AssignmentState = _exposed(
    states.AssignmentState,
    "AssignmentState",
    "Where a unit's part in a case stands.",
    enum_texts.ASSIGNMENT_STATE,
)
ReplyState = _exposed(states.ReplyState, "ReplyState", "Where a reply stands.", enum_texts.REPLY_STATE)
PromiseAs = _exposed(
    PromiseAsOfPoint, "PromiseAs", "How a promise relates to an earlier one.", enum_texts.PROMISE_AS
)
FeedbackState = _exposed(
    states.FeedbackState,
    "FeedbackState",
    "Where a round of asking the proposer stands.",
    enum_texts.FEEDBACK_STATE,
)
CommitmentState = _exposed(
    states.CommitmentState, "CommitmentState", "Where a promise stands.", enum_texts.COMMITMENT_STATE
)
UnitRole = _exposed(states.UnitRole, "UnitRole", "What a unit is in a case.", enum_texts.UNIT_ROLE)
Role = _exposed(roles.Role, "Role", "What a post may carry.", enum_texts.ROLE)
Light = _exposed(worklist.Light, "Light", "Where a clock stands today.", enum_texts.LIGHT)
ClockKind = _exposed(Clock, "ClockKind", "What a running clock is about.", enum_texts.CLOCK_KIND)
WorkBox = _exposed(worklist.Box, "WorkBox", "The tabs of a work list.", enum_texts.WORK_BOX)
CaseOrder = _exposed(Order, "CaseOrder", "A stable order of a case list.", enum_texts.CASE_ORDER)
Satisfaction = _exposed(
    _of_section("satisfaction"), "Satisfaction", "The proposer's judgement.", enum_texts.SATISFACTION
)
Period = _exposed(
    PeriodOfCase,
    "Period",
    "Whether a paper was handed in around a meeting or between two.",
    enum_texts.PERIOD,
)
PublishMode = _exposed(
    _of_section("publish_modes"), "PublishMode", "How a reply becomes public.", enum_texts.PUBLISH_MODE
)
MeetingStage = _exposed(
    _of_section("meeting_stages"),
    "MeetingStage",
    "When a talk with the proposer took place.",
    enum_texts.MEETING_STAGE,
)
MeetingForm = _exposed(
    _of_section("meeting_forms"),
    "MeetingForm",
    "How a talk with the proposer was held.",
    enum_texts.MEETING_FORM,
)
StepCode = _exposed(
    _coded("StepCode", [step.code for step in STEPS]), "StepCode", "A step of the procedure.", _steps
)
Duty = _exposed(duties.Duty, "Duty", "What somebody has to do about a case.", enum_texts.DUTY)
DueKind = _exposed(DueKindOfCase, "DueKind", "What is due by a day.", enum_texts.DUE_KIND)
Origin = _exposed(states.Origin, "Origin", "Where a case comes from.", enum_texts.ORIGIN)
EnvelopeKind = _exposed(
    envelope.EnvelopeKind, "EnvelopeKind", "What crosses between governments.", enum_texts.ENVELOPE_KIND
)
EnvelopeState = _exposed(
    envelope.EnvelopeState, "EnvelopeState", "Where an envelope stands.", enum_texts.ENVELOPE_STATE
)
EnvelopeTray = _exposed(Tray, "EnvelopeTray", "Which way envelopes went.", enum_texts.ENVELOPE_TRAY)
RequestType = _exposed(
    _of_section("request_types"),
    "RequestType",
    "What a lower government may ask for.",
    enum_texts.REQUEST_TYPE,
)
CrossingCode = _exposed(
    _coded("CrossingCode", list(crossing.BY_CODE)), "CrossingCode", "A step of an envelope.", _crossings
)
Machine = _exposed(states.Machine, "Machine", "What has a state of its own.", enum_texts.MACHINE)
ProposerKind = _exposed(
    _of_section("proposer_kinds"),
    "ProposerKind",
    "What kind of proposer somebody is.",
    enum_texts.PROPOSER_KIND,
)
ResultMeaning = _exposed(
    _coded("ResultMeaning", list(enum_texts.RESULT_MEANING)),
    "ResultMeaning",
    "What a class of results means in any government: packs have classes of their own.",
    enum_texts.RESULT_MEANING,
)
OpinionState = _exposed(
    _coded("OpinionState", list(enum_texts.OPINION_STATE)),
    "OpinionState",
    "Where a co-handler's opinion stands.",
    enum_texts.OPINION_STATE,
)
ReturnDecision = _exposed(
    _coded("ReturnDecision", list(enum_texts.RETURN_DECISION)),
    "ReturnDecision",
    "What was decided on a request to be relieved.",
    enum_texts.RETURN_DECISION,
)
ExtensionDecision = _exposed(
    _coded("ExtensionDecision", list(enum_texts.EXTENSION_DECISION)),
    "ExtensionDecision",
    "What was decided on a request for a later day.",
    enum_texts.EXTENSION_DECISION,
)
UnitKind = _exposed(people.UnitKind, "UnitKind", "What kind of body a unit is.", enum_texts.UNIT_KIND)
AccountChangeKind = _exposed(
    people.AccountChangeKind,
    "AccountChangeKind",
    "What was done to an account.",
    enum_texts.ACCOUNT_CHANGE,
)
OperatorChangeKind = _exposed(
    governments.OperatorChangeKind,
    "OperatorChangeKind",
    "What was done to an operator's account.",
    enum_texts.OPERATOR_CHANGE,
)
Tier = _exposed(governments.Tier, "Tier", "Administrative level of a government.", enum_texts.TIER)
GovernmentState = _exposed(
    governments.State, "GovernmentState", "Whether a government is served.", enum_texts.GOVERNMENT_STATE
)
BoardScope = _exposed(
    board_reading.BoardScope, "BoardScope", "How far a board looks.", enum_texts.BOARD_SCOPE
)
