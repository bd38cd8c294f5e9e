"""Questions about cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene

from api.cases import lists, visible
from api.cases.candidates import CaseCandidate
from api.cases.counts import counts_of
from api.cases.sessions import CaseSession
from api.cases.statements import keys_of
from api.cases.types import Case
from api.reading.related import acquainted
from api.reading.visible_rows import visible_among
from api.running.context import Context
from api.shapes.enums import CaseKind, CaseOrder, CaseState, Duty, Light, Order, Origin, WorkBox
from api.shapes.fields import Row, argument, listed, many, number, one, row_id, row_id_or_none, text
from api.shapes.lookups import lookup
from api.shapes.pages import Page, PageInfo, after_argument, first_argument
from cases.duties import Duty as Duties
from cases.models import Case as CaseRow
from cases.models import CaseSession as SessionRow
from cases.reading.duties import counted_duties
from cases.reading.likeness import most_alike
from cases.reading.worklist import Box
from kernel.wording import label


class CaseEdge(Row):
    """A case at its place in the list."""

    cursor = text("The place after this case.")
    node = one(Case, "The case.")


class CaseConnection(Row):
    """A page of cases."""

    edges = many(CaseEdge, "The cases of this page.")
    page_info = one(PageInfo, "Where it ends.")


class CaseCounts(Row):
    """How many cases the tabs hold, and how many clocks are close."""

    todo = number("Cases in TO_DO (待办).")
    doing = number("Cases in DOING (在办).")
    done = number("Cases in DONE (已办).")
    all = number("All the viewer may see.")
    yellow = number("Due soon.")
    red = number("Overdue.")


class DutyCount(Row):
    """In how many cases the viewer has a duty. A case with several duties counts with each of them."""

    duty = one(Duty, "What is to be done.")
    duty_label = text("The same in Chinese.")
    count = number("Cases.")
    overdue = number("Those in which the viewer's own day is past.")


KINDS = argument(listed(CaseKind), "Only these kinds.", null=True)
SESSION = argument(graphene.ID, "Only this session.", null=True)


def _case(context: Context, pk: int) -> CaseRow | None:
    found: list[CaseRow] = visible_among(context, visible.case, pk=[pk])
    return found[0] if found else None


class CaseQueries(graphene.ObjectType):
    """Questions about cases."""

    cases = one(
        CaseConnection,
        "The viewer's cases, page by page.",
        box=argument(WorkBox, "Tab of the work list.", null=True, default_value=Box.ALL),
        kinds=KINDS,
        states=argument(listed(CaseState), "Only these states.", null=True),
        origins=argument(listed(Origin), "Only those that came from there.", null=True),
        lights=argument(listed(Light), "Only these lights.", null=True),
        duties=argument(listed(Duty), "Only cases in which one of these is the viewer's duty.", null=True),
        unit_id=argument(graphene.ID, "Only cases that this unit handles.", null=True),
        session_id=SESSION,
        year=argument(graphene.Int, "Only of this year: its session's, or of registration.", null=True),
        before_year=argument(graphene.Int, "Only of the years before this one.", null=True),
        text=argument(
            graphene.String, "Part of title, case number, registration number or lead proposer.", null=True
        ),
        order=argument(CaseOrder, "Order of the list.", null=True, default_value=Order.DUE),
        first=first_argument(),
        after=after_argument("Cursor after which to begin; same order as before."),
    )
    case_counts = one(CaseCounts, "Counts for the tabs of the work list.", kinds=KINDS, session_id=SESSION)
    duty_counts = many(
        DutyCount,
        "The viewer's duties, in the order of the procedure: in how many cases each.",
        kinds=KINDS,
        session_id=SESSION,
    )
    case = lookup(Case, "One case.", _case)
    sessions = many(CaseSession, "Sessions of the congress and the CPPCC, newest first.")
    similar_cases = many(
        CaseCandidate,
        "Up to five visible cases with the most similar titles.",
        title=argument(graphene.String, "The title to compare with."),
        exclude_id=argument(graphene.ID, "A case to leave out: the one being compared.", null=True),
    )

    @staticmethod
    def resolve_cases(_root: None, info: Any, **arguments: Any) -> Page:
        """Keys in their order, then rows; what the rows' fields need follows in one query each."""
        page_request = lists.page_request_of(info.context, **arguments)
        keys, more = keys_of(info.context, page_request)
        found = {row.pk: row for row in visible_among(info.context, visible.cases, pk=keys)}
        rows = acquainted(found[key] for key in keys)

        def signed(row: CaseRow) -> str:
            return lists.cursor(info.context, page_request.order, keys[row.pk], row.pk)

        return Page(rows, more, page_request.place is not None, signed)

    @staticmethod
    def resolve_case_counts(
        _root: None, info: Any, kinds: Sequence[str] | None = None, session_id: str | None = None
    ) -> dict[str, int]:
        """From counters where the viewer sees whole kinds; what is to do among open work."""
        session = None if session_id is None else row_id(session_id)
        counts = counts_of(info.context, kinds, session)
        return counts | {"doing": counts["all"] - counts["todo"] - counts["done"]}

    @staticmethod
    def resolve_duty_counts(
        _root: None, info: Any, kinds: Sequence[str] | None = None, session_id: str | None = None
    ) -> list[dict[str, Any]]:
        """From the rows of duties; one query."""
        session = None if session_id is None else row_id(session_id)
        found = {row["duty"]: row for row in counted_duties(info.context.actor, kinds, session)}
        return [found[one] | {"duty_label": label("duties", one)} for one in Duties if one in found]

    @staticmethod
    def resolve_sessions(_root: None, info: Any) -> list[SessionRow]:
        """Every signed-in person may know them."""
        info.context.require_seat()
        return list(visible.sessions(info.context))

    @staticmethod
    def resolve_similar_cases(
        _root: None, info: Any, title: str, exclude_id: str | None = None
    ) -> list[CaseRow]:
        """By edit distance of the titles without their stock phrases, among those that share pairs of characters."""
        excluded = row_id_or_none(exclude_id) or 0
        best = most_alike(visible.cases(info.context).exclude(pk=excluded), title)
        rows = (
            visible.cases(info.context).select_related("session").in_bulk([found.case_id for found in best])
        )
        for found in best:
            rows[found.case_id].likeness = found.likeness  # type: ignore[attr-defined]  # served with the row
        return [rows[found.case_id] for found in best]
