"""All benchmarks by name, in the order in which ``make bench`` runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench import boards, clock, crossing, door, drain, fleet, ledger, lists, pages, score, web
from bench.ground import Ground
from bench.measure import Figure, Sizes


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark: how it runs, and what its size means (default in brackets)."""

    run: Callable[[Ground, Sizes], Iterator[Figure]]
    size: str


# Those that count or migrate governments come before the one that founds a further one.
BENCHMARKS = {
    "door.step": Benchmark(door.run, f"steps of a round [{door.STEPS_A_ROUND}]"),
    "api.list50": Benchmark(lists.run_50, f"cases of the government [{lists.CASES}]"),
    "api.list500": Benchmark(lists.run_500, f"cases of the government [{lists.CASES}]"),
    "api.http": Benchmark(web.run, f"cases of the government [{lists.CASES}]"),
    "api.page": Benchmark(pages.run, f"pages of the walk [{pages.PAGES}]"),
    "intake.xlsx": Benchmark(ledger.run, f"rows of the ledger [{ledger.ROWS}]"),
    "relay.drain": Benchmark(drain.run_all, f"messages of a round [{drain.MESSAGES}]"),
    "fleet.open": Benchmark(fleet.run_open, f"spares at most [{fleet.SPARES}]"),
    "fleet.noop": Benchmark(fleet.run_noop, f"governments [{fleet.GOVERNMENTS}]"),
    "fleet.switch": Benchmark(fleet.run_switch, f"cases of each government [{fleet.CASES}]"),
    "clock.scan": Benchmark(clock.run, f"governments [{clock.GOVERNMENTS}]"),
    "transfer.send": Benchmark(crossing.run, f"matters of a round [{crossing.EACH}]"),
    "score.run": Benchmark(score.run, f"cases of the year, 25 for each unit [{score.CASES}]"),
    "board.fanout": Benchmark(boards.run_fanout, f"viewers [{boards.VIEWERS}]"),
    "board.burst": Benchmark(boards.run_burst, f"steps [{boards.UPDATES}]"),
    "board.read": Benchmark(boards.run_read, f"cases of the government [{boards.CASES}]"),
}
