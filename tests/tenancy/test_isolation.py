"""The database is the backstop: what fails when the code above it is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, transaction
from django_tenants.postgresql_backend.base import FakeTenant

from governments.backend.base import ScopeRefused
from governments.entering.scope import database, governing
from governments.models import Government
from governments.owner import owner_connection, run
from support.governments import COUNTY, DISTRICT
from support.session import identity, rows

TENANT_TABLES = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = '{}'::regnamespace ORDER BY relname
"""


def tables_of(schema: str) -> list[str]:
    return [name for (name,) in rows(TENANT_TABLES.format(schema))]


@pytest.fixture
def login(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A session of the application's login as it is, before it becomes anybody."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as session:
        yield session


@contextmanager
def pretending(schema: str) -> Iterator[None]:
    """A connection set to be a government that is not (wholly) there."""
    before = database().tenant
    database().enter(FakeTenant(schema))
    try:
        yield
    finally:
        database().enter(before)


def test_no_table_of_another_government_can_be_read_or_changed(governed: Government) -> None:
    for schema in (DISTRICT, COUNTY):
        for table in tables_of(schema):
            for attempt in ("SELECT * FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES"):
                with (
                    pytest.raises(ProgrammingError, match="permission denied for schema"),
                    transaction.atomic(),
                ):
                    rows(attempt.format(f'{schema}."{table}"'))


def test_a_wrong_search_path_fails_by_permission(governed: Government) -> None:
    rows("SET LOCAL search_path = binjiang")

    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        rows("SELECT * FROM people_account")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows("SELECT * FROM binjiang.people_account")


def test_the_platform_can_read_no_government_s_table(db: None) -> None:
    for table in tables_of(DISTRICT):
        with (
            pytest.raises(ProgrammingError, match="permission denied for schema binjiang"),
            transaction.atomic(),
        ):
            rows(f'SELECT * FROM binjiang."{table}"')


BY_ROW = {
    "outbox_message",
    "supervision_board",
    "supervision_clock",
    "supervision_job",
    "supervision_tally",
    "transfers_envelope",
    "transfers_envelopeevent",
    "rules_calendartrial",
}  # row security gives each its own
READ_BY_ALL = {"rules_holidaynotice"}  # one calendar for the country; nobody but the platform adds to it


def test_a_government_reads_the_registry_its_own_rows_and_nothing_else_of_public(
    governed: Government,
) -> None:
    registry = {"governments_government", "governments_domain"}
    for table in BY_ROW | READ_BY_ALL:
        assert rows("SELECT relforcerowsecurity FROM pg_class WHERE relname = %s", table) == [(True,)]
    for table in set(tables_of("public")) - registry - BY_ROW - READ_BY_ALL:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(f'SELECT * FROM public."{table}"')

    for table in READ_BY_ALL:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(f'DELETE FROM public."{table}"')
    assert Government.objects.count() == 3
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Government.objects.update(name="x")


def test_the_bare_login_is_refused_everywhere(login: psycopg.Connection) -> None:
    found = login.execute(
        "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace::regnamespace::text IN ('public', 'yunzhou', 'binjiang', 'heshan')"
    ).fetchall()

    assert len(found) > 30
    for schema, table in found:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute(f'SELECT * FROM {schema}."{table}"')
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute("CREATE TEMPORARY TABLE shadow (id int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute("CREATE SCHEMA own")


def test_a_government_can_create_nothing_outside_its_schema(governed: Government) -> None:
    for attempt in (
        "CREATE TABLE public.mine (id int)",
        "CREATE TABLE binjiang.mine (id int)",
        "CREATE TEMPORARY TABLE people_account (id int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(attempt)


def test_a_missing_role_is_an_error_and_nobody_s_session_is_left(committed: Government) -> None:
    with pretending("nobody"):
        with pytest.raises(ScopeRefused, match='role "gov_nobody" does not exist'):
            rows("SELECT 1")

        assert database().connection is None


def test_a_missing_schema_is_an_error_even_when_its_role_is_there(committed: Government) -> None:
    with owner_connection() as owner:
        run(owner, ["CREATE ROLE gov_gone", "GRANT gov_gone TO lianban_app WITH INHERIT FALSE, SET TRUE"])
    try:
        with pretending("gone"), pytest.raises(ScopeRefused, match='schema "gone" does not exist'):
            rows("SELECT count(*) FROM governments_government")
    finally:
        with owner_connection() as owner:
            run(owner, ["DROP ROLE gov_gone"])


def test_a_role_without_its_schema_is_an_error(committed: Government) -> None:
    with owner_connection() as owner:
        run(owner, ["REVOKE USAGE ON SCHEMA heshan FROM gov_heshan_ro"])
    try:
        with pytest.raises(ScopeRefused, match="not granted"), governing("heshan", read_only=True):
            pass
    finally:
        with owner_connection() as owner:
            run(owner, ["GRANT USAGE ON SCHEMA heshan TO gov_heshan_ro"])


def test_a_session_that_died_becomes_nobody_and_is_not_left(committed: Government) -> None:
    ((dead,),) = rows("SELECT pg_backend_pid()")

    with governing("binjiang"):
        with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as administrator:
            administrator.execute("SELECT pg_terminate_backend(%s, 5000)", [dead])
        with pytest.raises(OperationalError, match="closed the connection") as lost:
            rows("SELECT 1")

        assert not isinstance(lost.value, ScopeRefused)  # the database's fault, not that government's
        assert database().connection is None
        assert identity() == ("gov_binjiang", "binjiang")


def test_a_refused_switch_inside_a_transaction_loses_the_transaction(committed: Government) -> None:
    with pytest.raises(ScopeRefused), transaction.atomic(), pretending("nobody"):
        rows("SELECT 1")

    assert identity()[0] == "gov_yunzhou"


def test_a_refused_switch_in_a_savepoint_can_be_rolled_back_to(committed: Government) -> None:
    with transaction.atomic():
        rows("SELECT 1")
        with pytest.raises(ScopeRefused), transaction.atomic(), pretending("nobody"):
            rows("SELECT 1")

        assert identity()[0] == "gov_yunzhou"
