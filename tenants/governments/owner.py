"""The administrator's connection: for a while, this thread's ``default`` is a session of DATABASE_ADMIN_URL.

So that one transaction can hold roles, schema, tables, registry row and seed data of a new government.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections
from django_tenants.postgresql_backend.base import FakeTenant
from environ import Env
from psycopg.sql import Composable

from governments.backend.base import DatabaseWrapper
from governments.refusals import GovernmentNotServed


@contextmanager
def owner_connection(url: str | None = None) -> Iterator[DatabaseWrapper]:
    """Work as the database's administrator in ``public``; restores the former connection at the end."""
    owner = DatabaseWrapper(_described(url or admin_url()), "default")
    owner.enter(FakeTenant("public"), as_owner=True)
    before = connections["default"]
    connections["default"] = owner
    try:
        yield owner
    finally:
        connections["default"] = before
        owner.close()


def admin_url() -> str:
    """DATABASE_ADMIN_URL of the settings; raises GovernmentNotServed with the cure when it is not set."""
    if not settings.DATABASE_ADMIN_URL:
        raise GovernmentNotServed("admin_url_missing", "")
    return str(settings.DATABASE_ADMIN_URL)


def borrower(owner: DatabaseWrapper) -> str:
    """The administrator's login when roles must be lent to it, empty for a superuser."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = session_user AND NOT rolsuper")
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def run(owner: DatabaseWrapper, statements: Sequence[Composable | str]) -> None:
    """Run statements without parameters, in order, as whatever role the connection has."""
    with owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, None)


def _described(url: str) -> dict[str, Any]:
    given = Env.db_url_config(url, engine="governments.backend")
    options = {"application_name": "lianban administration"} | given.get("OPTIONS", {})
    return {**connections.settings["default"], **given, "OPTIONS": options, "CONN_HEALTH_CHECKS": False}
