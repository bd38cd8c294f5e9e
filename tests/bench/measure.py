"""Two sides measured in one run: interleaved, warm, medians; only their ratio is a result."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 7
FEWEST = 5

Work = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio of ours to the reference must be: at most (times), or at least (rates)."""

    limit: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='}{self.limit:g}"

    def met(self, ratio: float) -> bool:
        """Whether a ratio reaches the goal."""
        return ratio >= self.limit if self.at_least else ratio <= self.limit


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much a benchmark does: its own size (None: its default), and the rounds of each side."""

    size: int | None = None
    rounds: int = ROUNDS

    def or_default(self, default: int) -> int:
        """The size asked for, or the benchmark's own."""
        return self.size or default


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    name: str
    figure: str
    ours: float
    reference: float
    unit: str
    ratio: float
    goal: str
    ok: bool

    def __str__(self) -> str:
        return (
            f"{self.name}.{self.figure}  ours={self.ours:.3f}{self.unit}"
            f"  reference={self.reference:.3f}{self.unit}  ratio={self.ratio:.2f}  goal={self.goal}"
            f"  {'ok' if self.ok else 'SHORT'}"
        )


def figure(name: str, what: str, goal: Goal, unit: str, ours: float, reference: float) -> Figure:
    """A figure of two medians."""
    ratio = ours / reference
    return Figure(name, what, ours, reference, unit, round(ratio, 3), str(goal), goal.met(ratio))


def interleaved(ours: Work, reference: Work, *, rounds: int, each: int) -> tuple[float, float]:
    """Medians over the rounds of milliseconds for one call; the sides change places every round."""
    sides = (ours, reference)
    for side in sides:
        side()
    found: dict[int, list[float]] = {0: [], 1: []}
    for number in range(rounds):
        for index in (0, 1) if number % 2 == 0 else (1, 0):
            found[index].append(_timed(sides[index], each))
    return median(found[0]), median(found[1])


def write_json(figures: Sequence[Figure], file: Path) -> None:
    """The figures as a list of objects."""
    text = json.dumps([asdict(one) for one in figures], ensure_ascii=False, indent=2)
    file.write_text(text + "\n", encoding="utf-8")


def _timed(work: Work, times: int) -> float:
    """Milliseconds of one call, over ``times`` calls without a garbage collection between."""
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        for _ in range(times):
            work()
        return (time.perf_counter() - began) * 1000 / times
    finally:
        gc.enable()
