"""Trial of a scheme before it is issued: the ranking it would give, computed as a run is, and nothing stored.

What a run writes is written, read and taken back in one transaction, so that what is tried is what is scored later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from assessment.commands import check_run_request, require_author
from assessment.models import Run, Scheme, Score
from assessment.running import carry_out
from assessment.scheme import Item, scheme_of
from assessment.scheme_check import check
from kernel.actor import Actor
from kernel.clock import now, today

UNISSUED = 0  # the version under which a tried scheme stands until it is taken back


@dataclass(frozen=True, slots=True)
class TriedItem:
    """One item of a unit: what it could give, what was measured, the points, and how they came about."""

    plan: Item
    weight: Decimal
    numerator: int
    denominator: int | None
    points: Decimal | None
    explanation: str


@dataclass(frozen=True, slots=True)
class TriedScore:
    """A unit's line; without items where it has no cases."""

    unit: str
    rank: int | None
    total: Decimal | None
    not_ranked: str
    items: tuple[TriedItem, ...]


@dataclass(frozen=True, slots=True)
class RankingTrial:
    """The ranking that a scheme would give, the first rank first."""

    title: str
    places: int
    scores: tuple[TriedScore, ...]


class _TakenBack(Exception):
    """Ends the transaction of a trial."""


def try_scheme(
    actor: Actor, *, body: Mapping[str, Any], year: int, cut_off: date, group: str
) -> RankingTrial:
    """What a scheme would give a group as things stood at the end of a day; refused as a run would be."""
    require_author(actor)
    check(body)
    try:
        with transaction.atomic():
            trial = _carried_out(actor, body, year, cut_off, group)
            raise _TakenBack
    except _TakenBack:
        return trial


def _carried_out(actor: Actor, body: Mapping[str, Any], year: int, cut_off: date, group: str) -> RankingTrial:
    scheme = Scheme(code=body["code"], year=year, version=UNISSUED, title=body["title"], body=dict(body))
    scheme.issued_on, scheme.issued_by = today(), actor.label
    check_run_request(scheme, year, cut_off, group)
    scheme.save()
    run = Run.objects.create(
        scheme=scheme,
        year=year,
        subject_group=group,
        cut_off=cut_off,
        started_by=actor.label,
        started_at=now(),
    )
    carry_out(run)
    typed = scheme_of(scheme)
    scores = Score.objects.filter(run=run).select_related("unit").prefetch_related("items")
    return RankingTrial(
        typed.title,
        typed.rounding.places,
        tuple(
            _line(one, typed.items)
            for one in sorted(scores, key=lambda one: (one.rank is None, one.rank, one.pk))
        ),
    )


def _line(score: Score, plans: tuple[Item, ...]) -> TriedScore:
    items = tuple(
        TriedItem(
            plans[one.position], one.weight, one.numerator, one.denominator, one.points, one.explanation
        )
        for one in score.items.all()
    )
    return TriedScore(score.unit.name, score.rank, score.total, score.not_ranked, items)
