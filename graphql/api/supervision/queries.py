"""Questions about reminders."""

from __future__ import annotations

from typing import Any

import graphene
from django.db.models import QuerySet

from api.cases.lists import government_of
from api.reading.related import acquainted
from api.reading.visible_rows import ViewerContext, newest_visible
from api.running.context import Context
from api.shapes.cursors import Order, cursor_of, page, page_size, place_of
from api.shapes.fields import Row, argument, many, number, one, text
from api.shapes.pages import PageInfo
from api.supervision.reminders import Reminder, reminders, with_packs
from supervision.models import Reminder as ReminderRow
from supervision.queries import unseen_reminders

NEWEST = Order("REMINDERS", "id", descending=True, nullable=False, read=int)
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
        first=argument(graphene.Int, "Page size, 1 to 100.", null=True, default_value=20),
        after=argument(graphene.String, "Cursor after which to begin.", null=True),
    )

    @staticmethod
    def resolve_reminders(
        _root: None, info: Any, unseen: bool | None = False, first: int | None = 20, after: str | None = None
    ) -> dict[str, Any]:
        """One query for the page."""
        context: Context = info.context
        narrow = _unseen if unseen else _all
        size, here = page_size(20 if first is None else first), government_of(context)
        if after:
            found = page(narrow(context), NEWEST, place_of(here, NEWEST, after), size)
        else:
            found = newest_visible(context, narrow, size + 1)
        shown = acquainted(found[:size])
        edges = [{"node": one, "cursor": cursor_of(here, NEWEST.name, one.pk, one.pk)} for one in shown]
        end = edges[-1]["cursor"] if edges else None
        return {"edges": edges, "page_info": {"has_next_page": len(found) > size, "end_cursor": end}}
