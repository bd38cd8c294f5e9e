"""Running benchmarks one after the other on one ground, each printed as soon as it is measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.catalogue import BENCHMARKS
from bench.ground import ground
from bench.measure import Figure, Sizes


def run_all(
    names: Sequence[str], size: int | None, rounds: int, *, tell: Callable[[str], object]
) -> list[Figure]:
    """The figures of the named benchmarks."""
    figures: list[Figure] = []
    with ground() as here:
        for name in names:
            for one in BENCHMARKS[name].run(here, Sizes(size, rounds)):
                tell(str(one))
                figures.append(one)
    return figures
