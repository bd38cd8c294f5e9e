"""Many write at once: nobody waits in a circle, and in the end the counters are right."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from cases import commands
from cases.models import Case
from governments.entering.scope import governing
from governments.models import Government
from live.feed import about, refresh
from supervision.board import bodies_of
from supervision.public.models import Board, Share
from supervision.tally import counts, fresh
from support.build import LEAD_AND_CO, a_dispatched_case, a_filed_case, a_key, an_order
from support.governments import CITY
from support.world import World, a_world

WRITERS, EACH = 6, 5


def _opposed(world: World, number: int, pairs: list[list[int]], together: threading.Barrier) -> None:
    """Two cases in one transaction, by every other writer in the opposite order."""
    try:
        with governing(CITY):
            together.wait()
            for pair in pairs:
                with transaction.atomic():
                    for pk in pair if number % 2 else reversed(pair):
                        commands.dispatch(world.office, pk, a_key(), order=an_order(world, *LEAD_AND_CO))
                refresh(CITY)
    finally:
        connection.close()


def test_writers_in_opposite_order_neither_deadlock_nor_lose_a_count(committed: Government) -> None:
    world = a_world()
    kinds = ("SUGGESTION", "PROPOSAL")
    cases = [[[a_filed_case(world, kind).pk for kind in kinds] for _ in range(EACH)] for _ in range(WRITERS)]
    together = threading.Barrier(WRITERS)

    with ThreadPoolExecutor(WRITERS) as pool:
        done = [pool.submit(_opposed, world, at, cases[at], together) for at in range(WRITERS)]
        for one in done:
            one.result()

    refresh(CITY)
    assert counts() == fresh()
    assert Case.objects.filter(state="DISPATCHED").count() == WRITERS * EACH * len(kinds)
    assert Board.objects.get(government=CITY, share=Share.OWN).body == bodies_of(about(committed))["OWN"]


def test_one_writer_does_not_wait_for_another_that_has_not_committed(committed: Government) -> None:
    world = a_world()
    first, second = a_filed_case(world), a_filed_case(world)

    def beside() -> None:
        try:
            with governing(CITY), transaction.atomic():
                connection.cursor().execute("SET LOCAL lock_timeout = '2s'")
                commands.dispatch(world.office, second.pk, a_key(), order=an_order(world, *LEAD_AND_CO))
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        commands.dispatch(world.office, first.pk, a_key(), order=an_order(world, *LEAD_AND_CO))
        pool.submit(beside).result()

    assert counts() == fresh()


def test_a_case_that_is_committed_is_on_the_board_after_the_next_fold(committed: Government) -> None:
    world = a_world()
    refresh(CITY)
    before = Board.objects.get(government=CITY, share=Share.OWN)

    a_dispatched_case(world)
    refresh(CITY)
    refresh(CITY)

    after = Board.objects.get(government=CITY, share=Share.OWN)
    assert (after.epoch, after.seq) == (before.epoch, before.seq + 1)
    assert [one["step"] for one in after.body["movements"]] == ["dispatch", "file", "register"]
