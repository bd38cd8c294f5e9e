"""Notices (通知) of moved days and new rules, as a viewer reads them, and marking one as read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import QuerySet

from api.cases import visible
from api.cases.former import FormerPart, former_parts
from api.people.mutations import key_argument, once_answered
from api.people.types import Unit
from api.reading.related import acquainted, computed, referred
from api.reading.visible_rows import ViewerContext, newest_visible, visible_among
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.fields import Row, argument, flag, identity, many, moment, number, one, row_id, text
from api.shapes.pages import Page, PageInfo, PageWanted, after_argument, first_argument
from api.shapes.refusal import Refusal
from cases.models import Assignment
from people.keyed import Keyed
from supervision.models import Notice as NoticeRow
from supervision.notices import is_seen, mark_notice_seen, unseen_notices, visible_notices

_case = referred("case", visible.cases)


def _left(context: Context, notices: Sequence[NoticeRow]) -> dict[int, Assignment]:
    """The part that the notice's unit has left, newest first; one query."""
    wanted = [one for one in notices if one.case_id and one.unit_id]
    cases, units = {one.case_id for one in wanted}, {one.unit_id for one in wanted}
    found = visible_among(context, former_parts, case=cases, unit_id=units) if wanted else []
    newest = {(one.case_id, one.unit_id): one for one in reversed(acquainted(found))}
    return {
        one.pk: newest[one.case_id, one.unit_id] for one in wanted if (one.case_id, one.unit_id) in newest
    }


_part_left = computed(_left)
NEWEST = KeysetOrder("NOTICES", "id", descending=True, nullable=False, read=int)
COUNTED = 100  # a bell shows no larger number


def _newest(viewer: ViewerContext) -> QuerySet[NoticeRow]:
    return NEWEST.sorted(visible_notices(viewer.actor))


def _unseen(viewer: ViewerContext) -> QuerySet[NoticeRow]:
    return unseen_notices(viewer.actor).order_by().only("pk")


class Notice(Row):
    """A notice, sent once: days of a case that moved, a rule pack that was issued."""

    id = identity()
    case_id = graphene.ID(description="Id of its case.")
    case_title = text("Title of its case.", null=True)
    case_no = text("Number of its case, once filed.", null=True)
    former_part = graphene.Field(
        FormerPart,
        description="The record that its unit keeps of its part, where the case is not the viewer's any more.",
    )
    unit = graphene.Field(
        Unit, description="The unit it is for; null for all.", resolver=referred("unit", visible.units)
    )
    subject = text("What it is about, where no case is.")
    at = moment("When it was told.")
    seen = flag("Whether the viewer's unit, office or committee has read it.")
    text = text("What it says, in Chinese.")

    @staticmethod
    def resolve_case_title(notice: NoticeRow, info: Any) -> str | None:
        """Of its case."""
        return getattr(_case(notice, info), "title", None)

    @staticmethod
    def resolve_case_no(notice: NoticeRow, info: Any) -> str | None:
        """Of its case."""
        return getattr(_case(notice, info), "case_no", None)

    @staticmethod
    def resolve_former_part(notice: NoticeRow, info: Any) -> Assignment | None:
        """None while the case is seen."""
        left: Assignment | None = None if _case(notice, info) else _part_left(notice, info)
        return left

    @staticmethod
    def resolve_seen(notice: NoticeRow, info: Any) -> bool:
        """By the viewer's own seat."""
        return is_seen(info.context.actor, notice)


class NoticeEdge(Row):
    """A notice at its place in the list."""

    cursor = text("The place after this notice.")
    node = one(Notice, "The notice.")


class NoticeConnection(Row):
    """A page of notices."""

    edges = many(NoticeEdge, "The notices of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")
    unseen_count = number("How many wait for the viewer's unit, office or committee, counted up to 100.")

    @staticmethod
    def resolve_unseen_count(_page: Any, info: Any) -> int:
        """One query, and only when asked for."""
        return len(newest_visible(info.context, _unseen, COUNTED))


class NoticePayload(Row):
    """What marking answers: exactly one of both."""

    notice = graphene.Field(Notice, description="The notice as it now stands.")
    refusal = graphene.Field(Refusal, description="Why it was refused.")


class NoticeQueries(graphene.ObjectType):
    """Questions about notices."""

    notices = one(
        NoticeConnection,
        "Notices to the viewer's seat: the general office's are all, a unit's its own, a committee's its side's.",
        first=first_argument(20),
        after=after_argument(),
    )

    @staticmethod
    def resolve_notices(_root: None, info: Any, first: int | None = None, after: str | None = None) -> Page:
        """One query for the page."""
        context: Context = info.context
        context.require_seat()
        wanted = PageWanted.of(context, NEWEST, first, after, 20)
        if wanted.place is None:
            found = newest_visible(context, _newest, wanted.size + 1)
        else:
            found = wanted.read(_newest(context))
        return wanted.served(acquainted(found))


class MarkNoticeSeen(graphene.Mutation):
    """Note that the viewer's unit, office or committee has read a notice; the first time counts."""

    class Arguments:
        notice_id = argument(graphene.ID, "Id of the notice.")
        key = key_argument()

    Output = NoticePayload

    @staticmethod
    def mutate(_root: None, info: Any, notice_id: str, key: str | None = None) -> dict[str, Any]:
        """One that is not shown is not found."""
        context: Context = info.context

        def again(pk: int) -> dict[str, Any]:
            return {"notice": mark_notice_seen(context.actor, pk)}

        def change() -> tuple[dict[str, Any], int]:
            return again(row_id(notice_id)), row_id(notice_id)

        return once_answered(
            context, key, lambda: Keyed("mark_notice_seen", [notice_id], context.require_seat, change, again)
        )


class NoticeMutations(graphene.ObjectType):
    """Notices."""

    mark_notice_seen = MarkNoticeSeen.Field(required=True)
