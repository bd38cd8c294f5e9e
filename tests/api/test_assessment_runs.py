"""Runs of an assessment over the API: every one is read, by pages of any size, newest year first."""

from __future__ import annotations

import pytest

from assessment.models import Run
from support.asking import Asking
from support.scores import a_case, frozen, linear
from support.world import World

RUNS = """query($first: Int, $after: String) { assessmentRuns(first: $first, after: $after) {
  edges { node { id year } } pageInfo { hasNextPage endCursor } } }"""


@pytest.mark.parametrize("size", [1, 2, 100])
def test_runs_are_read_to_the_end_by_pages(ask: Asking, world: World, size: int) -> None:
    a_case(world)
    late = frozen(world, linear("M2", weight=100))
    for number in range(5):
        Run.objects.create(
            scheme=late.scheme,
            year=late.year - number % 2,
            cut_off=late.cut_off,
            subject_group=late.subject_group,
            digest="",
            started_by="",
            started_at=late.started_at,
        )
    found: list[tuple[int, int]] = []
    after = None
    while True:
        runs = ask.data("office", RUNS, first=size, after=after)
        assert len(runs["edges"]) <= size
        found += [(node["year"], int(node["id"])) for node in [edge["node"] for edge in runs["edges"]]]
        after = runs["pageInfo"]["endCursor"]
        if not runs["pageInfo"]["hasNextPage"]:
            break

    assert found == sorted(found, reverse=True)
    assert {pk for _, pk in found} == set(Run.objects.values_list("pk", flat=True))
