"""Snapshot of a shared case (domain.md 3, visibility matrix), written and read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from cases.commands.delivery import addressee_of
from cases.inputs import LinkedPaper, ProposerInput
from cases.letters.recipients import copies_asked, signers_of
from cases.models import Assignment, Case, CaseProposer, CoOpinion, Meeting
from cases.reading.visibility.masking import protected_name
from cases.states import ANSWERING, GONE, Origin, UnitRole
from cases.steps.parts import active
from governments.entering.scope import current_government
from rules.pack import Pack
from transfers.models import Envelope
from transfers.states import EnvelopeKind

MEETING = ("stage", "form", "place", "unit_people", "proposer_people", "summary")


def subject_of(case: Case, assignment: Assignment, pack: Pack) -> dict[str, Any]:
    """The paper for a lower government: phones only where it answers the proposer, who then must be met."""
    government, signers = current_government(), signers_of([case]).get(case.pk, [])
    return {
        "sender": government.name if government else "",
        "receiver": assignment.unit.name,
        "kind": case.kind,
        "number": case.case_no or case.registration_no,
        "title": case.title,
        "body": case.body,
        "category": case.category,
        "requirements": "\n".join(one for one in (case.requirements, assignment.part) if one),
        "publish_consent": case.publish_consent,
        "protect_proposer": case.protect_proposer,
        "addressee": _addressee(case, signers),
        "proposers": _proposers(
            signers, phones=assignment.role in ANSWERING, protected=case.protect_proposer
        ),
        "origin": Origin.UPPER,
        "late_return": pack.late_return,
        "unit_role_label": pack.unit_roles[assignment.role],
    } | helpers_of(case, assignment, pack)


def helpers_of(case: Case, assignment: Assignment, pack: Pack) -> dict[str, Any]:
    """For the lower government that answers: who gives opinions on the case here, and who gets copies of its letter."""
    if assignment.role not in ANSWERING:
        return {}
    helpers = [one.unit for one in active(case) if one.role == UnitRole.CO]
    return {
        "co_handlers": [one.name for one in helpers],
        "copies": list(copies_asked(assignment, pack, helpers)),
    }


def _addressee(case: Case, signers: Sequence[CaseProposer]) -> str:
    """To whom the lower government's answer is; a protected proposer is informed by the office here."""
    if case.protect_proposer:
        return protected_name()
    return addressee_of(case, signers) if signers else ""


def opinion_of(opinion: CoOpinion, pack: Pack) -> dict[str, Any]:
    """A co-handler's opinion for the lower government that answers: whose, the words, whom to ask."""
    return {
        "opinion": opinion.pk,
        "unit": opinion.assignment.unit.name,
        "text": opinion.text,
        "contact": opinion.contact,
        "class_label": pack.class_named(opinion.result_class),
    }


def _proposers(signers: Iterable[CaseProposer], *, phones: bool, protected: bool) -> list[dict[str, Any]]:
    """The one who leads, then the others in the order of signing."""
    return [
        {
            "name": protected_name() if protected else row.proposer.name,
            "kind": row.proposer.kind,
            "group": "" if protected else row.proposer.group,
            "phone": row.proposer.phone if phones and not protected else "",
        }
        for row in sorted(signers, key=attrgetter("is_lead"), reverse=True)
    ]


def paper_of(envelope: Envelope) -> LinkedPaper:
    """The paper as the receiver takes it in."""
    shared = envelope.subject
    return LinkedPaper(
        kind=shared["kind"],
        title=shared["title"],
        body=shared["body"],
        origin=_origin(envelope),
        envelope=envelope.pk,
        sender=shared["sender"],
        number=f"{shared['sender']} {shared['number']}"[:40],
        due_on=envelope.due_on,
        category=shared["category"],
        requirements=shared["requirements"],
        publish_consent=shared["publish_consent"],
        protect_proposer=shared["protect_proposer"],
        proposers=[ProposerInput(**one) for one in shared["proposers"]],
    )


def _origin(envelope: Envelope) -> str:
    """Of what came down: to be answered, or, to a co-handler, for an opinion."""
    if envelope.kind == EnvelopeKind.REQUEST_UP:
        return Origin.LOWER
    return Origin.UPPER if envelope.unit_role in ANSWERING else Origin.CONSULT


def meetings_of(case: Case) -> list[dict[str, Any]]:
    """Talks with the proposer that this government's units held: milestones the other side may see."""
    held = Meeting.objects.filter(assignment__case=case).exclude(assignment__state__in=GONE)
    return [
        {name: getattr(one, name) for name in MEETING} | {"held_on": one.held_on.isoformat()} for one in held
    ]
