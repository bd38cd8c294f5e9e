"""Crossing between governments, seen from the case: both the sender's side and the receiver's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from cases.changing.change import Change
from cases.changing.door import carry_out, through
from cases.commands.answer import judged
from cases.commands.delivery import sibling_replies
from cases.commands.promises import promises_of
from cases.commands.registration import proposers_of
from cases.exchange import exchange, share_opinion
from cases.inputs import (
    MAX_BODY,
    MAX_REASON,
    MAX_TITLE,
    LinkedPaper,
    PointInput,
    PromiseAs,
    UpperRequest,
    VerdictInput,
    optional,
    required,
)
from cases.models import Assignment, Case, CaseKind, CaseProposer, CoOpinion, Meeting, Reply
from cases.models.due_columns import follow_upper
from cases.states import OUTGOING, SETTLED, AssignmentState, CaseState, ReplyState, UnitRole
from cases.steps import lifecycle
from cases.steps.meetings import before_going_on, missing
from cases.steps.parts import active
from kernel.actor import Actor
from kernel.clock import now, today
from kernel.refusals import Refusal
from kernel.wording import label, section, sentence
from rules.pack import Pack
from rules.queries import pack_in_force

PASSED = OUTGOING | {ReplyState.ADOPTED, ReplyState.VOID}  # what the office has passed stays readable (T7)


def receive(actor: Actor, key: str, *, paper: LinkedPaper) -> Case:
    """Take in a case that another government sent: filed there already, it is filed here at once (T1, T2, T4)."""
    if paper.kind not in CaseKind.values:
        raise Refusal("kind_unknown", field="kind")
    fresh = Case(kind=paper.kind, pack=pack_in_force(paper.kind))

    def body(change: Change) -> None:
        _take_in(change, paper)

    case: Case = carry_out(lifecycle.RECEIVE, actor, fresh, key, body, {"paper": paper})
    return case


def _take_in(change: Change, paper: LinkedPaper) -> None:
    case = change.case
    case.title = required(paper.title, "title", MAX_TITLE)
    case.body = required(paper.body, "body", MAX_BODY)
    case.category = optional(paper.category, "category", 40)
    case.requirements = optional(paper.requirements, "requirements", MAX_REASON)
    case.registration_no = optional(paper.number, "registrationNo", 40)
    case.lead_proposer_name = paper.proposers[0].name if paper.proposers else paper.sender
    case.proposer_count = max(1, len(paper.proposers))
    case.publish_consent, case.protect_proposer = paper.publish_consent, paper.protect_proposer
    case.origin, case.envelope = paper.origin, paper.envelope
    follow_upper(case, paper.due_on)
    case.registered_on = case.filed_on = today()
    case.state = CaseState.FILED  # as it is saved first: a state changes under a new version only
    change.add(case)
    for position, one in enumerate(proposers_of(paper.proposers)):
        change.note(CaseProposer(case=case, proposer=one, position=position, is_lead=position == 0))
    change.facts = {"title": case.title, "sender": paper.sender, "due_on": paper.due_on.isoformat()}


@through(lifecycle.ANSWER_ARRIVES)
def answer_arrives(change: Change) -> None:
    """The relay carries over that the lower government has answered."""
    change.facts = {"unit": change.subject.unit.name}


@through(lifecycle.ACCEPT_ANSWER)
def accept_answer(
    change: Change, *, checklist: Sequence[VerdictInput] = (), result_class: str = "", comment: str = ""
) -> None:
    """Take the lower government's answer: as its reply after the office's review, or as its co-opinion."""
    assignment: Assignment = change.subject
    given = exchange().answer_to(assignment)
    _meetings(assignment, given)
    _check_met(change, assignment)
    if assignment.role == UnitRole.CO:
        _opinion(change, given)
    else:
        change.move(assignment, _at_work(assignment))
        _reply(change, given, checklist, result_class)
    change.facts |= {"unit": assignment.unit.name, "number": given.get("number", "")}
    if comment.strip():
        change.facts |= {"comment": optional(comment, "comment", MAX_REASON)}
    exchange().follow(change, assignment, "accept")


def _at_work(assignment: Assignment) -> AssignmentState:
    return AssignmentState.HANDLING if assignment.round == 1 else AssignmentState.REHANDLING


def _meetings(assignment: Assignment, given: Mapping[str, Any]) -> None:
    """Talks with the proposer that the lower government reports; those of an earlier answer are there already."""
    known = set(assignment.meetings.values_list("stage", "form", "held_on"))
    for one in given.get("meetings", ()):
        held_on = date.fromisoformat(one["held_on"])
        if (one["stage"], one["form"], held_on) not in known:
            Meeting.objects.create(assignment=assignment, **one | {"held_on": held_on})


def _check_met(change: Change, assignment: Assignment) -> None:
    """Refuse an answer before which the lower government should have met the proposer, by the pack here."""
    short = missing(assignment, before_going_on(assignment, change.pack), change.pack)
    if short:
        stages = "、".join(label("meeting_stages", one) for one in short)
        raise Refusal("answer_without_meetings", unit=assignment.unit.short_name, stages=stages)


def _opinion(change: Change, given: Mapping[str, Any]) -> None:
    """What the office has taken is adopted: the lead, which may still send it back, does not adopt it once more."""
    opinion = CoOpinion.objects.create(
        assignment=change.subject,
        text=given["body"],
        contact=f"{given['contact_name']} {given['contact_phone']}",
        result_class=_class_of(given, change.pack),
        submitted_by=given["signed_by"],
        submitted_at=now(),
        standing="ACCEPTED",
    )
    change.move(change.subject, AssignmentState.CO_ACCEPTED)
    share_opinion(change, opinion)


def _reply(change: Change, given: Mapping[str, Any], checklist: Sequence[VerdictInput], chosen: str) -> None:
    declared = _class_of(given, change.pack)
    if chosen:
        change.pack.result_class(chosen)
    if not (chosen or declared):
        raise Refusal("answer_class_unknown", field="resultClass", given=given.get("result_class", ""))
    numbered = "issued_on" in given  # answers of former times have no number of the lower government's
    reply = Reply(
        case=change.case,
        assignment=change.subject,
        round=change.subject.round,
        state=ReplyState.ISSUED if numbered else ReplyState.SIGNED,
        title=given["title"],
        addressee=given["addressee"],
        body=given["body"],
        class_declared=declared or chosen,
        class_reviewed=chosen or declared,
        publish_mode=given["publish_mode"],
        contact_name=given["contact_name"],
        contact_phone=given["contact_phone"],
        points=[_own_point(one, change.pack, chosen or declared) for one in given["points"]],
        checklist=judged(checklist, change),
        signed_by=given.get("signer") or given["signed_by"],  # of former times only the government is known
    )
    if any(not one["passed"] for one in reply.checklist):
        raise Refusal("checklist_failed", field="checklist")
    if numbered:
        _as_numbered(change, reply, given)
    change.add(reply)
    if numbered:
        promises_of(change, reply)
    reply.versions.create(number=1, body=reply.body, edited_by=given["signed_by"], edited_at=now())


def number_known(number: str) -> bool:
    """Whether a letter here has this number already, so that another under it could not be adopted."""
    return bool(number) and Reply.objects.filter(number=number).exists()


def _as_numbered(change: Change, reply: Reply, given: Mapping[str, Any]) -> None:
    """The lower government's own letter, number and day; the papers merged into the case get it as its 之一, 之二."""
    if number_known(given["number"]):
        raise Refusal("number_known", number=given["number"])
    reply.number, reply.issued_on = given["number"], date.fromisoformat(given["issued_on"])
    for place, one in enumerate(sibling_replies(change, reply), 1):
        one.number = sentence("number_of_paper", number=reply.number, place=place)
        one.issued_on = reply.issued_on
        change.add(one)


