"""Counts by year come to a government that has counted without them, and go again: each time as its cases say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from django_tenants.postgresql_backend.base import FakeTenant

from cases.commands import add_session
from cases.models import Assignment, Case
from governments.backend.base import DatabaseWrapper
from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.migration.fleet import migrate_fleet
from governments.models import Government
from governments.owner import owner_connection, run
from kernel.actor import SYSTEM
from kernel.clock import today
from supervision.tally import counts, fresh
from support.build import a_delivered_case, a_dispatched_case, a_registered_case, signed_for
from support.earlier import fill_county_of
from support.governments import CITY, COUNTY, government, rebuild_schemas
from support.world import a_world

THIS = today().year
YEARLESS = "unit_id, kind, pack_id, role, stage, due_on"
# As the earlier triggers had written it: by the same statements, without a year.
COUNTED_BEFORE = f"""
INSERT INTO public.supervision_tally (government, {YEARLESS}, n)
SELECT '{COUNTY}', {YEARLESS}, n FROM public.supervision_tally WHERE government = '{CITY}' ORDER BY id
"""
TALLY = f"SELECT {YEARLESS}, n FROM public.supervision_tally WHERE government = %s"


@pytest.fixture
def filled(committed: Government) -> Iterator[None]:
    """A county before counts by year, with cases of three years and what its triggers had counted."""
    world = a_world()
    a_registered_case(world, "PROPOSAL")
    a_delivered_case(world)
    old, between = signed_for(world, a_dispatched_case(world)), a_dispatched_case(world)
    last = add_session(
        SYSTEM, kind=old.kind, name="上一年会议", year=THIS - 1, opened_on=date(THIS - 1, 1, 10)
    )
    Case.objects.filter(pk=old.pk).update(session=last)
    Case.objects.filter(pk=between.pk).update(session=None, registered_on=date(THIS - 2, 12, 3))
    fill_county_of({"supervision": "0006"})
    with owner_connection() as owner:
        run(owner, [COUNTED_BEFORE])
    yield
    rebuild_schemas()
    clear()


def tally(cursor: Any) -> tuple[int, Counter[Any]]:
    """How many rows the county's tally has, and their sums whatever the year."""
    cursor.execute(TALLY, [COUNTY])
    rows, sums = cursor.fetchall(), Counter[Any]()
    for *key, n in rows:
        sums[tuple(key)] += n
    return len(rows), Counter({key: n for key, n in sums.items() if n})


def whatever_the_year(counted: dict[Any, int]) -> Counter[Any]:
    """Counts with the years added up."""
    sums = Counter[Any]()
    for key, n in counted.items():
        sums[tuple(key)[:-1]] += n
    return sums


def by_year() -> tuple[Counter[int], Counter[int]]:
    """Cases, and parts of units, of each year: from the rows, one by one."""
    parts = Assignment.objects.select_related("case__session")
    return (
        Counter(_year_of(case) for case in Case.objects.select_related("session")),
        Counter(_year_of(part.case) for part in parts),
    )


def _year_of(case: Case) -> int:
    return case.session.year if case.session else case.registered_on.year


def test_the_counts_of_a_filled_government_are_made_anew_by_year(filled: None) -> None:
    with owner_connection() as owner, owner.cursor() as cursor:
        loose, before = tally(cursor)

    voyage = migrate_fleet()

    with owner_connection() as owner, owner.cursor() as cursor:
        rows, after = tally(cursor)
    with governing(COUNTY):
        counted, right, (cases, parts) = counts(), fresh(), by_year()
        Case.objects.filter(session=None).update(registered_on=date(THIS - 1, 5, 6))
        moved = counts() == fresh()
    assert voyage.failed == {}
    assert after == before  # nothing is lost
    assert rows == len(right) < loose  # what was loose is summed up: fewer rows, the same counts
    assert counted == right
    found = [Counter[int](), Counter[int]()]
    for key, n in counted.items():
        assert key.year is not None
        found[key.unit_id is not None][key.year] += n
    assert found == [cases, parts]
    assert sorted(cases) == [THIS - 2, THIS - 1, THIS]
    assert moved


def _taken_back(owner: DatabaseWrapper, app: str, number: str) -> None:
    """One migration is undone on the present schema."""
    loader = MigrationLoader(None)
    key = next(one for one in loader.graph.nodes if one[0] == app and one[1].startswith(number))
    state = loader.project_state(key, at_end=False)
    with owner.schema_editor(atomic=False) as editor:
        loader.graph.nodes[key].unapply(state, editor)


def test_going_back_counts_without_years_and_the_column_can_go(filled: None) -> None:
    migrate_fleet()
    with governing(COUNTY):
        right = whatever_the_year(fresh())

    with owner_connection() as owner, transaction.atomic():
        owner.enter(government(COUNTY))
        _taken_back(owner, "supervision", "0007")
        with owner.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(year) FROM public.supervision_tally WHERE government = %s", [COUNTY]
            )
            rows, with_year = cursor.fetchone()
            _, back = tally(cursor)
        run(owner, ["SET CONSTRAINTS ALL IMMEDIATE"])
        owner.enter(FakeTenant("public"), as_owner=True)
        _taken_back(owner, "supervision_public", "0007")
        owner.enter(government(COUNTY))
        with owner.cursor() as cursor:  # whoever writes then is counted as before, and a year moves nothing
            cursor.execute("UPDATE cases_case SET session_id = NULL, kind = 'PROPOSAL'")
            changed = cursor.rowcount
            _, after = tally(cursor)
        transaction.set_rollback(True)

    assert (rows, with_year) == (len(right), 0)
    assert back == right
    assert changed > 0
    assert {key[1] for key in after if key[0] is None} == {"PROPOSAL"}
    assert sum(n for key, n in after.items() if key[0] is None) == changed
