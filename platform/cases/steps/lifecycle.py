"""Lifecycle table: which step leads from which state to which, who may take it, and whose duty it is.

From top to bottom in the order of the procedure: registration and review, dispatch, the units' work, the reply through
review, signature and issue, the proposer's feedback, the promises; then what may come at any time, and the way
between governments. The door moves states by this table only; rights, work lists, conditions and pages read its rows
and never compare codes.
"""

from __future__ import annotations

from cases.aspects import Aspect
from cases.duties import Duty
from cases.states import (
    ANSWERED,
    ANSWERING,
    AT_THE_UNIT,
    AT_WORK,
    EDITABLE,
    GONE,
    OPEN,
    UNDERWAY,
    AssignmentState,
    CaseState,
    CommitmentState,
    FeedbackState,
    Machine,
    ReplyState,
    UnitRole,
)
from cases.steps import gates, gates_extension, gates_opinion, rights, turns
from cases.steps.step import CLERK, COMMITTEES, DRAFTERS, LEADERS, OFFICE, Scope, Step
from people.roles import Role

T = Aspect
C, A, R, F, P = Machine.CASE, Machine.ASSIGNMENT, Machine.REPLY, Machine.FEEDBACK, Machine.COMMITMENT
CS, AS, RS, FS, PS = CaseState, AssignmentState, ReplyState, FeedbackState, CommitmentState
WHOLE, SIDE, UNIT, LEAD = Scope.GOVERNMENT, Scope.SIDE, Scope.UNIT, Scope.LEAD

ARRIVED = {CS.REGISTERED, CS.UNDER_REVIEW}
ENDED = {CS.CLOSED, CS.ARCHIVED}

# A table: its rows are read side by side, which one argument to a line would not allow.
# fmt: off

# --- registration and review (domain.md 2.1, C1-C6) ---
REGISTER = Step(
    "register", set(), CS.REGISTERED, C, OFFICE, WHOLE, committee=COMMITTEES, by=rights.reviewers,
    or_enters={CS.ARCHIVED},  # a list states that it was dispatched and answered long ago
    chapter="group_review", aspect=T.PAPER,
)
START_REVIEW = Step(
    "start_review", {CS.REGISTERED}, CS.UNDER_REVIEW, C, OFFICE, WHOLE, COMMITTEES, by=rights.reviewers,
    duty=Duty.REVIEW, aspect=T.PAPER,
)
FILE = Step(
    "file", ARRIVED, CS.FILED, C, OFFICE, WHOLE, COMMITTEES, by=rights.reviewers, duty=Duty.REVIEW,
    aspect=T.PAPER,
)
DECLINE = Step(
    "decline", ARRIVED, CS.NOT_FILED, C, OFFICE, WHOLE, COMMITTEES, by=rights.reviewers,
    reason=True, aspect=T.PAPER,
)
MERGE = Step(
    "merge", ARRIVED | {CS.FILED}, CS.MERGED, C, OFFICE, WHOLE, COMMITTEES, by=rights.reviewers,
    gates=(gates.of_this_government,), silent={"linked_ends_above"}, aspect=T.PAPER,
)
WITHDRAW = Step(
    "withdraw", ARRIVED | {CS.FILED, CS.MERGED} | UNDERWAY, CS.WITHDRAWN, C, OFFICE, WHOLE, COMMITTEES,
    reason=True, takes_away=True, gates=(gates.of_this_government,), silent={"linked_ends_above"},
    aspect=T.PAPER,
)

# --- dispatch (C8) and its correction (2.2) ---
DISPATCH = Step(
    "dispatch", {CS.FILED}, CS.DISPATCHED, C, OFFICE, WHOLE, chapter="group_dispatch",
    duty=Duty.DISPATCH, aspect=T.PARTS,
)
REDISPATCH = Step(
    "redispatch", UNDERWAY, None, C, OFFICE, WHOLE, turn=turns.is_orphaned,
    gates=(gates.redispatch,), silent={"nothing_to_redispatch"}, duty=Duty.REDISPATCH, aspect=T.PARTS,
)
ACCEPT_RETURN = Step(
    "accept_return", {AS.RETURN_REQUESTED}, AS.RETURNED, A, OFFICE, WHOLE, takes_away=True,
    duty=Duty.RULE_RETURN, aspect=T.RETURNS,
)
REJECT_RETURN = Step(
    "reject_return", {AS.RETURN_REQUESTED}, None, A, OFFICE, WHOLE, reason=True, aspect=T.RETURNS,
)
RECALL = Step(
    "recall", AT_THE_UNIT | {AS.CO_SUBMITTED}, AS.RECALLED, A, OFFICE, WHOLE, reason=True,
    takes_away=True, aspect=T.PARTS,
)

