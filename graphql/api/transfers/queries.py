"""Questions about envelopes."""

from __future__ import annotations

from typing import Any

import graphene

from api.reading.related import acquainted
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.enums import EnvelopeState, EnvelopeTray
from api.shapes.fields import Row, argument, listed, many, number, one, text
from api.shapes.lookups import lookup
from api.shapes.pages import Page, PageInfo, PageWanted, after_argument, first_argument
from api.transfers.types import Envelope
from transfers.queries import in_tray, visible_envelopes, waiting

NEWEST = KeysetOrder("ENVELOPES", "id", descending=True, nullable=False, read=int)


class EnvelopeEdge(Row):
    """An envelope at its place in the list."""

    cursor = text("The place after this envelope.")
    node = one(Envelope, "The envelope.")


class EnvelopeConnection(Row):
    """A page of envelopes."""

    edges = many(EnvelopeEdge, "The envelopes of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")
    waiting = number(
        "How many wait for the viewer's office: to sign for, to accept, to decide on, to answer an urge."
    )

    @staticmethod
    def resolve_waiting(_page: Any, info: Any) -> int:
        """One query, and only when asked for."""
        return waiting(info.context.actor)


def _envelope(context: Context, pk: int) -> Any:
    return visible_envelopes(context.actor).filter(pk=pk).first()


class TransferQueries(graphene.ObjectType):
    """Questions about what crosses between governments; for the general office."""

    envelopes = one(
        EnvelopeConnection,
        "Envelopes to and from the viewer's government, newest first.",
        tray=argument(EnvelopeTray, "Which way they went.", null=True),
        states=argument(listed(EnvelopeState), "Only in these states.", null=True),
        first=first_argument(),
        after=after_argument(),
    )
    envelope = lookup(Envelope, "One envelope.", _envelope)

    @staticmethod
    def resolve_envelopes(
        _root: None,
        info: Any,
        tray: Any = None,
        states: list[Any] | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Page:
        """One query for the page."""
        context: Context = info.context
        rows = in_tray(context.actor, str(tray.value) if tray else "ALL")
        if states is not None:
            rows = rows.filter(state__in=states)
        wanted = PageWanted.of(context, NEWEST, first, after)
        return wanted.served(acquainted(wanted.read(rows)))
