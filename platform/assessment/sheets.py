"""Score sheet as it is read: evidence of items page by page, and what each row of it costs or brings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assessment.models import Evidence, Outcome, ScoreItem
from assessment.scheme import Item, scheme_of
from assessment.scoring import shares

# For each item its next rows after a key; ``ordinal`` counts the rows of one outcome, so that shares add up.
EVIDENCE = """
SELECT e.*, w.item_id FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[])
  AS w(item_id, of_run, of_unit, of_basis)
CROSS JOIN LATERAL (
  SELECT y.* FROM (
    SELECT x.*, row_number() OVER (PARTITION BY x.outcome ORDER BY x.id) AS ordinal FROM assessment_evidence x
    WHERE x.run_id = w.of_run AND x.unit_id = w.of_unit AND x.basis = w.of_basis
  ) AS y
  WHERE y.outcome = ANY(%s) AND y.id > %s ORDER BY y.id LIMIT %s
) AS e ORDER BY w.item_id, e.id"""


def evidence_of(
    items: Sequence[ScoreItem], outcomes: Sequence[str], after: int, limit: int
) -> dict[int, list[Evidence]]:
    """The next rows of each item by the item's key, each with ``item``; one query however many items."""
    by_key = {item.pk: item for item in items}
    found: dict[int, list[Evidence]] = {pk: [] for pk in by_key}
    wanted = (
        list(by_key),
        [item.score.run_id for item in items],
        [item.score.unit_id for item in items],
        [item.basis for item in items],
    )
    for row in Evidence.objects.raw(EVIDENCE, [*wanted, list(outcomes), after, limit]):
        row.item = by_key[row.item_id]  # type: ignore[attr-defined]  # read from the query beside the row
        found[row.item_id].append(row)  # type: ignore[attr-defined]  # the same
    return found


def plan_of(item: ScoreItem) -> Item:
    """The scheme's item by which this one was scored."""
    return scheme_of(item.score.run.scheme).items[item.position]


def lost_points(item: ScoreItem) -> Decimal | None:
    """How many points were lost of the weight as it applied; None where nothing was measured or it only adds."""
    if item.points is None or plan_of(item).is_bonus:
        return None
    return item.weight - item.points


def share_of(row: Evidence, item: ScoreItem) -> Decimal | None:
    """What one row costs (negative) or brings; the shares of an item add up to the points lost or gained."""
    bonus = plan_of(item).is_bonus
    if row.outcome != (Outcome.COUNTED if bonus else Outcome.LOST) or item.points is None:
        return None
    rows = item.numerator if item.denominator is None else item.denominator - item.numerator
    moved = item.points if bonus else item.points - item.weight
    part = shares(abs(moved), rows)[row.ordinal - 1]  # type: ignore[attr-defined]  # counted by the query
    return part if moved >= 0 else -part


def places_of(item: ScoreItem) -> int:
    """To how many places the scheme rounds."""
    return scheme_of(item.score.run.scheme).rounding.places
