"""Who meets which counter and board, by the database's own rule: shown by SQL under each government's role."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from support.build import a_dispatched_case
from support.governments import CITY, COUNTY, DISTRICT
from support.session import rows
from support.world import World, a_world

TALLIES = "SELECT DISTINCT government, unit_id IS NULL FROM public.supervision_tally ORDER BY 1, 2"
BOARDS = "SELECT government, share FROM public.supervision_board ORDER BY 1, 2"


@pytest.fixture
def everywhere(db: None) -> dict[str, World]:
    """A dispatched case in each of the three governments, in a transaction that is rolled back."""
    worlds = {}
    for code in (CITY, DISTRICT, COUNTY):
        with governing(code):
            worlds[code] = a_world()
            a_dispatched_case(worlds[code])
    return worlds


def _refused(sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        rows(sql)


def test_the_city_reads_its_own_counts_and_of_those_below_the_cases_only(everywhere: object) -> None:
    with governing(CITY):
        assert rows(TALLIES) == [
            (DISTRICT, True),
            (COUNTY, True),
            (CITY, False),
            (CITY, True),
        ]


@pytest.mark.parametrize("code", [DISTRICT, COUNTY])
def test_a_government_below_reads_its_own_and_neither_sibling_nor_city(everywhere: object, code: str) -> None:
    with governing(code):
        assert rows(TALLIES) == [(code, False), (code, True)]
        assert rows(BOARDS) == [(code, "OWN"), (code, "UP")]


def test_the_city_reads_what_those_below_share_and_not_their_own_board(everywhere: object) -> None:
    with governing(CITY):
        assert rows(BOARDS) == [(DISTRICT, "UP"), (COUNTY, "UP"), (CITY, "OWN"), (CITY, "UP")]


def test_the_reading_role_sees_the_same_and_writes_nothing(everywhere: object) -> None:
    with governing(DISTRICT, read_only=True):
        assert rows(BOARDS) == [(DISTRICT, "OWN"), (DISTRICT, "UP")]
        _refused(
            "INSERT INTO public.supervision_tally (government, stage, n) VALUES ('binjiang', 'FILED', 1)"
        )


def test_nobody_counts_for_another_government(everywhere: object) -> None:
    with governing(CITY):
        before = rows("SELECT count(*), sum(n) FROM public.supervision_tally")

        _refused(
            "INSERT INTO public.supervision_tally (government, stage, n) VALUES ('binjiang', 'FILED', 1)"
        )
        _refused("UPDATE public.supervision_tally SET n = 5")
        rows("DELETE FROM public.supervision_tally WHERE government = 'binjiang'")
        rows("UPDATE public.supervision_board SET seq = 99 WHERE government = 'binjiang'")

        assert rows("SELECT count(*), sum(n) FROM public.supervision_tally") == before
        assert rows("SELECT count(*) FROM public.supervision_board WHERE seq = 99") == [(0,)]


def test_the_platform_reads_all_of_them_and_no_word_of_a_case(everywhere: object) -> None:
    with platform_scope():
        assert len(rows(TALLIES)) == 6
        assert len(rows(BOARDS)) == 6
        shown = str(rows("SELECT body::text FROM public.supervision_board"))

    assert "排水管网" not in shown
    assert "沈若溪" not in shown


def test_what_is_shared_with_the_city_names_no_unit(everywhere: object, city: Government) -> None:
    with governing(DISTRICT):
        ((shared,),) = rows("SELECT body::text FROM public.supervision_board WHERE share = 'UP'")

    assert "水务局" not in shared