# --- the unit's work (2.2, 2.3) ---
SIGN_FOR = Step(
    "sign_for", {AS.PENDING_SIGN}, AS.HANDLING, A, CLERK, UNIT, chapter="group_work",
    duty=Duty.SIGN_FOR, aspect=T.PARTS,
)
REQUEST_RETURN = Step(
    "request_return", {AS.PENDING_SIGN, AS.HANDLING}, AS.RETURN_REQUESTED, A, CLERK, UNIT,
    reason=True, gates=(gates.request_return,), silent={"return_after_draft"}, aspect=T.RETURNS,
)
ASSIGN_OFFICER = Step(
    "assign_officer", AT_WORK, None, A, CLERK | {Role.SECTION_HEAD}, UNIT, internal=True,
    aspect=T.OFFICERS,
)
RECORD_MEETING = Step(
    "record_meeting",
    # also after the opinion, the agreement and the proposer's word: 办后见面 comes last
    AT_WORK | {AS.ANSWERED, AS.CO_SUBMITTED, AS.CO_ACCEPTED, AS.JOINT_AGREED, AS.REPLIED, AS.DONE}, None, A,
    DRAFTERS | LEADERS, UNIT, turn=turns.is_to_be_met,
    acted_for=True,  # meetings that a lower government reports afterwards; those before its answer come with that
    gates=(gates.record_meeting,), silent={"case_finished"}, duty=Duty.MEET, aspect=T.MEETINGS,
)
SUBMIT_CO_OPINION = Step(
    "submit_co_opinion", AT_WORK, AS.CO_SUBMITTED, A, DRAFTERS, UNIT, unit_roles={UnitRole.CO},
    gates=(gates.submit_opinion,), duty=Duty.GIVE_OPINION, aspect=T.PARTS,
)
ACCEPT_CO_OPINION = Step(
    "accept_co_opinion", {AS.CO_SUBMITTED}, AS.CO_ACCEPTED, A, DRAFTERS, LEAD, unit_roles={UnitRole.CO},
    duty=Duty.ADOPT_OPINION, aspect=T.PARTS,
)
BOUNCE_CO_OPINION = Step(
    "bounce_co_opinion",
    {AS.CO_SUBMITTED, AS.CO_ACCEPTED},  # the latter of a lower government's, which the office takes for the lead
    AS.HANDLING, A, DRAFTERS, LEAD, unit_roles={UnitRole.CO}, reason=True,
    gates=(gates_opinion.bounce,), silent={"opinion_adopted"}, aspect=T.OPINIONS,
)
WAIVE_CO_OPINION = Step(
    "waive_co_opinion",
    # also while its unit asks to be relieved, which the lead does not know and a refusal would reveal
    {AS.PENDING_SIGN, AS.HANDLING, AS.RETURN_REQUESTED}, None, A, CLERK | {Role.SECTION_HEAD} | LEADERS, LEAD,
    unit_roles={UnitRole.CO}, reason=True, gates=(gates_opinion.waive,),
    silent={"already_waived"}, aspect=T.OPINIONS,
)

