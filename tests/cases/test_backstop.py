"""PostgreSQL's own guards: psql cannot do what the door would not."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.models import Assignment, Case, CaseEvent, Reply
from support.build import a_delivered_case, a_registered_case
from support.world import World


def _tried(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_state_does_not_change_without_a_version(world: World) -> None:
    case = a_registered_case(world)

    with pytest.raises(IntegrityError, match="without a version"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="CLOSED")


@pytest.mark.parametrize("model", [Case, Assignment, Reply])
def test_a_version_does_not_change_without_its_event(world: World, model: type[Case]) -> None:
    a_delivered_case(world)

    with pytest.raises(IntegrityError, match="has no event"):
        _tried(f"UPDATE {model._meta.db_table} SET version = version + 100")


@pytest.mark.parametrize("path", ["yunzhou", "public", "public, yunzhou"])
def test_the_guard_asks_its_own_schema_whatever_the_search_path(world: World, path: str) -> None:
    a_registered_case(world)
    on_path = (
        f"SET LOCAL search_path TO {path}; SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL search_path TO yunzhou;"
    )
    _tried(on_path)

    with pytest.raises(IntegrityError, match="has no event"):
        _tried(f"SET CONSTRAINTS ALL DEFERRED; UPDATE cases_case SET version = version + 100; {on_path}")


def test_a_row_is_not_made_past_the_door(world: World) -> None:
    case = a_registered_case(world)
    case.pk, case.registration_no, case.version = None, "另一号", 7

    with pytest.raises(IntegrityError, match="has no event"), transaction.atomic():
        case.save()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cases_caseevent SET reason = '改'",
        "DELETE FROM cases_caseevent",
        "TRUNCATE cases_caseevent",
    ],
)
def test_events_are_never_changed_or_removed(world: World, sql: str) -> None:
    a_registered_case(world)

    with pytest.raises(DatabaseError):
        _tried(sql)

    assert CaseEvent.objects.count() == 1
