"""Administrator's connection: for a while, this thread's ``default`` is a session of DATABASE_ADMIN_URL.

So that one transaction can hold roles, schema, tables, registry row and seed data of a new government.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import ProgrammingError, connections
from environ import Env
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import Composable

from governments.backend.base import DatabaseWrapper, FakeTenant, ScopeRefused
from governments.entering.refusals import GovernmentNotServed
from governments.entering.roles import PLATFORM
from kernel.wording import label


@contextmanager
def owner_connection(url: str | None = None) -> Iterator[DatabaseWrapper]:
    """Work as the database's administrator in ``public``; restores the former connection at the end."""
    owner = DatabaseWrapper(_described(url or admin_url()), "default")
    owner.enter(FakeTenant("public"), as_owner=True)
    before = connections["default"]
    connections["default"] = owner
    try:
        with explained():
            yield owner
    finally:
        connections["default"] = before
        owner.close()


@contextmanager
def explained() -> Iterator[None]:
    """Report what PostgreSQL denies to the administrator: mostly that another one made the database and its roles."""
    try:
        yield
    except ScopeRefused as error:  # it may not enter a schema, or take a role
        raise not_allowed(str(error)) from error
    except (psycopg.errors.InsufficientPrivilege, ProgrammingError) as error:
        denied = error.__cause__ if isinstance(error, ProgrammingError) else error
        if not isinstance(denied, psycopg.errors.InsufficientPrivilege):
            raise
        raise not_allowed(denied.diag.message_primary or "") from error


def not_allowed(why: str) -> GovernmentNotServed:
    """That the administrator may not do it, in PostgreSQL's words, and whose login may."""
    name = conninfo_to_dict(admin_url()).get("user") or ""
    return GovernmentNotServed("admin_denied", str(name), why=why, makers=_makers())


def _makers() -> str:
    """The logins that may manage the platform's role: who made it, and to whom it was given on."""
    with psycopg.connect(make_conninfo(admin_url(), dbname="postgres")) as session:
        found = session.execute(
            "SELECT string_agg(DISTINCT member::regrole::text, '、') FROM pg_auth_members"
            " WHERE admin_option AND roleid = to_regrole(%s)",
            [PLATFORM],
        ).fetchone()
    code = "admin_makers" if found and found[0] else "admin_superuser"
    return label("governments", code).format(makers=found[0] if found else "")


def admin_url() -> str:
    """DATABASE_ADMIN_URL of the settings; raises GovernmentNotServed with the cure when it is not set."""
    if not settings.DATABASE_ADMIN_URL:
        raise GovernmentNotServed("admin_url_missing", "")
    return str(settings.DATABASE_ADMIN_URL)


def login_of(owner: DatabaseWrapper) -> str:
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