# --- the reply (2.4) ---
DRAFT_REPLY = Step(
    "draft_reply", AT_WORK, None, A, DRAFTERS, UNIT, unit_roles=ANSWERING, internal=True,
    turn=turns.has_no_draft, gates=(gates.draft,), silent={"reply_in_review"}, later={"principal_drafts"},
    chapter="group_reply", duty=Duty.DRAFT, aspect=T.DRAFTING, words=T.WORKINGS,
)
SUBMIT_REPLY = Step(
    "submit_reply", EDITABLE, RS.SECTION_REVIEW, R, DRAFTERS, UNIT, internal=True,
    gates=(gates.whole, gates.submit), duty=Duty.DRAFT, aspect=T.DRAFTING, words=T.WORKINGS,
)
PASS_SECTION_REVIEW = Step(
    "pass_section_review", {RS.SECTION_REVIEW}, RS.LEADER_REVIEW, R, {Role.SECTION_HEAD}, UNIT,
    internal=True, gates=(gates.whole,), duty=Duty.SECTION_REVIEW, aspect=T.DRAFTING, words=T.WORKINGS,
)
PASS_LEADER_REVIEW = Step(
    "pass_leader_review", {RS.LEADER_REVIEW}, RS.OFFICE_REVIEW, R, LEADERS, UNIT, internal=True,
    or_enters={RS.APPROVED},  # the office reviews after the signature, or not at all
    gates=(gates.whole,), duty=Duty.LEADER_REVIEW, aspect=T.DRAFTING, words=T.WORKINGS,
)
RETURN_IN_UNIT = Step(
    "return_in_unit",
    {RS.SECTION_REVIEW, RS.LEADER_REVIEW, RS.APPROVED, RS.SIGNED},  # also what waits to be signed or issued
    RS.UNIT_RETURNED, R, {Role.SECTION_HEAD} | LEADERS, UNIT, reason=True, internal=True,
    aspect=T.DRAFTING, words=T.WORKINGS,
)
AGREE_JOINTLY = Step(
    "agree_jointly", AT_WORK, AS.JOINT_AGREED, A, CLERK | LEADERS, UNIT, unit_roles={UnitRole.JOINT_LEAD},
    internal=True, gates=(gates.agree,), silent={"principal_does_not_agree"},
    later={"nothing_to_agree"}, duty=Duty.AGREE, aspect=T.DRAFTING, words=T.WORKINGS,
)
PASS_OFFICE_REVIEW = Step(
    "pass_office_review", {RS.OFFICE_REVIEW}, RS.APPROVED, R, OFFICE, WHOLE, internal=True,
    or_enters={RS.SIGNED, RS.ADOPTED},  # it was signed before; it is the draft of this government's answer
    gates=(gates.whole,), duty=Duty.OFFICE_REVIEW, aspect=T.REVIEWS,
)
RETURN_FROM_OFFICE = Step(
    "return_from_office", {RS.OFFICE_REVIEW, RS.ADOPTED}, RS.OFFICE_RETURNED, R, OFFICE, WHOLE,
    reason=True, internal=True, gates=(gates.return_from_office,), silent={"answer_reported"},
    aspect=T.REVIEWS,
)
SIGN_REPLY = Step(
    "sign_reply", {RS.APPROVED}, RS.SIGNED, R, LEADERS, UNIT, by=rights.signers, internal=True,
    or_enters={RS.OFFICE_REVIEW},  # the office reviews what is signed
    own=True, gates=(gates.whole, gates.sign), duty=Duty.SIGN, aspect=T.DRAFTING, words=T.WORKINGS,
)
ISSUE_REPLY = Step(
    "issue_reply", {RS.SIGNED}, RS.ISSUED, R, CLERK, UNIT, own=True, acted_for=True, gates=(gates.whole,),
    duty=Duty.ISSUE, aspect=T.REPLIES,
)
DELIVER_REPLY = Step(
    "deliver_reply", {RS.ISSUED}, RS.DELIVERED, R, CLERK, UNIT, own=True, acted_for=True,
    duty=Duty.DELIVER, aspect=T.REPLIES,
)

# --- the proposer's feedback (2.5) ---
ENTER_FEEDBACK = Step(
    "enter_feedback", {FS.SENT, FS.OVERDUE, FS.URGED}, FS.RETURNED, F, set(), SIDE, COMMITTEES,
    by=rights.askers, chapter="group_feedback", duty=Duty.ENTER_FEEDBACK, aspect=T.FEEDBACK,
)
EXPIRE_FEEDBACK = Step("expire_feedback", {FS.SENT}, FS.OVERDUE, F, set(), SIDE, aspect=T.FEEDBACK)
URGE_FEEDBACK = Step(
    "urge_feedback", {FS.SENT, FS.OVERDUE}, FS.URGED, F, set(), SIDE, COMMITTEES, by=rights.askers,
    aspect=T.FEEDBACK,
)
CLOSE_FEEDBACK = Step(
    "close_feedback", {FS.URGED}, FS.NO_RESPONSE, F, set(), SIDE, COMMITTEES, by=rights.askers,
    reason=True, duty=Duty.ENTER_FEEDBACK, aspect=T.FEEDBACK,
)
ORDER_REHANDLING = Step(
    "order_rehandling", {AS.REPLIED}, AS.REHANDLING, A, OFFICE, WHOLE, COMMITTEES, unit_roles=ANSWERING,
    reason=True, gates=(gates.order_rehandling,), silent={"not_dissatisfied"},
    aspect=T.PARTS, words=T.FEEDBACK,
)

