"""Explanation of a promised day: named by people in the reply and with each delay; not counted by the pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from api.cases import visible
from api.cases.events import reason_of
from api.reading.visible_rows import ViewerContext, for_everybody, visible_among
from api.running.context import Context
from cases.models import CaseEvent, Reply
from kernel.wording import sentence


def of_promises(context: Context, promises: Sequence[Any]) -> dict[int, list[str]]:
    """For each promise its sentences in order; two queries."""
    told = visible_among(context, _letters, pk={one.reply_id for one in promises})
    replies = {one.pk: one for one in told}
    cases, keys = {one.case_id for one in promises}, [one.pk for one in promises]
    found = {one.pk: [_made(one, replies[one.reply_id], one.assignment.unit.short_name)] for one in promises}
    for event in visible_among(context, visible.delays, case=cases, subject_id=keys):
        found[event.subject_id].append(_delayed(event))
    return found


@for_everybody
def _letters(_context: ViewerContext) -> QuerySet[Reply]:
    """What a promise says of the reply that made it; who sees the promise has read it."""
    return Reply.objects.only("number", "signed_by", "issued_on")


def _made(promise: Any, reply: Reply, unit: str) -> str:
    return sentence(
        "promise_made",
        unit=unit,
        day=promise.original_promised_on.isoformat(),
        number=reply.number or "",
        signer=reply.signed_by,
        issued=reply.issued_on.isoformat() if reply.issued_on else "",
    )


def _delayed(event: CaseEvent) -> str:
    return sentence(
        "promise_delayed",
        at=timezone.localdate(event.at).isoformat(),
        who=event.actor,
        old=event.facts["from"],
        new=event.facts["promised_to"],
        reason=reason_of(event),
    )
