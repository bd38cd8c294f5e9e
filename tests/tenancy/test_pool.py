"""Connections are shared by governments; identity is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from governments.entering.scope import database, governing, platform_scope
from governments.models import Government
from governments.owner import owner_connection
from people.models import Unit
from signin.hashing import HashingQueue
from support.governments import CITY, COUNTY, DISTRICT
from support.session import identity, rows

CODES = (CITY, DISTRICT, COUNTY)


@pytest.fixture
def pool_of(committed: Government) -> Iterator[Callable[[int], None]]:
    """Make the pool as small as the test needs it."""
    options = connections.settings["default"]["OPTIONS"]
    before = options["pool"]

    def resize(size: int) -> None:
        connection.close()
        connection.close_pool()
        options["pool"] = before | {"max_size": size}

    yield resize
    resize(before["max_size"])


def test_governments_alternate_over_one_pooled_connection(pool_of: Callable[[int], None]) -> None:
    pool_of(1)
    backends = set()

    for _ in range(5):
        for code in CODES:
            with governing(code):
                assert identity() == (f"gov_{code}", code)
                backends |= set(rows("SELECT pg_backend_pid()"))
            connection.close()

    assert len(backends) == 1


def test_a_session_given_back_as_somebody_is_taken_out_as_who_takes_it(
    pool_of: Callable[[int], None],
) -> None:
    pool_of(1)
    with governing("yunzhou", read_only=True):
        identity()
    connection.close()

    raw = database().pool.getconn()
    left_behind = raw.execute("SELECT current_user").fetchone()
    raw.rollback()
    database().pool.putconn(raw)

    assert left_behind == ("gov_yunzhou_ro",)
    with platform_scope():
        assert identity()[0] == "lianban_platform"


def test_a_session_that_died_in_the_pool_is_replaced(pool_of: Callable[[int], None]) -> None:
    pool_of(1)
    ((dead,),) = rows("SELECT pg_backend_pid()")
    connection.close()
    with owner_connection():
        rows("SELECT pg_terminate_backend(%s, 5000)", dead)

    with governing("binjiang"):
        assert identity()[0] == "gov_binjiang"


def test_two_hundred_alternating_units_of_work_see_no_foreign_row(pool_of: Callable[[int], None]) -> None:
    for code in CODES:
        with governing(code):
            Unit.objects.create(code=f"ONLY-{code}", name=f"仅{code}", short_name=code)
    pool_of(3)

    def work(number: int) -> tuple[str, list[str]]:
        code = CODES[number % 3]
        try:
            with governing(code, read_only=number % 2 == 0):
                return code, list(
                    Unit.objects.filter(code__startswith="ONLY-").values_list("code", flat=True)
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        seen = list(threads.map(work, range(200)))

    assert seen == [(CODES[number % 3], [f"ONLY-{CODES[number % 3]}"]) for number in range(200)]


def test_no_connection_is_held_while_a_password_waits_and_is_hashed(committed: Government) -> None:
    """Connections are few: many sign-ins at once must not keep them from those who work."""
    held, ours = [], connections["default"]
    with ours.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert ours.connection is not None

    queue = HashingQueue()
    with queue.slot("10.0.0.1"):
        queue.run(lambda: held.append(ours.connection))

    assert held == [None]
