"""Implementation of the exchange port of ``cases``: the sender's acts, written with the case's own event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from cases.commands.across import number_known, shared_points
from cases.exchange import Asked, Hand, StepUnderway
from cases.inputs import AnswerInput, UpperRequest
from cases.models import Assignment, Case, CoOpinion, Reply, UrgeNotice
from cases.states import ANSWERING, Origin, UnitRole
from governments.entering.registry import find_government
from governments.entering.scope import current_government
from governments.models import Government
from kernel.clock import today
from kernel.once import AlreadyDone
from kernel.refusals import Refusal
from kernel.sql import rows
from kernel.sql.rows import Reading
from kernel.sql.statements import KEY_PARAM, TEXT_PARAM
from kernel.wording import label, sentence
from people.queries import general_office
from rules.counting.deadlines import due
from transfers import lifecycle
from transfers.door import cross
from transfers.due_columns import repeat_days, repeat_part
from transfers.models import Envelope
from transfers.queries import above, asked_of, events_of, here, open_urge
from transfers.snapshot import helpers_of, meetings_of, opinion_of, subject_of
from transfers.states import ENDED, EnvelopeKind

REQUEST = {"SIGN": "sign_for", "RETURN": "return", "ANSWER": "co_opinion"}  # the days of a request up


class Transfers:
    """The exchange as ``cases`` sees it; has no state of its own."""

    def above(self) -> str:
        """The name of the government above; empty where there is none that uses this system."""
        upper = above()
        return str(upper.name) if upper else ""

    def send(self, change: StepUnderway, assignment: Assignment) -> None:
        """Put a part of the case into an envelope for the lower government that its unit stands for."""
        receiver = _lower(assignment)
        envelope = Envelope(
            kind=EnvelopeKind.DISPATCH_DOWN,
            receiver=receiver.code,
            sender_case=change.case.pk,
            sender_assignment=assignment.pk,
            unit_role=assignment.role,
            subject=subject_of(change.case, assignment, change.pack),
            sent_on=assignment.dispatched_on,
        )
        repeat_part(envelope, assignment)
        _cross(
            lifecycle.SEND, change, envelope, f"{assignment.pk}", facts={"days": _days(change, assignment)}
        )
        if assignment.role in ANSWERING:  # what co-handlers said before this government was asked
            self.share(change, assignment, _opinions(change.case))

    def share(self, change: StepUnderway, assignment: Assignment, opinions: Iterable[CoOpinion]) -> None:
        """Add opinions of co-handlers to the envelope, one event each: both sides read the words there."""
        for opinion in opinions:
            envelope = _of(assignment)
            if envelope is not None and envelope.state in lifecycle.SHARE_OPINION.leaves:
                facts = opinion_of(opinion, change.pack)
                _cross(lifecycle.SHARE_OPINION, change, envelope, f"opinion-{opinion.pk}", facts=facts)

    def name_helpers(self, change: StepUnderway, assignment: Assignment) -> None:
        """Add who helps now to the envelope, where that is not what it says already."""
        envelope = _of(assignment)
        if envelope is None or envelope.state not in lifecycle.NAME_HELPERS.leaves:
            return
        helpers = helpers_of(change.case, assignment, change.pack)
        if helpers["co_handlers"] != list(asked_of([envelope])[envelope.pk].co_handlers):
            _cross(lifecycle.NAME_HELPERS, change, envelope, f"helpers-{assignment.pk}", facts=helpers)

    def asked(self, envelopes: Collection[int]) -> Mapping[int, Asked]:
        """As the envelopes record it."""
        return asked_of(Envelope.objects.filter(pk__in=envelopes))

    def urge(self, change: StepUnderway, assignment: Assignment, notice: UrgeNotice) -> None:
        """Urge the government that has this assignment's envelope: it reads what is asked, and by when, there."""
        envelope = _of(assignment)
        if envelope is None:
            raise Refusal("nothing_to_answer")
        facts = {"text": notice.text, "reply_by": notice.reply_by.isoformat()}
        _cross(lifecycle.URGE, change, envelope, f"urge-{notice.pk}", facts=facts)

    def urged(self, case: Case) -> date | None:
        """Until when the sender's urge that waits here is to be answered."""
        urge = open_urge(events_of([case.envelope])) if case.envelope else None
        return date.fromisoformat(urge.facts["reply_by"]) if urge else None

    def follow(self, change: StepUnderway, assignment: Assignment, crossing: str) -> None:
        """Take the sender's step of the envelope that carries this assignment."""
        envelope = _of(assignment)
        step = lifecycle.BY_CODE[crossing]
        if envelope is None or (step.late and envelope.state not in step.leaves):
            return
        facts: dict[str, Any] = {}
        if step.new_day:
            facts = {"due_on": assignment.due_on.isoformat(), "days": _days(change, assignment)}
            repeat_part(envelope, assignment)
        if step.numbered:
            facts = _renumbering(self.answer_to(assignment))
        why = step.why(assignment) if step.why else ""
        _cross(step, change, envelope, f"{assignment.pk}", facts=facts, otherwise=why)

    def ask(self, change: StepUnderway, request: UpperRequest) -> Mapping[str, Any]:
        """Send a request to the government above."""
        upper = above()
        if upper is None:
            raise Refusal("no_upper")
        day, kind = today(), label("request_types", request.kind)
        lead = change.case.due_on or day
        days = {what: due(change.pack, name, day, lead_due=lead) for what, name in REQUEST.items()}
        envelope = Envelope(
            kind=EnvelopeKind.REQUEST_UP,
            receiver=upper.code,
            sender_case=change.case.pk,
            request_type=request.kind,
            subject=_request(change.case, request),
            sent_on=day,
        )
        repeat_days(envelope, days)
        told = {what: one.as_json() for what, one in days.items()}
        _cross(lifecycle.SEND, change, envelope, "up", facts={"days": told})
        return {"request": kind, "to": upper.name, "text": request.text.strip()}

    def hand(self, case: Case) -> Hand:
        """This government's name as the sender calls it, and its own prefix, or its general office's."""
        government, envelope = current_government(), Envelope.objects.filter(pk=case.envelope or 0).first()
        name = str(envelope.subject.get("receiver") or "") if envelope else ""
        if government is not None and government.number_prefix:
            return Hand(name or str(government), str(government.number_prefix), "government")
        office = general_office()
        if office is None or not office.number_prefix:
            raise Refusal("no_number_prefix", government=here())
        return Hand(name or _name(), office.number_prefix, f"reply:{office.pk}")

    def answer(self, change: StepUnderway, answer: AnswerInput, letter: Reply | None) -> Mapping[str, Any]:
        """Answer the envelope by which the case came, in this government's name."""
        case = change.case
        came = Envelope.objects.select_for_update(no_key=True)
        envelope = came.filter(pk=case.envelope or 0, receiver=here()).first()
        if envelope is None:
            raise Refusal("nothing_to_answer")
        facts = _answer(change, envelope, answer, letter)
        _cross(lifecycle.ANSWER, change, envelope, "answer", facts=facts)
        number = {"number": letter.number or ""} if letter else {}
        return {"to": envelope.subject["sender"]} | number

    def answer_to(self, assignment: Assignment) -> Mapping[str, Any]:
        """The newest answer that came for this assignment."""
        envelope = _of(assignment)
        last = envelope.events.filter(step="answer").order_by("-version").first() if envelope else None
        if last is None:
            raise Refusal("nothing_to_answer")
        facts: Mapping[str, Any] = last.facts
        return facts


