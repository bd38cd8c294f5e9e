"""Locks held for as long as a test needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from governments.owner import owner_connection
from support.session import rows


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Somebody holds a government's table, as a migration or a report by hand does."""
    held, finish = threading.Event(), threading.Event()

    def hold() -> None:
        with owner_connection(), transaction.atomic():
            rows(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            held.set()
            finish.wait(120)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(60)
    try:
        yield
    finally:
        finish.set()
        thread.join()