# --- promises (2.7) and the end (C13-C15) ---
CLAIM_FULFILLED = Step(
    "claim_fulfilled", {PS.OPEN, PS.DELAYED}, PS.CLAIMED, P, DRAFTERS, UNIT, reason=True, acted_for=True,
    begins=turns.a_month_before,
    chapter="group_end", duty=Duty.FULFIL, aspect=T.PROMISES,
)
DELAY_COMMITMENT = Step(
    "delay_commitment", {PS.OPEN, PS.DELAYED}, PS.DELAYED, P, CLERK, UNIT, reason=True,
    acted_for=True, aspect=T.PROMISES,
)
DECLARE_INFEASIBLE = Step(
    "declare_infeasible", {PS.OPEN, PS.DELAYED}, PS.INFEASIBLE, P, LEADERS, UNIT, reason=True,
    acted_for=True, aspect=T.PROMISES,
)
VERIFY_COMMITMENT = Step(
    "verify_commitment", {PS.CLAIMED}, PS.VERIFIED, P, OFFICE, WHOLE, duty=Duty.VERIFY, aspect=T.PROMISES,
)
REFUSE_CLAIM = Step(
    "refuse_claim", {PS.CLAIMED}, PS.OPEN, P, OFFICE, WHOLE, reason=True, aspect=T.PROMISES,
)
CLOSE = Step(
    "close", ANSWERED, CS.CLOSED, C, OFFICE, WHOLE, gates=(gates.close,),
    later={"answer_not_accepted", "feedback_outstanding", "commitments_open"}, duty=Duty.CLOSE,
    aspect=T.PARTS, words=T.ENDING,
)
REOPEN = Step(
    "reopen", {CS.CLOSED}, CS.TRACKING, C, OFFICE, WHOLE, reason=True,
    aspect=T.PARTS, words=T.ENDING,
)
ARCHIVE = Step("archive", {CS.CLOSED}, CS.ARCHIVED, C, OFFICE, WHOLE, aspect=T.PARTS)

# --- due days: extension is requested and decided, or taken by notice; a recount is the system's ---
REQUEST_EXTENSION = Step(
    "request_extension", AT_WORK, None, A, CLERK, UNIT, unit_roles=ANSWERING, reason=True,
    gates=(gates_extension.request_extension,), silent={"extension_by_notice"}, aspect=T.EXTENSIONS,
)
EXTEND_BY_NOTICE = Step(
    "extend_by_notice", AT_WORK, None, A, CLERK, UNIT, unit_roles=ANSWERING, reason=True,
    gates=(gates_extension.extend_by_notice,), silent={"extension_not_by_notice"}, aspect=T.EXTENSIONS,
)
GRANT_EXTENSION = Step(
    "grant_extension", AT_WORK, None, A, OFFICE, WHOLE, COMMITTEES, by=rights.extenders,
    unit_roles=ANSWERING, gates=(gates_extension.decide_extension,),
    silent={"no_extension_asked"}, aspect=T.EXTENSIONS,
)
REFUSE_EXTENSION = Step(
    "refuse_extension", AT_WORK, None, A, OFFICE, WHOLE, COMMITTEES, by=rights.extenders,
    unit_roles=ANSWERING, reason=True, gates=(gates_extension.decide_extension,),
    silent={"no_extension_asked"}, aspect=T.EXTENSIONS,
)
MOVE_DATES = Step(
    "move_dates", OPEN, None, C, set(), WHOLE,
    aspect=T.PARTS, words=T.RETURNS,  # it names all days that moved, also that of a ruling
)

# --- urging (催办, domain.md 1.7, 2.6): the office reminds a unit in writing, which answers; it moves no due day ---
URGE_UNIT = Step(
    "urge_unit", AT_THE_UNIT, None, A, OFFICE, WHOLE, internal=True, gates=(gates.urge,),
    aspect=T.URGING,
)
ANSWER_URGE = Step(
    "answer_urge", frozenset(AS) - GONE, None, A, DRAFTERS | LEADERS, UNIT, internal=True,
    gates=(gates.answer_urge,), silent={"nothing_urged"}, duty=Duty.ANSWER_URGE, aspect=T.URGING,
)

