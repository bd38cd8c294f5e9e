"""One function per verb of the procedure; each opens the door once. Nothing else changes a case.

``command(actor, ref, key, **inputs)``: ``ref`` is the id of the step's object, ``key`` the caller's
idempotency key; it returns that object, or raises Refusal, NotPermitted or NotVisible and changes nothing.
"""

from cases.commands.across import (
    accept_answer,
    answer_arrives,
    ask_upper,
    receive,
    send_back_answer,
    taken_back,
    upper_opinion,
    upper_responded,
)
from cases.commands.answer import (
    agree_jointly,
    deliver_reply,
    draft_reply,
    issue_reply,
    pass_leader_review,
    pass_office_review,
    pass_section_review,
    return_from_office,
    return_in_unit,
    sign_reply,
    submit_reply,
)
from cases.commands.closing import (
    archive,
    claim_fulfilled,
    close,
    declare_infeasible,
    delay_commitment,
    refuse_claim,
    reopen,
    verify_commitment,
)
from cases.commands.dates import move_dates, restate_dates
from cases.commands.dispatching import accept_return, dispatch, recall, redispatch, reject_return
from cases.commands.extension import extend_by_notice, grant_extension, refuse_extension, request_extension
from cases.commands.feedback import (
    close_feedback,
    enter_feedback,
    expire_feedback,
    order_rehandling,
    urge_feedback,
)
from cases.commands.handling import (
    accept_co_opinion,
    assign_officer,
    bounce_co_opinion,
    record_meeting,
    request_return,
    sign_for,
    submit_co_opinion,
    waive_co_opinion,
)
from cases.commands.protection import protect_proposer
from cases.commands.registration import add_session, decline, file, merge, register, start_review, withdraw
from cases.commands.reporting import (
    answer_accepted,
    answer_delivered,
    answer_sent_back,
    report_answer,
    report_opinion,
)
from cases.commands.urging import answer_urge, urge_unit

__all__ = [
    "accept_answer",
    "accept_co_opinion",
    "accept_return",
    "add_session",
    "agree_jointly",
    "answer_accepted",
    "answer_arrives",
    "answer_delivered",
    "answer_sent_back",
    "answer_urge",
    "archive",
    "ask_upper",
    "assign_officer",
    "bounce_co_opinion",
    "claim_fulfilled",
    "close",
    "close_feedback",
    "declare_infeasible",
    "decline",
    "delay_commitment",
    "deliver_reply",
    "dispatch",
    "draft_reply",
    "enter_feedback",
    "expire_feedback",
    "extend_by_notice",
    "file",
    "grant_extension",
    "issue_reply",
    "merge",
    "move_dates",
    "order_rehandling",
    "pass_leader_review",
    "pass_office_review",
    "pass_section_review",
    "protect_proposer",
    "recall",
    "receive",
    "record_meeting",
    "redispatch",
    "refuse_claim",
    "refuse_extension",
    "register",
    "reject_return",
    "reopen",
    "report_answer",
    "report_opinion",
    "request_extension",
    "request_return",
    "restate_dates",
    "return_from_office",
    "return_in_unit",
    "send_back_answer",
    "sign_for",
    "sign_reply",
    "start_review",
    "submit_co_opinion",
    "submit_reply",
    "taken_back",
    "upper_opinion",
    "upper_responded",
    "urge_feedback",
    "urge_unit",
    "verify_commitment",
    "waive_co_opinion",
    "withdraw",
]
