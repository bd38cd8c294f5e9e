"""Shape of live changes. ``live`` validates subscriptions against it and delivers them."""

from __future__ import annotations

from typing import Any

import graphene

from api.running.errors import BAD_REQUEST, ApiError
from api.shapes.enums import StepCode
from api.shapes.fields import Row, number, one, text


class WorkChange(Row):
    """Something changed among the cases that the viewer may see: fetch again what is shown."""

    epoch = text("Counting begins anew when this changes: something may have been missed, fetch everything.")
    seq = number("One more with each change of this epoch, without gaps.")
    case_id = graphene.ID(description="The case; null when several, or one that has left the viewer's sight.")
    step = graphene.Field(StepCode, description="The step taken; null when several, or internal to a unit.")


class WorkSubscription(graphene.ObjectType):
    """Changes of the viewer's work."""

    work_changed = one(WorkChange, "Each change among the viewer's cases.")

    @staticmethod
    def resolve_work_changed(change: Any, _info: Any) -> Any:
        """The change itself is the root of each delivery."""
        return change

    @staticmethod
    def subscribe_work_changed(_root: Any, _info: Any) -> Any:
        """Over HTTP there is nothing to wait for."""
        raise ApiError(BAD_REQUEST, "no_subscription")
