"""Which step leads from where to where, who may take it, and whose duty it is: the procedure as one table.

Read it top down as a case lives: registration and review, dispatch, the units' work, the reply's way through
review, signature and issue, the proposer's feedback, the promises. The door moves states by this table only.
"""

from __future__ import annotations

from cases.states import (
    ANSWERING,
    EDITABLE,
    AssignmentState,
    CaseState,
    CommitmentState,
    FeedbackState,
    Machine,
    ReplyState,
    UnitRole,
)
from cases.steps import across as lifecycle_across
from cases.steps import dates as lifecycle_dates
from cases.steps import protection as lifecycle_protection
from cases.steps import urging as lifecycle_urging
from cases.steps.step import CLERK, COMMITTEES, DRAFTERS, LEADERS, OFFICE, Scope, Step
from people.roles import Role

C, A, R, F, P = Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY, Machine.FEEDBACK, Machine.COMMITMENT
CS, AS, RS, FS, PS = CaseState, AssignmentState, ReplyState, FeedbackState, CommitmentState

ARRIVED = {CS.REGISTERED, CS.UNDER_REVIEW}
AT_WORK = {AS.HANDLING, AS.REHANDLING}
UNDERWAY = {CS.DISPATCHED, CS.HANDLING, CS.REHANDLING}

# --- registration and review (domain.md 2.1, C1-C6) ---
REGISTER = Step(
    "register",
    C,
    set(),
    CS.REGISTERED,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    duty=False,
    or_enters={CS.ARCHIVED},  # a list tells that it was dispatched and answered long ago
)
START_REVIEW = Step(
    "start_review", C, {CS.REGISTERED}, CS.UNDER_REVIEW, OFFICE, Scope.GOVERNMENT, committee=COMMITTEES
)
FILE = Step("file", C, ARRIVED, CS.FILED, OFFICE, Scope.GOVERNMENT, committee=COMMITTEES)
DECLINE = Step(
    "decline",
    C,
    ARRIVED,
    CS.NOT_FILED,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    duty=False,
    reason=True,
)
MERGE = Step(
    "merge", C, ARRIVED | {CS.FILED}, CS.MERGED, OFFICE, Scope.GOVERNMENT, committee=COMMITTEES, duty=False
)
WITHDRAW = Step(
    "withdraw",
    C,
    ARRIVED | {CS.FILED, CS.MERGED} | UNDERWAY,
    CS.WITHDRAWN,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    duty=False,
    reason=True,
)

# --- dispatch (C8) and its correction (2.2) ---
DISPATCH = Step("dispatch", C, {CS.FILED}, CS.DISPATCHED, OFFICE, Scope.GOVERNMENT)
REDISPATCH = Step("redispatch", C, UNDERWAY, None, OFFICE, Scope.GOVERNMENT, duty=False)
ACCEPT_RETURN = Step("accept_return", A, {AS.RETURN_REQUESTED}, AS.RETURNED, OFFICE, Scope.GOVERNMENT)
REJECT_RETURN = Step(
    "reject_return", A, {AS.RETURN_REQUESTED}, None, OFFICE, Scope.GOVERNMENT, duty=False, reason=True
)
RECALL = Step(
    "recall",
    A,
    {AS.PENDING_SIGN, AS.HANDLING, AS.CO_SUBMITTED, AS.REHANDLING},
    AS.RECALLED,
    OFFICE,
    Scope.GOVERNMENT,
    duty=False,
    reason=True,
)

