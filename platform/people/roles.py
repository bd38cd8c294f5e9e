"""Roles a post can carry, and which of them only read. What each may do stands in ``cases.steps.lifecycle``."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """One role of a post within a government."""

    GENERAL_OFFICE = "GENERAL_OFFICE"
    UNIT_CLERK = "UNIT_CLERK"
    CASE_OFFICER = "CASE_OFFICER"
    SECTION_HEAD = "SECTION_HEAD"
    DEPUTY_HEAD = "DEPUTY_HEAD"
    UNIT_HEAD = "UNIT_HEAD"
    NPC_OFFICE = "NPC_OFFICE"
    CPPCC_OFFICE = "CPPCC_OFFICE"
    NPC_SEAT = "NPC_SEAT"
    CPPCC_SEAT = "CPPCC_SEAT"
    ADMINISTRATOR = "ADMINISTRATOR"


READ_ONLY = frozenset({Role.NPC_SEAT, Role.CPPCC_SEAT})
NPC_SIDE = frozenset({Role.NPC_OFFICE, Role.NPC_SEAT})
CPPCC_SIDE = frozenset({Role.CPPCC_OFFICE, Role.CPPCC_SEAT})
UNIT_STAFF = frozenset(
    {Role.UNIT_CLERK, Role.CASE_OFFICER, Role.SECTION_HEAD, Role.DEPUTY_HEAD, Role.UNIT_HEAD}
)

# In which kinds of units (``people.models.UnitKind``) a role can be held. 承办 staff also sits in the general office,
# to which a case may be dispatched; no administrator sits with a committee, whose judgement is not the government's.
HANDLING = frozenset({"GENERAL_OFFICE", "BUREAU", "TOWN", "LOWER_GOVERNMENT", "OTHER"})
KINDS_OF_UNITS = {
    **dict.fromkeys(UNIT_STAFF, HANDLING),
    **dict.fromkeys(NPC_SIDE, frozenset({"NPC_OFFICE"})),
    **dict.fromkeys(CPPCC_SIDE, frozenset({"CPPCC_OFFICE"})),
    Role.GENERAL_OFFICE: frozenset({"GENERAL_OFFICE"}),
    Role.ADMINISTRATOR: HANDLING,
}


def fits(role: str, kind: str) -> bool:
    """Whether a unit of this kind has this role."""
    return kind in KINDS_OF_UNITS[Role(role)]


def roles_of(kind: str) -> list[Role]:
    """The roles that a unit of this kind has."""
    return [role for role in Role if fits(role, kind)]
