"""Registration and review: register, start_review, file, decline, merge, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cases.changing.change import Change
from cases.changing.counters import take_number
from cases.changing.door import carry_out, through
from cases.exchange import follow
from cases.inputs import (
    MAX_BODY,
    MAX_REASON,
    MAX_TITLE,
    ProposerInput,
    RegisterInput,
    Who,
    check_proposers,
    optional,
    required,
)
from cases.ledger import answer_due, answering_by, archive_as_history, registration_facts
from cases.models import Case, CaseKind, CaseProposer, CaseSession, DueKind, Period, Proposer
from cases.reading.queries import visible_cases
from cases.states import OUTGOING, SETTLED, AssignmentState, CaseState, CommitmentState, ReplyState
from cases.steps import lifecycle
from kernel.actor import Actor
from kernel.clock import today
from kernel.plain_text import checked_name
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.sql import rows
from kernel.wording import label
from people.roles import Role
from rules.counting.deadlines import Reckoning, due
from rules.queries import pack_in_force

AROUND_A_SESSION = timedelta(days=90)  # papers of a meeting are registered within weeks of its opening


def add_session(actor: Actor, *, kind: str, name: str, year: int, opened_on: date) -> CaseSession:
    """Add a meeting (届次), or return the one of this name."""
    if not actor.system and not actor.roles & {Role.GENERAL_OFFICE, Role.ADMINISTRATOR}:
        raise NotPermitted("only_office")
    session, _ = CaseSession.objects.get_or_create(
        name=checked_name(name, field="session", label=label("fields", "session"), longest=80),
        defaults={"kind": kind, "year": year, "opened_on": opened_on},
    )
    return session


def register(actor: Actor, key: str, *, paper: RegisterInput) -> Case:
    """Register a suggestion or proposal as it arrives (domain.md C1)."""
    if paper.kind not in CaseKind.values:
        raise Refusal("kind_unknown", field="kind")
    fresh = Case(kind=paper.kind, pack=pack_in_force(paper.kind))

    def body(change: Change) -> None:
        _fill(change, paper)

    case: Case = carry_out(lifecycle.REGISTER, actor, fresh, key, body, {"paper": paper})
    return case


def _fill(change: Change, paper: RegisterInput) -> None:
    case = change.case
    session = next(iter(rows.by(CaseSession, "id", [paper.session_id])), None)
    if session is None or session.kind != paper.kind:
        raise NotVisible("session_unknown", field="sessionId")
    case.session = session
    describe(case, paper, today())
    case.registration_no = _registration_no(case, session, case.registration_no)
    reckoning = answer_due(paper, answering_by(change.pack))
    archive_as_history(case, paper, reckoning)
    change.add(case)
    lead = lead_of(paper)
    for position, proposer in enumerate(proposers_of(paper.proposers)):
        change.note(CaseProposer(case=case, proposer=proposer, position=position, is_lead=position == lead))
    change.facts = facts_of(paper, reckoning)
    if reckoning is not None:
        change.due(DueKind.ANSWER, reckoning)


def describe(case: Case, paper: RegisterInput, day: date) -> None:
    """Carry a paper to its case, which has its session; each text checked, refused with the field that is wrong.

    Everything a paper says is written over what the case said before. ``day`` is today.
    """
    check_proposers(paper.kind, paper.proposers)
    case.title = required(paper.title, "title", MAX_TITLE)
    case.body = required(paper.body, "body", MAX_BODY)
    case.category = optional(paper.category, "category", 40)
    case.proposed_unit = optional(paper.proposed_unit, "proposedUnit", 80)
    case.publish_consent, case.protect_proposer = paper.publish_consent, paper.protect_proposer
    case.registered_on = paper.registered_on or day
    if case.registered_on > day:
        raise Refusal("date_in_future", field="registeredOn")
    session = case.session
    if session is not None:
        case.period = period_of(session, paper.period, case.registered_on)
    case.source_key = paper.source_key
    case.registration_no = optional(paper.registration_no, "registrationNo", 40)
    case.lead_proposer_name = paper.proposers[lead_of(paper)].name.strip()
    case.proposer_count = len(paper.proposers)


def period_of(session: CaseSession, given: str, day: date) -> str:
    """The period as given; else between sessions when the day lies months from the meeting's opening."""
    if given and given not in Period.values:
        raise Refusal("period_unknown", field="period")
    around = abs(day - session.opened_on) <= AROUND_A_SESSION
    return given or (Period.IN_SESSION if around else Period.BETWEEN_SESSIONS)


def lead_of(paper: RegisterInput) -> int:
    """The place of the proposer who leads: the one marked, else the first."""
    return next((place for place, one in enumerate(paper.proposers) if one.is_lead), 0)


def facts_of(paper: RegisterInput, reckoning: Reckoning | None) -> dict[str, Any]:
    """Facts of the registration event; of a list's later stages too, which it does not take."""
    facts: dict[str, Any] = {"title": paper.title.strip(), "proposers": [one.name for one in paper.proposers]}
    facts |= registration_facts(paper, reckoning)
    return facts | {"ledger": list(paper.ledger)} if paper.ledger else facts


