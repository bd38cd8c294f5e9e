"""Carrying out a run: evidence and measures by one statement, points by ``scoring``, rows by COPY."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from assessment.explaining import explanation
from assessment.measures import Basis
from assessment.metrics import KINDS, Found, Frame, digest_of_evidence, gather
from assessment.models import Evidence, Run, Score, ScoreItem
from assessment.scheme import SchemeDefinition, scheme_of
from assessment.scoring import ItemScore, Measure, UnitScore, ranks, score
from kernel import json_text
from kernel.sql.rows import copy_rows, new_keys
from people.models import Unit

SCORE = ("id", "run_id", "unit_id", "total", "rank", "not_ranked")
ITEM = (
    "score_id", "position", "code", "basis", "numerator", "denominator", "weight", "points", "exact", "explanation",
)  # fmt: skip


def carry_out(run: Run) -> None:
    """Measure and score a saved run, write its scores, and note the digest of what went in."""
    scheme = scheme_of(run.scheme)
    frame = Frame(run.subject_group, run.year, run.cut_off, scheme.year_by == "SESSION")
    found = gather(run.pk, frame, scheme.bases)
    units = _units(run.subject_group, found)
    results = [
        score(scheme, _by_basis(scheme, found, unit), has_cases=unit in found.with_cases) for unit in units
    ]
    _write(run, scheme, units, results)
    run.digest = _digest(run, units)
    run.save(update_fields=["digest"])


def discard(run: Run) -> None:
    """Remove the scores and the evidence of a trial; the run itself stays on record."""
    Evidence.objects.filter(run_id=run.pk).delete()
    ScoreItem.objects.filter(score__run=run).delete()
    Score.objects.filter(run=run).delete()


def _units(group: str, found: Found) -> list[int]:
    """The group's units in use, and those no longer in use that had cases; in display order."""
    units = Unit.objects.filter(kind__in=[kind.value for kind in KINDS[group]])
    return [unit for unit, active in units.values_list("pk", "active") if active or unit in found.with_cases]


def _by_basis(scheme: SchemeDefinition, found: Found, unit: int) -> Mapping[Basis, Measure]:
    measures = found.measures.get(unit, {})
    return {basis: measures[place] for place, basis in enumerate(scheme.bases) if place in measures}


def _write(run: Run, scheme: SchemeDefinition, units: Sequence[int], results: Sequence[UnitScore]) -> None:
    keys = new_keys(Score, len(units))
    places = ranks([one.total for one in results])
    copy_rows(
        Score,
        SCORE,
        (
            (key, run.pk, unit, one.total, rank, one.not_ranked)
            for key, unit, one, rank in zip(keys, units, results, places, strict=True)
        ),
    )
    bases = {basis: place for place, basis in enumerate(scheme.bases)}
    row = partial(_item_row, bases)
    copy_rows(
        ScoreItem,
        ITEM,
        (
            row(key, one.items, *at)
            for key, one in zip(keys, results, strict=True)
            for at in enumerate(one.items)
        ),
    )


def _item_row(
    bases: Mapping[Basis, int], key: int, among: Sequence[ItemScore], position: int, one: ItemScore
) -> tuple[Any, ...]:
    return (
        key,
        position,
        one.item.code,
        bases[one.item.basis],
        one.measure.counted if one.item.is_ratio else one.measure.all,
        one.measure.all if one.item.is_ratio else None,
        f"{float(one.weight):.6f}",
        one.points,
        "" if one.exact is None else str(one.exact),
        explanation(one, among),
    )


def _digest(run: Run, units: Sequence[int]) -> str:
    given = [run.scheme.body, run.year, run.cut_off, run.subject_group, units, digest_of_evidence(run.pk)]
    return hashlib.sha256(json_text.canonical(given)).hexdigest()
