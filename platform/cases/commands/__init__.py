"""One function per verb of the procedure; each opens the door once. Nothing else changes a case.

``command(actor, ref, key, **inputs)``: ``ref`` is the id of the step's object, ``key`` the caller's
idempotency key; it returns that object, or raises Refusal, NotPermitted or NotVisible and changes nothing.
"""

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
from cases.commands.dispatching import accept_return, dispatch, recall, redispatch, reject_return
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
from cases.commands.registration import add_session, decline, file, merge, register, start_review, withdraw

__all__ = [
    "accept_co_opinion",
    "accept_return",
    "add_session",
    "agree_jointly",
    "archive",
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
    "file",
    "issue_reply",
    "merge",
    "order_rehandling",
    "pass_leader_review",
    "pass_office_review",
    "pass_section_review",
    "recall",
    "record_meeting",
    "redispatch",
    "refuse_claim",
    "register",
    "reject_return",
    "reopen",
    "request_return",
    "return_from_office",
    "return_in_unit",
    "sign_for",
    "sign_reply",
    "start_review",
    "submit_co_opinion",
    "submit_reply",
    "urge_feedback",
    "verify_commitment",
    "waive_co_opinion",
    "withdraw",
]
