"""Former parts (已退出的件): number, title, and what the unit wrote and received until it left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import BooleanField, QuerySet, Value

from api.cases import visible
from api.cases.answers import ReplyPoint, ReplyVersion, points_of
from api.cases.events import CaseEvent
from api.cases.handling import CoOpinion, ReturnRequest
from api.cases.meetings import Meeting
from api.cases.urging import UrgeNotice
from api.people.types import Unit
from api.reading.related import acquainted, computed, referred, related
from api.reading.visible_rows import ViewerContext, visible_among
from api.rules.packs import pack_of_row, worded
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.enums import AssignmentState, CaseKind, UnitRole
from api.shapes.fields import Row, day, identity, many, moment, one, text
from api.shapes.lookups import lookup
from api.shapes.pages import Page, PageInfo, PageWanted, after_argument, first_argument
from cases.models import Assignment
from cases.models import CaseEvent as EventRow
from cases.models import Meeting as MeetingRow
from cases.models import Reply as ReplyRow
from cases.reading.visibility import record
from cases.reading.visibility.events import WORDED
from cases.states import Machine
from kernel.wording import label

NEWEST = KeysetOrder("FORMER", "id", descending=True, nullable=False, read=int)


def former_parts(context: ViewerContext) -> QuerySet[Assignment]:
    """Parts that the viewer's units have left, with their cases, newest first."""
    return record.left_parts(context.actor).select_related("case").order_by("-id")


def _returns(context: ViewerContext) -> QuerySet[Any]:
    return record.left_returns(context.actor)


def _opinions(context: ViewerContext) -> QuerySet[Any]:
    return record.left_opinions(context.actor)


def _urging(context: ViewerContext) -> QuerySet[Any]:
    return record.left_urging(context.actor)


def _meetings(context: ViewerContext) -> QuerySet[MeetingRow]:
    return record.left_meetings(context.actor).annotate(minuted=Value(True, output_field=BooleanField()))


def _drafts(context: ViewerContext) -> QuerySet[ReplyRow]:
    return record.left_drafts(context.actor)


def _versions(context: ViewerContext) -> QuerySet[Any]:
    return record.left_versions(context.actor)


def _events(context: ViewerContext) -> QuerySet[EventRow]:
    worded_too = {WORDED: Value(True, output_field=BooleanField())}
    return record.left_events(context.actor).annotate(**worded_too)


def _ends(context: ViewerContext) -> QuerySet[EventRow]:
    return record.ending_events(context.actor)


_drafts_of = related("replies", _drafts)


def _recorded_events(context: Context, parts: Sequence[Assignment]) -> dict[int, list[EventRow]]:
    """What was done to each part until it ended: the part's own events, and those of its drafts; two queries."""
    found = visible_among(
        context, _events, case={one.case_id for one in parts}, unit_id={one.unit_id for one in parts}
    )
    drafts = visible_among(context, _drafts, assignment=[one.pk for one in parts])
    owners = {(Machine.REPLY.value, one.pk): one.assignment_id for one in drafts}
    owners |= {(Machine.ASSIGNMENT.value, one.pk): one.pk for one in parts}
    by_key = {one.pk: one for one in parts}
    told: dict[int, list[EventRow]] = {}
    for event in acquainted(found):
        part = by_key.get(owners.get((event.machine, event.subject_id), 0))
        if part is not None and event.version <= part.version:
            event.case = part.case
            told.setdefault(part.pk, []).append(event)
    return told


def _ended(context: Context, parts: Sequence[Assignment]) -> dict[int, EventRow]:
    """The event that ended each part; one query."""
    ends = visible_among(
        context, _ends, case={one.case_id for one in parts}, version={one.version for one in parts}
    )
    by_place = {(one.case_id, one.version): one for one in ends}
    return {
        one.pk: by_place[one.case_id, one.version] for one in parts if (one.case_id, one.version) in by_place
    }


_end = computed(_ended)


class FormerDraft(Row):
    """A draft that the unit wrote before it left; read only."""

    id = identity()
    title = text("Title.")
    body = text("The text as it was saved last.")
    points = many(ReplyPoint, "Point by point.")
    versions = many(ReplyVersion, "Saved texts.", resolver=related("versions", _versions))

    @staticmethod
    def resolve_points(reply: ReplyRow, info: Any) -> list[dict[str, Any]]:
        """Each with its class as the case's pack calls it."""
        return points_of(reply, pack_of_row(reply.assignment, info))


