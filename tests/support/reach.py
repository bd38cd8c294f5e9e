"""Which seat reaches which mutation, on a suggestion that 水务局 leads and 交通运输局 co-handles."""

from __future__ import annotations

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
    "registerCase": REVIEWERS,
    "startReview": REVIEWERS,
    "fileCase": REVIEWERS,
    "declineCase": REVIEWERS,
    "mergeCase": REVIEWERS,
    "withdrawCase": REVIEWERS,
    "dispatchCase": OFFICE,
    "redispatchCase": OFFICE,
    "acceptReturn": OFFICE,
    "rejectReturn": OFFICE,
    "recallAssignment": OFFICE,
    "signFor": {"water_clerk"},
    "requestExtension": {"water_clerk"},
    "grantExtension": OFFICE,
    "refuseExtension": OFFICE,
    "urgeUnit": OFFICE,
    "answerUrge": LEAD_DRAFTERS | LEAD_LEADERS,
    "requestReturn": {"water_clerk"},
    "assignOfficer": {"water_clerk", "water_section_head"},
    "recordMeeting": LEAD_DRAFTERS | LEAD_LEADERS,
    "submitCoOpinion": {"roads_officer", "roads_clerk", "roads_section_head"},
    "acceptCoOpinion": LEAD_DRAFTERS,
    "bounceCoOpinion": LEAD_DRAFTERS,
    "waiveCoOpinion": {"water_clerk", "water_section_head"} | LEAD_LEADERS,
    "draftReply": LEAD_DRAFTERS,
    "submitReply": LEAD_DRAFTERS,
    "passSectionReview": {"water_section_head"},
    "passLeaderReview": LEAD_LEADERS,
    "returnInUnit": {"water_section_head"} | LEAD_LEADERS,
    "agreeJointly": {"water_clerk"} | LEAD_LEADERS,
    "passOfficeReview": OFFICE,
    "returnFromOffice": OFFICE,
    "signReply": {"water_head"},
    "issueReply": {"water_clerk"},
    "deliverReply": {"water_clerk"},
    "enterFeedback": {"npc"},
    "urgeFeedback": {"npc"},
    "closeFeedback": {"npc"},
    "orderRehandling": REVIEWERS,
    "claimFulfilled": LEAD_DRAFTERS,
    "delayCommitment": {"water_clerk"},
    "declareInfeasible": LEAD_LEADERS,
    "verifyCommitment": OFFICE,
    "refuseClaim": OFFICE,
    "closeCase": OFFICE,
    "reopenCase": OFFICE,
    "archiveCase": OFFICE,
    "announceHolidays": set(),  # the platform operator's, at the platform's host
    "tryHolidayNotice": set(),
    "startPackDraft": {"administrator"},
    "savePackDraft": {"administrator"},
    "deletePackDraft": {"administrator"},
    "issuePack": {"administrator"},
    "issueAssessmentScheme": OFFICE,
    "startAssessment": OFFICE,
    "freezeAssessment": OFFICE,
    "signEnvelope": OFFICE,
    "requestEnvelopeReturn": OFFICE,
    "declineRequest": OFFICE,
    "reportProgress": OFFICE,
    "acceptRequestAnswer": OFFICE,
    "sendBackRequestAnswer": OFFICE,
    "recallRequest": OFFICE,
    "acceptAnswer": OFFICE,
    "sendBackAnswer": OFFICE,
    "reportAnswer": OFFICE,
    "askUpper": OFFICE,
    "markReminderSeen": OFFICE | set(LEAD) | {"npc"},
    "markNoticeSeen": OFFICE | set(LEAD) | {"npc"},
}
