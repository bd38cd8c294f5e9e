"""Types of the rule pack in force, as forms need it."""

from __future__ import annotations

from typing import Any

from api.shapes.enums import CaseKind, PublishMode, ResultMeaning
from api.shapes.fields import Row, day, flag, identity, many, one, text
from rules.counting.deadlines import Reckoning
from rules.explaining.sentences import explain


class CodeLabel(Row):
    """A code to send and its Chinese name to show."""

    code = text("Code.")
    label = text("Chinese name.")


class PackClass(Row):
    """A class of results as a rule pack has it."""

    code = text("Code.")
    label = text("Name.")
    means = one(ResultMeaning, "What it means in any government.")
    means_label = text("The same in Chinese.")
    promise = flag("Whether a point of this class needs a dated promise.")


class PackGrade(Row):
    """A grade of satisfaction as a rule pack has it."""

    code = text("Code.")
    label = text("Name.")
    dissatisfied = flag("Whether it is a dissatisfied one.")


class DayOff(Row):
    """A day on which offices are closed."""

    day = day("The day.")
    name = text("The holiday, or that it is a weekend, in Chinese.")


class DueHint(Row):
    """A day that a step taken today would set, or may set at the latest, and how it is counted."""

    day = day("The day.")
    article = text("The article it follows.")
    text = text("How it is counted, in Chinese.")


def hinted(ending: Reckoning) -> dict[str, Any]:
    """A reckoning as forms show it."""
    return {"day": ending.day, "text": "；".join(explain(ending)), "article": ending.article}


class Procedure(Row):
    """A rule pack as forms and pages need it: the one in force for a kind, or the one that a case runs under."""

    id = identity("Opaque id of the version.")
    kind = one(CaseKind, "The kind.")
    pack_title = text("Title of the pack.")
    result_classes = many(PackClass, "Classes of results.")
    not_file_grounds = many(CodeLabel, "Grounds for not filing.")
    disposals = many(CodeLabel, "What becomes of a case that is not filed.")
    satisfaction = many(PackGrade, "The proposer's possible judgements.")
    satisfaction_axes = many(CodeLabel, "What is judged: attitude and result, as the pack calls them.")
    publish_default = one(PublishMode, "How replies are usually published.")
    checklist = many(CodeLabel, "Items of the general office's second review.")
    unit_roles = many(CodeLabel, "Roles of units in a dispatch.")
    meeting_forms = many(CodeLabel, "Forms of talks with the proposer.")
    publish_modes = many(CodeLabel, "Ways of publishing a reply.")
    channels = many(CodeLabel, "Channels of feedback.")
    case_states = many(CodeLabel, "States of cases, in the order of the procedure; for filters.")
    roles = many(CodeLabel, "Roles that a post can carry; for the account form.")
