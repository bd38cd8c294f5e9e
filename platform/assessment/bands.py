"""Bands of a ratio: intervals with open and closed ends that together cover 0% to 100% exactly once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

INTERVAL = re.compile(r"([\[(]) ?([\d.]+)% ?, ?([\d.]+)% ?([\])])")
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Band:
    """The points for ratios from ``low`` to ``high``; an end belongs to the band when it is closed."""

    text: str
    low: Fraction
    high: Fraction
    low_closed: bool
    high_closed: bool
    points: Fraction

    def holds(self, ratio: Fraction) -> bool:
        """Whether a ratio lies in the band."""
        above = self.low <= ratio if self.low_closed else self.low < ratio
        below = ratio <= self.high if self.high_closed else ratio < self.high
        return above and below

    @property
    def empty(self) -> bool:
        """Whether no ratio lies in it, as in [90%, 90%) or [90%, 80%]."""
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))


def band(text: str, points: Fraction) -> Band:
    """The band of an interval as schemes write it, e.g. ``[90%, 100%)``."""
    found = INTERVAL.fullmatch(text)
    if found is None:
        raise ValueError(text)
    left, low, high, right = found.groups()
    return Band(text, Fraction(low) / 100, Fraction(high) / 100, left == "[", right == "]", points)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a set of bands: ``kind`` is EMPTY, OVERLAP or GAP; the texts of the bands concerned."""

    kind: str
    texts: tuple[str, ...]


def fault_of(bands: Sequence[Band]) -> Fault | None:
    """The first fault of a set of bands, or None when it covers 0% to 100% exactly once."""
    for one in bands:
        if one.empty or one.high > ONE:
            return Fault("EMPTY", (one.text,))
    ordered = sorted(bands, key=lambda one: (one.low, not one.low_closed))
    if not ordered[0].holds(Fraction(0)):
        return Fault("GAP", ("0%", ordered[0].text))
    for before, after in zip(ordered, ordered[1:], strict=False):
        kind = _between(before, after)
        if kind:
            return Fault(kind, (before.text, after.text))
    return None if ordered[-1].holds(ONE) else Fault("GAP", (ordered[-1].text, "100%"))


def _between(before: Band, after: Band) -> str:
    if before.high > after.low or (before.high == after.low and before.high_closed and after.low_closed):
        return "OVERLAP"
    if before.high < after.low or not (before.high_closed or after.low_closed):
        return "GAP"
    return ""
