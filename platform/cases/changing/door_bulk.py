"""Bulk registration through the door: many new papers of one list at once, each with its own event.

The same judgement as ``door.take``: who may, one event and one message for each case, all or nothing, the
database's guards awake. Only the number of statements differs: a few for the whole list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cases.changing.duty_rows import rows_of_new
from cases.models import Case, CaseDuty, CaseEvent, CaseProposer, DueDay, DueKind
from cases.reading.whole import whole_cases
from cases.states import CaseState
from cases.steps.owed import owed_of
from cases.steps.rights import may
from cases.steps.step import Step
from kernel import json_text
from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import NotPermitted
from kernel.sql import rows
from kernel.sql.django_private import concrete_fields
from kernel.wording import label
from outbox.post import post_many
from rules.counting.deadlines import Reckoning
from rules.queries import pack_of

EVENT = (
    *("case_id", "version", "step", "machine", "subject_id", "from_state", "to_state", "actor_id", "actor"),
    *("unit_id", "at", "reason", "facts", "internal", "key", "fingerprint"),
)
DUE = ("case_id", "what", "day", "reckoning", "version")
DUTY = ("case_id", "duty", "step", "machine", "subject", "seats", "since", "due_on")
PROPOSER = ("case_id", "proposer_id", "position", "is_lead")
CASE = tuple(one.attname for one in concrete_fields(Case))
ID, STATE, VERSION = (CASE.index(name) for name in ("id", "state", "version"))


@dataclass(slots=True)
class Entrant:
    """A new case, not saved yet, with its proposers' keys in order (and which leads), facts, key and digest.

    ``row`` has the case's values in the order of ``CASE``: making a model's object of each takes longer than saving it.
    """

    row: list[Any]
    proposers: list[int]
    lead: int
    facts: dict[str, Any]
    key: str
    fingerprint: str
    answer_due: Reckoning | None = None  # what the list states of the past

    @property
    def case_id(self) -> int:
        """The new case's key."""
        return int(self.row[ID])


def admit(step: Step, actor: Actor, blank: Case, entrants: Sequence[Entrant]) -> None:
    """Save all entrants, cases of the blank one's kind and pack, in one transaction.

    Raises NotPermitted, and IntegrityError for a key used before.
    """
    if not entrants:
        return
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not may(step, actor, blank, blank, pack_of(blank.pack)):
        raise NotPermitted("not_permitted", step=label("steps", step.code))
    with transaction.atomic():
        _save(step, actor, entrants)


def _save(step: Step, actor: Actor, entrants: Sequence[Entrant]) -> None:
    for one, key in zip(entrants, rows.new_keys(Case, len(entrants)), strict=True):
        entered = one.row[STATE] if one.row[STATE] in step.or_enters else step.enters
        one.row[ID], one.row[STATE], one.row[VERSION] = key, str(entered), 1
    rows.copy_rows(Case, CASE, (one.row for one in entrants))
    rows.copy_rows(CaseProposer, PROPOSER, _proposers(entrants))
    rows.copy_rows(CaseEvent, EVENT, _events(step, actor, entrants))
    rows.copy_rows(DueDay, DUE, _due_days(entrants))
    rows.copy_rows(CaseDuty, DUTY, _duties(entrants))
    post_many(
        f"case.{step.code}", [{"case": one.case_id, "version": 1, "step": step.code} for one in entrants]
    )


def _proposers(entrants: Sequence[Entrant]) -> Iterator[tuple[Any, ...]]:
    for one in entrants:
        for position, proposer in enumerate(one.proposers):
            yield one.row[ID], proposer, position, position == one.lead


def _duties(entrants: Sequence[Entrant]) -> list[tuple[Any, ...]]:
    """Of papers that wait here to be reviewed: all alike. What was answered long ago owes nothing."""
    entered = [one.case_id for one in entrants if one.row[STATE] == CaseState.REGISTERED]
    alike = [owed for one in whole_cases(entered[:1]) for owed in owed_of(one.case, one.pack, one.days)]
    return list(rows_of_new(entered, alike))


def _due_days(entrants: Sequence[Entrant]) -> Iterator[tuple[Any, ...]]:
    for one in entrants:
        if one.answer_due is not None:
            reckoning = json_text.dumps(one.answer_due.as_json()).decode()
            yield one.row[ID], DueKind.ANSWER.value, one.answer_due.day, reckoning, 1


def _events(step: Step, actor: Actor, entrants: Sequence[Entrant]) -> Iterator[tuple[Any, ...]]:
    # The moment as text: it is one for all, and the driver would write it anew for each.
    unit, at = next(iter(sorted(actor.unit_ids)), None), now().isoformat()
    who = (actor.account_id, actor.label, unit, at, "")
    machine = step.machine.value
    for one in entrants:
        what = (one.row[ID], 1, step.code, machine, one.row[ID], "", one.row[STATE])
        yield *what, *who, json_text.dumps(one.facts).decode(), step.internal, one.key, one.fingerprint
