"""Seats that reach each mutation, on a suggestion that 水务局 leads and 交通运输局 co-handles.

Of steps it stands with what their events report in ``oracle/steps.csv``: one row says what is expected of a step.
"""

from __future__ import annotations

from api.cases.steps import MUTATIONS
from support.oracle.expected import STEPS

POSTS = ("clerk", "officer", "section_head", "deputy_head", "head")
LEAD = [f"water_{post}" for post in POSTS]
CO = [f"roads_{post}" for post in POSTS]
COMMITTEES = ["npc", "npc_seat", "cppcc", "cppcc_seat"]
SEATS = ["office", "administrator", *COMMITTEES, *LEAD, *CO, "parks_clerk", "parks_head"]
EVERYBODY = set(SEATS)
OFFICE = {"office"}
REVIEWERS = {"office", "npc"}
LEAD_DRAFTERS = {"water_officer", "water_clerk", "water_section_head"}
LEAD_LEADERS = {"water_deputy_head", "water_head"}

GROUPS = {
    "office": OFFICE,
    "reviewers": REVIEWERS,
    "lead_drafters": LEAD_DRAFTERS,
    "lead_leaders": LEAD_LEADERS,
}


def _reaching(cell: str) -> set[str]:
    """The seats that a cell names, one by one or by groups."""
    return {seat for word in cell.split() for seat in GROUPS.get(word, {word})}


# Who reaches the command on a suggestion that 水务局 leads and 交通运输局 co-handles.
REACHED: dict[str, set[str]] = {
    "signIn": EVERYBODY,
    "signOut": EVERYBODY,
    "changePassword": EVERYBODY,
    "noteAccountChanges": EVERYBODY,
    "saveFilter": EVERYBODY - {"npc_seat", "cppcc_seat"},
    "deleteFilter": EVERYBODY - {"npc_seat", "cppcc_seat"},
    "createAccount": {"administrator"},
    "addPost": {"administrator"},
    "endPost": {"administrator"},
    "setAccountActive": {"administrator"},
    "resetPassword": {"administrator"},
    "announceHolidays": set(),  # the platform operator's, at the platform's host
    "tryHolidayNotice": set(),
    "startPackDraft": {"administrator"},
    "savePackDraft": {"administrator"},
    "deletePackDraft": {"administrator"},
    "issuePack": {"administrator"},
    "issueAssessmentScheme": OFFICE | {"administrator"},
    "tryAssessmentScheme": OFFICE | {"administrator"},
    "startAssessment": OFFICE,
    "freezeAssessment": OFFICE,
    "signEnvelope": OFFICE,
    "requestEnvelopeReturn": OFFICE,
    "declineRequest": OFFICE,
    "reportProgress": OFFICE,
    "answerEnvelopeUrge": OFFICE,
    "acceptRequestAnswer": OFFICE,
    "sendBackRequestAnswer": OFFICE,
    "recallRequest": OFFICE,
    "markReminderSeen": OFFICE | set(LEAD) | {"npc"},
    "markNoticeSeen": OFFICE | set(LEAD) | {"npc"},
    "makeDisplaySeat": OFFICE | {"administrator"},
    "revokeDisplaySeat": OFFICE | {"administrator"},
}
REACHED |= {MUTATIONS[step]: _reaching(row["reached"]) for step, row in STEPS.items() if row["reached"]}
