"""Platform's operators, and what was done to their accounts, as operators see them."""

from __future__ import annotations

from typing import Any

import graphene

from api.shapes.cursors import KeysetOrder
from api.shapes.enums import OperatorChangeKind
from api.shapes.fields import Row, flag, identity, many, moment, one, text
from api.shapes.pages import Page, PageInfo, PageWanted, after_argument, first_argument
from governments.models import Operator, OperatorEvent
from governments.operators import operator_events, operators
from kernel.wording import label


class OperatorRow(Row):
    """An account that runs the fleet."""

    id = identity()
    username = text("What the person signs in with.")
    name = text("The person's name.")
    active = flag("Whether it may sign in.")
    must_change_password = flag("Whether it has a one-time password only.")
    last_login = moment("When it last signed in.", null=True)

    @staticmethod
    def resolve_active(operator: Operator, _info: Any) -> bool:
        """As the row says."""
        return operator.is_active


class OperatorChange(Row):
    """One change to an operator's account; on record for good."""

    id = identity()
    username = text("Whose account.")
    change = one(OperatorChangeKind, "What was done.")
    change_label = text("What was done, in Chinese.")
    by_label = text("Who did it: the operator, or the machine's login at the terminal.")
    at = moment("When.")

    @staticmethod
    def resolve_username(event: OperatorEvent, _info: Any) -> str:
        """Loaded with the list."""
        return str(event.operator.username)

    @staticmethod
    def resolve_change_label(event: OperatorEvent, _info: Any) -> str:
        """From the catalogue."""
        return label("operator_changes", event.change)


NEWEST = KeysetOrder("OPERATOR_CHANGES", "id", descending=True, nullable=False, read=int)


class OperatorChangeEdge(Row):
    """A change at its place in the list."""

    cursor = text("The place after this change.")
    node = one(OperatorChange, "The change.")


class OperatorChangeConnection(Row):
    """A page of changes to operators' accounts."""

    edges = many(OperatorChangeEdge, "The changes of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")


class OperatorQueries(graphene.ObjectType):
    """Questions about operators; on the platform's host, for operators."""

    operators = many(OperatorRow, "All operators of this deployment; for operators.")
    operator_changes = one(
        OperatorChangeConnection,
        "What was done to operators' accounts, the newest first; for operators.",
        first=first_argument(),
        after=after_argument(),
    )

    @staticmethod
    def resolve_operators(_root: None, info: Any) -> list[Operator]:
        """FORBIDDEN for people of a government."""
        info.context.require_operator()
        return list(operators())

    @staticmethod
    def resolve_operator_changes(
        _root: None, info: Any, first: int | None = None, after: str | None = None
    ) -> Page:
        """FORBIDDEN for people of a government."""
        info.context.require_operator()
        wanted = PageWanted.of(info.context, NEWEST, first, after)
        return wanted.served(wanted.read(operator_events()))
