"""Migrations of the tenant apps, compiled once into statements that build or change any government's schema.

Compiling runs them for real in a scratch schema, writes down every statement and rolls back. So statements
that depend on what is there (the name of a constraint to drop) come out right; data migrations are kept as calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from psycopg.sql import SQL, Identifier, Literal

from governments.backend.base import DatabaseWrapper, FakeTenant
from governments.owner import owner_connection, run
from kernel.sql.django_private import SchemaEditor

COMPILE_SCHEMA = "lianban_compile"
BATCHABLE = ((CreateModel,), (AddIndex, AddConstraint))

MigrationKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """A data migration, with the models as they are at that point."""

    operation: Operation
    app_label: str
    before: ProjectState
    after: ProjectState


@dataclass(frozen=True, slots=True)
class MigrationScript:
    """What takes a schema from one set of migrations to the newest: SQL texts and calls, in order."""

    steps: tuple[str | Call, ...]
    applies: tuple[MigrationKey, ...]

    def apply(self, connection: DatabaseWrapper) -> None:
        """Run all steps on the connection's current schema and note the migrations as applied."""
        for step in self.steps:
            if isinstance(step, str):
                with connection.cursor() as cursor:
                    cursor.execute(step, None)
                continue
            with connection.schema_editor(atomic=False) as editor:
                step.operation.database_forwards(step.app_label, editor, step.before, step.after)


@dataclass
class MigrationPlan:
    """The migrations of all tenant apps in order, and the hash that names this set."""

    loader: MigrationLoader = field(default_factory=lambda: MigrationLoader(None))

    @property
    def migrations(self) -> dict[MigrationKey, Migration]:
        """Every migration that a government's schema has, dependencies first."""
        labels = {config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS}
        leaves = [key for key in sorted(self.loader.graph.leaf_nodes()) if key[0] in labels]
        ordered = [key for leaf in leaves for key in self.loader.graph.forwards_plan(leaf)]
        return {key: self.loader.graph.nodes[key] for key in dict.fromkeys(ordered)}

    @property
    def version(self) -> str:
        """The hash of the set's names: the ``Government.schema_version`` of a schema that is up to date."""
        return version_of(frozenset(self.migrations))


def version_of(applied: frozenset[MigrationKey]) -> str:
    """The hash that names a set of migrations."""
    return hashlib.sha256("\n".join(f"{app}.{name}" for app, name in sorted(applied)).encode()).hexdigest()


@cache
def newest_version() -> str:
    """The version that this program's migrations lead to; read from their files once, needs no database."""
    return MigrationPlan().version


def compile_from(applied: frozenset[MigrationKey], plan: MigrationPlan) -> MigrationScript:
    """The program from a set of applied migrations (empty: from nothing) to the newest; takes about a second."""
    with owner_connection() as owner, _compile_schema(owner):
        recorder = _Recorder(owner)
        if not applied:
            recorder.create_bookkeeping()
        state = ProjectState(real_apps=plan.loader.unmigrated_apps)
        pending = []
        for key, migration in plan.migrations.items():
            recorder.silent = key in applied
            state = recorder.migrate(migration, state)
            if key not in applied:
                pending.append(key)
                recorder.note_applied(key)
        return MigrationScript(recorder.program(), tuple(pending))


@contextmanager
def _compile_schema(owner: DatabaseWrapper) -> Iterator[None]:
    with transaction.atomic():
        run(owner, [SQL("CREATE SCHEMA {}").format(Identifier(COMPILE_SCHEMA))])
        owner.enter(FakeTenant(COMPILE_SCHEMA), as_owner=True)
        yield
        transaction.set_rollback(True)


def _together(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    """Neighbours that look at the tables only as they are after all of them; any other is by itself."""
    for _, group in groupby(enumerate(operations), lambda one: _kind(*one)):
        yield [operation for _, operation in group]


def _kind(position: int, operation: Operation) -> int:
    return next(
        (-at for at, kinds in enumerate(BATCHABLE, start=1) if isinstance(operation, kinds)), position
    )


class _RecordingEditor(SchemaEditor):
    """A schema editor that runs statements and passes their text on."""

    recorder: _Recorder

    def execute(self, sql: Any, params: Any = ()) -> None:
        text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
        self.recorder.write(text)
        super().execute(text, None)


class _Recorder:
    """Runs migrations on the scratch schema and keeps their steps."""

    def __init__(self, owner: DatabaseWrapper) -> None:
        self.owner = owner
        self.silent = False
        self.steps: list[str | Call] = []

    def write(self, text: str) -> None:
        if not self.silent:
            self.steps.append(text.rstrip().rstrip(";") + ";")

    def editor(self) -> _RecordingEditor:
        editor = _RecordingEditor(self.owner, atomic=False)
        editor.recorder = self
        return editor

    def create_bookkeeping(self) -> None:
        """Django's own table of applied migrations, one in each schema."""
        with self.editor() as editor:
            editor.create_model(MigrationRecorder.Migration)

    def note_applied(self, key: MigrationKey) -> None:
        note = SQL("INSERT INTO django_migrations (app, name, applied) VALUES ({}, {}, now())")
        self.write(note.format(*map(Literal, key)).as_string(None))

    def migrate(self, migration: Migration, state: ProjectState) -> ProjectState:
        """Apply one migration and return the state after it."""
        if not migration.atomic:
            raise ImproperlyConfigured(f"{migration} is not atomic: a fleet is migrated in transactions")
        with self.editor() as editor:
            for together in _together(migration.operations):
                before = state.clone()
                if together[1:]:
                    state.__dict__.pop("apps", None)  # kept up to date, models would be worked out after each
                for operation in together:
                    operation.state_forwards(migration.app_label, state)
                for operation in together:
                    self._forwards(operation, migration.app_label, editor, before, state)
        return state

    def _forwards(
        self,
        operation: Operation,
        label: str,
        editor: _RecordingEditor,
        before: ProjectState,
        state: ProjectState,
    ) -> None:
        if operation.reduces_to_sql:
            operation.database_forwards(label, editor, before, state)
        else:
            self._call(Call(operation, label, before, state.clone()))

    def _call(self, call: Call) -> None:
        with self.owner.schema_editor(atomic=False) as plain:
            call.operation.database_forwards(call.app_label, plain, call.before, call.after)
        if not self.silent:
            self.steps.append(call)

    def program(self) -> tuple[str | Call, ...]:
        """The steps, with neighbouring SQL joined into one text (one round trip)."""
        joined: list[str | Call] = []
        for step in self.steps:
            if isinstance(step, str) and joined and isinstance(joined[-1], str):
                joined[-1] = f"{joined[-1]}\n{step}"
            else:
                joined.append(step)
        return tuple(joined)
