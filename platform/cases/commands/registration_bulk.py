"""Bulk registration of a list: ``register_many``, the import's way through the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import transaction

from cases.changing.counters import take_numbers
from cases.changing.door_bulk import CASE, ID, Entrant, admit
from cases.commands.registration import (
    describe,
    facts_of,
    lead_of,
    registration_number,
    registration_series,
)
from cases.inputs import ProposerInput, RegisterInput, Who
from cases.ledger import answer_due, answering_by, archive_as_history
from cases.models import Case, CaseSession, Proposer
from cases.steps import lifecycle
from kernel.actor import Actor
from kernel.clock import today
from kernel.once import own_key
from kernel.refusals import NotVisible, Refusal
from kernel.sql import rows
from rules.counting.deadlines import Reckoning
from rules.queries import pack_in_force, pack_of

CaseRow = list[Any]  # values in the order of CASE

NUMBER = CASE.index("registration_no")
values_of = itemgetter(*CASE)


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of one paper: its case, and whether that is new; or the refusal that keeps it out."""

    case_id: int = 0
    fresh: bool = False
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Known:
    """What the session holds already: cases by source key, and titles and keys by registration number."""

    by_key: dict[str, tuple[int, str]]
    by_number: dict[str, tuple[int, str]]


@dataclass(slots=True)
class _New:
    """A paper that comes in: its case's values, and what its list states of the past."""

    paper: RegisterInput
    row: CaseRow
    answer_due: Reckoning | None


@transaction.atomic
def register_many(actor: Actor, session: CaseSession, papers: Sequence[RegisterInput]) -> list[Admission]:
    """Register papers of one session that carry their source key; all that can be, in one transaction.

    A paper is known by its source key, or by its number and title together; a second call with the same papers
    has no effect. Papers without a number get the office's next ones. Lists of one session wait for each other.
    """
    if any(not one.source_key or one.kind != session.kind for one in papers):
        raise NotVisible("session_unknown", field="sessionId")
    CaseSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    known = _known(session, papers)
    blank = Case(kind=session.kind, session=session, pack=pack_in_force(session.kind))
    due_after, day = answering_by(pack_of(blank.pack)), today()
    answers = [_recognised(paper, known) or _fresh(paper, blank, known, due_after, day) for paper in papers]
    new = [one for one in answers if isinstance(one, _New)]
    _number(session, [one.row for one in new])
    directory = _directory(proposer for one in new for proposer in one.paper.proposers)
    admit(lifecycle.REGISTER, actor, blank, [_entrant(actor, one, directory) for one in new])
    return [Admission(one.row[ID], fresh=True) if isinstance(one, _New) else one for one in answers]


def _known(session: CaseSession, papers: Sequence[RegisterInput]) -> _Known:
    keys = rows.among(
        Case, ["source_key", "id", "title"], "source_key", [str(one.source_key) for one in papers]
    )
    wanted = ["registration_no", "id", "title", "session_id"]
    numbers = [one.registration_no for one in papers if one.registration_no]
    found = rows.among(Case, wanted, "registration_no", numbers)
    return _Known(
        by_key={key: (pk, title) for key, pk, title in keys},
        by_number={number: (pk, title) for number, pk, title, of in found if of == session.pk},
    )


def _recognised(paper: RegisterInput, known: _Known) -> Admission | None:
    """The case that the paper is already, or the refusal when its number belongs to another one."""
    found = known.by_key.get(str(paper.source_key)) or known.by_number.get(paper.registration_no)
    if found is None:
        return None
    pk, title = found
    if pk and title == paper.title:
        return Admission(pk)
    # Which paper has it is not said: whoever imports a list need not see the cases that there are.
    other = Refusal("row_number_other", field="number", number=paper.registration_no)
    return Admission(refusal=other)


def _fresh(
    paper: RegisterInput, blank: Case, known: _Known, due_after: Callable[[date], Reckoning], day: date
) -> _New | Admission:
    """The paper with the values of its case, which are written on the blank one; or the refusal."""
    try:
        describe(blank, paper, day)
    except Refusal as refusal:
        return Admission(refusal=refusal)
    known.by_key[str(paper.source_key)] = (0, blank.title)
    if blank.registration_no:
        known.by_number[blank.registration_no] = (0, blank.title)
    reckoning = answer_due(paper, due_after)
    case = blank if reckoning is None else copy(blank)  # what was before is this paper's alone
    archive_as_history(case, paper, reckoning)
    return _New(paper, list(values_of(vars(case))), reckoning)


def _number(session: CaseSession, cases: Sequence[CaseRow]) -> None:
    """Give the office's next registration numbers to the papers that came without one."""
    bare = [row for row in cases if not row[NUMBER]]
    if bare:
        for row, number in zip(bare, take_numbers(registration_series(session), len(bare)), strict=True):
            row[NUMBER] = registration_number(session, number)


def _directory(proposers: Iterable[ProposerInput]) -> dict[Who, int]:
    """Keys of proposers by name, kind and group; those unknown so far are added."""
    wanted = {one.who: one for one in proposers}
    names = list({who[0] for who in wanted})
    known = _proposer_keys(names)
    missing = [(who, one) for who, one in wanted.items() if who not in known]
    if not missing:
        return known
    fresh = [
        Proposer(name=who[0], kind=who[1], group=who[2], phone=one.phone.strip()) for who, one in missing
    ]
    Proposer.objects.bulk_create(fresh, ignore_conflicts=True)
    return _proposer_keys(names)


def _proposer_keys(names: list[str]) -> dict[Who, int]:
    found = rows.among(Proposer, ["name", "kind", "group", "id"], "name", names)
    return {(name, kind, group): pk for name, kind, group, pk in found}


def _entrant(actor: Actor, new: _New, directory: dict[Who, int]) -> Entrant:
    paper = new.paper
    proposers = [directory[one.who] for one in paper.proposers]
    key = str(paper.source_key)
    event_key = own_key(actor, f"list-{key[:48]}")
    facts = facts_of(paper, new.answer_due)
    return Entrant(new.row, proposers, lead_of(paper), facts, event_key, key, new.answer_due)