def _renumbering(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Shows the other side that its number is known here: the letter could never be adopted under it."""
    number = str(answer.get("number") or "")
    return {"number_known": number} if number_known(number) else {}


def _days(change: StepUnderway, assignment: Assignment) -> dict[str, Any]:
    """How the days of a part that this step sets were counted: the record carries it, for both sides read it."""
    return {one.what: one.reckoning for one in change.due_days if one.assignment_id == assignment.pk}


def _lower(assignment: Assignment) -> Government:
    """The government that a unit stands for; refused unless it is served and directly below this one."""
    row, current = find_government(assignment.unit.government), current_government()
    if current is None or row is None or not row.served:
        raise Refusal("government_unknown", field="assignments", unit=assignment.unit.short_name)
    if row.parent_id != current.pk:
        raise Refusal("not_lower_government", field="assignments", unit=assignment.unit.short_name)
    return row


def _opinions(case: Case) -> list[CoOpinion]:
    """What co-handlers of a case have said, oldest first."""
    parts = {one.pk: one for one in case.assignments.all() if one.role == UnitRole.CO}
    found = rows.by(CoOpinion, "assignment_id", list(parts)) if parts else []
    for opinion in found:
        opinion.assignment = parts[opinion.assignment_id]
    return found


def _of(assignment: Assignment) -> Envelope | None:
    found = _running().rows({TEXT_PARAM: here(), KEY_PARAM: assignment.pk})
    return found[0] if found else None


@cache
def _running() -> Reading[Envelope]:
    """The newest envelope of an assignment that has not come back, under its lock: the other side has it too."""
    sent = Envelope.objects.select_for_update(no_key=True).filter(
        sender=TEXT_PARAM, sender_assignment=KEY_PARAM
    )
    return Reading.of(sent.exclude(state__in=ENDED).order_by("-id")[:1])


def _cross(
    step: lifecycle.Crossing,
    change: StepUnderway,
    envelope: Envelope,
    suffix: str,
    *,
    facts: Mapping[str, Any] | None = None,
    otherwise: str = "",
) -> None:
    """The envelope's step within the case's: under the same key, which the case's event has already made sure of.

    ``otherwise`` is the reason where the step of the case has none.
    """
    reason = change.reason or str(getattr(change.subject, "opinion", "")) or otherwise
    key = f"{change.request.key}:{suffix}"
    try:
        with cross(step, change.actor, envelope, key, reason=reason, judged=True) as passage:
            passage.facts |= facts or {}
    except AlreadyDone as done:
        raise Refusal("key_reused", field="key") from done


def _request(case: Case, request: UpperRequest) -> dict[str, Any]:
    return {
        "sender": _name(),
        "kind": case.kind,
        "number": case.case_no or case.registration_no,
        "title": sentence("request_title", kind=label("request_types", request.kind), title=case.title)[:200],
        "body": request.text.strip(),
        "category": case.category,
        "requirements": "",
        "publish_consent": False,
        "protect_proposer": case.protect_proposer,
        "proposers": [],
        "origin": Origin.LOWER,
        "late_return": "flag",
    }


def _answer(
    change: StepUnderway, envelope: Envelope, answer: AnswerInput, letter: Reply | None
) -> dict[str, Any]:
    case, pack = change.case, change.pack
    numbered = {"issued_on": date.isoformat(today())} if letter else {}
    named = pack.result_class(answer.result_class) if answer.result_class else None
    return {
        "title": answer.title.strip(),
        "addressee": _addressee(envelope),
        "body": answer.body.strip(),
        "result_class": answer.result_class,
        "means": named.means if named else "",
        "class_label": named.label if named else "",
        "publish_mode": answer.publish_mode,
        "contact_name": answer.contact_name.strip(),
        "contact_phone": answer.contact_phone.strip(),
        "points": shared_points(
            answer.points, pack, {one.pk: one.content for one in rows.of(case, "commitments")}
        ),
        "signed_by": str(envelope.subject.get("receiver") or _name()),
        "signer": letter.signed_by if letter else "",
        "number": letter.number or "" if letter else "",
        "answered_on": date.isoformat(today()),
        "meetings": meetings_of(case),
    } | numbered


def _addressee(envelope: Envelope) -> str:
    """Whom the answer is to: the proposer, where the lower government answers; else the government that asked."""
    if envelope.unit_role in ANSWERING and envelope.subject.get("addressee"):
        return str(envelope.subject["addressee"])
    name, formal = str(envelope.subject["sender"]), sentence("letter_to_government", name="")
    return sentence("letter_to_government", name=name.removesuffix(formal[:-1]))


def _name() -> str:
    return str(find_government(here()) or here())
