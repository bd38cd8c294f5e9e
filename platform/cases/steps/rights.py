"""Rights: who may take a step on an object; the one judgement that door, ``allowed_steps`` and duties share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cases.models import Assignment, Case, CaseKind
from cases.models.subjects import Subject
from cases.states import ANSWERING, GONE
from cases.steps.step import Scope, Step
from kernel.actor import Actor, Seat
from people.roles import UNIT_STAFF, Role
from rules.pack import Pack

OFFICE = str(Role.GENERAL_OFFICE)
SIDE_OF = {Role.NPC_OFFICE: CaseKind.SUGGESTION, Role.CPPCC_OFFICE: CaseKind.PROPOSAL}


def roles_for(step: Step, kind: str, pack: Pack) -> frozenset[Role]:
    """The roles that may take the step on cases of this kind, after the rule pack's own say."""
    roles = frozenset(step.roles | {role for role in step.committee if SIDE_OF[role] == kind})
    return roles if step.by is None else step.by(roles, kind, pack)


def reviewers(roles: frozenset[Role], _kind: str, pack: Pack) -> frozenset[Role]:
    """Those to whom the pack leaves the review of new papers."""
    return frozenset(role for role in roles if role in pack.review_by)


def extenders(roles: frozenset[Role], _kind: str, pack: Pack) -> frozenset[Role]:
    """Those who decide on a later day by the pack; nobody where it knows none."""
    return frozenset(role for role in roles if pack.extension and role in pack.extension.by)


def signers(roles: frozenset[Role], _kind: str, pack: Pack) -> frozenset[Role]:
    """Those whose signature the pack lets a letter go out under."""
    return frozenset(role for role in roles if role in pack.signers)


def askers(_roles: frozenset[Role], kind: str, pack: Pack) -> frozenset[Role]:
    """Those who ask the proposer: the pack names them, whoever they are, each committee for its own side."""
    chosen = map(Role, pack.feedback_by)
    return frozenset(role for role in chosen if SIDE_OF.get(role, kind) == kind)


def may(step: Step, actor: Actor, case: Case, subject: Subject, pack: Pack) -> bool:
    """Whether the actor's seats carry the step on this object; states and conditions are not looked at."""
    if actor.system:
        return True
    return not actor.read_only and bool(seat_keys(actor.seats) & seats_for(step, case, subject, pack))


def seats_for(step: Step, case: Case, subject: Subject, pack: Pack) -> frozenset[str]:
    """Keys of the seats that carry the step on this object: a role of the government, or of one unit."""
    if step.scope is Scope.UNIT and acts_elsewhere(subject):
        return frozenset({OFFICE}) if step.acted_for else frozenset()
    roles = roles_for(step, case.kind, pack)
    if step.scope in (Scope.GOVERNMENT, Scope.SIDE):
        return frozenset(map(str, roles))
    if step.scope is Scope.UNIT:
        return _seats_in(roles, [unit_of(subject)])
    leads = _seats_in(roles, answering_units(case))
    elsewhere = case.asked_opinion or any(map(acts_elsewhere, _answering(case)))
    return leads | {OFFICE} if elsewhere else leads


@lru_cache(maxsize=4096)
def seat_keys(seats: tuple[Seat, ...]) -> frozenset[str]:
    """The keys under which these seats are found: each by its role, and by its role in its unit."""
    return frozenset(key for one in seats for key in (str(one.role), _key(one.role, one.unit_id)))


def _seats_in(roles: frozenset[Role], units: Iterable[int | None]) -> frozenset[str]:
    """Seats of units.

    A case can be dispatched to the general office itself. Its staff hold one kind of seat, which stands for every seat
    of a unit there; who signs within the office is its own order.
    """
    acting = roles | {Role.GENERAL_OFFICE} if roles & UNIT_STAFF else roles
    return frozenset(_key(role, unit) for role in acting for unit in units)


def _key(role: str, unit: int | None) -> str:
    return f"{role}:{unit}"


def unit_of(subject: Subject) -> int | None:
    """The unit an object belongs to; a case as such belongs to none."""
    if isinstance(subject, Assignment):
        return subject.unit_id
    if isinstance(subject, Case):
        return None
    return subject.assignment.unit_id


def acts_elsewhere(subject: Subject) -> bool:
    """Whether the object is a lower government's, which works in its own system; the office here acts for it."""
    if isinstance(subject, Case):
        return False
    assignment = subject if isinstance(subject, Assignment) else subject.assignment
    return bool(assignment.unit.government)


def answering_units(case: Case) -> frozenset[int]:
    """Units that answer this case now."""
    return frozenset(one.unit_id for one in _answering(case))


def _answering(case: Case) -> list[Assignment]:
    return [one for one in case.assignments.all() if one.role in ANSWERING and one.state not in GONE]
