"""Descriptions of enum values, in English, for the schema."""

from __future__ import annotations

CASE_KIND = {
    "SUGGESTION": "Suggestion, criticism or opinion of a deputy to the people's congress (代表建议).",
    "PROPOSAL": "Proposal of a CPPCC member or party (政协提案).",
}
DUE_KIND = {
    "DISPATCH": "A paper handed in between sessions is dispatched.",
    "INFORM": "The proposer is told that the paper was taken up.",
    "SIGN": "The unit signs for its part.",
    "RETURN": "The unit may ask to be relieved until then.",
    "CONTACT": "The answering unit has spoken with the proposer.",
    "ANSWER": "The unit's reply or opinion.",
    "ADJUDICATE": "A request to be relieved is decided.",
    "FEEDBACK": "The proposer's word on the reply.",
    "PUBLISH": "The reply is published.",
    "FULFILMENT": "The keeping of a promise is judged.",
    "URGE": "A unit answers what it was urged to do.",
}
DUTY = {
    "REVIEW": "A new paper is reviewed (审查立案).",
    "DISPATCH": "A filed case is dispatched.",
    "REDISPATCH": "A case that no unit answers any more is dispatched anew.",
    "SIGN_FOR": "The unit signs for its part.",
    "RULE_RETURN": "A request to be relieved is decided.",
    "MEET": "The unit meets the proposer after its answer.",
    "GIVE_OPINION": "A co-handler gives its opinion.",
    "ADOPT_OPINION": "A co-handler's opinion is adopted.",
    "DRAFT": "The reply is drafted and submitted.",
    "SECTION_REVIEW": "The section reviews the draft.",
    "LEADER_REVIEW": "The unit's leader reviews the draft.",
    "AGREE": "A joint lead agrees to the common draft.",
    "OFFICE_REVIEW": "The general office reviews the draft.",
    "SIGN": "The reply is signed.",
    "ISSUE": "The reply is numbered and issued.",
    "DELIVER": "The reply is delivered.",
    "ADOPT_ANSWER": "A lower government's answer is taken.",
    "REPORT": "The answer is reported to the government that sent the case.",
    "AWAIT_ABOVE": "Nobody's here: the government that sent the case takes the answer.",
    "ENTER_FEEDBACK": "The proposer's word is asked for and entered.",
    "FULFIL": "A promise whose day is near is reported as kept.",
    "VERIFY": "The keeping of a promise is verified.",
    "CLOSE": "The case is closed.",
    "ANSWER_URGE": "The unit answers what it was urged to do.",
}
CASE_STATE = {
    "REGISTERED": "Registered, not yet reviewed.",
    "UNDER_REVIEW": "Being reviewed.",
    "FILED": "Filed (立案) and waiting for dispatch.",
    "NOT_FILED": "Not filed, with a ground and a disposal.",
    "MERGED": "Merged into another case, answered with it.",
    "WITHDRAWN": "Withdrawn by its proposer.",
    "DISPATCHED": "Dispatched (交办), no unit has signed for it yet.",
    "HANDLING": "Being handled.",
    "REPLIED": "Every answer is delivered (办复).",
    "REHANDLING": "Being handled again after dissatisfaction.",
    "TRACKING": "Answered, promises still open.",
    "CLOSED": "Closed (销号).",
    "ARCHIVED": "In the archive.",
    "RECALLED": "Taken back by the government that sent it.",
}
ASSIGNMENT_STATE = {
    "PENDING_SIGN": "Dispatched to the unit, not signed for.",
    "HANDLING": "Signed for and being handled.",
    "RETURN_REQUESTED": "The unit asks to be relieved.",
    "RETURNED": "The unit was relieved.",
    "CO_SUBMITTED": "The co-handler has given its opinion.",
    "CO_ACCEPTED": "The opinion is accepted: by the lead, or by the office where a lower government gave it.",
    "JOINT_AGREED": "The joint lead has agreed to the common reply.",
    "REPLIED": "The unit's reply is delivered.",
    "REHANDLING": "The unit handles the case again.",
    "DONE": "The unit's part is finished.",
    "ANSWERED": "The lower government has answered; the office here has not taken the answer yet.",
    "RECALLED": "Taken back by the general office.",
    "CANCELLED": "Ended because the case was withdrawn.",
}
REPLY_STATE = {
    "DRAFT": "Being drafted.",
    "SECTION_REVIEW": "With the section head.",
    "LEADER_REVIEW": "With the unit's leader.",
    "UNIT_RETURNED": "Sent back within the unit.",
    "OFFICE_REVIEW": "With the general office for its second review.",
    "OFFICE_RETURNED": "Sent back by the general office.",
    "APPROVED": "Passed, waiting for signature.",
    "ADOPTED": "Passed as the draft of this government's own answer, which its office numbers and reports.",
    "SIGNED": "Signed, waiting for its number.",
    "ISSUED": "Numbered and issued; the text stands.",
    "DELIVERED": "Delivered to the proposer.",
    "VOID": "Void.",
}
FEEDBACK_STATE = {
    "SENT": "The proposer has been asked.",
    "OVERDUE": "The proposer's word is overdue.",
    "URGED": "The proposer has been asked again.",
    "RETURNED": "The proposer has judged.",
    "NO_RESPONSE": "Closed without a word of the proposer.",
}
COMMITMENT_STATE = {
    "OPEN": "To be kept.",
    "DELAYED": "To be kept by a later day.",
    "CLAIMED": "Reported as kept, not yet verified.",
    "VERIFIED": "Verified as kept.",
    "INFEASIBLE": "Explained as impossible to keep.",
    "REPLACED": "Another promise of a later answer stands for it.",
}
UNIT_ROLE = {
    "SOLE": "Handles alone (独办).",
    "LEAD": "Leads (主办).",
    "JOINT_LEAD": "Leads together with others (共同主办).",
    "SEPARATE": "Answers its own part (分办).",
    "CO": "Gives the lead an opinion (会办).",
}
ROLE = {
    "GENERAL_OFFICE": "General office of the government, supervision section.",
    "UNIT_CLERK": "Clerk of a handling unit: signs for, issues, delivers.",
    "CASE_OFFICER": "Officer who drafts.",
    "SECTION_HEAD": "Head of a section.",
    "DEPUTY_HEAD": "Deputy head in charge (分管领导).",
    "UNIT_HEAD": "Head of the unit (主要领导), who signs.",
    "NPC_OFFICE": "Deputies' affairs office of the congress: suggestions.",
    "CPPCC_OFFICE": "Proposals committee of the CPPCC: proposals.",
    "NPC_SEAT": "Read-only seat of the congress's side.",
    "CPPCC_SEAT": "Read-only seat of the CPPCC's side.",
    "ADMINISTRATOR": "Administrator of this government's accounts.",
}
LIGHT = {
    "GREEN": "In good time.",
    "YELLOW": "Due soon.",
    "RED": "Overdue.",
    "GREY": "No clock is running.",
}
CLOCK_KIND = {
    "LEAD": "The unit's answer (主办到期).",
    "CO": "The unit's opinion to the lead (会办到期).",
    "SIGN": "The unit's signature (签收到期).",
}
WORK_BOX = {
    "TO_DO": "待办: a duty step is the viewer's to take now.",
    "DOING": "在办: visible, unfinished, nothing for the viewer to do now.",
    "DONE": "已办: finished, or the viewer's unit has finished its part.",
    "ALL": "Everything the viewer may see.",
}
CASE_ORDER = {
    "MY_DAY": "By the day by which the viewer must have acted, the nearest first.",
    "DUE": "By due day, cases without one last.",
    "REGISTERED": "By day of registration, newest first.",
    "NUMBER": "By case number, cases without one last.",
}
SATISFACTION = {
    "VERY_SATISFIED": "Very satisfied (非常满意), where the rule pack has this grade.",
    "SATISFIED": "Satisfied (满意).",
    "BASICALLY": "Basically satisfied (基本满意).",
    "UNDERSTANDS": "Understands (理解), where the rule pack has this grade.",
    "DISSATISFIED": "Dissatisfied (不满意).",
}
PERIOD = {
    "IN_SESSION": "Around a meeting (大会期间).",
    "BETWEEN_SESSIONS": "Between two meetings (闭会期间).",
}
PUBLISH_MODE = {
    "FULL": "Published in full.",
    "SUMMARY": "Published as a summary.",
    "ON_REQUEST": "Given out on request.",
    "NONE": "Not published.",
}
MEETING_STAGE = {
    "BEFORE": "Before handling.",
    "DURING": "During handling.",
    "AFTER": "After the answer.",
}
MEETING_FORM = {
    "VISIT": "A visit to the proposer.",
    "SYMPOSIUM": "A symposium.",
    "SITE": "A look at the place.",
    "VIDEO": "By video.",
    "PHONE": "By phone.",
    "LETTER": "In writing.",
}
ORIGIN = {
    "OWN": "Filed with this government.",
    "UPPER": "Dispatched by the government above (上级交办).",
    "CONSULT": "Sent by the government above for an opinion, not for an answer (上级征求会办意见).",
    "LOWER": "Requested by a government below (下级提请).",
}
ENVELOPE_KIND = {
    "DISPATCH_DOWN": "A case dispatched to a lower government.",
    "REQUEST_UP": "A request to the government above.",
}
ENVELOPE_STATE = {
    "SENT": "Sent, not signed for.",
    "SIGNED": "Signed for, being handled.",
    "RETURN_REQUESTED": "The receiver asks to be relieved.",
    "RETURNED": "The receiver was relieved.",
    "ANSWERED": "Answered; the sender has not taken the answer yet.",
    "SENT_BACK": "The sender wants another answer.",
    "ACCEPTED": "The sender has taken the answer.",
    "DECLINED": "The request was not taken up.",
    "RECALLED": "Taken back by the sender.",
}
ENVELOPE_TRAY = {"IN": "What came.", "OUT": "What went.", "ALL": "Both."}
REQUEST_TYPE = {
    "APPROVAL": "A licence or consent.",
    "PLANNING": "A change of planning.",
    "POLICY": "A matter of policy.",
    "FUNDING": "Money.",
    "COORDINATION": "Coordination of bodies that the lower government does not lead.",
}
BOARD_SCOPE = {
    "OWN": "The viewer's own government.",
    "WITH_LOWER": "The governments directly below it, too.",
}

