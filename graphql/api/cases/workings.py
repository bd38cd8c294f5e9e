"""Batch input of the rules: what allowed steps and outstanding work need, read for all cases of a list at once."""

from __future__ import annotations

from collections.abc import Sequence

from api.cases.case_facts import facts_of
from api.reading.related import acquainted
from api.running.context import Context
from cases.exchange import exchange
from cases.models import (
    Case,
)
from cases.reading.queries import with_phones, with_upper_words
from cases.steps.allowed import AllowedStep
from transfers import queries as transfers
from transfers.models import Envelope, EnvelopeEvent


def steps_of(context: Context, cases: Sequence[Case]) -> dict[int, list[AllowedStep]]:
    """The steps that the viewer may take now, of each case."""
    return facts_of(context, cases).allowed_steps(context.actor)


def outstanding_of(context: Context, cases: Sequence[Case]) -> dict[int, list[str]]:
    """What each case still waits for."""
    return facts_of(context, cases).outstanding(context.actor)


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
