"""Reply from draft to delivery: draft, the unit's review, the office's second review, signature, issue, delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cases.changing.change import Change
from cases.changing.counters import take_number
from cases.changing.door import through
from cases.commands.delivery import deliver_to_proposers, sibling_replies
from cases.commands.promises import check_promises, check_standing, promises_of
from cases.exchange import follow
from cases.inputs import (
    MAX_BODY,
    MAX_REASON,
    MAX_TITLE,
    PointInput,
    ReplyInput,
    VerdictInput,
    check_points,
    optional,
    required,
)
from cases.letters.points import missing_points_text
from cases.letters.recipients import fanouts
from cases.models import Assignment, Reply, ReplyVersion
from cases.states import AssignmentState, ReplyState, UnitRole
from cases.steps import lifecycle
from cases.steps.parts import active, current_reply
from kernel.clock import now, today
from kernel.refusals import Refusal
from kernel.wording import label, section
from rules.pack import Pack

OF_CO_HANDLERS = "CO_OPINIONS"  # the item of a checklist that asks about their opinions


@through(lifecycle.DRAFT_REPLY)
def draft_reply(change: Change, *, draft: ReplyInput, base_version: int | None = None) -> None:
    """Save the draft of the present round's reply; ``base_version`` is the version the editor started from."""
    assignment = change.subject
    reply = current_reply(assignment) or Reply(
        case=change.case, assignment=assignment, round=assignment.round
    )
    if reply.pk is not None and base_version is not None and base_version != reply.version:
        raise Refusal("draft_conflict", field="body", who=reply.versions.latest("number").edited_by)
    _fill(reply, draft, change.pack)
    check_promises(change, assignment, draft.points)
    number = reply.versions.count() + 1 if reply.pk else 1
    if reply.pk is None:
        change.add(reply)
    else:
        change.keep(reply)
        _reopen_agreements(change)
    by, at = change.actor.label, now()
    change.note(ReplyVersion(reply=reply, number=number, body=reply.body, edited_by=by, edited_at=at))
    change.keep(assignment)
    change.facts = {"unit": assignment.unit.name, "draft": number}


def _fill(reply: Reply, draft: ReplyInput, pack: Pack) -> None:
    if draft.publish_mode not in section("publish_modes"):
        raise Refusal("choice_unknown", field="publishMode", label=label("fields", "publishMode"))
    pack.result_class(draft.result_class)
    check_points(draft.points, pack)
    reply.title = required(draft.title, "title", MAX_TITLE)
    reply.addressee = required(draft.addressee.strip().rstrip("：:"), "addressee", 300)  # the letter sets it
    reply.body = required(draft.body, "body", MAX_BODY)
    reply.class_declared = draft.result_class
    reply.publish_mode = draft.publish_mode
    reply.contact_name = required(draft.contact_name, "contactName", 40)
    reply.contact_phone = required(draft.contact_phone, "contactPhone", 40)
    reply.points = stored_points(draft.points)
    reply.unsaid = missing_points_text(reply.points, reply.body)


def stored_points(points: Sequence[PointInput]) -> list[dict[str, Any]]:
    """Points of an answer as a reply keeps them."""
    return [
        asdict(one) | {"promised_on": one.promised_on.isoformat() if one.promised_on else None}
        for one in points
    ]


def _reopen_agreements(change: Change) -> None:
    """A changed text must be agreed anew by the other joint leads."""
    for one in active(change.case):
        if one.state == AssignmentState.JOINT_AGREED:
            change.move(one, AssignmentState.HANDLING)


@through(lifecycle.SUBMIT_REPLY)
def submit_reply(change: Change) -> None:
    """Submit the draft to the section head."""
    _about(change)


@through(lifecycle.PASS_SECTION_REVIEW)
def pass_section_review(change: Change, *, comment: str = "") -> None:
    """The section head passes the draft on to the unit's leader."""
    _about(change, comment)


@through(lifecycle.PASS_LEADER_REVIEW)
def pass_leader_review(change: Change, *, comment: str = "") -> None:
    """The unit's leader passes the draft on to the office's second review, where the pack has it before signing.

    The draft of this government's answer to another one always goes to the office (domain.md T1).
    """
    _about(change, comment)
    if change.pack.review_position != "before_sign" and not change.case.linked:
        change.move(change.subject, ReplyState.APPROVED)


@through(lifecycle.RETURN_IN_UNIT)
def return_in_unit(change: Change, *, reason: str) -> None:
    """A reviewer of the unit sends the draft back to its drafter."""
    _about(change)


@through(lifecycle.AGREE_JOINTLY)
def agree_jointly(change: Change) -> None:
    """A joint lead agrees to the common reply (上海 Art. 17)."""
    change.facts = {"unit": change.subject.unit.name}


