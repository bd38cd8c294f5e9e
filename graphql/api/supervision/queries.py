"""Questions about reminders."""

from __future__ import annotations

from typing import Any

import graphene
from django.db.models import QuerySet

from api.reading.related import acquainted
from api.reading.visible_rows import ViewerContext, newest_visible
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.fields import Row, argument, many, number, one, text
from api.shapes.pages import Page, PageInfo, PageWanted, after_argument, first_argument
from api.supervision.reminders import Reminder, reminders, with_packs
from supervision.models import Reminder as ReminderRow
from supervision.queries import unseen_reminders

NEWEST = KeysetOrder("REMINDERS", "id", descending=True, nullable=False, read=int)
COUNTED = 100  # a bell shows no larger number


def _all(viewer: ViewerContext) -> QuerySet[ReminderRow]:
    return NEWEST.sorted(reminders(viewer))


def _unseen(viewer: ViewerContext) -> QuerySet[ReminderRow]:
    return NEWEST.sorted(with_packs(unseen_reminders(viewer.actor)))


def _waiting(viewer: ViewerContext) -> QuerySet[ReminderRow]:
    return unseen_reminders(viewer.actor).order_by().only("pk")


class ReminderEdge(Row):
    """A reminder at its place in the list."""

    cursor = text("The place after this reminder.")
    node = one(Reminder, "The reminder.")


class ReminderConnection(Row):
    """A page of reminders."""

    edges = many(ReminderEdge, "The reminders of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")
    unseen_count = number("How many wait for the viewer's unit, office or committee, counted up to 100.")

    @staticmethod
    def resolve_unseen_count(_page: Any, info: Any) -> int:
        """One query, and only when asked for."""
        return len(newest_visible(info.context, _waiting, COUNTED))


class ReminderQueries(graphene.ObjectType):
    """Questions about reminders."""

    reminders = one(
        ReminderConnection,
        "Reminders, newest first: the general office's are all, a unit's its own, a committee's the red ones of"
        " its side.",
        unseen=argument(
            graphene.Boolean,
            "Only those that wait for the viewer's unit, office or committee.",
            null=True,
            default_value=False,
        ),
        first=first_argument(20),
        after=after_argument(),
    )

    @staticmethod
    def resolve_reminders(
        _root: None,
        info: Any,
        unseen: bool | None = False,
        first: int | None = None,
        after: str | None = None,
    ) -> Page:
        """One query for the page."""
        context: Context = info.context
        visible = _unseen if unseen else _all
        wanted = PageWanted.of(context, NEWEST, first, after, 20)
        if wanted.place is None:
            found = newest_visible(context, visible, wanted.size + 1)
        else:
            found = wanted.read(visible(context))
        return wanted.served(acquainted(found))
