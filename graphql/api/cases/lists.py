"""Work list: filters as enums turned into conditions by hand, orders, keyset pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from api.running.context import Context
from api.shapes import enums
from api.shapes.cursors import KeysetOrder, Place, cursor_of, page_size, place_of
from api.shapes.fields import row_id_or_none
from cases.duties import Duty
from cases.models import Assignment, Case
from cases.reading.duties import with_duties
from cases.reading.queries import mentioning
from cases.reading.worklist import Box, Light, in_box, with_light
from cases.states import GONE, CaseState
from kernel.actor import Actor

MY_DAY = "my_day"  # a column that a statement adds
ORDERS = {
    enums.Order.DUE: KeysetOrder("DUE", "due_on", descending=False, nullable=True, read=date.fromisoformat),
    enums.Order.REGISTERED: KeysetOrder(
        "REGISTERED", "registered_on", descending=True, nullable=False, read=date.fromisoformat
    ),
    enums.Order.NUMBER: KeysetOrder("NUMBER", "case_no", descending=False, nullable=True, read=str),
    enums.Order.MY_DAY: KeysetOrder(
        "MY_DAY", MY_DAY, descending=False, nullable=True, read=date.fromisoformat
    ),
}
LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a list was asked for, with every value already of its type."""

    box: Box
    kinds: Sequence[str] | None
    states: Sequence[CaseState] | None
    origins: Sequence[str] | None
    lights: Sequence[Light] | None
    duties: Sequence[Duty] | None
    unit_id: int | None
    session_id: int | None
    year: int | None
    before_year: int | None
    text: str
    order: KeysetOrder
    size: int
    place: Place | None


def page_request_of(
    context: Context,
    *,
    box: Box | None = None,
    kinds: Sequence[str] | None = None,
    states: Sequence[CaseState] | None = None,
    origins: Sequence[str] | None = None,
    lights: Sequence[Light] | None = None,
    duties: Sequence[Duty] | None = None,
    unit_id: str | None = None,
    session_id: str | None = None,
    year: int | None = None,
    before_year: int | None = None,
    text: str | None = None,
    order: enums.Order | None = None,
    first: int | None = None,
    after: str | None = None,
) -> PageRequest:
    """The checked arguments of ``cases``; BAD_REQUEST for pages and cursors that do not fit."""
    chosen = ORDERS[order or enums.Order.DUE]
    return PageRequest(
        box=box or Box.ALL,
        kinds=kinds,
        states=states,
        origins=origins,
        lights=lights,
        duties=duties,
        unit_id=row_id_or_none(unit_id),
        session_id=row_id_or_none(session_id),
        year=year,
        before_year=before_year,
        text=(text or "").strip()[:LONGEST_TEXT],
        order=chosen,
        size=page_size(50 if first is None else first),
        place=place_of(government_of(context), chosen, after) if after else None,
    )


def chosen_cases(actor: Actor, page_request: PageRequest) -> QuerySet[Case]:
    """The visible cases that a page request is about, in no order."""
    cases = in_box(actor, page_request.box)
    plain = {
        "kind__in": page_request.kinds,
        "state__in": page_request.states,
        "origin__in": page_request.origins,
        "session": page_request.session_id,
    }
    cases = cases.filter(**{name: value for name, value in plain.items() if value is not None})
    if page_request.year is not None:
        cases = cases.filter(_of_years("", page_request.year))
    if page_request.before_year is not None:
        cases = cases.filter(_of_years("__lt", page_request.before_year))
    if page_request.lights is not None:
        cases = with_light(cases, set(page_request.lights))
    if page_request.duties is not None:
        cases = with_duties(cases, actor, page_request.duties)
    if page_request.unit_id is not None:
        standing = Assignment.objects.filter(case=OuterRef("pk"), unit=page_request.unit_id).exclude(
            state__in=GONE
        )
        cases = cases.filter(Exists(standing))
    return cases.filter(mentioning(actor, page_request.text)) if page_request.text else cases


def _of_years(lookup: str, year: int) -> Q:
    """As the board counts: the year of the session, or of registration between two."""
    year = min(max(year, MINYEAR), MAXYEAR)  # a date has no other one
    of_session = Q(**{f"session__year{lookup}": year})
    return of_session | Q(session=None, **{f"registered_on__year{lookup}": year})


def cursor(context: Context, order: KeysetOrder, value: Any, pk: int) -> str:
    """The cursor of a row of this government in this order."""
    return cursor_of(government_of(context), order.name, value, pk)


def government_of(context: Context) -> str:
    """The code that cursors are bound to."""
    return context.government.code if context.government else ""
