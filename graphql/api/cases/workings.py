"""What the rules need to judge a case, read for all cases of a list at once: allowed steps, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from api.context import Context
from api.related import acquainted
from cases.allowed import AllowedStep, allowed_steps, outstanding
from cases.models import Assignment, Case, Commitment, FeedbackRound, Reply
from cases.queries import answered_here, with_phones
from transfers import queries as transfers
from transfers.models import Envelope, EnvelopeEvent


def steps_of(context: Context, cases: Sequence[Case]) -> dict[int, list[AllowedStep]]:
    """The steps that the viewer may take now, of each case."""
    _read(cases)
    return {case.pk: allowed_steps(context.actor, case) for case in cases}


def outstanding_of(_context: Context, cases: Sequence[Case]) -> dict[int, list[str]]:
    """What each case still waits for."""
    _read(cases)
    return {case.pk: outstanding(case) for case in cases}


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
    crossed = [case for case in cases if case.envelope is not None]
    readers = answered_here(context.actor, crossed) if crossed else set()
    envelopes = {case.envelope: case.pk for case in crossed if case.pk in readers}
    found = transfers.opinions_of([key for key in envelopes if key is not None]) if envelopes else {}
    return {envelopes[key]: opinions for key, opinions in found.items()}


def _read(cases: Sequence[Case]) -> None:
    """Everything unnarrowed: the rules judge by all facts, and only their judgement is served."""
    unit = "assignment__unit"
    prefetch_related_objects(
        list(cases),
        "pack",
        _assignments(),
        "assignments__meetings",
        "assignments__return_requests",
        "assignments__extension_requests",
        Prefetch("assignments__replies", queryset=Reply.objects.defer("body", "points", "checklist")),
        "assignments__feedback_rounds",
        Prefetch("replies", queryset=Reply.objects.defer("body", "points", "checklist").select_related(unit)),
        "replies__assignment__meetings",
        Prefetch("feedback_rounds", queryset=FeedbackRound.objects.select_related(unit)),
        Prefetch("commitments", queryset=Commitment.objects.select_related(unit)),
    )


def _assignments() -> Prefetch[Any]:
    return Prefetch("assignments", queryset=Assignment.objects.select_related("unit"))
