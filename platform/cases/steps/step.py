"""What a step of the procedure is, and the groups of roles that the table names again and again."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from cases.states import Machine, UnitRole
from people.roles import Role


class Scope(StrEnum):
    """For which objects a role may take a step."""

    GOVERNMENT = "GOVERNMENT"  # every case of this government
    SIDE = "SIDE"  # suggestions for the congress's office, proposals for the CPPCC committee
    UNIT = "UNIT"  # the object's own unit
    LEAD = "LEAD"  # a unit that answers the case, acting on a co-handler's assignment


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of one machine.

    ``enters`` is the state reached, or None when the step leaves it as it is or its body decides; ``or_enters`` those
    that the body may choose instead where the rule pack has it so.
    ``duty`` steps put the case among the 待办 of those who may take them; the others are merely possible.
    ``unit_roles`` limits an assignment's step to roles of the unit; ``reason`` makes a reason obligatory;
    ``internal`` events are process information that committees and other units do not see
    (政府信息公开条例 Art. 16). ``committee`` names roles that may take it only on their own side's cases.
    ``own`` steps are taken only on cases of this government: one that came from another gets no letter of a unit.
    A step without any role is the system's.
    """

    code: str
    machine: Machine
    leaves: Set[str]
    enters: str | None
    roles: Set[Role]
    scope: Scope
    committee: Set[Role] = frozenset()
    unit_roles: Set[UnitRole] = frozenset()
    duty: bool = True
    reason: bool = False
    internal: bool = False
    or_enters: Set[str] = frozenset()
    own: bool = False


OFFICE = {Role.GENERAL_OFFICE}
COMMITTEES = {Role.NPC_OFFICE, Role.CPPCC_OFFICE}
CLERK = {Role.UNIT_CLERK}
DRAFTERS = {Role.CASE_OFFICER, Role.UNIT_CLERK, Role.SECTION_HEAD}
LEADERS = {Role.DEPUTY_HEAD, Role.UNIT_HEAD}
