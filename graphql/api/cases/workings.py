"""What the rules need to judge a case, read for all cases of a list at once: allowed steps, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from api.reading.narrowed import Viewer, for_everybody, visible_among, visible_at_once
from api.reading.related import acquainted, hold
from api.running.context import Context
from cases.exchange import exchange
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
from cases.reading.queries import with_phones, with_upper_words
from cases.steps.allowed import AllowedStep, allowed_steps
from cases.steps.outstanding import outstanding
from kernel.sql.django_private import kept_relation
from rules.models import RulePack
from rules.queries import stamped
from transfers import queries as transfers
from transfers.models import Envelope, EnvelopeEvent


def steps_of(context: Context, cases: Sequence[Case]) -> dict[int, list[AllowedStep]]:
    """The steps that the viewer may take now, of each case."""
    _read(context, cases)
    return {case.pk: allowed_steps(context.actor, case) for case in cases}


def outstanding_of(context: Context, cases: Sequence[Case]) -> dict[int, list[str]]:
    """What each case still waits for."""
    _read(context, cases)
    return {case.pk: outstanding(context.actor, case) for case in cases}


def phones_of(context: Context, cases: Sequence[Case]) -> dict[int, bool]:
    """Whether the viewer sees the proposers' phones of each case."""
    return dict.fromkeys(with_phones(context.actor, cases), True)


def envelopes_of(context: Context, cases: Sequence[Case]) -> dict[int, list[Envelope]]:
    """What crossed to and from other governments, of each case."""
    found = transfers.envelopes_of(context.actor, [case.pk for case in cases])
    acquainted(envelope for envelopes in found.values() for envelope in envelopes)
    return found


def opinions_of(context: Context, cases: Sequence[Case]) -> dict[int, list[EnvelopeEvent]]:
    """What co-handlers above said of each case, for those who answer it here."""
    envelopes = _with_words(context, cases)
    found = transfers.opinions_of(list(envelopes)) if envelopes else {}
    return {envelopes[key]: opinions for key, opinions in found.items()}


def helpers_of(context: Context, cases: Sequence[Case]) -> dict[int, tuple[str, ...]]:
    """Who gives opinions on each case above, for those who answer it here."""
    envelopes = _with_words(context, cases)
    found = exchange().asked(list(envelopes)) if envelopes else {}
    return {envelopes[key]: one.co_handlers for key, one in found.items()}


def _with_words(context: Context, cases: Sequence[Case]) -> dict[int, int]:
    """Envelopes of which the viewer reads what is said above of the case that they brought: that case's key."""
    crossed = [case for case in cases if case.envelope is not None]
    readers = with_upper_words(context.actor, crossed) if crossed else set()
    return {case.envelope or 0: case.pk for case in crossed if case.pk in readers}


def _read(context: Context, cases: Sequence[Case]) -> None:
    """Everything unnarrowed, once: the rules judge by all facts, and only their judgement is served."""
    if all(kept_relation(case, "commitments") is not None for case in cases):
        return
    keys = [case.pk for case in cases]
    hold(cases, "assignments", visible_among(context, _parts, case=keys))
    parts = {part.pk: part for case in cases for part in case.assignments.all()}
    packs, *found = visible_at_once(
        context,
        (_packs, "pk", {case.pack_id for case in cases}),
        *((narrow, "assignment", parts) for narrow in OF_PARTS.values()),
        *((narrow, "case", keys) for narrow in OF_CASES.values()),
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
def _packs(_context: Viewer) -> QuerySet[RulePack]:
    return stamped()


@for_everybody
def _parts(_context: Viewer) -> QuerySet[Assignment]:
    return Assignment.objects.select_related("unit")


@for_everybody
def _meetings(_context: Viewer) -> QuerySet[Meeting]:
    return Meeting.objects.all()


@for_everybody
def _returns(_context: Viewer) -> QuerySet[ReturnRequest]:
    return ReturnRequest.objects.all()


@for_everybody
def _extensions(_context: Viewer) -> QuerySet[ExtensionRequest]:
    return ExtensionRequest.objects.all()


@for_everybody
def _urged(_context: Viewer) -> QuerySet[UrgeNotice]:
    return UrgeNotice.objects.all()


@for_everybody
def _replies(_context: Viewer) -> QuerySet[Reply]:
    return Reply.objects.defer("body", "points", "checklist").select_related("assignment__unit")


@for_everybody
def _rounds(_context: Viewer) -> QuerySet[FeedbackRound]:
    return FeedbackRound.objects.select_related("assignment__unit")


@for_everybody
def _promises(_context: Viewer) -> QuerySet[Commitment]:
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
