"""While one government's table is locked and its people ask and ask, the others' people are answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from support.locks import locked
from support.talking import Line, knocked

STUCK, FREE = "yunzhou.localhost", "binjiang.localhost"
CROWD = 60  # more than a process has threads


@contextmanager
def crowd(line: Line, statuses: list[int]) -> Iterator[None]:
    """Many of the city's people, each of whom asks again as soon as there is an answer."""
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            statuses.append(knocked(line, "POST", "/graphql")[0])
            over.wait(0.2)

    threads = [threading.Thread(target=ask) for _ in range(CROWD)]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in threads:
            one.join()


def test_its_own_are_told_to_come_again_and_the_others_are_answered(line: Line) -> None:
    assert line.cookie("office")
    connection.close()  # the server runs in this process, and only one of the city may be in while it is stuck
    statuses: list[int] = []

    with locked("yunzhou.django_session"), crowd(line, statuses):
        while 503 not in statuses:
            assert len(statuses) < 10_000
        others = [knocked(line, "POST", "/graphql", FREE)[0] for _ in range(50)]
    again = knocked(line, "POST", "/graphql")

    assert others == [200] * 50
    assert set(statuses) <= {200, 503}
    assert again[0] == 200
