"""Scope of a government: every request, socket, task and command enters it here.

Scopes nest, restore what was before, and belong to the thread's own database connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection, connections, transaction

from governments.backend.base import DatabaseWrapper, FakeTenant
from governments.entering.registry import government_by_code, served
from governments.models import Government

PUBLIC = "public"


@contextmanager
def governing(government: Government | str, *, read_only: bool = False) -> Iterator[Government]:
    """Work inside one government, given by row or code; raises GovernmentNotServed.

    ``read_only`` works under the role that may only look, in one transaction that PostgreSQL keeps read-only.
    """
    row = government_by_code(government) if isinstance(government, str) else served(government)
    with _entered(row, read_only=read_only):
        if not read_only:
            yield row
            return
        with transaction.atomic():
            forbid_writing()
            yield row


@contextmanager
def platform_scope() -> Iterator[None]:
    """Work in the public schema as the platform, which has no right in any government's schema."""
    with _entered(FakeTenant(PUBLIC)):
        yield


@contextmanager
def administering(government: Government) -> Iterator[DatabaseWrapper]:
    """Inside one government for fleet work: suspended ones too. Never for a person's request."""
    with _entered(government):
        yield database()


@contextmanager
def snapshot() -> Iterator[None]:
    """Where the caller is, but only looking, by role and by transaction, and at one moment of the database.

    For answers made of several queries. Inside a transaction that is open already, the moment is that one's.
    """
    here = database()
    of_government = isinstance(here.tenant, Government)
    if not here.in_atomic_block:
        with here.snapshot(read_only=of_government):
            yield
        return
    with _entered(here.tenant, read_only=of_government), transaction.atomic():
        forbid_writing()
        yield


def forbid_writing() -> None:
    """Make the open transaction read-only; PostgreSQL does not let it become writable again."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def current_government() -> Government | None:
    """The government whose scope this thread is in, or None in the public schema."""
    tenant = database().tenant
    return tenant if isinstance(tenant, Government) else None


def database() -> DatabaseWrapper:
    """This thread's connection, as what it is."""
    return cast(DatabaseWrapper, connections["default"])


@contextmanager
def _entered(tenant: Any, *, read_only: bool = False, as_owner: bool = False) -> Iterator[None]:
    here = database()
    before = (here.tenant, here.read_only, here.as_owner)
    here.enter(tenant, read_only=read_only, as_owner=as_owner)
    try:
        yield
    finally:
        here.enter(before[0], read_only=before[1], as_owner=before[2])
