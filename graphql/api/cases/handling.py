"""Types of the units' work: assignments, co-opinions, returns, meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import QuerySet

from api.cases import visible
from api.cases.answers import class_label
from api.cases.due import DueDay, of_assignments
from api.cases.meetings import Meeting
from api.cases.urging import UrgeNotice
from api.people.types import Person, Section, Unit, people_of
from api.reading.related import computed, referred, related
from api.reading.visible_rows import ViewerContext, for_everybody, visible_among
from api.rules.packs import pack_of_row, packs_by_id, worded
from api.rules.types import DueHint, hinted
from api.running.context import Context
from api.shapes.enums import (
    AssignmentState,
    ExtensionDecision,
    Light,
    MeetingForm,
    OpinionState,
    ReturnDecision,
    UnitRole,
)
from api.shapes.fields import Row, day, flag, identity, many, moment, number, one, text
from cases import states
from cases.aspects import Aspect
from cases.models import Assignment as AssignmentRow
from cases.models import DueKind as DueKindOfCase
from cases.reading.queries import with_opinions
from cases.reading.visibility.masking import shown_state
from cases.reading.worklist import assignment_runs, light
from cases.steps.gates_extension import latest_extension
from cases.steps.parts import wants_opinion
from kernel.wording import label, section
from people.models import Post
from people.queries import current_posts


class CoOpinion(Row):
    """A co-handler's written opinion."""

    id = identity()
    text_ = graphene.String(required=True, name="text", description="The opinion.")
    result_class = text("Class of results the co-handler proposes.", null=True)
    result_class_label = text("Its name by the case's rule pack.", null=True)
    contact = text("Whom to ask.")
    state = one(OpinionState, "Whether it was accepted.")
    state_label = text("The same in Chinese.")
    submitted_by = text("Who gave it.")
    submitted_at = moment("When.")
    bounced_reason = text("Why it was sent back.", null=True)

    @staticmethod
    def resolve_text_(opinion: Any, _info: Any) -> str:
        """The text."""
        return str(opinion.text)

    @staticmethod
    def resolve_result_class_label(opinion: Any, info: Any) -> str | None:
        """From the case's pack."""
        return class_label(pack_of_row(opinion.assignment, info), opinion.result_class)

    @staticmethod
    def resolve_state(opinion: Any, _info: Any) -> str:
        """Its code."""
        return str(opinion.standing)

    @staticmethod
    def resolve_state_label(opinion: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("opinion_standings", opinion.standing)


class ReturnRequest(Row):
    """A unit's request to be relieved of a case (退回)."""

    id = identity()
    reason = text("Why.")
    basis = text("The rule or duty that it rests on.")
    proposed_unit = graphene.Field(
        Unit,
        description="Where the case belongs according to the unit.",
        resolver=referred("proposed_unit", visible.units),
    )
    requested_by = text("Who asked.")
    requested_at = moment("When.")
    late = flag("Whether it came after the last day for it.")
    level = number("Level of the pack's ladder that decides: 1, and one more after each refusal.")
    judge = text("Who decides at this level.")
    statement = text("What the unit's head has signed; may be empty.")
    decision = one(ReturnDecision, "What was decided; null while it is open.", null=True)
    decision_label = text("The same in Chinese.", null=True)
    decision_reason = text("Why it was decided so.", null=True)
    decided_at = moment("When it was decided.", null=True)

    @staticmethod
    def resolve_decision(request: Any, _info: Any) -> str | None:
        """Its code, where it has one."""
        return request.decision or None

    @staticmethod
    def resolve_decision_label(request: Any, _info: Any) -> str | None:
        """From the catalogue."""
        return section("return_decisions").get(request.decision)


class ExtensionRequest(Row):
    """A unit's request for a later due day (延期)."""

    id = identity()
    until = day("The day asked for.")
    reason = text("Why.")
    statement = text("The report to the proposer; may be empty.")
    requested_by = text("Who asked.")
    requested_at = moment("When.")
    decision = one(ExtensionDecision, "What was decided; null while it is open.", null=True)
    decision_label = text("The same in Chinese.", null=True)
    decision_reason = text("Why it was decided so.", null=True)
    decided_by = text("Who decided.", null=True)
    decided_at = moment("When it was decided.", null=True)

    told_on = day("On which day the proposer was told, where the unit extends itself.", null=True)
    told_way = one(MeetingForm, "In which way.", null=True)
    told_way_label = text("The same in Chinese.", null=True)

    @staticmethod
    def resolve_told_way(request: Any, _info: Any) -> str | None:
        """Its code, where there is one."""
        return request.told_way or None

    @staticmethod
    def resolve_told_way_label(request: Any, _info: Any) -> str | None:
        """From the catalogue."""
        return section("meeting_forms").get(request.told_way)

    @staticmethod
    def resolve_decision(request: Any, _info: Any) -> str | None:
        """Its code, where it has one."""
        return request.decision or None

    @staticmethod
    def resolve_decision_label(request: Any, _info: Any) -> str | None:
        """From the catalogue."""
        return section("return_decisions").get(request.decision)


def yellow_days(_context: Context, assignments: Sequence[AssignmentRow]) -> dict[int, int]:
    """Days before the end at which each assignment's light turns yellow, by its case's pack."""
    packs = packs_by_id(one.case.pack_id for one in assignments)
    return {
        one.pk: pack.co_yellow_days if one.role == states.UnitRole.CO else pack.yellow_days
        for one in assignments
        for pack in (packs[one.case.pack_id],)
    }


def _officers(context: Context, assignments: Sequence[AssignmentRow]) -> dict[int, dict[str, Any]]:
    """The person who handles each assignment, where the viewer sees the unit's workings."""
    shown = {
        one.pk: (one.officer_id, one.unit_id)
        for one in assignments
        if one.officer_id is not None and visible.sees(context, Aspect.OFFICERS, one)
    }
    found = visible_among(context, visible.accounts, pk={officer for officer, _unit in shown.values()})
    accounts = {one.pk: one for one in found}
    posts: dict[tuple[int, int], list[Post]] = {}
    for post in visible_among(context, _posts, account=accounts):
        posts.setdefault((post.account_id, post.unit_id), []).append(post)
    return {pk: _person(accounts[held[0]], posts.get(held, [])) for pk, held in shown.items()}


@for_everybody
def _posts(_context: ViewerContext) -> QuerySet[Post]:
    """Asked only for people whom the viewer sees."""
    return current_posts().select_related("account", "section")


def _person(account: Any, posts: list[Post]) -> dict[str, Any]:
    """The person, also when the post has ended since."""
    bare = {"id": account.pk, "name": account.name, "roles": [], "role_label": "", "section_name": None}
    return next(iter(people_of(posts)), bare)


def _waivers(context: Context, assignments: Sequence[AssignmentRow]) -> dict[int, str]:
    waived = {one.pk: one.waived_reason for one in assignments if one.waived_reason}
    shown = with_opinions(context.actor, list(waived)) if waived else set()
    return {pk: reason for pk, reason in waived.items() if pk in shown}


_waived = computed(_waivers)
_yellow = computed(yellow_days)
_due_days = computed(of_assignments, ())
_section = referred("section", visible.sections)


class Assignment(Row):
    """A unit's part in a case, with its role and its clocks."""

    id = identity()
    unit = one(Unit, "The unit.", resolver=referred("unit", visible.units))
    role = one(UnitRole, "What the unit is in this case.")
    role_label = text("What the case's rule pack calls that role.")
    part = text("The part it answers, where units answer separately; else empty.")
    state = one(AssignmentState, "Where its part stands.")
    state_label = text("The same in Chinese.")
    round = number("1, and one more with each handling again.")
    version = number("Version of the case's log under which it was last changed.")
    dispatched_on = day("Day of dispatch.")
    sign_due_on = day("Last day for signing for it.")
    return_until = day("Last day for asking to be relieved.")
    due_on = day("Last day for the reply or opinion.")
    due_days = many(DueDay, "All due days of the part and how they were counted.", resolver=_due_days)
    extension_latest = one(
        DueHint, "The last day to which it can be extended; null where nothing runs or may be.", null=True
    )
    due_explanation = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="How the due day came about, Chinese sentences with the article.",
    )
    light = one(Light, "Where the unit's clock stands today.")
    days_left = number("Days to the due day, negative when overdue; null when no clock runs.", null=True)
    signed_for_at = moment("When it was signed for.", null=True)
    signed_for_by = text("Who signed for it.", null=True)
    section = graphene.Field(
        Section, description="Section that drafts; shown to the unit itself and the general office."
    )
    officer = graphene.Field(
        Person,
        description="Person who handles it; shown to the unit itself and the general office.",
        resolver=computed(_officers),
    )
    replied_on = day("Day on which its reply was delivered.", null=True)
    co_opinions = many(
        CoOpinion, "Opinions given so far.", resolver=related("co_opinions", visible.co_opinions)
    )
    return_requests = many(
        ReturnRequest,
        "Requests to be relieved; shown to the unit itself and the general office.",
        resolver=related("return_requests", visible.return_requests),
    )
    extension_requests = many(
        ExtensionRequest,
        "Requests for a later due day.",
        resolver=related("extension_requests", visible.extension_requests),
    )
    urge_notices = many(
        UrgeNotice,
        "What the office urged it to do; shown to the unit itself and the general office.",
        resolver=related("urge_notices", visible.urge_notices),
    )
    meetings = many(Meeting, "Talks with the proposer.", resolver=related("meetings", visible.meetings))
    waived_reason = text("Why the lead no longer waits for the opinion.", null=True)

    @staticmethod
    def resolve_role_label(assignment: AssignmentRow, info: Any) -> str:
        """As the case's pack calls it."""
        return str(pack_of_row(assignment, info).unit_roles[assignment.role])

    @staticmethod
    def resolve_state_label(assignment: AssignmentRow, info: Any) -> str | None:
        """From the catalogue, in the words of the case's pack."""
        code = f"ASSIGNMENT.{shown_state(info.context.actor, assignment)}"
        return worded(assignment, info, "states", code, opinion=wants_opinion(assignment))

    @staticmethod
    def resolve_state(assignment: AssignmentRow, info: Any) -> str:
        """As the viewer sees it: a return request is between the unit and the office."""
        return shown_state(info.context.actor, assignment)

    @staticmethod
    def resolve_waived_reason(assignment: AssignmentRow, info: Any) -> str | None:
        """Part of what passed about the opinion."""
        return _waived(assignment, info) or None

    @staticmethod
    def resolve_due_explanation(assignment: AssignmentRow, info: Any) -> list[str]:
        """Of the newest day for its reply or opinion."""
        answers = [one for one in _due_days(assignment, info) if one["what"] == DueKindOfCase.ANSWER]
        return answers[-1]["explanation"] if answers else []

    @staticmethod
    def resolve_extension_latest(assignment: AssignmentRow, info: Any) -> dict[str, Any] | None:
        """By the pack, and before the sender's own day."""
        pack = pack_of_row(assignment, info)
        if pack.extension is None or not assignment_runs(assignment):
            return None
        return hinted(latest_extension(assignment.case, assignment, pack))

    @staticmethod
    def resolve_light(assignment: AssignmentRow, info: Any) -> str:
        """By the pack's own yellow days."""
        return light(
            assignment.due_on,
            running=assignment_runs(assignment),
            yellow_days=_yellow(assignment, info),
            on=info.context.day,
        )

    @staticmethod
    def resolve_days_left(assignment: AssignmentRow, info: Any) -> int | None:
        """Calendar days."""
        return (assignment.due_on - info.context.day).days if assignment_runs(assignment) else None

    @staticmethod
    def resolve_section(assignment: AssignmentRow, info: Any) -> Any:
        """Who drafts is the unit's own matter."""
        return _section(assignment, info) if visible.sees(info.context, Aspect.OFFICERS, assignment) else None
