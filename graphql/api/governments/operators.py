"""Platform's operators, and what was done to their accounts, as operators see them."""

from __future__ import annotations

from typing import Any

import graphene

from api.shapes.fields import Row, argument, flag, identity, many, moment, text
from api.shapes.ids import row_id
from governments.models import Operator, OperatorEvent
from governments.operators import operator_events, operators
from kernel.wording import label

MOST_EVENTS = 100


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
    change = text("What was done, as a code.")
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


class OperatorQueries(graphene.ObjectType):
    """Questions about operators; on the platform's host, for operators."""

    operators = many(OperatorRow, "All operators of this deployment; for operators.")
    operator_changes = many(
        OperatorChange,
        "What was done to operators' accounts, 100 at a time, the newest first; for operators.",
        before=argument(graphene.ID, "Only those before this one.", null=True),
    )

    @staticmethod
    def resolve_operators(_root: None, info: Any) -> list[Operator]:
        """FORBIDDEN for people of a government."""
        info.context.require_operator()
        return list(operators())

    @staticmethod
    def resolve_operator_changes(_root: None, info: Any, before: str | None = None) -> list[OperatorEvent]:
        """FORBIDDEN for people of a government."""
        info.context.require_operator()
        events = operator_events()
        return list((events.filter(pk__lt=row_id(before)) if before else events)[:MOST_EVENTS])
