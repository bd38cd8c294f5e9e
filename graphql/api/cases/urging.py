"""Type of what the office urged a unit to do, with the unit's word."""

from __future__ import annotations

from typing import Any

import graphene

from api.shapes.fields import Row, day, flag, identity, moment, text
from kernel.clock import today


class UrgeNotice(Row):
    """A reminder in writing by the general office to a unit (催办), with the unit's answer."""

    id = identity()
    text_ = graphene.String(required=True, name="text", description="What the unit is to do.")
    reply_by = day("By when the unit answers.")
    urged_by = text("Who urged.")
    urged_at = moment("When.")
    answer = text("The unit's answer; null while there is none.", null=True)
    answered_by = text("Who answered.", null=True)
    answered_at = moment("When.", null=True)
    overdue = flag("Whether the day has passed without an answer.")

    @staticmethod
    def resolve_text_(notice: Any, _info: Any) -> str:
        """The text."""
        return str(notice.text)

    @staticmethod
    def resolve_overdue(notice: Any, info: Any) -> bool:
        """By today."""
        return notice.answered_at is None and notice.reply_by < today()
