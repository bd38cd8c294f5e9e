"""Reporting of an answer to the sending government: report, the sender's outcome, report again.

A case that came to be answered is answered in this government's name: the unit's approved text is the draft of that
letter, which gets its number here and is the only one (以区政府名义答复, domain.md T1). One that came for an opinion is
answered by an opinion: no letter, no class, no points (T2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from operator import attrgetter

from cases.changing.change import Change
from cases.changing.counters import take_number
from cases.changing.door import through
from cases.clocks.parts import again, summarise
from cases.commands.answer import stored_points
from cases.commands.delivery import open_promises
from cases.commands.feedback import rehandle, together
from cases.commands.promises import check_promises, promises_of
from cases.exchange import exchange, own_series
from cases.inputs import (
    MAX_BODY,
    MAX_TITLE,
    AnswerInput,
    OpinionInput,
    check_points,
    required,
)
from cases.letters.points import missing_points_text
from cases.models import Assignment, CoOpinion, Reply, ReplyVersion
from cases.models.due_columns import AGAIN, follow_upper
from cases.states import OUTGOING, AssignmentState, CaseState, Origin, ReplyState, UnitRole
from cases.steps import lifecycle
from cases.steps.parts import active, answering, current_reply
from kernel.clock import now, today
from kernel.refusals import Refusal
from kernel.sql import rows
from kernel.wording import label, section, sentence
from rules.pack import Pack

REPORTED = frozenset({AssignmentState.REPLIED, AssignmentState.DONE})
GIVEN = frozenset({AssignmentState.CO_SUBMITTED, AssignmentState.CO_ACCEPTED, AssignmentState.DONE})


@through(lifecycle.REPORT_ANSWER)
def report_answer(change: Change, *, answer: AnswerInput) -> None:
    """Answer the other government in this one's name, a letter with its own number (以区政府名义答复, T1)."""
    case = change.case
    _check_answer(answer, change.pack)
    letter = _letter(change, answer) if case.origin == Origin.UPPER else None
    case.result_class = answer.result_class or case.result_class
    change.facts = dict(exchange().answer(change, answer, letter))
    _reported(change)


@through(lifecycle.REPORT_OPINION)
def report_opinion(change: Change, *, opinion: OpinionInput) -> None:
    """Give the other government this one's opinion on its case, made of the units' (domain.md T2)."""
    words = AnswerInput(
        title=sentence("opinion_title", title=change.case.title)[:MAX_TITLE],
        body=required(opinion.text, "text", MAX_BODY),
        contact_name=required(opinion.contact_name, "contactName", 40),
        contact_phone=required(opinion.contact_phone, "contactPhone", 40),
    )
    change.facts = dict(exchange().answer(change, words, None))
    _reported(change)


def _check_answer(answer: AnswerInput, pack: Pack) -> None:
    required(answer.title, "title", MAX_TITLE)
    required(answer.body, "body", MAX_BODY)
    required(answer.contact_name, "contactName", 40)
    required(answer.contact_phone, "contactPhone", 40)
    if answer.publish_mode not in section("publish_modes"):
        raise Refusal("choice_unknown", field="publishMode", label=label("fields", "publishMode"))
    if answer.result_class:
        pack.result_class(answer.result_class)
    if answer.points:
        check_points(answer.points, pack)
    lacking = missing_points_text(map(asdict, answer.points), answer.body)
    if lacking:
        raise Refusal("points_not_in_letter", field="body", numbers=lacking)


def _letter(change: Change, answer: AnswerInput) -> Reply:
    """The one letter: the first unit's draft as the office reports it, under this government's name and number."""
    case, pack = change.case, change.pack
    reply = next((one for one in map(current_reply, answering(case)) if one is not None), None)
    if reply is None:
        raise Refusal("answer_needs_handling")
    check_promises(change, reply.assignment, answer.points)
    hand = exchange().hand(case)
    if reply.state in OUTGOING:  # a unit's own letter of former times: it stays as it went out
        reply = Reply(case=case, assignment=reply.assignment, round=reply.round, addressee=reply.addressee)
    elif answer.body.strip() != reply.body:
        _keep_version(change, reply, answer.body.strip())
    reply.title, reply.body = answer.title.strip(), answer.body.strip()
    reply.contact_name, reply.contact_phone = answer.contact_name.strip(), answer.contact_phone.strip()
    reply.publish_mode, reply.points = answer.publish_mode, stored_points(answer.points)
    reply.unsaid = ""  # it was looked at before
    reply.class_declared = reply.class_declared or answer.result_class
    reply.class_reviewed = answer.result_class or reply.class_reviewed or reply.class_declared
    reply.signed_by, reply.issued_on = required(answer.signed_by, "signedBy", 40), today()
    reply.number = reply.number or _number(pack, hand.prefix, hand.series)
    if reply.pk is not None:
        change.move(reply, ReplyState.ISSUED)
    return reply


def _keep_version(change: Change, reply: Reply, body: str) -> None:
    number = reply.versions.count() + 1
    change.note(
        ReplyVersion(reply=reply, number=number, body=body, edited_by=change.actor.label, edited_at=now())
    )


