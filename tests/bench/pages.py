"""``api.page``: page 1,000 of a keyset walk against page 1, in process. The walk itself is really made."""

from __future__ import annotations

from collections.abc import Iterator

from api.running.execution import Question
from bench.crowd import crowd
from bench.ground import Ground
from bench.lists import DIGEST, asking, persisted_list
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from kernel import json_text

NAME = "api.page"
GOAL = Goal(1.2)
PAGES = 1_000
ROWS = 50
ASKED_A_ROUND = 40


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """The last page of a walk of ``size`` pages, 50 rows each."""
    pages = sizes.or_default(PAGES)
    crowd(ground, (pages + 1) * ROWS)
    with persisted_list():
        ask = asking(ground, Question(digest=DIGEST))
        after = None
        for _ in range(pages - 1):
            after = json_text.loads(ask(first=ROWS, after=after))["data"]["cases"]["pageInfo"]["endCursor"]
        sides = interleaved(
            lambda: ask(first=ROWS, after=after),
            lambda: ask(first=ROWS),
            rounds=sizes.rounds,
            each=ASKED_A_ROUND,
        )
    yield figure(NAME, f"page_{pages}", GOAL, "ms", *sides)