PROMISE_AS = {
    "NEW": "A promise beside those that stand.",
    "CONTINUED": "The same promise; the ledger keeps its row.",
    "REPLACED": "Another promise in the place of the earlier one, which is settled by it.",
}
MACHINE = {
    "CASE": "The case.",
    "ASSIGNMENT": "A unit's part in the case.",
    "REPLY": "A reply.",
    "FEEDBACK": "A round of asking the proposer.",
    "COMMITMENT": "A promise.",
}
PROPOSER_KIND = {
    "DEPUTY": "A deputy to the people's congress (人大代表).",
    "MEMBER": "A member of the CPPCC (政协委员).",
    "DELEGATION": "A delegation of deputies (代表团).",
    "PARTY": "A party (党派).",
    "MASS_ORG": "A mass organization (人民团体).",
    "SECTOR": "A sector of the CPPCC (界别).",
    "SPECIAL_COMMITTEE": "A special committee (专门委员会).",
    "GROUP": "A group of members (委员小组).",
}
RESULT_MEANING = {
    "SOLVED": "Solved.",
    "ADOPTED": "Adopted.",
    "IN_PROGRESS": "Being solved.",
    "PLANNED": "Put into a plan.",
    "NOT_NOW": "Conditions do not allow it yet.",
    "REFERENCE": "Kept for reference.",
    "INFEASIBLE": "Not feasible.",
    "UPWARD_REFERRED": "A matter for the government above.",
}
OPINION_STATE = {
    "SUBMITTED": "Given.",
    "ACCEPTED": "Accepted by whom it was given to.",
    "BOUNCED": "Sent back to be given anew.",
}
RETURN_DECISION = {"ACCEPTED": "The unit was relieved.", "REJECTED": "The unit keeps its part."}
EXTENSION_DECISION = {
    "TOLD": "The unit informed the proposer and extended by itself.",
    "GRANTED": "Granted.",
    "REFUSED": "Refused.",
}
UNIT_KIND = {
    "GENERAL_OFFICE": "The general office of the government (政府办).",
    "BUREAU": "A bureau or another department.",
    "TOWN": "A town or street office.",
    "LOWER_GOVERNMENT": "A district or county as a unit of the government above it.",
    "NPC_OFFICE": "The office of the people's congress that deals with deputies (代表工委).",
    "CPPCC_OFFICE": "The CPPCC's proposals committee (提案委).",
    "OTHER": "Another body.",
}
ACCOUNT_CHANGE = {
    "CREATED": "The account was made.",
    "POST_GIVEN": "A post was given.",
    "POST_ENDED": "A post was ended.",
    "STOPPED": "It may not sign in any more.",
    "ALLOWED": "It may sign in again.",
    "PASSWORD_RESET": "It got a new one-time password.",
}
OPERATOR_CHANGE = {
    "CREATED": "The account was made.",
    "STOPPED": "It may not sign in any more.",
    "ALLOWED": "It may sign in again.",
    "PASSWORD_RESET": "It got a new one-time password.",
    "PASSWORD_CHANGED": "The operator changed the password.",
}
TIER = {"CITY": "A city.", "DISTRICT": "A district of a city.", "COUNTY": "A county."}
GOVERNMENT_STATE = {"ACTIVE": "Served.", "SUSPENDED": "Not served for now."}
