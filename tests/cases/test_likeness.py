"""Titles alike: found by an index over pairs of characters, however many others there are."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from cases.reading.likeness import PHRASES, most_alike
from support.build import a_registered_case
from support.copies import copy_cases
from support.session import rows
from support.world import World


def test_the_most_similar_title_comes_first_and_an_unlike_one_not_at_all(world: World) -> None:
    alike = a_registered_case(world, title="关于完善老城区排水管网改造的建议")
    less = a_registered_case(world, title="关于老城区停车管理的建议")
    a_registered_case(world, title="关于设立少年宫分馆的建议")

    found = most_alike(Case.objects.all(), "关于进一步完善老城区排水管网的建议")

    assert [one.case_id for one in found][:1] == [alike.pk]
    assert {one.case_id for one in found} <= {alike.pk, less.pk}
    assert found[0].likeness > 0.8


@pytest.mark.parametrize("title", ["", "关于", "的建议", "水", "\x00", "%_\\'\"", "a" * 300])
def test_any_text_is_borne(world: World, title: str) -> None:
    a_registered_case(world)

    assert isinstance(most_alike(Case.objects.all(), title), list)


def test_other_titles_are_not_read(world: World) -> None:
    alike = a_registered_case(world, title="关于完善老城区排水管网的建议")
    a_registered_case(world, title="关于设立少年宫分馆的建议")
    copy_cases(800)
    copies = "id > 1000000 AND title NOT LIKE '%少年宫%'"
    rows(f"UPDATE cases_case SET title = '关于设立第' || id || '处候鸟驿站' WHERE {copies}")
    rows("ANALYZE cases_case")

    with CaptureQueriesContext(connection) as seen:
        found = most_alike(Case.objects.all(), "关于完善老城区排水管网的建议")

    assert [one.case_id for one in found] == [alike.pk]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + seen.captured_queries[0]["sql"])
        (told,) = cursor.fetchone()
    plan = json.dumps(told if not isinstance(told, str) else json.loads(told))
    assert "case_title_grams" in plan


def test_the_stock_phrases_of_the_index_are_those_of_the_comparison(world: World) -> None:
    ((source,),) = rows("SELECT prosrc FROM pg_proc WHERE oid = 'title_grams'::regproc")

    pattern = re.search(r"'(关于[^']*)'", source)

    assert pattern is not None
    assert tuple(pattern[1].split("|")) == PHRASES


def test_two_characters_make_one_pair_and_a_phrase_none(world: World) -> None:
    told: list[Any] = rows("SELECT title_grams('排水'), title_grams('关于'), title_grams('水')")

    assert [list(one) for one in told[0]] == [["排水"], [], ["水"]]
