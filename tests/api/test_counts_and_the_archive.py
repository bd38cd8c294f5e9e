"""The tabs' counts and the office's TO_DO are bounded by open work: an archive beside it is not read."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import commands
from cases.models import Case
from support.asking import Asking
from support.build import a_delivered_case, a_dispatched_case, a_filed_case, a_key, feedback
from support.copies import copy_cases
from support.wandering import wander
from support.world import World

ARCHIVE = 600  # copies of each case
COUNTS = "{ caseCounts { todo doing done all yellow red } }"
PAGE = "query($box: WorkBox) { cases(box: $box, first: 100) { edges { node { id } } } }"
READ = ("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan")


def rows_read(ask: Asking, document: str) -> int:
    """How many rows of cases and of what belongs to them the office's question reads."""
    ask.data("office", document)
    with CaptureQueriesContext(connection) as seen:
        ask.data("office", document)
    asked = [one["sql"] for one in seen.captured_queries if "cases_" in one["sql"]]
    return sum(_read(_plan(sql)) for sql in asked if sql.lstrip().startswith("SELECT"))


def rows_compared(ask: Asking, document: str) -> int:
    """How many pairs of rows its joins compare in vain."""
    with CaptureQueriesContext(connection) as seen:
        ask.data("office", document)
    asked = [one["sql"] for one in seen.captured_queries if "cases_" in one["sql"]]
    return sum(_compared(_plan(sql)) for sql in asked if sql.lstrip().startswith("SELECT"))


def _compared(node: dict[str, Any]) -> int:
    inner = sum(_compared(one) for one in node.get("Plans", ()))
    return inner + round(node.get("Rows Removed by Join Filter", 0) * node["Actual Loops"])


def _plan(sql: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so that a small table is read as a large one
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        (told,) = cursor.fetchone()
    plan: dict[str, Any] = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return plan


def _read(node: dict[str, Any]) -> int:
    inner = sum(_read(one) for one in node.get("Plans", ()))
    if node["Node Type"] not in READ:
        return inner
    each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return inner + round(each * node["Actual Loops"])


def an_archive(world: World) -> None:
    """Papers that were closed long ago."""
    case = a_delivered_case(world)
    feedback(world, case)
    commands.close(world.office, case.pk, a_key())
    commands.archive(world.office, case.pk, a_key())
    copy_cases(ARCHIVE, without="cases_dueday")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case, cases_assignment")


@pytest.mark.parametrize("document", [COUNTS, PAGE.replace("($box: WorkBox)", "").replace("$box", "TO_DO")])
def test_the_archive_is_not_read(ask: Asking, world: World, document: str) -> None:
    an_archive(world)
    for _ in range(3):
        a_filed_case(world)
        a_dispatched_case(world)

    read = rows_read(ask, document)

    assert Case.objects.filter(state="ARCHIVED").count() == ARCHIVE + 1
    assert read < ARCHIVE / 4


def test_a_page_by_due_day_does_not_compare_the_archive_with_all_that_is_to_do(
    ask: Asking, world: World
) -> None:
    a_filed_case(world)
    an_archive(world)

    compared = rows_compared(
        ask, "{ cases(box: TO_DO, first: 50, order: DUE) { edges { node { id dueOn } } } }"
    )

    assert Case.objects.filter(state="FILED").count() == ARCHIVE + 1
    assert compared < ARCHIVE


@pytest.mark.parametrize("who", ["office", "npc", "cppcc", "npc_seat", "water_clerk", "parks_head"])
def test_counts_are_those_of_the_lists_after_any_walk(ask: Asking, world: World, who: str) -> None:
    for _ in wander(world, Random(11), 40):
        pass

    counts = ask.data(who, COUNTS)

    boxes = {"todo": "TO_DO", "doing": "DOING", "done": "DONE", "all": "ALL"}
    found = {name: len(ask.data(who, PAGE, box=box)["edges"]) for name, box in boxes.items()}
    assert {name: counts[name] for name in boxes} == found
    lit = "query($lights: [Light!]) { cases(lights: $lights, first: 100) { edges { node { id } } } }"
    for name in ("yellow", "red"):
        assert counts[name] == len(ask.data(who, lit, lights=[name.upper()])["edges"])
