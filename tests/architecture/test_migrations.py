"""Models and migrations say the same, and no app has two heads."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation

from support.sources import packages


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    questions = NonInteractiveMigrationQuestioner()

    with translation.override(None):  # as makemigrations does: names of columns are not translated
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), questions)
        missing = detector.changes(graph=loader.graph, trim_to_apps=set(packages()))

    told = [
        f"{app}: {operation}"
        for app, steps in missing.items()
        for step in steps
        for operation in step.operations
    ]
    assert told == [], "write the migration: CONTRIBUTING.md, Adding a field"


def test_no_app_has_two_newest_migrations() -> None:
    assert MigrationLoader(None, ignore_no_migrations=True).detect_conflicts() == {}
