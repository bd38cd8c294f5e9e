"""The roles a post can carry, and which of them only read. What each may do stands in ``cases.lifecycle``."""

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
