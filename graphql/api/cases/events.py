"""Event history of a case: events with their facts in Chinese, newest first, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from api.cases import visible
from api.reading.related import acquainted, computed, related
from api.reading.visible_rows import ViewerContext
from api.rules.packs import pack_of_row, worded
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.enums import Machine as MachineCode
from api.shapes.enums import StepCode
from api.shapes.fields import Row, identity, many, moment, one, text
from api.shapes.pages import Page, PageInfo, PageWanted
from cases.models import Assignment
from cases.models import Case as CaseRow
from cases.models import CaseEvent as EventRow
from cases.reading.visibility.events import WORDED
from cases.reading.visibility.masking import visible_fact
from cases.states import Machine, UnitRole
from kernel.wording import section

PLAIN = ("unit", "cause", "source")  # facts that say no more than that it happened


def is_worded(event: EventRow) -> bool:
    """Whether the viewer for whom the event was read sees its words; ``visible_events`` has noted it."""
    worded: bool = getattr(event, WORDED)
    return worded


def reason_of(event: EventRow) -> str:
    """The reason given, as far as the viewer sees it."""
    return event.reason if is_worded(event) else ""


def _of_opinions(_context: Context, events: Sequence[EventRow]) -> dict[int, bool]:
    """Which events are about what is asked for an opinion; parts are looked up only where words depend on it."""
    parts = {one.pk: one.subject_id for one in events if one.machine == Machine.ASSIGNMENT and _depends(one)}
    asked = Assignment.objects.filter(pk__in=parts.values(), role=UnitRole.CO) if parts else None
    found = set(asked.values_list("pk", flat=True)) if asked is not None else set()
    return {
        one.pk: one.case.consulted if one.machine == Machine.CASE else parts.get(one.pk) in found
        for one in events
    }


def _depends(event: EventRow) -> bool:
    states = section("opinion_states")
    return event.step in section("opinion_steps") or any(
        f"{event.machine}.{state}" in states for state in (event.from_state, event.to_state)
    )


_of_opinion = computed(_of_opinions, False)


class EventFact(Row):
    """One fact of an event."""

    label = text("What it is about, in Chinese.")
    value = text("The value as text.")


class CaseEvent(Row):
    """What happened: one entry per step, never changed or removed."""

    id = identity()
    step = one(StepCode, "The step.")
    label = text("The step in Chinese.")
    machine = one(MachineCode, "What it moved.")
    subject_label = text("The unit it concerns; empty when it concerns the case as such.")
    from_state = text(
        "State before, as a code of ``machine``; null where the step made the object.", null=True
    )
    from_label = text("The same in Chinese.", null=True)
    to_state = text("State after, as a code of ``machine``.", null=True)
    to_label = text("The same in Chinese.", null=True)
    actor = text("Who took it: person and unit as they were called then.")
    at = moment("When.")
    reason = text("The reason given; may be empty.")
    facts = many(EventFact, "What else it says.")

    @staticmethod
    def resolve_label(event: EventRow, info: Any) -> str | None:
        """From the catalogue, in the words of the case's pack."""
        return worded(event, info, "steps", event.step, opinion=_of_opinion(event, info))

    @staticmethod
    def resolve_subject_label(event: EventRow, _info: Any) -> str:
        """As it was called then."""
        return str(event.facts.get("unit", ""))

    @staticmethod
    def resolve_from_state(event: EventRow, _info: Any) -> str | None:
        """Its code, where there is one."""
        return event.from_state or None

    @staticmethod
    def resolve_to_state(event: EventRow, _info: Any) -> str | None:
        """Its code, where there is one."""
        return event.to_state or None

    @staticmethod
    def resolve_from_label(event: EventRow, info: Any) -> str | None:
        """From the catalogue; null where the step made the object."""
        code = f"{event.machine}.{event.from_state}"
        return worded(event, info, "states", code, opinion=_of_opinion(event, info))

    @staticmethod
    def resolve_to_label(event: EventRow, info: Any) -> str | None:
        """From the catalogue."""
        code = f"{event.machine}.{event.to_state}"
        return worded(event, info, "states", code, opinion=_of_opinion(event, info))

    @staticmethod
    def resolve_reason(event: EventRow, _info: Any) -> str:
        """Where it is part of what the viewer sees."""
        return reason_of(event)

    @staticmethod
    def resolve_facts(event: EventRow, info: Any) -> list[dict[str, str]]:
        """Without empty ones; what is judged is called as the case's pack calls it."""
        actor = info.context.actor
        opinion = section("opinion_facts") if _of_opinion(event, info) else {}
        names = section("facts") | opinion | {one.code: one.label for one in pack_of_row(event, info).axes}
        return [
            {"label": names.get(code, code), "value": _worded(visible_fact(actor, event.case, code, value))}
            for code, value in event.facts.items()
            if value not in ("", None, []) and (code in PLAIN or is_worded(event))
        ]


def _worded(value: Any) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)


PAGE = 50  # events of a page, when nothing is said
NEWEST = KeysetOrder("EVENTS", "version", descending=True, nullable=False, read=int)


def _newest(viewer: ViewerContext) -> QuerySet[EventRow]:
    return NEWEST.sorted(visible.events(viewer))


_first_page = related("events", _newest)


class CaseEventEdge(Row):
    """An event at its place in the history."""

    cursor = text("The place after this event.")
    node = one(CaseEvent, "The event.")


class CaseEventConnection(Row):
    """A page of a case's history."""

    edges = many(CaseEventEdge, "The events of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")


def resolve_events(case: CaseRow, info: Any, first: int | None = PAGE, after: str | None = None) -> Page:
    """The first page of all cases of a list in one query; a later page of one case in its own."""
    context: Context = info.context
    wanted = PageWanted.of(context, _order(case.pk), first, after, PAGE)
    if wanted.place is None:
        found = _first_page(case, info, first=wanted.size + 1)
    else:
        found = acquainted(wanted.read(visible.events(context).filter(case=case.pk)))
    for event in found:
        event.case = case
    return wanted.served(found)


def _order(case: int) -> KeysetOrder:
    """A cursor serves the case that it was given out for, and no other."""
    return KeysetOrder(f"{NEWEST.name}:{case}", NEWEST.column, descending=True, nullable=False, read=int)