# --- between governments, where the case comes from: the lower government is one of the units that handle it (T1, T2).
# Steps without a role are the relay's, which carries over what the other side did. ---
ANSWER_ARRIVES = Step(
    "answer_arrives", AT_WORK, AS.ANSWERED, A, set(), WHOLE, chapter="group_across",
    aspect=T.PARTS,
)
ACCEPT_ANSWER = Step(
    "accept_answer", {AS.ANSWERED}, None, A, OFFICE, WHOLE, gates=(gates_opinion.accept_answer,),
    duty=Duty.ADOPT_ANSWER, aspect=T.PARTS, words=T.REVIEWS,
)
SEND_BACK_ANSWER = Step(
    "send_back_answer", {AS.ANSWERED}, None, A, OFFICE, WHOLE, reason=True,
    aspect=T.PARTS, words=T.REVIEWS,
)

# --- and where it goes to: it has a case of its own there, linked by the envelope ---
RECEIVE = Step("receive", set(), CS.FILED, C, OFFICE, WHOLE, aspect=T.PAPER)
# 报送: the answer in this government's name with its number, or its opinion (T1, T2)
REPORT_ANSWER = Step(
    "report_answer", UNDERWAY | ANSWERED | {CS.FILED}, None, C, OFFICE, WHOLE, turn=turns.is_dispatched,
    gates=(gates.report_answer,),
    silent={"not_linked", "answer_reported", "opinion_wanted", "answer_needs_handling"},
    later={"answer_not_ready"}, duty=Duty.REPORT, aspect=T.PARTS, words=T.ABOVE,
)
REPORT_OPINION = Step(
    "report_opinion", UNDERWAY | ANSWERED, None, C, OFFICE, WHOLE,
    gates=(gates.report_opinion,),
    silent={"not_linked", "answer_reported", "no_opinion_wanted", "answer_needs_handling"},
    later={"answer_not_ready"}, duty=Duty.REPORT, aspect=T.PARTS, words=T.ABOVE,
)
ANSWER_ACCEPTED = Step(
    "answer_accepted", ANSWERED | {CS.CLOSED}, None, C, set(), WHOLE, turn=turns.is_reported,
    duty=Duty.AWAIT_ABOVE, aspect=T.PARTS,
)
ANSWER_DELIVERED = Step("answer_delivered", OPEN | ENDED, None, C, set(), WHOLE, aspect=T.REPLIES)
ANSWER_SENT_BACK = Step(
    "answer_sent_back", ANSWERED | ENDED, None, C, set(), WHOLE, aspect=T.PARTS, words=T.ABOVE,
)
TAKEN_BACK = Step(
    "taken_back", OPEN, CS.RECALLED, C, set(), WHOLE, reason=True, takes_away=True, aspect=T.PARTS,
)
# a request to the government above (T4), which does not stop the clock
ASK_UPPER = Step(
    "ask_upper", UNDERWAY | {CS.FILED}, None, C, OFFICE, WHOLE, gates=(gates.ask_upper,),
    silent={"no_upper"}, aspect=T.PARTS, words=T.ABOVE,
)
UPPER_RESPONDED = Step(
    "upper_responded", OPEN | {CS.CLOSED}, None, C, set(), WHOLE, aspect=T.PARTS, words=T.ABOVE,
)
# an opinion of the sender's co-handler on a case that this government answers (T1)
UPPER_OPINION = Step("upper_opinion", OPEN | {CS.CLOSED}, None, C, set(), WHOLE, aspect=T.OPINIONS)

# --- a proposer who is to be protected (山东 Art. 11, 青岛 Art. 18): the deputy asks for it, or has retaliation to
# fear; at any time, also after the end; office and committee know who he is ---
PROTECT_PROPOSER = Step(
    "protect_proposer", frozenset(CaseState), None, C, OFFICE, WHOLE, COMMITTEES, reason=True,
    internal=True, aspect=T.PROTECTION,
)

# fmt: on

STEPS: tuple[Step, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Step))
BY_CODE: dict[str, Step] = {step.code: step for step in STEPS}
