"""What forms need from a rule pack."""

from __future__ import annotations

from api.enums import CaseKind
from api.fields import Row, day, many, one, text


class CodeLabel(Row):
    """A code to send and its Chinese name to show."""

    code = text("Code.")
    label = text("Chinese name.")


class DayOff(Row):
    """A day on which offices are closed."""

    day = day("The day.")
    name = text("The holiday, or that it is a weekend, in Chinese.")


class DueHint(Row):
    """The due day that a dispatch made today would have."""

    day = day("The day.")
    article = text("The article it follows.")
    text = text("How it is counted, in Chinese.")


class Procedure(Row):
    """The rule pack in force for one kind of case, as forms need it."""

    kind = one(CaseKind, "The kind.")
    pack_title = text("Title of the pack.")
    result_classes = many(CodeLabel, "Classes of results.")
    not_file_grounds = many(CodeLabel, "Grounds for not filing.")
    disposals = many(CodeLabel, "What becomes of a case that is not filed.")
    satisfaction = many(CodeLabel, "The proposer's possible judgements.")
    satisfaction_axes = many(CodeLabel, "What is judged: attitude and result, as the pack calls them.")
    publish_default = text("How replies are usually published.")
    checklist = many(CodeLabel, "Items of the general office's second review.")
    unit_roles = many(CodeLabel, "Roles of units in a dispatch.")
    meeting_forms = many(CodeLabel, "Forms of talks with the proposer.")
    publish_modes = many(CodeLabel, "Ways of publishing a reply.")
    channels = many(CodeLabel, "Channels of feedback.")
    case_states = many(CodeLabel, "States of cases, in the order of the procedure; for filters.")
    roles = many(CodeLabel, "Roles that a post can carry; for the account form.")
    reply_due = one(DueHint, "Reply, ordinary case.")
    reply_due_complex = one(DueHint, "Reply, complex case.")
    co_due = one(DueHint, "Co-handlers' opinion.")
