"""Consequences of issue and delivery: promises, replies to merged papers, feedback rounds, 办复."""

from __future__ import annotations

from collections.abc import Iterable

from cases.changing.change import Change
from cases.letters.recipients import signers_of
from cases.models import Case, CaseProposer, DueKind, FeedbackRound, Reply
from cases.states import SETTLED, AssignmentState, CaseState, ReplyState
from cases.steps.parts import answering
from kernel.clock import today
from kernel.sql import rows
from kernel.wording import section, sentence
from rules.counting.deadlines import due

ANSWERED = frozenset({AssignmentState.REPLIED, AssignmentState.DONE})


def sibling_replies(change: Change, reply: Reply) -> list[Reply]:
    """Replies to the papers merged into this case: the same answer, each under its own number (山东 Art. 20)."""
    papers = rows.of(change.case, "merged_cases")
    signed = signers_of(papers)
    return [
        Reply(
            case=change.beside(child.pk),
            assignment=reply.assignment,
            round=reply.round,
            state=ReplyState.ISSUED,
            title=_title(child),
            addressee=addressee_of(child, signed[child.pk]),
            body=reply.body,
            class_declared=reply.class_declared,
            class_reviewed=reply.class_reviewed,
            publish_mode=reply.publish_mode,
            contact_name=reply.contact_name,
            contact_phone=reply.contact_phone,
            points=reply.points,
            checklist=reply.checklist,
            signed_by=reply.signed_by,
        )
        for child in papers
    ]


def _title(paper: Case) -> str:
    number, kind = paper.case_no or paper.registration_no, section("kinds_short")[paper.kind]
    return sentence(
        "reply_title", session=paper.session.name if paper.session else "", number=number, kind=kind
    )


def addressee_of(paper: Case, signers: Iterable[CaseProposer]) -> str:
    """To whom a reply to this paper is: 赵建国等2名代表; a collective has no honorific."""
    lead = next(one for one in signers if one.is_lead)
    honour = section("honorifics").get(lead.proposer.kind, "")
    code = "addressee_many" if paper.proposer_count > 1 else "addressee"
    return sentence(code, name=lead.proposer.name, count=paper.proposer_count, honour=honour)


def deliver_to_proposers(change: Change, reply: Reply) -> None:
    """Open a feedback round for the case and for each merged paper; note 办复 when nothing is left to answer."""
    reply.delivered_on = today()
    if reply.publish_mode != "NONE" and "publish" in change.pack.deadlines:
        change.due(DueKind.PUBLISH, due(change.pack, "publish", today()), reply.assignment, reply)
    _open_round(change, reply)
    for sibling in rows.of(reply.assignment, "replies"):
        if sibling.pk == reply.pk or (sibling.round, sibling.state) != (reply.round, ReplyState.ISSUED):
            continue
        sibling.case = change.beside(sibling.case_id)
        sibling.assignment = reply.assignment
        sibling.delivered_on = today()
        change.move(sibling, ReplyState.DELIVERED)
        _open_round(change, sibling)
    change.case.result_class = reply.class_reviewed or reply.class_declared
    if all(one.state in ANSWERED for one in answering(change.case)):
        change.case.replied_on = today()
        change.move(change.case, CaseState.TRACKING if open_promises(change) else CaseState.REPLIED)


def open_promises(change: Change) -> bool:
    """Whether promises of this case wait to be settled."""
    return any(one.state not in SETTLED for one in rows.of(change.case, "commitments"))


def _open_round(change: Change, reply: Reply) -> None:
    if reply.case.linked:
        return  # the proposer is asked by the government that sent the case
    answer = due(change.pack, "feedback", today())
    asked = FeedbackRound(
        case=reply.case,
        assignment=reply.assignment,
        reply=reply,
        round=reply.round,
        sent_on=today(),
    )
    change.add(asked, {DueKind.FEEDBACK: answer})
