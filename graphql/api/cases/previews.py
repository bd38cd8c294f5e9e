"""Previewed due days: the days that a step would set, by the functions with which the step itself stores them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene

from api.cases import visible
from api.reading.visible_rows import visible_among
from api.rules.types import DueHint, hinted
from api.running.context import Context
from api.shapes.enums import UnitRole
from api.shapes.fields import Row, argument, listed, many, one, row_id
from api.shapes.refusal import Refusal, told
from cases.clocks.parts import days_to_answer
from cases.inputs import DispatchInput
from cases.models import Case
from cases.steps import lifecycle
from cases.steps.rights import may
from kernel.clock import today
from kernel.refusals import NotPermitted, NotVisible
from kernel.refusals import Refusal as Refused
from kernel.wording import label
from rules.queries import pack_of

MOST_ROLES = 20


class DispatchDay(Row):
    """The last day of parts with one role."""

    role = one(UnitRole, "The role.")
    due = one(DueHint, "By when they answer, and how the day is counted.")


class DispatchDays(Row):
    """What a dispatch of a case would set now: days, or the sentence that refuses a day that was named."""

    days = many(DispatchDay, "One for each role asked about.")
    refusal = graphene.Field(Refusal, description="Why a named day is refused.")


class PreviewQueries(graphene.ObjectType):
    """What a step would set."""

    dispatch_days = one(
        DispatchDays,
        "The days that dispatching this case now would store; for those who may dispatch it.",
        case_id=argument(graphene.ID, "The case."),
        roles=argument(listed(UnitRole), "Roles of the units to be added."),
        complex=argument(graphene.Boolean, "Whether the longer period applies.", null=True),
        due_on=argument(graphene.Date, "Last day for answers, as in the dispatch.", null=True),
        co_due_on=argument(graphene.Date, "Last day for opinions, as in the dispatch.", null=True),
    )

    @staticmethod
    def resolve_dispatch_days(
        _root: None,
        info: Any,
        case_id: str,
        roles: Sequence[Any],
        complex: bool | None = None,
        due_on: date | None = None,
        co_due_on: date | None = None,
    ) -> dict[str, Any]:
        """Nothing is written; a day that the dispatch would refuse is refused here."""
        context: Context = info.context
        case, pack = _to_dispatch(context, case_id)
        order = DispatchInput([], complex=bool(complex), due_on=due_on, co_due_on=co_due_on)
        wanted = [str(one.value) for one in roles[:MOST_ROLES]]
        try:
            found = days_to_answer(case, pack, order, wanted, today(), context.actor.label)
        except Refused as refusal:
            return {"days": [], "refusal": told(refusal)}
        return {"days": [{"role": role, "due": hinted(day)} for role, day in found.items()], "refusal": None}


def _to_dispatch(context: Context, case_id: str) -> tuple[Case, Any]:
    context.require_seat()
    found: list[Case] = visible_among(context, visible.case, pk=[row_id(case_id)])
    if not found:
        raise NotVisible
    case = found[0]
    pack = pack_of(case.pack)
    if not may(lifecycle.DISPATCH, context.actor, case, case, pack):
        raise NotPermitted("not_permitted", step=label("steps", "dispatch"))
    return case, pack
