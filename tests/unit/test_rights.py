"""Who may take a step, judged without a database: committees by their side, units by their own parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cases.models import Assignment, Case, CaseKind, FeedbackRound
from cases.states import GONE, Machine, Origin, UnitRole
from cases.steps import lifecycle
from cases.steps.rights import may, roles_for, seat_keys, seats_for
from cases.steps.step import Scope, Step
from kernel.actor import SYSTEM, Actor, Seat
from people.models import Unit
from people.roles import UNIT_STAFF, Role
from rules.pack import Pack, parse, shipped, shipped_names

OWN, OTHER, OFFICE = 1, 2, 3
ACTED_FOR = {
    *("issue_reply", "deliver_reply", "claim_fulfilled", "delay_commitment", "declare_infeasible"),
    "record_meeting",
}
SIDES = {Role.NPC_OFFICE: CaseKind.SUGGESTION, Role.CPPCC_OFFICE: CaseKind.PROPOSAL}
OF_UNITS = [
    step
    for step in lifecycle.STEPS
    if step.scope is Scope.UNIT and step.roles and step.machine is Machine.ASSIGNMENT
]
OF_LEADS = [step for step in lifecycle.STEPS if step.scope is Scope.LEAD and step.roles]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack that leaves every role of the table its steps."""
    found = parse(shipped(next(name for name in shipped_names() if parse(shipped(name)).extension)))
    assert found.extension is not None
    roles = frozenset(Role)
    return replace(
        found,
        review_by=roles,
        feedback_by=frozenset(SIDES),
        signers=roles,
        extension=replace(found.extension, by=roles),
    )


def seated(role: Role, unit: int, *, read_only: bool = False) -> Actor:
    return Actor(7, "甲", (Seat(role, unit),), read_only=read_only)


def a_part(
    unit: int, *, government: str = "", role: str = UnitRole.SOLE, state: str = "HANDLING"
) -> Assignment:
    """A unit's part of a case, in memory only."""
    return Assignment(unit=Unit(pk=unit, government=government), role=role, state=state)


def a_case(*parts: Assignment) -> Case:
    case = Case(pk=1, kind=CaseKind.SUGGESTION)
    vars(case)["_prefetched_objects_cache"] = {"assignments": list(parts)}
    return case


@pytest.mark.parametrize("kind", CaseKind)
@pytest.mark.parametrize("step", [one for one in lifecycle.STEPS if one.committee], ids=lambda one: one.code)
def test_a_committee_has_the_steps_of_its_own_side_only(step: Step, kind: CaseKind, pack: Pack) -> None:
    having = {role for role in SIDES if role in roles_for(step, kind, pack)}

    assert having == {role for role in step.committee if SIDES[role] == kind}


@pytest.mark.parametrize("step", OF_UNITS, ids=lambda one: one.code)
def test_a_unit_s_step_is_that_of_its_own_staff(step: Step, pack: Pack) -> None:
    part = a_part(OWN)
    case = a_case(part)
    role = sorted(roles_for(step, case.kind, pack))[0]

    assert may(step, seated(role, OWN), case, part, pack)
    assert may(step, SYSTEM, case, part, pack)
    assert not may(step, seated(role, OTHER), case, part, pack)
    assert not may(step, seated(role, OWN, read_only=True), case, part, pack)


@pytest.mark.parametrize("step", OF_UNITS, ids=lambda one: one.code)
def test_for_a_lower_government_the_office_acts_and_only_as_is_listed(step: Step, pack: Pack) -> None:
    part = a_part(OWN, government="binjiang")
    case = a_case(part)

    assert may(step, seated(Role.GENERAL_OFFICE, OFFICE), case, part, pack) == (step.code in ACTED_FOR)
    assert not any(may(step, seated(role, OWN), case, part, pack) for role in UNIT_STAFF)