@through(lifecycle.PASS_OFFICE_REVIEW)
def pass_office_review(change: Change, *, checklist: Sequence[VerdictInput], result_class: str = "") -> None:
    """The general office passes the reply: every item of the checklist; it may change the class."""
    _judge(change, checklist)
    if any(not one.passed for one in checklist):
        raise Refusal("checklist_failed", field="checklist")
    reply = change.subject
    if result_class:
        change.pack.result_class(result_class)
    reply.class_reviewed = result_class or reply.class_declared
    if change.case.linked:
        change.move(reply, ReplyState.ADOPTED)
    elif change.pack.review_position == "after_sign":
        change.move(reply, ReplyState.SIGNED)
    if reply.class_reviewed != reply.class_declared:
        change.facts |= {
            "class_from": change.pack.class_named(reply.class_declared),
            "class_to": change.pack.class_named(reply.class_reviewed),
        }


@through(lifecycle.RETURN_FROM_OFFICE)
def return_from_office(change: Change, *, reason: str, checklist: Sequence[VerdictInput]) -> None:
    """The general office sends a reply back, naming at least one failed item."""
    _judge(change, checklist)
    failed = [one.code for one in checklist if not one.passed]
    if not failed:
        raise Refusal("checklist_all_passed", field="checklist")
    change.subject.returned_times += 1
    names = {one.code: one.label for one in change.pack.checklist}
    change.facts |= {"failed": [names[code].split("：")[0] for code in failed]}


def _judge(change: Change, checklist: Sequence[VerdictInput]) -> None:
    change.subject.checklist = judged(checklist, change)
    _about(change)


def judged(checklist: Sequence[VerdictInput], change: Change) -> list[dict[str, Any]]:
    """The office's verdicts as they are kept; refused unless every item of the pack's checklist has one.

    Opinions of co-handlers need none where nobody co-handles; those of a case from above are the sender's.
    """
    wanted, given = {one.code for one in change.pack.checklist}, [one.code for one in checklist]
    helped = change.case.linked or any(one.role == UnitRole.CO for one in active(change.case))
    asked = wanted if helped else wanted - {OF_CO_HANDLERS}
    if len(given) != len(set(given)) or not asked <= set(given) <= wanted:
        raise Refusal("checklist_incomplete", field="checklist")
    return [
        {"code": one.code, "passed": one.passed, "note": optional(one.note, "note", MAX_REASON)}
        for one in checklist
    ]


@through(lifecycle.SIGN_REPLY)
def sign_reply(change: Change) -> None:
    """The head of the unit signs (签发); who may is the rule pack's matter."""
    change.subject.signed_by = change.actor.label
    if change.pack.review_position == "after_sign":
        change.move(change.subject, ReplyState.OFFICE_REVIEW)
    _about(change)


@through(lifecycle.ISSUE_REPLY)
def issue_reply(change: Change) -> None:
    """Give the reply its number, gap-free per unit, kind and year; from now on the text stands."""
    reply = change.subject
    check_standing(change, reply)
    for one in [reply, *sibling_replies(change, reply)]:
        _number(change, one)
    promises_of(change, reply)
    _about(change)
    change.facts |= {"number": reply.number}


def _number(change: Change, reply: Reply) -> None:
    unit, year = reply.assignment.unit, today().year
    word = change.pack.case_word
    number = take_number(f"reply:{unit.pk}:{word}:{year}")
    reply.number = change.pack.reply_number(unit.number_prefix, year, number)
    reply.issued_on = today()
    if reply.pk is None:
        change.add(reply)
    elif reply is not change.subject:
        change.move(reply, ReplyState.ISSUED)


@through(lifecycle.DELIVER_REPLY)
def deliver_reply(change: Change) -> None:
    """Deliver the reply: the feedback round opens, and the case is 办复 once every answer is delivered (C10)."""
    reply = change.subject
    _about(change)
    out = fanouts([reply], {reply.pk: change.pack})[reply.pk]
    change.facts |= {"number": reply.number, "to": reply.addressee}
    change.facts |= {"recipients": list(out.recipients), "copies": list(out.copies)}
    _answered(change, reply.assignment)
    deliver_to_proposers(change, reply)
    follow(change, reply.assignment, "deliver")


def _answered(change: Change, assignment: Assignment) -> None:
    together = [assignment]
    if assignment.role == UnitRole.JOINT_LEAD:
        together = [one for one in active(change.case) if one.role == UnitRole.JOINT_LEAD]
    for one in together:
        one.replied_on = one.replied_on or today()
        change.move(one, AssignmentState.REPLIED)


def _about(change: Change, comment: str = "") -> None:
    change.facts |= {"unit": change.subject.assignment.unit.name}
    if comment.strip():
        change.facts |= {"comment": optional(comment, "comment", MAX_REASON)}
