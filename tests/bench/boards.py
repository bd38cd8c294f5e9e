"""``board.fanout``, ``board.burst``, ``board.read``: from a commit to the last viewer, bursts, and reading by key.

Viewers are the hub's own slots, without a network beneath, on both sides: what is measured is hearing, reading the
board, encoding it once and waking everybody. The reference hub receives a text of the same
length from Redis and passes it on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from itertools import pairwise

from bench.boards_ground import BareHub, Hall, a_city, one_step, told
from bench.crowd import crowd
from bench.ground import Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from governments.entering.scope import current_government
from governments.models import Government
from live.feed import about, refresh
from supervision.board import bodies_of, recount_board
from supervision.board_reading import BoardScope, audience_of, board_for
from supervision.tally import fresh
from support.redis import redis_server

VIEWERS, UPDATES, BURST_VIEWERS, CASES = 1_000, 100, 100, 10_000
LOWER = 40


def run_fanout(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Each of some steps, from its relay's commit (and from its own) to the last viewer."""
    ours, from_step, bare = asyncio.run(
        _fanout(ground, _here(), sizes.or_default(VIEWERS), max(20, sizes.rounds))
    )
    yield figure("board.fanout", "from_relay_p99", Goal(1.5), "ms", _p99(ours), _p99(bare))
    yield figure("board.fanout", "from_step_p99", Goal(1.5), "ms", _p99(from_step), _p99(bare))


async def _fanout(
    ground: Ground, here: Government, viewers: int, steps: int
) -> tuple[list[float], list[float], list[float]]:
    ours: list[float] = []
    from_step: list[float] = []
    bare: list[float] = []
    with redis_server(durable=False) as redis:
        async with Hall(ground, here, viewers, breath=0) as hall, BareHub(redis.url, viewers) as hub:
            for _ in range(steps):
                committed, relayed = await asyncio.to_thread(one_step, ground)
                seen = await hall.all_told()
                # A viewer may have it before the relay's thread is back from its commit: then nothing was waited for.
                ours += [max(0.0, at - relayed) * 1000 for at in seen]
                from_step += [(at - committed) * 1000 for at in seen]
                began = time.perf_counter()
                bare += [(at - began) * 1000 for at in await hub.publish(hall.length)]
    return ours, from_step, bare


def run_burst(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Many steps as fast as they come: the last state is right, and nobody gets more than ten frames a second."""
    hall = asyncio.run(_burst(ground, _here(), sizes.or_default(UPDATES)))
    right = told(bodies_of(about(_here()))["OWN"])
    share = sum(told(screen.state) == right for screen in hall.screens) / len(hall.screens)
    yield figure("board.burst", "right", Goal(1, at_least=True), "%", share * 100, 100.0)
    gaps = [after - before for screen in hall.screens for before, after in pairwise(screen.seen)]
    yield figure("board.burst", "frames_a_second", Goal(1), "/s", 1 / min(gaps, default=1.0), 10.0)


async def _burst(ground: Ground, here: Government, steps: int) -> Hall:
    async with Hall(ground, here, BURST_VIEWERS, breath=0.1) as hall:
        for _ in range(steps):
            await asyncio.to_thread(one_step, ground)
        await hall.quiet()
    return hall


def run_read(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """The board of a government with many cases, and of a city with forty governments below."""
    cases = sizes.or_default(CASES)
    crowd(ground, cases)
    here, audience = _here(), audience_of(ground.world.office)
    assert audience is not None
    recount_board(about(here))
    refresh(here.code)
    rounds = sizes.rounds
    times = interleaved(lambda: board_for(audience, BoardScope.OWN), fresh, rounds=rounds, each=3)
    yield figure("board.read", f"of_{cases}_cases", Goal(1 / 50), "ms", *times)
    with a_city(here, LOWER, max(1, cases // 4)) as union:
        times = interleaved(lambda: board_for(audience, BoardScope.WITH_LOWER), union, rounds=rounds, each=1)
    yield figure("board.read", f"of_{LOWER}_governments", Goal(1 / 500), "ms", *times)


def _here() -> Government:
    here = current_government()
    assert here is not None
    return here


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
