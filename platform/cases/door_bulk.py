"""The door, wide open for one moment: many new papers of one list enter together, each with its own event.

The same judgement as ``door.take``: who may, one event and one message for each case, all or nothing, the
database's guards awake. Only the number of statements differs: a few for the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cases.lifecycle import Step
from cases.models import Case, CaseEvent, CaseProposer
from cases.rights import may
from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import NotPermitted
from kernel.wording import label
from outbox.post import post_many
from rules.queries import pack_of


@dataclass(slots=True)
class Entrant:
    """A new case, not saved yet, with its proposers in order, the event's facts and its key and digest."""

    case: Case
    proposers: list[CaseProposer]
    facts: dict[str, Any]
    key: str
    fingerprint: str


def admit(step: Step, actor: Actor, entrants: Sequence[Entrant]) -> None:
    """Save all entrants in one transaction; raises NotPermitted, and IntegrityError for a key used before."""
    if not entrants:
        return
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    for case in {one.case.kind: one.case for one in entrants}.values():
        if not may(step, actor, case, case, pack_of(case.pack)):
            raise NotPermitted("not_permitted", step=label("steps", step.code))
    with transaction.atomic():
        _save(step, actor, entrants)


def _save(step: Step, actor: Actor, entrants: Sequence[Entrant]) -> None:
    for one in entrants:
        one.case.state, one.case.version = str(step.enters), 1
    Case.objects.bulk_create([one.case for one in entrants])
    for one in entrants:
        for row in one.proposers:
            row.case = one.case
    CaseProposer.objects.bulk_create([row for one in entrants for row in one.proposers])
    CaseEvent.objects.bulk_create(_event(step, actor, one) for one in entrants)
    post_many(f"case.{step.code}", [_payload(step, one.case) for one in entrants])


def _payload(step: Step, case: Case) -> dict[str, Any]:
    return {"case": case.pk, "version": case.version, "step": step.code}


def _event(step: Step, actor: Actor, one: Entrant) -> CaseEvent:
    return CaseEvent(
        case=one.case,
        version=1,
        step=step.code,
        machine=step.machine,
        subject_id=one.case.pk,
        to_state=one.case.state,
        actor_id=actor.account_id,
        actor=actor.label,
        unit_id=next(iter(sorted(actor.unit_ids)), None),
        at=now(),
        facts=one.facts,
        internal=step.internal,
        key=one.key,
        fingerprint=one.fingerprint,
    )
