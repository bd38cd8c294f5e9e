"""What an actor can be to a case, and what of it is seen from there, where no state decides."""

from __future__ import annotations

import pytest

from cases.aspects import Aspect
from cases.models import CaseKind
from cases.reading.visibility.table import Relation
from cases.reading.visibility.viewers import kinds_as, kinds_of, relations_of, role_for, sees
from kernel.actor import SYSTEM, Actor, Seat
from people.roles import UNIT_STAFF, Role

OWN, OTHER = 1, 2
SUGGESTION, PROPOSAL = CaseKind.SUGGESTION.value, CaseKind.PROPOSAL.value
CLERK = next(iter(sorted(UNIT_STAFF)))


def seated(*roles: Role) -> Actor:
    return Actor(7, "甲", tuple(Seat(role, OWN) for role in roles))


@pytest.mark.parametrize(
    ("relation", "kind", "role"),
    [
        (Relation.SIDE, SUGGESTION, Role.NPC_OFFICE),
        (Relation.SIDE, PROPOSAL, Role.CPPCC_OFFICE),
        (Relation.SEAT, SUGGESTION, Role.NPC_SEAT),
        (Relation.SEAT, PROPOSAL, Role.CPPCC_SEAT),
    ],
)
def test_a_committees_seats_are_for_cases_of_its_kind(relation: Relation, kind: str, role: Role) -> None:
    other = next(one for one in (SUGGESTION, PROPOSAL) if one != kind)

    assert role_for(relation, kind) == role
    assert role_for(relation, other) != role
    assert (kinds_as(seated(role), relation), kinds_of(seated(role))) == ((kind,), (kind,))
    assert relations_of(seated(role)) == (relation,)


def test_the_office_is_nothing_else_and_units_answer_or_help() -> None:
    for office in (SYSTEM, seated(Role.GENERAL_OFFICE), seated(CLERK, Role.GENERAL_OFFICE)):
        assert relations_of(office) == (Relation.OFFICE,)
    assert relations_of(seated(CLERK)) == (Relation.ANSWERS, Relation.HELPS)
    assert relations_of(seated(CLERK, Role.NPC_OFFICE)) == (
        *(Relation.SIDE, Relation.ANSWERS, Relation.HELPS),
    )
    assert relations_of(Actor(7, "甲", ())) == ()


@pytest.mark.parametrize(
    ("role", "aspect", "kind", "unit", "seen"),
    [
        # all
        (Role.GENERAL_OFFICE, Aspect.RETURNS, PROPOSAL, OTHER, True),
        (CLERK, Aspect.PAPER, SUGGESTION, None, True),
        # own: of one's own unit only
        (CLERK, Aspect.RETURNS, SUGGESTION, OWN, True),
        (CLERK, Aspect.RETURNS, SUGGESTION, OTHER, False),
        (CLERK, Aspect.RETURNS, SUGGESTION, None, False),
        (CLERK, Aspect.URGING, PROPOSAL, OTHER, False),
        # none
        (CLERK, Aspect.PROTECTION, SUGGESTION, OWN, False),
        (Role.NPC_OFFICE, Aspect.RETURNS, SUGGESTION, OWN, False),
        # a committee sees its kind, for nobody's unit
        (Role.NPC_OFFICE, Aspect.EXTENSIONS, SUGGESTION, OTHER, True),
        (Role.NPC_OFFICE, Aspect.EXTENSIONS, PROPOSAL, OTHER, False),
        (Role.CPPCC_SEAT, Aspect.FEEDBACK, PROPOSAL, None, True),
        (Role.CPPCC_SEAT, Aspect.FEEDBACK, SUGGESTION, None, False),
        (Role.NPC_OFFICE, Aspect.PHONES, SUGGESTION, None, True),
        (Role.NPC_SEAT, Aspect.PHONES, SUGGESTION, None, False),
        # what a state decides is not seen here
        (Role.NPC_OFFICE, Aspect.OPINIONS, SUGGESTION, OWN, False),
        (Role.GENERAL_OFFICE, Aspect.WORKINGS, SUGGESTION, OWN, False),
    ],
)
def test_what_is_seen_follows_the_relation(
    role: Role, aspect: Aspect, kind: str, unit: int | None, seen: bool
) -> None:
    assert sees(seated(role), aspect, kind, unit) is seen


def test_of_several_posts_each_adds_what_it_sees() -> None:
    both = seated(Role.CPPCC_OFFICE, CLERK)

    assert sees(
        both, Aspect.RETURNS, SUGGESTION, OWN
    )  # by the unit, though the committee is of the other kind
    assert sees(both, Aspect.FEEDBACK, PROPOSAL, OTHER)  # by the committee
    assert not sees(both, Aspect.FEEDBACK, SUGGESTION, OTHER)