class FormerPart(Row):
    """A part that the viewer's unit has left: returned, recalled, or ended with the case. Its own record, no more."""

    id = identity("Opaque id of the part.")
    kind = one(CaseKind, "What the case is by law.")
    registration_no = text("Number of registration.")
    case_no = text("Case number, once filed.", null=True)
    title = text("Title of the case.")
    unit = one(Unit, "The unit.", resolver=referred("unit", visible.units))
    role = one(UnitRole, "What it was in the case.")
    role_label = text("What the case's rule pack calls that role.")
    state = one(AssignmentState, "How it left.")
    state_label = text("The same in Chinese.")
    dispatched_on = day("Day of dispatch.")
    left_at = moment("When it left.", null=True)
    left_by = text("Who decided it.", null=True)
    return_requests = many(
        ReturnRequest, "Its requests to be relieved.", resolver=related("return_requests", _returns)
    )
    co_opinions = many(CoOpinion, "Its opinions.", resolver=related("co_opinions", _opinions))
    meetings = many(Meeting, "Its talks with the proposer.", resolver=related("meetings", _meetings))
    urge_notices = many(UrgeNotice, "What it was urged to do.", resolver=related("urge_notices", _urging))
    drafts = many(FormerDraft, "Its drafts.", resolver=_drafts_of)
    events = many(
        CaseEvent, "What was done to its part, oldest first.", resolver=computed(_recorded_events, ())
    )

    @staticmethod
    def resolve_kind(part: Assignment, _info: Any) -> str:
        """Of the case."""
        return str(part.case.kind)

    @staticmethod
    def resolve_registration_no(part: Assignment, _info: Any) -> str:
        """Of the case."""
        return str(part.case.registration_no)

    @staticmethod
    def resolve_case_no(part: Assignment, _info: Any) -> str | None:
        """Of the case."""
        return part.case.case_no or None

    @staticmethod
    def resolve_title(part: Assignment, _info: Any) -> str:
        """Of the case."""
        return str(part.case.title)

    @staticmethod
    def resolve_role_label(part: Assignment, info: Any) -> str:
        """As the case's pack calls it."""
        return str(pack_of_row(part, info).unit_roles[part.role])

    @staticmethod
    def resolve_state_label(part: Assignment, info: Any) -> str | None:
        """From the catalogue, in the words of the case's pack."""
        return worded(part, info, "states", f"ASSIGNMENT.{part.state}") or label("states", part.state)

    @staticmethod
    def resolve_left_at(part: Assignment, info: Any) -> Any:
        """Of the event that ended it."""
        return getattr(_end(part, info), "at", None)

    @staticmethod
    def resolve_left_by(part: Assignment, info: Any) -> str | None:
        """Of the event that ended it."""
        return getattr(_end(part, info), "actor", None)


class FormerPartEdge(Row):
    """A former part at its place in the list."""

    cursor = text("The place after this part.")
    node = one(FormerPart, "The part.")


class FormerPartConnection(Row):
    """A page of former parts."""

    edges = many(FormerPartEdge, "The parts of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")


def _former_part(context: Context, pk: int) -> Assignment | None:
    found: list[Assignment] = visible_among(context, former_parts, pk=[pk])
    return found[0] if found else None


class FormerQueries(graphene.ObjectType):
    """Questions about parts that the viewer's units have left."""

    former_parts = one(
        FormerPartConnection,
        "Parts that the viewer's units have left, newest first; nobody else has any.",
        first=first_argument(),
        after=after_argument(),
    )
    former_part = lookup(FormerPart, "One of them.", _former_part)

    @staticmethod
    def resolve_former_parts(
        _root: None, info: Any, first: int | None = None, after: str | None = None
    ) -> Page:
        """One query for the page."""
        context: Context = info.context
        context.require_seat()
        wanted = PageWanted.of(context, NEWEST, first, after)
        return wanted.served(acquainted(wanted.read(former_parts(context))))
