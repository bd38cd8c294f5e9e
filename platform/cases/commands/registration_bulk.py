"""Registration of a whole list at once: ``register_many``, the import's way through the door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cases import lifecycle
from cases.commands.registration import describe, facts_of, lead_of
from cases.door_bulk import Entrant, admit
from cases.inputs import ProposerInput, RegisterInput
from cases.models import Case, CaseProposer, CaseSession, Proposer
from kernel.actor import Actor
from kernel.refusals import NotVisible, Refusal
from rules.models import RulePack
from rules.queries import pack_in_force

Who = tuple[str, str, str]


def register_many(
    actor: Actor, session: CaseSession, papers: Sequence[RegisterInput]
) -> list[Case | Refusal]:
    """Register papers of one session that carry their source key and number; all that can be, or none.

    The answer has, for each paper in order, its case (new, or the one that is known by the source key) or
    the refusal that keeps it out. A second call with the same papers has no effect.
    """
    if any(not one.source_key or one.kind != session.kind for one in papers):
        raise NotVisible("session_unknown", field="sessionId")
    known = _known(papers)
    taken = _taken(session, papers)
    pack = pack_in_force(session.kind)
    answers = [known.get(one.source_key or "") or _fresh(one, session, pack, taken) for one in papers]
    new = [
        (one, case)
        for one, case in zip(papers, answers, strict=True)
        if isinstance(case, Case) and not case.pk
    ]
    directory = _directory(one for paper, _ in new for one in paper.proposers)
    admit(lifecycle.REGISTER, actor, [_entrant(actor, paper, case, directory) for paper, case in new])
    return answers


def _known(papers: Sequence[RegisterInput]) -> dict[str, Case]:
    keys = [one.source_key for one in papers]
    return {str(case.source_key): case for case in Case.objects.filter(source_key__in=keys)}


def _taken(session: CaseSession, papers: Sequence[RegisterInput]) -> dict[str, str]:
    """Titles of the session's cases by registration number, for the numbers of these papers."""
    numbers = [one.registration_no for one in papers]
    rows = Case.objects.filter(session=session, registration_no__in=numbers)
    return dict(rows.values_list("registration_no", "title"))


def _fresh(
    paper: RegisterInput, session: CaseSession, pack: RulePack, taken: dict[str, str]
) -> Case | Refusal:
    other = taken.get(paper.registration_no)
    if other is not None:
        return Refusal("row_number_other", field="number", number=paper.registration_no, title=other)
    case = Case(kind=paper.kind, pack=pack)
    try:
        describe(case, paper, session)
    except Refusal as refusal:
        return refusal
    taken[paper.registration_no] = case.title
    return case


def _directory(proposers: Iterable[ProposerInput]) -> dict[Who, Proposer]:
    """Proposers by name, kind and group; those unknown so far are added, in two statements."""
    wanted = {_who(one): one for one in proposers}
    Proposer.objects.bulk_create(
        [
            Proposer(name=who[0], kind=who[1], group=who[2], phone=one.phone.strip())
            for who, one in wanted.items()
        ],
        ignore_conflicts=True,
    )
    rows = Proposer.objects.filter(name__in={who[0] for who in wanted})
    return {(row.name, row.kind, row.group): row for row in rows}


def _who(one: ProposerInput) -> Who:
    return (one.name.strip(), one.kind, one.group.strip())


def _entrant(actor: Actor, paper: RegisterInput, case: Case, directory: dict[Who, Proposer]) -> Entrant:
    lead = lead_of(paper)
    rows: list[Any] = [
        CaseProposer(proposer=directory[_who(one)], position=position, is_lead=one is lead)
        for position, one in enumerate(paper.proposers)
    ]
    key = str(paper.source_key)
    return Entrant(case, rows, facts_of(paper), f"{actor.account_id or 0}:list-{key[:48]}", key)
