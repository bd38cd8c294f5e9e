"""Public schema's migrations: run for the shared apps, noted for those whose tables only governments have.

Django would run both kinds, and work out after each operation what every model looks like then, which is most of
what it does; what a government's app alters alters nothing here.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from governments.backend.base import DatabaseWrapper


def migrate(owner: DatabaseWrapper) -> None:
    """Apply or note every migration that the public schema does not have yet, in the scope of the connection."""
    executor = MigrationExecutor(owner)
    executor.recorder.ensure_schema()
    # What is only noted comes last as far as it can: then hardly a model of it is worked out.
    leaves = sorted(executor.loader.graph.leaf_nodes(), key=lambda key: not _has_tables_here(key[0]))
    missing = {migration for migration, _ in executor.migration_plan(leaves)}
    if not missing:
        return
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    for migration, _ in executor.migration_plan(leaves, clean_start=True):
        if migration in missing and _has_tables_here(migration.app_label):
            state = executor.apply_migration(state, migration)
            continue
        state.__dict__.pop("apps", None)  # models once worked out would be kept up to date from here on
        state = migration.mutate_state(state, preserve=False)
        if migration in missing:
            executor.recorder.record_applied(migration.app_label, migration.name)


def _has_tables_here(label: str) -> bool:
    return apps.get_app_config(label).name in settings.SHARED_APPS
