"""Benchmarks by name, in the order in which ``make bench`` runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.ground import Ground
    from bench.measure import Figure, Sizes


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark: its module and function, what its size means, and what the module calls the default of that.

    The module is loaded when it is needed: most of the product is behind them, and a name that nobody knows is
    refused without it.
    """

    module: str
    function: str
    counts: str
    default: str

    @property
    def run(self) -> Callable[[Ground, Sizes], Iterator[Figure]]:
        """How it runs."""
        found: Callable[[Ground, Sizes], Iterator[Figure]] = getattr(self.loaded, self.function)
        return found

    @property
    def size(self) -> str:
        """What its size means (default in brackets)."""
        return f"{self.counts} [{getattr(self.loaded, self.default)}]"

    @property
    def loaded(self) -> Any:
        """Its module."""
        return import_module(f"bench.{self.module}")


# Those that count or migrate governments come before the one that founds a further one.
BENCHMARKS = {
    "door.step": Benchmark("door", "run", "steps of a round", "STEPS_A_ROUND"),
    "api.list50": Benchmark("lists", "run_50", "cases of the government", "CASES"),
    "api.list500": Benchmark("lists", "run_500", "cases of the government", "CASES"),
    "list.counts": Benchmark("counts", "run", "cases of the government, four fifths archived", "CASES"),
    "api.http": Benchmark("web", "run", "cases of the government", "CASES"),
    "api.page": Benchmark("pages", "run", "pages of the walk", "PAGES"),
    "intake.xlsx": Benchmark("ledger", "run", "rows of the ledger", "ROWS"),
    "relay.drain": Benchmark("drain", "run_all", "messages of a round", "MESSAGES"),
    "fleet.open": Benchmark("fleet", "run_open", "spares at most", "SPARES"),
    "fleet.noop": Benchmark("fleet", "run_noop", "governments", "GOVERNMENTS"),
    "fleet.switch": Benchmark("fleet", "run_switch", "cases of each government", "CASES"),
    "clock.scan": Benchmark("clock", "run", "governments", "GOVERNMENTS"),
    "transfer.send": Benchmark("crossing", "run", "matters of a round", "EACH"),
    "score.run": Benchmark("score", "run", "cases of the year, 25 for each unit", "CASES"),
    "board.fanout": Benchmark("boards", "run_fanout", "viewers", "VIEWERS"),
    "board.burst": Benchmark("boards", "run_burst", "steps", "UPDATES"),
    "board.read": Benchmark("boards", "run_read", "cases of the government", "CASES"),
}
