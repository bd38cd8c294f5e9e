"""Outstanding work (还差什么): what a case waits for before it can be answered and closed, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

from cases.aspects import Aspect
from cases.models import Assignment, Case
from cases.reading.visibility.masking import shown_state
from cases.reading.visibility.viewers import sees
from cases.states import (
    ANSWERING,
    AT_WORK,
    AWAITING,
    FINISHED,
    SETTLED,
    UNDERWAY,
    AssignmentState,
    CaseState,
    ReplyState,
    UnitRole,
)
from cases.steps.meetings import owed
from cases.steps.parts import current_reply, handling, is_ready, open_opinions, principal
from kernel.actor import Actor
from kernel.wording import called, label
from people.models import Unit
from rules.explaining.sentences import in_words_of
from rules.queries import pack_of

TO_COME = {CaseState.REGISTERED: "review", CaseState.UNDER_REVIEW: "review", CaseState.FILED: "dispatch"}
# A co-handler's opinion is there and waits for the lead, or for the office that asked a lower government.
GIVEN = frozenset({AssignmentState.CO_SUBMITTED, AssignmentState.ANSWERED})


def outstanding(actor: Actor, case: Case) -> list[str]:
    """What the case waits for, as far as the actor sees that."""
    return [
        *_before_handling(actor, case),
        *_of_opinions(actor, case),
        *_of_units(actor, case),
        *_of_meetings(case),
        *_of_the_sender(actor, case),
        *_of_feedback(actor, case),
        *_of_promises(actor, case),
    ]


def _before_handling(actor: Actor, case: Case) -> list[str]:
    code = TO_COME.get(CaseState(case.state))
    if case.state in UNDERWAY and not handling(case):
        code = "redispatch" if sees(actor, Aspect.RETURNS, case.kind, None) else "dispatch_anew"
    return [label("outstanding", code)] if code else []


def _of_opinions(actor: Actor, case: Case) -> Iterator[str]:
    """Of co-handlers for the lead; where another government asked for one, only what is not given: nobody leads.

    Who asks to be relieved waits for a ruling, which is listed with the other units.
    """
    for one in open_opinions(case):
        state = shown_state(actor, one)
        if state == AssignmentState.RETURN_REQUESTED or (case.asked_opinion and is_ready(one)):
            continue
        words = called("outstanding", _how_far(state), opinion=case.asked_opinion)
        told = in_words_of(pack_of(case.pack), words)
        yield told.format(unit=one.unit.short_name, due=one.due_on.isoformat())


def _how_far(state: str) -> str:
    if state == AssignmentState.PENDING_SIGN:
        return "opinion_unsigned"
    return "opinion_given" if state in GIVEN else "opinion"


def _of_units(actor: Actor, case: Case) -> Iterator[str]:
    """Receipts, rulings and answers that are still to come; one joint lead answers for all."""
    drafting = principal(case)
    for one in case.assignments.all():
        state = shown_state(actor, one)
        if state == AssignmentState.PENDING_SIGN:
            if one.role != UnitRole.CO or one.waived_reason:
                yield _wanting("sign_for", one.unit)
        elif state == AssignmentState.RETURN_REQUESTED:
            yield _wanting("ruling", one.unit)
        elif one.role in ANSWERING and state in AT_WORK and _answers(one, drafting):
            yield from _of_answer(actor, case, one)


def _answers(part: Assignment, drafting: Assignment | None) -> bool:
    return part.role != UnitRole.JOINT_LEAD or part == drafting


def _of_answer(actor: Actor, case: Case, part: Assignment) -> Iterator[str]:
    """Whose turn it is with the part's reply: the office's review or report, its delivery when it is out."""
    reply = current_reply(part) if _knows(actor, case, part) else None
    if reply is not None and reply.state == ReplyState.OFFICE_REVIEW:
        yield _wanting("office_review", part.unit)
    elif reply is not None and reply.state == ReplyState.ISSUED and not case.linked:
        yield _wanting("delivery", part.unit)
    elif reply is None or not (case.linked and is_ready(part)):
        yield _wanting("answer", part.unit, due=part.due_on.isoformat())


def _knows(actor: Actor, case: Case, part: Assignment) -> bool:
    """Whether the actor may know how far the part is: opinions given are a part's milestone, reviews are not."""
    return part.role == UnitRole.CO or sees(actor, Aspect.REVIEWS, case.kind, part.unit_id)


def _of_the_sender(actor: Actor, case: Case) -> Iterator[str]:
    """What the office owes the government that sent the case once all parts are there, and then that one its word."""
    parts = handling(case)
    if not case.linked or case.state in FINISHED or not parts:
        return
    if case.reported_on is None:
        if all(is_ready(one) and _knows(actor, case, one) for one in parts):
            due = case.upper_due_on.isoformat() if case.upper_due_on else ""
            yield called("outstanding", "report", opinion=case.consulted).format(due=due)
    elif case.accepted_on is None:
        yield called("outstanding", "acceptance", opinion=case.consulted)


def _of_meetings(case: Case) -> Iterator[str]:
    """Meetings that the pack asks for and a unit has not held."""
    pack = pack_of(case.pack)
    for one in case.assignments.all():
        stages = owed(case, one, pack)
        if stages:
            yield _wanting(
                "meeting", one.unit, stages="、".join(label("meeting_stages", stage) for stage in stages)
            )


def _of_feedback(actor: Actor, case: Case) -> Iterator[str]:
    for one in case.feedback_rounds.all():
        if one.state in AWAITING and sees(actor, Aspect.FEEDBACK, case.kind, one.assignment.unit_id):
            yield _wanting("feedback", one.assignment.unit)


def _of_promises(actor: Actor, case: Case) -> Iterator[str]:
    for one in case.commitments.all():
        if one.state not in SETTLED and sees(actor, Aspect.PROMISES, case.kind, one.assignment.unit_id):
            words = label("outstanding", "promise")
            yield words.format(content=one.content, day=one.promised_on.isoformat())


def _wanting(code: str, unit: Unit, **facts: str) -> str:
    return label("outstanding", code).format(unit=unit.short_name, **facts)