# What a point says only in the government that wrote it: its name for the class, keys of its own ledger.
NOT_OURS = frozenset({"class_label", "promise_as", "earlier"})


def _own_point(given: Mapping[str, Any], pack: Pack, otherwise: str) -> dict[str, Any]:
    """A point of the answer, its class as it is called here."""
    kept = {name: value for name, value in given.items() if name not in NOT_OURS}
    return kept | {"result_class": _class_of(given, pack) or otherwise}


def _class_of(given: Mapping[str, Any], pack: Pack) -> str:
    """The class that means the same here: governments name their classes differently (domain.md 1.5)."""
    fitting = [one for one in pack.result_classes if one.means == given.get("means")]
    same = [one.code for one in fitting if one.code == given.get("result_class")]
    return (same or [one.code for one in fitting] or [""])[0]


@through(lifecycle.SEND_BACK_ANSWER)
def send_back_answer(change: Change, *, reason: str) -> None:
    """Send the lower government's answer back for another one, with the reason."""
    change.facts = {"unit": change.subject.unit.name}
    change.move(change.subject, _at_work(change.subject))
    exchange().follow(change, change.subject, "send_back")


@through(lifecycle.TAKEN_BACK)
def taken_back(change: Change, *, reason: str) -> None:
    """The relay carries over that the other government has taken the case back; the work stays readable (T7)."""
    for one in active(change.case):
        change.move(one, AssignmentState.CANCELLED)
    for reply in change.case.replies.exclude(state__in=PASSED):
        change.move(reply, ReplyState.VOID)
    for promise in change.case.commitments.exclude(state__in=SETTLED):
        change.move(promise, "INFEASIBLE")


@through(lifecycle.ASK_UPPER)
def ask_upper(change: Change, *, request: UpperRequest) -> None:
    """Ask the government above for what this one cannot decide (T4, 河南 Art. 19(5), 重庆 Art. 22(4))."""
    if request.kind not in section("request_types"):
        raise Refusal("choice_unknown", field="requestType", label=label("fields", "requestType"))
    required(request.text, "requestText", MAX_BODY)
    change.facts = dict(exchange().ask(change, request))


@through(lifecycle.UPPER_RESPONDED)
def upper_responded(change: Change, *, facts: Mapping[str, Any]) -> None:
    """The relay carries over what the government above did with a request, its answer as an opinion on the case."""
    change.facts = dict(facts)


@through(lifecycle.UPPER_OPINION)
def upper_opinion(change: Change, *, unit: str) -> None:
    """The relay carries over that a co-handler above has given its opinion; the envelope holds the words."""
    change.facts = {"unit": unit}


def shared_points(
    points: Sequence[PointInput], pack: Pack, promised: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Points of an answer as they cross: with the canonical meaning of their class, and its name here.

    ``promised`` are the words of this ledger's promises by key: what a point replaces crosses in words.
    """
    named = [(one, pack.result_class(one.result_class)) for one in points]
    return [
        asdict(one)
        | {
            "promised_on": one.promised_on.isoformat() if one.promised_on else None,
            "means": result.means,
            "class_label": result.label,
            "replaces": promised.get(one.earlier or 0, "") if one.promise_as == PromiseAs.REPLACED else "",
        }
        for one, result in named
    ]
