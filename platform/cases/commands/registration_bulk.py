"""Registration of a whole list at once: ``register_many``, the import's way through the door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cases import lifecycle, rows
from cases.commands.registration import describe, facts_of, lead_of
from cases.door_bulk import Entrant, admit
from cases.inputs import ProposerInput, RegisterInput
from cases.models import Case, CaseSession, Proposer
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
    keys = rows.among(Case, ["id"], "source_key", [str(one.source_key) for one in papers])
    return {str(case.source_key): case for case in Case.objects.filter(pk__in=[key for (key,) in keys])}


def _taken(session: CaseSession, papers: Sequence[RegisterInput]) -> dict[str, str]:
    """Titles of the session's cases by registration number, for the numbers of these papers."""
    wanted = ["registration_no", "title", "session_id"]
    found = rows.among(Case, wanted, "registration_no", [one.registration_no for one in papers])
    return {number: title for number, title, of_session in found if of_session == session.pk}


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


def _directory(proposers: Iterable[ProposerInput]) -> dict[Who, int]:
    """Keys of proposers by name, kind and group; those unknown so far are added."""
    wanted = {_who(one): one for one in proposers}
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


def _who(one: ProposerInput) -> Who:
    return (one.name.strip(), one.kind, one.group.strip())


def _entrant(actor: Actor, paper: RegisterInput, case: Case, directory: dict[Who, int]) -> Entrant:
    lead = lead_of(paper)
    position = next(place for place, one in enumerate(paper.proposers) if one is lead)
    proposers = [directory[_who(one)] for one in paper.proposers]
    key = str(paper.source_key)
    event_key = f"{actor.account_id or 0}:list-{key[:48]}"
    return Entrant(case, proposers, position, facts_of(paper), event_key, key)
