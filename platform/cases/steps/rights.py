"""Rights: who may take a step on an object; the one judgement that the door and ``allowed_steps`` share."""

from __future__ import annotations

from cases.models import Assignment, Case, CaseKind
from cases.models.subjects import Subject
from cases.states import ANSWERING, GONE
from cases.steps.step import Scope, Step
from kernel.actor import Actor
from people.roles import UNIT_STAFF, Role
from rules.pack import Pack

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
    if actor.read_only:
        return False
    if step.scope is Scope.UNIT and acts_elsewhere(subject):
        return step.acted_for and Role.GENERAL_OFFICE in actor.roles
    roles = roles_for(step, case.kind, pack)
    if step.scope in (Scope.GOVERNMENT, Scope.SIDE):
        return bool(roles & actor.roles)
    units = units_for(actor, roles)
    if step.scope is Scope.LEAD:
        office = Role.GENERAL_OFFICE in actor.roles
        return bool(units & answering_units(case)) or (
            office and (case.asked_opinion or any(map(acts_elsewhere, _answering(case))))
        )
    return unit_of(subject) in units


def units_for(actor: Actor, roles: frozenset[Role]) -> frozenset[int]:
    """Units for which the actor's seats carry these roles.

    A case can be dispatched to the general office itself. Its staff hold one kind of seat, which stands for every seat
    of a unit there; who signs within the office is its own order.
    """
    acting = roles | {Role.GENERAL_OFFICE} if roles & UNIT_STAFF else roles
    return actor.units_as(*acting)


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