def _number(pack: Pack, prefix: str, series: str) -> str:
    """This government's own document number, gap-free per kind and year."""
    year = today().year
    return pack.reply_number(prefix, year, take_number(own_series(pack.case_word, year, series)))


def _reported(change: Change) -> None:
    """The units' parts are done, their opinions taken; the case is answered here."""
    case = change.case
    for one in active(case):
        if one.role == UnitRole.CO and case.asked_opinion:
            _take_opinion(change, one)
        elif one.role != UnitRole.CO:
            one.replied_on = one.replied_on or today()
            change.move(one, AssignmentState.REPLIED)
    case.reported_on = today()
    case.replied_on = case.replied_on or today()
    change.move(case, CaseState.TRACKING if open_promises(change) else CaseState.REPLIED)


def _take_opinion(change: Change, part: Assignment) -> None:
    opinion = newest_opinion(part)
    if opinion is not None and opinion.standing == "SUBMITTED":
        opinion.standing = "ACCEPTED"
        change.note(opinion)
    if part.state in GIVEN:
        change.move(part, AssignmentState.CO_ACCEPTED)


def newest_opinion(part: Assignment) -> CoOpinion | None:
    """The last opinion of a part."""
    given: Sequence[CoOpinion] = rows.of(part, "co_opinions")
    return max(given, key=attrgetter("pk"), default=None)


@through(lifecycle.ANSWER_ACCEPTED)
def answer_accepted(change: Change) -> None:
    """The relay carries over that the other government has adopted the answer: what it promises is followed here."""
    case = change.case
    case.accepted_on = today()
    letter = _on_its_way(change)
    if letter is not None and not case.asked_opinion:
        promises_of(change, letter)
        if case.state == CaseState.REPLIED and any(one["promise"] for one in letter.points):
            change.move(case, CaseState.TRACKING)


@through(lifecycle.ANSWER_DELIVERED)
def answer_delivered(change: Change) -> None:
    """The relay carries over that the other government has delivered this one's letter to the proposer."""
    letter = _on_its_way(change)
    if letter is not None:
        letter.delivered_on = today()
        change.move(letter, ReplyState.DELIVERED)
        change.facts = {"number": letter.number or "", "to": letter.addressee}


def _on_its_way(change: Change) -> Reply | None:
    """This government's letter that was reported and is not delivered."""
    issued = [one for one in rows.of(change.case, "replies") if one.state == ReplyState.ISSUED]
    found: Reply | None = max(issued, key=attrgetter("pk"), default=None)
    if found is not None:
        found.case = change.case
        parts = {one.pk: one for one in change.case.assignments.all()}
        found.assignment = parts[found.assignment_id]
    return found


@through(lifecycle.ANSWER_SENT_BACK)
def answer_sent_back(
    change: Change,
    *,
    reason: str = "",
    due_on: date | None = None,
    anew: bool = False,
    renumber: bool = False,
) -> None:
    """The relay carries over that the other government wants another answer, by ``due_on`` where that is new.

    One that was adopted is handled ``anew``, in another round, with another letter; one that was not is corrected: the
    same text goes back to its unit and keeps its number, unless the other government knows that number already: then
    it is to ``renumber``, and gets another when it is reported again.
    """
    case = change.case
    follow_upper(case, due_on)
    case.reported_on = case.accepted_on = case.closed_on = None
    parts = [one for one in active(case) if one.state in REPORTED or one.state in GIVEN]
    own = [one for one in parts if one.role != UnitRole.CO or case.asked_opinion]
    if not own:
        change.move(case, CaseState.FILED)
    for one in own:
        _again(change, one, anew=anew, renumber=renumber)
    change.facts |= {"comment": change.reason} if change.reason else {}


def _again(change: Change, part: Assignment, *, anew: bool, renumber: bool) -> None:
    reply = current_reply(part)
    if part.state == AssignmentState.REHANDLING:
        return
    if part.role == UnitRole.CO:
        _opinion_again(change, part)
    elif anew or reply is None or reply.state == ReplyState.DELIVERED:
        rehandle(change, part)
    else:
        if renumber and reply.number:
            change.facts |= {"number_dropped": reply.number}
            reply.number = None
        _mend(change, part, reply)


def _mend(change: Change, part: Assignment, reply: Reply) -> None:
    reply.returned_times += 1
    change.move(reply, ReplyState.OFFICE_RETURNED)
    for one in together(change, part):  # joint leads agree to the corrected text again, in the same round
        again(change, one, AGAIN)
        change.move(one, AssignmentState.REHANDLING)
    _under_way(change)


def _opinion_again(change: Change, part: Assignment) -> None:
    opinion = newest_opinion(part)
    if opinion is not None:
        opinion.standing, opinion.bounced_reason = "BOUNCED", change.reason[:500]
        change.note(opinion)
    again(change, part, "co_redo", never_earlier=True)
    change.move(part, AssignmentState.HANDLING)
    _under_way(change)


def _under_way(change: Change) -> None:
    change.move(change.case, CaseState.REHANDLING)
    summarise(change)
    change.facts |= {"due_on": change.case.due_on.isoformat() if change.case.due_on else ""}
