"""Evidence of a score item: which part of which case, its days, the points it costs, and the event to open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.assessment.enums import EvidenceOutcome
from api.cases import visible as cases_visible
from api.cases.events import CaseEvent
from api.cases.types import Case
from api.reading.related import acquainted, computed, siblings
from api.running.context import Context
from api.shapes.cursors import KeysetOrder
from api.shapes.fields import Row, day, flag, identity, many, one, text
from api.shapes.pages import Page, PageInfo, PageWanted
from assessment import sheets
from assessment.models import Evidence as EvidenceRow
from assessment.models import Outcome, ScoreItem
from cases.models import Case as CaseRow
from cases.models import CaseEvent as EventRow
from kernel.wording import section

ORDER = KeysetOrder("EVIDENCE", "pk", descending=False, nullable=False, read=int)


def _cases(context: Context, rows: Sequence[EvidenceRow]) -> dict[int, CaseRow]:
    found = cases_visible.cases(context).filter(pk__in={row.case_id for row in rows})
    known = {case.pk: case for case in acquainted(found)}
    return {row.pk: known[row.case_id] for row in rows if row.case_id in known}


def _events(context: Context, rows: Sequence[EvidenceRow]) -> dict[int, EventRow]:
    """Events the viewer may see, of cases the viewer may see."""
    ids = {row.event_id for row in rows if row.event_id is not None}
    found = cases_visible.events(context).filter(pk__in=ids, case__in=cases_visible.cases(context))
    known = {one.pk: one for one in acquainted(found.select_related("case"))} if ids else {}
    return {row.pk: known[row.event_id] for row in rows if row.event_id in known}


class AssessmentEvidence(Row):
    """One part of one case, or one event, behind an item."""

    id = identity("Opaque id of the row within its item.")
    outcome = one(EvidenceOutcome, "Whether it counts, is lost, or has no effect.")
    outcome_label = text("The same in Chinese.")
    lost = flag("Whether points were lost by it.")
    reason = text("Why, as a code.")
    reason_label = text("The same in Chinese.")
    points = text("What it costs (negative) or brings, as a decimal number; null where neither.", null=True)
    due_on = day("The day it was due, where that matters.", null=True)
    done_on = day("The day it was done.", null=True)
    case = one(
        Case, "The case; null when the viewer no longer sees it.", null=True, resolver=computed(_cases)
    )
    event = one(CaseEvent, "The event, if the viewer may see it.", null=True, resolver=computed(_events))

    @staticmethod
    def resolve_id(row: Any, _info: Any) -> str:
        """One row may stand behind several items, and costs something else in each."""
        return f"{row.item.pk}-{row.pk}"

    @staticmethod
    def resolve_outcome_label(row: EvidenceRow, _info: Any) -> str:
        """From the catalogue."""
        return section("assessment_words")[f"outcome.{row.outcome}"]

    @staticmethod
    def resolve_lost(row: EvidenceRow, _info: Any) -> bool:
        """By its outcome."""
        return row.outcome == Outcome.LOST

    @staticmethod
    def resolve_reason_label(row: EvidenceRow, _info: Any) -> str:
        """From the catalogue."""
        return section("assessment_words")[f"reason.{row.reason}"]

    @staticmethod
    def resolve_points(row: Any, _info: Any) -> str | None:
        """Its share; the shares of an item add up."""
        share = sheets.share_of(row, row.item)
        return None if share is None else f"{share.normalize():f}"


class EvidenceEdge(Row):
    """A row of evidence at its place."""

    cursor = text("The place after this row.")
    node = one(AssessmentEvidence, "The row.")


class EvidenceConnection(Row):
    """A page of evidence."""

    edges = many(EvidenceEdge, "The rows of this page.")
    page_info = one(PageInfo, "Where it ends.")


def resolve_evidence(
    item: ScoreItem,
    info: Any,
    first: int | None = 50,
    after: str | None = None,
    outcomes: Sequence[str] | None = None,
) -> Page:
    """The same page of all items of a list in one query."""
    context: Context = info.context
    wanted = PageWanted.of(context, ORDER, first, after)
    chosen = tuple(sorted(outcomes)) if outcomes is not None else tuple(Outcome.values)
    key = (wanted.size, wanted.place.pk if wanted.place else 0, chosen)
    fetched = item.__dict__.setdefault("_evidence", {})
    if key not in fetched:
        _fetch(siblings(item), key)
    return wanted.served(fetched[key])


def _fetch(items: Sequence[ScoreItem], key: tuple[int, int, tuple[str, ...]]) -> None:
    size, start, chosen = key
    found = sheets.evidence_of(items, chosen, start, size + 1)
    acquainted(row for rows in found.values() for row in rows)
    for item in items:
        item.__dict__.setdefault("_evidence", {})[key] = found[item.pk]