def _registration_no(case: Case, session: CaseSession, given: str) -> str:
    if not given:
        return registration_number(session, take_number(registration_series(session)))
    if Case.objects.filter(kind=case.kind, session=session, registration_no=given).exists():
        raise Refusal("registration_no_taken", field="registrationNo", number=given)
    return given


def registration_series(session: CaseSession) -> str:
    """The series from which a session's registration numbers are taken."""
    return f"registration:{session.pk}"


def registration_number(session: CaseSession, number: int) -> str:
    """A registration number as the office gives it."""
    return f"登{session.year}-{number:04d}"


def proposers_of(given: Sequence[ProposerInput]) -> list[Proposer]:
    """The proposers of these names, kinds and groups, made where there is none; a newer phone is kept."""
    known = _known_proposers(given)
    fresh = {one.who: one.phone.strip() for one in given if one.who not in known}
    if fresh:
        new = (Proposer(name=who[0], kind=who[1], group=who[2], phone=fresh[who]) for who in sorted(fresh))
        Proposer.objects.bulk_create(new, ignore_conflicts=True)
        known = _known_proposers(given)
    for one in given:
        proposer, phone = known[one.who], one.phone.strip()
        if phone and proposer.phone != phone:
            proposer.phone = phone
            proposer.save(update_fields=["phone"])
    return [known[one.who] for one in given]


def _known_proposers(given: Sequence[ProposerInput]) -> dict[Who, Proposer]:
    named = rows.by(Proposer, "name", list({one.who[0] for one in given}))
    return {(one.name, one.kind, one.group): one for one in named}


@through(lifecycle.START_REVIEW)
def start_review(change: Change) -> None:
    """Take a registered case up for review (C2)."""


@through(lifecycle.FILE)
def file(change: Change) -> None:
    """File a case (立案): it gets its case number, gap-free per kind and year (C3)."""
    case = change.case
    case.filed_on = today()
    sessions = rows.by(CaseSession, "id", [case.session_id]) if case.session_id else []
    year = sessions[0].year if sessions else today().year
    case.case_no = change.pack.case_number(year, take_number(f"case:{case.kind}:{year}"))
    change.facts = {"case_no": case.case_no}
    handed_in = {"inform": DueKind.INFORM}
    if case.period == Period.BETWEEN_SESSIONS:
        handed_in["dispatch"] = DueKind.DISPATCH
    for name, what in handed_in.items():
        if name in change.pack.deadlines:
            change.due(what, due(change.pack, name, case.registered_on))


@through(lifecycle.DECLINE)
def decline(change: Change, *, ground: str, disposal: str, reason: str) -> None:
    """Do not file a case, on a ground of the rule pack and with a disposal; the proposer is to be informed (C4)."""
    grounds = {one.code: one.label for one in change.pack.not_file_grounds}
    disposals = {one.code: one.label for one in change.pack.disposals}
    if ground not in grounds:
        raise Refusal("ground_unknown", field="ground")
    if disposal not in disposals:
        raise Refusal("disposal_unknown", field="disposal")
    optional(reason, "reason", MAX_REASON)
    change.case.not_filed_ground, change.case.disposal = ground, disposal
    change.facts = {"ground": grounds[ground], "disposal": disposals[disposal]}


@through(lifecycle.MERGE)
def merge(change: Change, *, into_id: int) -> None:
    """Merge a case into a filed one of its kind: handled together, answered separately (C5)."""
    case = change.case
    target = (
        visible_cases(change.actor).select_for_update(of=("self",), no_key=True).filter(pk=into_id).first()
    )
    if target is None:
        raise NotVisible("merge_target_unknown", field="intoId")
    if target.pk == case.pk:
        raise Refusal("merge_into_itself", field="intoId")
    if target.kind != case.kind or target.linked or target.state not in MERGE_TARGETS:
        raise Refusal("merge_target_unfit", field="intoId")
    if case.merged_cases.exists():
        raise Refusal("merge_has_children", field="intoId")
    if target.replies.filter(state__in=OUTGOING).exists():
        raise Refusal("merge_after_issue", field="intoId")
    case.merged_into = target
    change.facts = {"into": f"{target.case_no} {target.title}"}


MERGE_TARGETS = frozenset({CaseState.FILED, CaseState.DISPATCHED, CaseState.HANDLING})


@through(lifecycle.WITHDRAW)
def withdraw(change: Change, *, reason: str) -> None:
    """Withdraw a case on the proposer's written request: handling ends everywhere (C6)."""
    case = change.case
    if case.merged_cases.exists():
        raise Refusal("withdraw_has_children")
    if case.state == CaseState.MERGED:
        if case.replies.filter(state__in=OUTGOING).exists():
            raise Refusal("withdraw_after_answer")
        case.merged_into = None  # what it was handled with goes on without it
    for assignment in case.assignments.exclude(state__in=["RETURNED", "RECALLED", "CANCELLED"]):
        change.move(assignment, AssignmentState.CANCELLED)
        follow(change, assignment, "cancel")
    for reply in case.replies.exclude(state__in=[*OUTGOING, ReplyState.VOID]):
        change.move(reply, ReplyState.VOID)
    for promise in case.commitments.exclude(state__in=SETTLED):
        change.move(promise, CommitmentState.INFEASIBLE)
