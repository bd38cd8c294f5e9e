"""Mutations that mark a reminder as seen."""

from __future__ import annotations

from typing import Any

import graphene

from api.people.mutations import answered
from api.running.context import Context
from api.shapes.fields import argument
from api.shapes.ids import row_id
from api.supervision.reminders import ReminderPayload
from supervision.commands import mark_reminder_seen


class MarkReminderSeen(graphene.Mutation):
    """Note that the viewer's unit, office or committee has seen a reminder; the first time counts."""

    class Arguments:
        reminder_id = argument(graphene.ID, "Id of the reminder.")

    Output = ReminderPayload

    @staticmethod
    def mutate(_root: None, info: Any, reminder_id: str) -> dict[str, Any]:
        """One that is not shown is not found."""
        context: Context = info.context
        return answered(context, lambda: {"reminder": mark_reminder_seen(context.actor, row_id(reminder_id))})


class ReminderMutations(graphene.ObjectType):
    """Reminders."""

    mark_reminder_seen = MarkReminderSeen.Field(required=True)