# --- the unit's work (2.2, 2.3) ---
SIGN_FOR = Step("sign_for", A, {AS.PENDING_SIGN}, AS.HANDLING, CLERK, Scope.UNIT)
REQUEST_RETURN = Step(
    "request_return",
    A,
    {AS.PENDING_SIGN, AS.HANDLING},
    AS.RETURN_REQUESTED,
    CLERK,
    Scope.UNIT,
    duty=False,
    reason=True,
)
ASSIGN_OFFICER = Step(
    "assign_officer", A, AT_WORK, None, CLERK | {Role.SECTION_HEAD}, Scope.UNIT, duty=False, internal=True
)
RECORD_MEETING = Step(
    "record_meeting",
    A,
    # also after the opinion, the agreement and the proposer's word: 办后见面 comes last
    AT_WORK | {AS.ANSWERED, AS.CO_SUBMITTED, AS.CO_ACCEPTED, AS.JOINT_AGREED, AS.REPLIED, AS.DONE},
    None,
    DRAFTERS | LEADERS,
    Scope.UNIT,
    duty=False,
)
SUBMIT_CO_OPINION = Step(
    "submit_co_opinion", A, AT_WORK, AS.CO_SUBMITTED, DRAFTERS, Scope.UNIT, unit_roles={UnitRole.CO}
)
ACCEPT_CO_OPINION = Step(
    "accept_co_opinion", A, {AS.CO_SUBMITTED}, AS.CO_ACCEPTED, DRAFTERS, Scope.LEAD, unit_roles={UnitRole.CO}
)
BOUNCE_CO_OPINION = Step(
    "bounce_co_opinion",
    A,
    {
        AS.CO_SUBMITTED,
        AS.CO_ACCEPTED,
    },  # the latter of a lower government's, which the office takes for the lead
    AS.HANDLING,
    DRAFTERS,
    Scope.LEAD,
    unit_roles={UnitRole.CO},
    duty=False,
    reason=True,
)
WAIVE_CO_OPINION = Step(
    "waive_co_opinion",
    A,
    # also while its unit asks to be relieved, which the lead does not know and a refusal would tell
    {AS.PENDING_SIGN, AS.HANDLING, AS.RETURN_REQUESTED},
    None,
    CLERK | {Role.SECTION_HEAD} | LEADERS,
    Scope.LEAD,
    unit_roles={UnitRole.CO},
    duty=False,
    reason=True,
)

# --- the reply (2.4) ---
DRAFT_REPLY = Step("draft_reply", A, AT_WORK, None, DRAFTERS, Scope.UNIT, unit_roles=ANSWERING, internal=True)
SUBMIT_REPLY = Step("submit_reply", R, EDITABLE, RS.SECTION_REVIEW, DRAFTERS, Scope.UNIT, internal=True)
PASS_SECTION_REVIEW = Step(
    "pass_section_review",
    R,
    {RS.SECTION_REVIEW},
    RS.LEADER_REVIEW,
    {Role.SECTION_HEAD},
    Scope.UNIT,
    internal=True,
)
PASS_LEADER_REVIEW = Step(
    "pass_leader_review",
    R,
    {RS.LEADER_REVIEW},
    RS.OFFICE_REVIEW,
    LEADERS,
    Scope.UNIT,
    internal=True,
    or_enters={RS.APPROVED},  # the office reviews after the signature, or not at all
)
RETURN_IN_UNIT = Step(
    "return_in_unit",
    R,
    {RS.SECTION_REVIEW, RS.LEADER_REVIEW, RS.APPROVED, RS.SIGNED},  # also what waits to be signed or issued
    RS.UNIT_RETURNED,
    {Role.SECTION_HEAD} | LEADERS,
    Scope.UNIT,
    duty=False,
    reason=True,
    internal=True,
)
AGREE_JOINTLY = Step(
    "agree_jointly",
    A,
    AT_WORK,
    AS.JOINT_AGREED,
    CLERK | LEADERS,
    Scope.UNIT,
    unit_roles={UnitRole.JOINT_LEAD},
    internal=True,
)
PASS_OFFICE_REVIEW = Step(
    "pass_office_review",
    R,
    {RS.OFFICE_REVIEW},
    RS.APPROVED,
    OFFICE,
    Scope.GOVERNMENT,
    internal=True,
    or_enters={RS.SIGNED, RS.ADOPTED},  # it was signed before; it is the draft of this government's answer
)
RETURN_FROM_OFFICE = Step(
    "return_from_office",
    R,
    {RS.OFFICE_REVIEW, RS.ADOPTED},
    RS.OFFICE_RETURNED,
    OFFICE,
    Scope.GOVERNMENT,
    duty=False,
    reason=True,
    internal=True,
)
SIGN_REPLY = Step(
    "sign_reply",
    R,
    {RS.APPROVED},
    RS.SIGNED,
    LEADERS,
    Scope.UNIT,
    internal=True,
    or_enters={RS.OFFICE_REVIEW},  # the office reviews what is signed
    own=True,
)
ISSUE_REPLY = Step("issue_reply", R, {RS.SIGNED}, RS.ISSUED, CLERK, Scope.UNIT, own=True)
DELIVER_REPLY = Step("deliver_reply", R, {RS.ISSUED}, RS.DELIVERED, CLERK, Scope.UNIT, own=True)