@pytest.mark.parametrize("step", OF_LEADS, ids=lambda one: one.code)
@pytest.mark.parametrize(
    ("role", "state", "allowed"),
    [
        (UnitRole.LEAD, "HANDLING", True),
        (UnitRole.JOINT_LEAD, "REPLIED", True),
        (UnitRole.CO, "HANDLING", False),
        *((UnitRole.LEAD, state, False) for state in sorted(GONE)),
    ],
)
def test_a_lead_s_step_is_that_of_units_that_answer_now(
    step: Step, role: str, state: str, allowed: bool, pack: Pack
) -> None:
    opinion = a_part(OTHER, role=UnitRole.CO)
    case = a_case(a_part(OWN, role=role, state=state), opinion)
    who = sorted(roles_for(step, case.kind, pack))[0]

    assert may(step, seated(who, OWN), case, opinion, pack) == allowed
    assert not may(step, seated(who, OTHER), case, opinion, pack)


@pytest.mark.parametrize("step", OF_LEADS, ids=lambda one: one.code)
@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("government", ["binjiang", ""])
def test_the_office_takes_a_lead_s_step_for_a_lower_government_or_an_opinion(
    step: Step, asked: bool, government: str, pack: Pack
) -> None:
    opinion = a_part(OTHER, role=UnitRole.CO)
    case = a_case(a_part(OWN, government=government, role=UnitRole.LEAD), opinion)
    case.origin = Origin.CONSULT if asked else Origin.OWN

    assert may(step, seated(Role.GENERAL_OFFICE, OFFICE), case, opinion, pack) == (asked or bool(government))


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("register", {"review_by": frozenset[str]()}),
        ("file", {"review_by": frozenset[str]()}),
        ("enter_feedback", {"feedback_by": frozenset[str]()}),
        ("grant_extension", {"extension": None}),
        ("sign_reply", {"signers": frozenset[str]()}),
    ],
)
def test_a_pack_may_take_a_step_from_a_role(code: str, without: dict[str, Any], pack: Pack) -> None:
    step = next(one for one in lifecycle.STEPS if one.code == code)

    assert roles_for(step, CaseKind.SUGGESTION, pack)
    assert roles_for(step, CaseKind.SUGGESTION, replace(pack, **without)) == frozenset()


def test_feedback_is_entered_by_whom_the_pack_names_on_their_own_side(pack: Pack) -> None:
    step = lifecycle.ENTER_FEEDBACK
    named = replace(pack, feedback_by=frozenset({"GENERAL_OFFICE", "CPPCC_OFFICE"}))

    assert roles_for(step, CaseKind.SUGGESTION, named) == {Role.GENERAL_OFFICE}
    assert roles_for(step, CaseKind.PROPOSAL, named) == {Role.GENERAL_OFFICE, Role.CPPCC_OFFICE}


def test_the_office_stands_for_the_staff_of_units_and_for_nobody_else(pack: Pack) -> None:
    office = seated(Role.GENERAL_OFFICE, OFFICE)
    here, there = a_part(OFFICE, state="PENDING_SIGN"), a_part(OWN, state="PENDING_SIGN")
    asked, case = FeedbackRound(assignment=here), a_case(here, there)

    assert may(lifecycle.SIGN_FOR, office, case, here, pack)
    assert not may(lifecycle.SIGN_FOR, office, case, there, pack)
    assert not may(lifecycle.ENTER_FEEDBACK, office, case, asked, pack)
    assert seats_for(lifecycle.SIGN_FOR, case, there, pack) == {f"UNIT_CLERK:{OWN}", f"GENERAL_OFFICE:{OWN}"}


def test_a_seat_is_found_by_its_role_and_by_its_role_in_its_unit() -> None:
    seats = (Seat(Role.UNIT_CLERK, OWN), Seat(Role.UNIT_HEAD, OTHER))

    assert seat_keys(seats) == {"UNIT_CLERK", f"UNIT_CLERK:{OWN}", "UNIT_HEAD", f"UNIT_HEAD:{OTHER}"}
