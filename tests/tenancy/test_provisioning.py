"""A new government: all of it or nothing, and exactly what Django's own migrations would have built."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import ProgrammingError, transaction
from django.db.migrations.executor import MigrationExecutor
from django_tenants.postgresql_backend.base import FakeTenant

from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import governing
from governments.models import Domain, Government, Tier
from governments.owner import owner_connection, run
from governments.provisioning import founding as provisioning
from governments.provisioning.founding import migrate_public, prepare_cluster, provision, remove
from people.models import Unit
from support.session import identity, rows

COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
    FROM information_schema.columns WHERE table_schema = %s ORDER BY 1, 2
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, replace(pg_get_constraintdef(oid), %s || '.', '')
    FROM pg_constraint WHERE connamespace = %s::regnamespace ORDER BY 1, 2
"""
INDEXES = """
    SELECT tablename, indexname, replace(indexdef, %s || '.', '') FROM pg_indexes
    WHERE schemaname = %s AND indexdef NOT LIKE '%%varchar_pattern_ops%%' ORDER BY 1, 2
"""
TRIGGERS = """
    SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = %s::regnamespace AND NOT t.tgisinternal ORDER BY 1, 2
"""


@pytest.fixture
def without_xicheng(committed: Government) -> Iterator[None]:
    """Whatever the test founded under this code is gone afterwards."""
    yield
    with owner_connection():
        if rows("SELECT 1 FROM pg_namespace WHERE nspname = 'xicheng'"):
            remove("xicheng")


def found() -> Government:
    return provision("xicheng", "西城区", short_name="西城", tier=Tier.DISTRICT)


def traces() -> list[tuple[str]]:
    with owner_connection():
        return rows(
            "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'gov_xicheng%%'"
            " UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'xicheng%%'"
            " UNION ALL SELECT code FROM public.governments_government WHERE code = 'xicheng'"
        )


def shape(schema: str) -> list[list[tuple[object, ...]]]:
    rows(f"SET LOCAL search_path = {schema}")
    return [
        rows(COLUMNS, schema),
        rows(CONSTRAINTS, schema, schema),
        rows(INDEXES, schema, schema),
        rows(TRIGGERS, schema),
    ]


def test_a_new_government_can_be_worked_in_at_once(without_xicheng: None) -> None:
    row = found()

    with governing("xicheng"):
        Unit.objects.create(code="U1", name="区政府办公室", short_name="区府办")
        assert identity() == ("gov_xicheng", "xicheng")
    assert Domain.objects.get(tenant=row).domain == "xicheng.localhost"


def test_founding_again_changes_nothing(without_xicheng: None) -> None:
    first = found()

    assert found().pk == first.pk


def test_a_failing_seed_leaves_nothing(without_xicheng: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def seed(_row: Government) -> None:
        Unit.objects.create(code="U1", name="区政府办公室", short_name="区府办")
        raise RuntimeError("the seed is bad")

    monkeypatch.setattr(provisioning, "after_provision", [seed])

    with pytest.raises(RuntimeError, match="the seed is bad"):
        found()
    assert traces() == []


def test_its_prefix_is_kept_without_blanks(without_xicheng: None) -> None:
    row = provision("xicheng", "西城区", tier=Tier.DISTRICT, prefix=" 西政 ")

    assert row.number_prefix == "西政"


def test_a_seed_runs_as_the_new_government(without_xicheng: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(provisioning, "after_provision", [lambda row: seen.append((row.code, identity()))])

    found()

    assert seen == [("xicheng", ("gov_xicheng", "xicheng"))]


def test_a_schema_that_nobody_registered_is_not_taken_over(without_xicheng: None) -> None:
    with owner_connection() as owner:
        run(owner, ["CREATE SCHEMA xicheng"])
    try:
        with pytest.raises(GovernmentNotServed, match="已有名为“xicheng”的模式"):
            found()
    finally:
        with owner_connection() as owner:
            run(owner, ["DROP SCHEMA xicheng"])


@pytest.mark.parametrize(
    "code", ["", "x", "Public", "public", "pg_x", "a_ro", "a b", "a;b", "a" * 32, "1a", "西城"]
)
def test_a_code_that_cannot_name_schema_role_and_host_is_refused(code: str, db: None) -> None:
    with pytest.raises(GovernmentNotServed, match="不能使用"):
        provision(code, "西城区", tier=Tier.DISTRICT)


def test_preparing_and_migrating_again_changes_nothing(committed: Government) -> None:
    prepare_cluster()
    migrate_public()

    assert identity()[0] == "gov_yunzhou"


def test_the_compiled_schema_is_what_django_s_migrations_build(committed: Government) -> None:
    with owner_connection() as owner, transaction.atomic():
        run(owner, ["CREATE SCHEMA plain"])
        owner.enter(FakeTenant("plain"), as_owner=True)
        executor = MigrationExecutor(owner)
        executor.migrate(executor.loader.graph.leaf_nodes())
        plain, compiled = shape("plain"), shape("yunzhou")
        transaction.set_rollback(True)

    assert compiled == plain


def test_no_index_has_a_twin_for_patterns(governed: Government) -> None:
    assert (
        rows("SELECT 1 FROM pg_indexes WHERE schemaname = 'yunzhou' AND indexdef LIKE '%%pattern_ops%%'")
        == []
    )


def test_a_government_has_few_objects(governed: Government) -> None:
    ((tables, indexes),) = rows(
        "SELECT count(*) FILTER (WHERE relkind = 'r'), count(*) FILTER (WHERE relkind = 'i')"
        " FROM pg_class WHERE relnamespace = 'yunzhou'::regnamespace"
    )

    assert tables <= 45
    assert indexes <= 120


def test_no_table_of_a_government_exists_in_public(governed: Government) -> None:
    both = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace IN"
        " ('public'::regnamespace, 'yunzhou'::regnamespace) GROUP BY 1 HAVING count(*) > 1 ORDER BY 1"
    )

    # Sign-in exists on both sides, each with its own rows.
    assert {name for (name,) in both} == {
        "django_migrations",
        "django_session",
        "signin_tally",
    }


def test_everything_in_a_schema_belongs_to_its_government(db: None) -> None:
    owners = rows(
        "SELECT relnamespace::regnamespace::text, relowner::regrole::text FROM pg_class WHERE"
        " relnamespace::regnamespace::text IN ('public', 'yunzhou', 'binjiang', 'heshan') GROUP BY 1, 2 ORDER BY 1"
    )

    assert owners == [
        ("binjiang", "gov_binjiang"),
        ("heshan", "gov_heshan"),
        ("public", "lianban_platform"),
        ("yunzhou", "gov_yunzhou"),
    ]


@pytest.mark.parametrize("table", ["cases_caseevent", "people_accountevent"])
def test_events_can_only_be_added_even_by_their_owner(governed: Government, table: str) -> None:
    for attempt in (f"UPDATE {table} SET id = 1", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with (
            pytest.raises(ProgrammingError, match=f"permission denied for table {table}"),
            transaction.atomic(),
        ):
            rows(attempt)
