"""Mutations that mark a reminder as seen."""

from __future__ import annotations

from typing import Any

import graphene

from api.people.mutations import key_argument, once_answered
from api.running.context import Context
from api.shapes.fields import argument, row_id
from api.supervision.reminders import ReminderPayload
from people.keyed import Keyed
from supervision.commands import mark_reminder_seen


class MarkReminderSeen(graphene.Mutation):
    """Note that the viewer's unit, office or committee has seen a reminder; the first time counts."""

    class Arguments:
        reminder_id = argument(graphene.ID, "Id of the reminder.")
        key = key_argument()

    Output = ReminderPayload

    @staticmethod
    def mutate(_root: None, info: Any, reminder_id: str, key: str | None = None) -> dict[str, Any]:
        """One that is not shown is not found."""
        context: Context = info.context

        def again(pk: int) -> dict[str, Any]:
            return {"reminder": mark_reminder_seen(context.actor, pk)}

        def change() -> tuple[dict[str, Any], int]:
            return again(row_id(reminder_id)), row_id(reminder_id)

        return once_answered(
            context,
            key,
            lambda: Keyed("mark_reminder_seen", [reminder_id], context.require_seat, change, again),
        )


class ReminderMutations(graphene.ObjectType):
    """Reminders."""

    mark_reminder_seen = MarkReminderSeen.Field(required=True)
