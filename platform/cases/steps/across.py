"""The steps by which a case crosses between governments (domain.md section 3): the second part of the table.

The sender's side: a lower government's answer arrives, is accepted or sent back; a request goes up and is
responded to. The receiver's side: a case is taken in, its answer reported, accepted, sent back, or the whole
case taken back. Steps without a role are the relay's, which carries over what the other side did.
"""

from __future__ import annotations

from cases.states import OPEN, AssignmentState, CaseState, Machine
from cases.steps.step import OFFICE, Scope, Step

C, A = Machine.CASE, Machine.ASSIGNMENT
CS, AS = CaseState, AssignmentState

ANSWERED = {CS.REPLIED, CS.TRACKING}
AT_WORK = {CS.DISPATCHED, CS.HANDLING, CS.REHANDLING}
ENDED = {CS.CLOSED, CS.ARCHIVED}
WHOLE = Scope.GOVERNMENT

# --- where the case comes from: the lower government is one of the units that handle it (T1, T2) ---
ANSWER_ARRIVES = Step(
    "answer_arrives", A, {AS.HANDLING, AS.REHANDLING}, AS.ANSWERED, set(), WHOLE, duty=False
)
ACCEPT_ANSWER = Step("accept_answer", A, {AS.ANSWERED}, None, OFFICE, WHOLE)
SEND_BACK_ANSWER = Step("send_back_answer", A, {AS.ANSWERED}, None, OFFICE, WHOLE, duty=False, reason=True)

# --- where the case goes to: it has a case of its own there, linked by the envelope ---
RECEIVE = Step("receive", C, set(), CS.FILED, OFFICE, WHOLE, duty=False)
# 报送: the answer in this government's name with its number, or its opinion (T1, T2)
REPORT_ANSWER = Step("report_answer", C, AT_WORK | ANSWERED | {CS.FILED}, None, OFFICE, WHOLE)
REPORT_OPINION = Step("report_opinion", C, AT_WORK | ANSWERED, None, OFFICE, WHOLE)
ANSWER_ACCEPTED = Step("answer_accepted", C, ANSWERED | {CS.CLOSED}, None, set(), WHOLE, duty=False)
ANSWER_DELIVERED = Step("answer_delivered", C, OPEN | ENDED, None, set(), WHOLE, duty=False)
ANSWER_SENT_BACK = Step("answer_sent_back", C, ANSWERED | ENDED, None, set(), WHOLE, duty=False)
TAKEN_BACK = Step("taken_back", C, OPEN, CS.RECALLED, set(), WHOLE, duty=False, reason=True)

# --- a request to the government above (T4); it does not stop the clock ---
ASK_UPPER = Step(
    "ask_upper", C, {CS.FILED, CS.DISPATCHED, CS.HANDLING, CS.REHANDLING}, None, OFFICE, WHOLE, duty=False
)
UPPER_RESPONDED = Step("upper_responded", C, OPEN | {CS.CLOSED}, None, set(), WHOLE, duty=False)
# --- an opinion of the sender's co-handler on a case that this government answers (T1) ---
UPPER_OPINION = Step("upper_opinion", C, OPEN | {CS.CLOSED}, None, set(), WHOLE, duty=False)

STEPS: tuple[Step, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Step))
