"""Scoring: from measures to points, in exact fractions, rounded only as the scheme says.

An item's points always lie between its floor (0 for ratios) and its weight as it applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from assessment.measures import Basis
from assessment.scheme import Bands, Item, Linear, PerEvent, Rounding, SchemeDefinition

NO_CASES = "NO_CASES"
NOT_APPLICABLE = "NOT_APPLICABLE"
ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured of one unit: rows that count, and rows that are lost; for events, how often."""

    counted: int = 0
    lost: int = 0

    @property
    def all(self) -> int:
        """The denominator of a ratio; of events, their number."""
        return self.counted + self.lost

    @property
    def ratio(self) -> Fraction | None:
        """Exact; None where there is nothing to measure."""
        return Fraction(self.counted, self.all) if self.all else None


@dataclass(frozen=True, slots=True)
class ItemScore:
    """An item as scored: ``weight`` as it applied (0: it did not), ``exact`` and rounded points."""

    item: Item
    measure: Measure
    weight: Fraction
    exact: Fraction | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit as scored: its items, and a total, or the reason why it is not ranked."""

    items: tuple[ItemScore, ...]
    total: Decimal | None
    not_ranked: str = ""


def score(scheme: SchemeDefinition, measured: Mapping[Basis, Measure], *, has_cases: bool) -> UnitScore:
    """Score one unit."""
    if not has_cases:
        return UnitScore((), None, NO_CASES)
    measures = [measured.get(item.basis, Measure()) for item in scheme.items]
    weights = _weights(scheme.items, measures)
    items = tuple(
        _scored(scheme.rounding, item, measure, weight)
        for item, measure, weight in zip(scheme.items, measures, weights or _plain(scheme.items), strict=True)
    )
    if weights is None:
        return UnitScore(items, None, NOT_APPLICABLE)
    return UnitScore(items, total_of(scheme, items))


def total_of(scheme: SchemeDefinition, items: Sequence[ItemScore]) -> Decimal:
    """The sum of the items, kept between the scheme's floor and cap, and rounded as it says."""
    at_item = scheme.rounding.at == "ITEM"
    parts = (Fraction(one.points or 0) if at_item else one.exact or ZERO for one in items)
    return rounded(min(scheme.cap, max(scheme.floor, sum(parts, ZERO))), scheme.rounding)


def rounded(value: Fraction, rounding: Rounding) -> Decimal:
    """The value to the scheme's places; HALF_UP takes a half away from zero, DOWN cuts off."""
    scaled = abs(value) * 10**rounding.places
    if rounding.mode == "HALF_EVEN":
        integer = round(scaled)
    else:
        integer = floor(scaled + HALF) if rounding.mode == "HALF_UP" else floor(scaled)
    return Decimal(integer if value >= 0 else -integer).scaleb(-rounding.places)


def points_of(item: Item, measure: Measure, weight: Fraction) -> Fraction:
    """The exact points of an item that applies, by its rule; ``weight`` may be more than the item's own."""
    rule = item.rule
    if isinstance(rule, PerEvent):
        return _per_event(rule, measure.all, weight)
    ratio = measure.ratio
    if ratio is None:  # nothing to measure, and the scheme gives full marks for that
        return weight
    if isinstance(rule, Linear):
        return weight * min(ONE, ratio / rule.target) if rule.target else weight
    return _banded(rule, ratio) * weight / item.weight


def _per_event(rule: PerEvent, times: int, weight: Fraction) -> Fraction:
    moved = min(rule.cap, abs(rule.points) * times)
    return rule.floor + moved if rule.points > 0 else max(rule.floor, weight - moved)


def _banded(rule: Bands, ratio: Fraction) -> Fraction:
    return next(one.points for one in rule.bands if one.holds(ratio))


def _plain(items: Sequence[Item]) -> list[Fraction]:
    return [item.weight for item in items]


def _weights(items: Sequence[Item], measures: Sequence[Measure]) -> list[Fraction] | None:
    """Each item's weight after redistribution; None when the unit cannot be ranked for want of what to measure."""
    empty = [item.is_ratio and measure.ratio is None for item, measure in zip(items, measures, strict=True)]
    if any(item.not_applicable == "EXCLUDE" for item in _those(items, empty)):
        return None
    freed = [one and item.not_applicable == "REDISTRIBUTE" for item, one in zip(items, empty, strict=True)]
    if not any(freed):
        return _plain(items)
    takers = [item.is_ratio and not one for item, one in zip(items, freed, strict=True)]
    taking = sum((item.weight for item in _those(items, takers)), ZERO)
    if not taking:
        return None
    more = ONE + sum((item.weight for item in _those(items, freed)), ZERO) / taking
    return [
        ZERO if gone else item.weight * more if takes else item.weight
        for item, gone, takes in zip(items, freed, takers, strict=True)
    ]


def _those(items: Sequence[Item], chosen: Sequence[bool]) -> Iterator[Item]:
    return (item for item, one in zip(items, chosen, strict=True) if one)


def _scored(rounding: Rounding, item: Item, measure: Measure, weight: Fraction) -> ItemScore:
    unmeasured = item.is_ratio and measure.ratio is None
    if unmeasured and item.not_applicable != "FULL":
        return ItemScore(item, measure, ZERO, None, None)
    exact = points_of(item, measure, weight)
    return ItemScore(item, measure, weight, exact, rounded(exact, rounding))


def ranks(totals: Sequence[Decimal | None]) -> list[int | None]:
    """The rank of each total, the highest first; ties share a rank and the next is passed over."""
    ordered = sorted((one for one in totals if one is not None), reverse=True)
    first = {total: place for place, total in reversed(list(enumerate(ordered, 1)))}
    return [None if one is None else first[one] for one in totals]


def shares(lost: Decimal, rows: int, places: int = 4) -> list[Decimal]:
    """Points lost, parted among rows so that they add up exactly; the first ones carry what is over."""
    if not rows:
        return []
    integer = int(lost.scaleb(places))
    each, over = divmod(integer, rows)
    return [Decimal(each + (number < over)).scaleb(-places) for number in range(rows)]
