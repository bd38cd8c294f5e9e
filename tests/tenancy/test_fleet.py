"""Migrating all governments: nothing to do costs nothing, one that fails does not stop the rest, resumable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from governments.entering import registry
from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.migration import fleet
from governments.migration.compiled import MigrationPlan, newest_version
from governments.migration.fleet import migrate_fleet
from governments.models import Government, State
from governments.owner import owner_connection, run
from people.models import Unit
from support.governments import rebuild_schemas
from support.session import rows

CALLED: list[tuple[str, int]] = []


def count_units(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A data migration: runs once in each government, with the models of its moment."""
    ((role,),) = rows("SELECT current_user::text")
    CALLED.append((role, apps.get_model("people", "Unit").objects.filter(nickname="").count()))


class Migration(migrations.Migration):
    """Adds a column, drops a constraint whose name must be looked up, counts."""

    operations = [
        migrations.AddField("unit", "nickname", models.CharField(max_length=20, default="", db_index=True)),
        migrations.AlterField("unit", "name", models.CharField(max_length=90)),
        migrations.RunPython(count_units, migrations.RunPython.noop),
    ]


@pytest.fixture
def next_release(committed: Government) -> Iterator[MigrationPlan]:
    """The plan of a program with one more migration; the schemas are built anew from the old one afterwards."""
    plan = MigrationPlan()
    (leaf,) = plan.loader.graph.leaf_nodes("people")
    migration = Migration("9999_next", "people")
    plan.loader.graph.add_node(("people", migration.name), migration)
    plan.loader.graph.add_dependency(migration, ("people", migration.name), leaf)
    CALLED.clear()
    yield plan
    rebuild_schemas()
    clear()


def versions() -> set[str]:
    return set(Government.objects.values_list("schema_version", flat=True))


def test_when_all_are_up_to_date_nothing_is_compiled(
    committed: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(fleet, "compile_from")

    voyage = migrate_fleet()

    assert (voyage.migrated, voyage.failed) == ([], {})
    assert versions() == {newest_version()}


def test_every_government_gets_the_new_tables_and_its_data_migration(
    next_release: MigrationPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    with governing("binjiang"):
        Unit.objects.create(code="U1", name="区政府办公室", short_name="区府办")

    voyage = migrate_fleet(plan=next_release)

    assert voyage.migrated == ["yunzhou", "binjiang", "heshan"]
    assert versions() == {next_release.version}
    assert [call for call in CALLED if call[0].startswith("gov_")] == [
        ("gov_yunzhou", 0),
        ("gov_binjiang", 1),
        ("gov_heshan", 0),
    ]
    clear()
    monkeypatch.setattr(registry, "newest_version", lambda: next_release.version)  # the new program serves
    with governing("heshan", read_only=True):
        assert rows("SELECT nickname FROM people_unit") == []
    assert rows("SELECT count(*) FROM pg_constraint WHERE conname = 'people_unit_name_key'") == [(0,)]


def test_a_suspended_government_is_migrated_too(next_release: MigrationPlan) -> None:
    with owner_connection():
        Government.objects.filter(code="heshan").update(state=State.SUSPENDED)

    assert "heshan" in migrate_fleet(plan=next_release).migrated


def test_a_second_run_has_nothing_to_do(next_release: MigrationPlan) -> None:
    migrate_fleet(plan=next_release)

    assert migrate_fleet(plan=next_release).migrated == []


def test_one_that_fails_is_named_and_the_next_run_takes_up_from_there(next_release: MigrationPlan) -> None:
    with owner_connection() as owner:
        run(owner, ["ALTER TABLE binjiang.people_unit ADD COLUMN nickname int"])

    first = migrate_fleet(plan=next_release)
    with owner_connection() as owner:
        run(owner, ["ALTER TABLE binjiang.people_unit DROP COLUMN nickname"])
    told: list[tuple[str, int, int]] = []
    second = migrate_fleet(lambda *step: told.append(step), plan=next_release)

    assert first.migrated == ["yunzhou", "heshan"]
    assert 'column "nickname" of relation "people_unit" already exists' in first.failed["binjiang"]
    assert second.migrated == ["binjiang"]
    assert told == [("binjiang", 1, 1)]
