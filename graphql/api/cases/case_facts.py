"""``CaseFacts``: everything of some cases, without visibility filters, for the rules and for nothing else.

The rules judge by all facts; only their judgement is served. So the facts hang on copies of the cases, which no
resolver ever holds: what a resolver reads of a case goes through the filters of its viewer, whatever was read here.
Only ``api.cases.workings`` imports this module (``tests/architecture/test_private_names.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models import QuerySet

from api.reading.related import hold
from api.reading.visible_rows import ViewerContext, for_everybody, visible_among, visible_at_once
from api.running.context import Context
from cases.models import (
    Assignment,
    Case,
    Commitment,
    ExtensionRequest,
    FeedbackRound,
    Meeting,
    Reply,
    ReturnRequest,
    UrgeNotice,
)
from cases.reading.outstanding import outstanding
from cases.steps.allowed import AllowedStep, allowed_steps
from kernel.actor import Actor
from kernel.sql.django_private import bare_copy
from rules.models import RulePack
from rules.queries import stamped


class CaseFacts:
    """Judgements about some cases by everything that belongs to them; what they are made of stays inside."""

    def __init__(self, context: Context, cases: Sequence[Case]) -> None:
        """Read in two round trips, however many cases there are."""
        self._of = tuple(cases)  # kept, so that no other rows get their identity
        self._cases = [bare_copy(case) for case in cases]
        _read(context, self._cases)

    def allowed_steps(self, actor: Actor) -> dict[int, list[AllowedStep]]:
        """The steps that an actor may take now, by the key of the case."""
        return {case.pk: allowed_steps(actor, case) for case in self._cases}

    def outstanding(self, actor: Actor) -> dict[int, list[str]]:
        """What each case waits for as far as an actor sees that, by its key."""
        return {case.pk: outstanding(actor, case) for case in self._cases}


_known: WeakKeyDictionary[Context, dict[tuple[int, ...], CaseFacts]] = WeakKeyDictionary()


def facts_of(context: Context, cases: Sequence[Case]) -> CaseFacts:
    """The facts of these very rows, read once for a request: rows that are read anew get facts read anew."""
    known = _known.setdefault(context, {})
    rows = tuple(id(case) for case in cases)
    if rows not in known:
        known[rows] = CaseFacts(context, cases)
    return known[rows]


def _read(context: Context, cases: Sequence[Case]) -> None:
    keys = [case.pk for case in cases]
    hold(cases, "assignments", visible_among(context, _parts, case=keys))
    parts = {part.pk: part for case in cases for part in case.assignments.all()}
    packs, *found = visible_at_once(
        context,
        (_packs, "pk", {case.pack_id for case in cases}),
        *((visible, "assignment", parts) for visible in OF_PARTS.values()),
        *((visible, "case", keys) for visible in OF_CASES.values()),
    )
    by_key = {one.pk: one for one in packs}
    for case in cases:
        case.pack = by_key[case.pack_id]
    for relation, rows in zip(OF_PARTS, found, strict=False):
        if parts:
            hold(list(parts.values()), relation, rows)
    for relation, rows in zip(OF_CASES, found[len(OF_PARTS) :], strict=True):
        hold(cases, relation, rows)
        _put_beside(context, parts, rows)


def _put_beside(context: Context, parts: Mapping[int, Assignment], rows: Sequence[Any]) -> None:
    """Each row knows the part it belongs to; that of a paper merged into a case may be the other case's."""
    for row in rows:
        row.assignment = parts.get(row.assignment_id, row.assignment)
    foreign = {row.assignment_id: row.assignment for row in rows if row.assignment_id not in parts}
    if foreign:
        hold(list(foreign.values()), "meetings", visible_among(context, _meetings, assignment=foreign))
        for row in rows:
            row.assignment = foreign.get(row.assignment_id, row.assignment)


@for_everybody
def _packs(_context: ViewerContext) -> QuerySet[RulePack]:
    return stamped()


@for_everybody
def _parts(_context: ViewerContext) -> QuerySet[Assignment]:
    return Assignment.objects.select_related("unit")


@for_everybody
def _meetings(_context: ViewerContext) -> QuerySet[Meeting]:
    return Meeting.objects.all()


@for_everybody
def _returns(_context: ViewerContext) -> QuerySet[ReturnRequest]:
    return ReturnRequest.objects.all()


@for_everybody
def _extensions(_context: ViewerContext) -> QuerySet[ExtensionRequest]:
    return ExtensionRequest.objects.all()


@for_everybody
def _urged(_context: ViewerContext) -> QuerySet[UrgeNotice]:
    return UrgeNotice.objects.all()


@for_everybody
def _replies(_context: ViewerContext) -> QuerySet[Reply]:
    return Reply.objects.defer("body", "points", "checklist").select_related("assignment__unit")


@for_everybody
def _rounds(_context: ViewerContext) -> QuerySet[FeedbackRound]:
    return FeedbackRound.objects.select_related("assignment__unit")


@for_everybody
def _promises(_context: ViewerContext) -> QuerySet[Commitment]:
    return Commitment.objects.select_related("assignment__unit")


OF_PARTS = {
    "meetings": _meetings,
    "return_requests": _returns,
    "extension_requests": _extensions,
    "urge_notices": _urged,
    "replies": _replies,
    "feedback_rounds": _rounds,
}
OF_CASES = {"replies": _replies, "feedback_rounds": _rounds, "commitments": _promises}