# --- the proposer's feedback (2.5) ---
ENTER_FEEDBACK = Step(
    "enter_feedback",
    F,
    {FS.SENT, FS.OVERDUE, FS.URGED},
    FS.RETURNED,
    set(),
    Scope.SIDE,
    committee=COMMITTEES,
)
EXPIRE_FEEDBACK = Step("expire_feedback", F, {FS.SENT}, FS.OVERDUE, set(), Scope.SIDE, duty=False)
URGE_FEEDBACK = Step(
    "urge_feedback", F, {FS.SENT, FS.OVERDUE}, FS.URGED, set(), Scope.SIDE, committee=COMMITTEES, duty=False
)
CLOSE_FEEDBACK = Step(
    "close_feedback",
    F,
    {FS.URGED},
    FS.NO_RESPONSE,
    set(),
    Scope.SIDE,
    committee=COMMITTEES,
    duty=False,
    reason=True,
)
ORDER_REHANDLING = Step(
    "order_rehandling",
    A,
    {AS.REPLIED},
    AS.REHANDLING,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    unit_roles=ANSWERING,
    duty=False,
    reason=True,
)

# --- promises (2.7) and the end (C13-C15) ---
CLAIM_FULFILLED = Step(
    "claim_fulfilled", P, {PS.OPEN, PS.DELAYED}, PS.CLAIMED, DRAFTERS, Scope.UNIT, reason=True
)
DELAY_COMMITMENT = Step(
    "delay_commitment", P, {PS.OPEN, PS.DELAYED}, PS.DELAYED, CLERK, Scope.UNIT, duty=False, reason=True
)
DECLARE_INFEASIBLE = Step(
    "declare_infeasible",
    P,
    {PS.OPEN, PS.DELAYED},
    PS.INFEASIBLE,
    LEADERS,
    Scope.UNIT,
    duty=False,
    reason=True,
)
VERIFY_COMMITMENT = Step("verify_commitment", P, {PS.CLAIMED}, PS.VERIFIED, OFFICE, Scope.GOVERNMENT)
REFUSE_CLAIM = Step(
    "refuse_claim", P, {PS.CLAIMED}, PS.OPEN, OFFICE, Scope.GOVERNMENT, duty=False, reason=True
)
CLOSE = Step("close", C, {CS.REPLIED, CS.TRACKING}, CS.CLOSED, OFFICE, Scope.GOVERNMENT)
REOPEN = Step("reopen", C, {CS.CLOSED}, CS.TRACKING, OFFICE, Scope.GOVERNMENT, duty=False, reason=True)
ARCHIVE = Step("archive", C, {CS.CLOSED}, CS.ARCHIVED, OFFICE, Scope.GOVERNMENT, duty=False)

STEPS: tuple[Step, ...] = (
    *(value for value in list(globals().values()) if isinstance(value, Step)),
    *lifecycle_dates.STEPS,
    *lifecycle_urging.STEPS,
    *lifecycle_across.STEPS,
    *lifecycle_protection.STEPS,
)
BY_CODE: dict[str, Step] = {step.code: step for step in STEPS}
