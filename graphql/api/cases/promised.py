"""How the day of a promise came about: people name it, in the answer and with each delay; the pack reckons none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from api.cases import visible
from api.context import Context
from cases.models import CaseEvent, Reply
from cases.states import Machine
from kernel.wording import sentence


def of_promises(context: Context, promises: Sequence[Any]) -> dict[int, list[str]]:
    """For each promise its sentences in order; three queries."""
    keys = [one.pk for one in promises]
    units = visible.units(context).in_bulk({one.assignment.unit_id for one in promises})
    replies = Reply.objects.in_bulk({one.reply_id for one in promises})
    delays = visible.events(context).filter(
        case__in={one.case_id for one in promises}, machine=Machine.COMMITMENT, subject_id__in=keys
    )
    found = {
        one.pk: [_made(one, replies[one.reply_id], units[one.assignment.unit_id].short_name)]
        for one in promises
    }
    for event in delays.filter(step="delay_commitment"):
        found[event.subject_id].append(_delayed(event))
    return found


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
        reason=event.reason,
    )
