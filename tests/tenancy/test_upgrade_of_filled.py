"""A filled government of an earlier version is brought to the newest tables: nothing is lost, and it is worked in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.migration.fleet import migrate_fleet
from governments.models import Government
from governments.owner import owner_connection, run
from people.account_events import changes_of
from people.models import AccountChangeKind, Post
from support.asking import Asking
from support.build import a_delivered_case, a_filed_case, feedback
from support.earlier import fill_county_of, tables
from support.governments import COUNTY, rebuild_schemas
from support.world import World, a_world

# The newest migration of each app before failed sign-ins were counted in tables of our own; others had none.
BEFORE = {"assessment": "0002", "cases": "0011", "people": "0002", "supervision": "0003", "signin": ""}
# What django-axes had in every schema; its rows held what strangers had typed.
AXES = """
CREATE TABLE axes_accessattempt (id bigint PRIMARY KEY, username text, post_data text);
CREATE TABLE axes_accessattemptexpiration (access_attempt_id bigint PRIMARY KEY REFERENCES axes_accessattempt);
CREATE TABLE axes_accesslog (id bigint PRIMARY KEY, username text);
CREATE TABLE axes_accessfailurelog (id bigint PRIMARY KEY, username text);
INSERT INTO axes_accessattempt VALUES (1, 'nobody', 'guess');
INSERT INTO axes_accessattemptexpiration VALUES (1);
INSERT INTO axes_accesslog VALUES (1, 'nobody');
INSERT INTO django_migrations (app, name, applied) VALUES ('axes', '0001_initial', now());
"""


@pytest.fixture
def world(committed: Government) -> Iterator[World]:
    """A city with cases; its rows stand in a county's tables of an earlier version."""
    founded = a_world()
    a_filed_case(founded)
    feedback(founded, a_delivered_case(founded))
    fill_county_of(BEFORE, AXES)
    yield founded
    rebuild_schemas()
    clear()


def counted() -> dict[str, int]:
    """Rows of each of them."""
    with owner_connection() as owner, owner.cursor() as cursor:
        found = {}
        for name in tables():
            cursor.execute(f"SELECT count(*) FROM {COUNTY}.{name}")
            found[name] = int(cursor.fetchone()[0])
        return found


def test_every_row_is_there_afterwards_and_the_work_goes_on(world: World) -> None:
    before = counted()
    ask = Asking(world, government=COUNTY)
    waiting = ask.client(None).get("/", headers={"host": f"{COUNTY}.localhost"})

    voyage = migrate_fleet()

    after = counted()
    listed = ask.data(
        "office", "{ cases(first: 10) { edges { node { id state events { edges { node { step } } } } } } }"
    )
    assert waiting.status_code == 503
    assert (voyage.migrated, voyage.failed) == ([COUNTY], {})
    assert before["cases_caseevent"] > 10
    assert {name: after[name] for name in before} == before
    assert sorted(one["node"]["state"] for one in listed["edges"]) == ["FILED", "REPLIED"]
    assert all(one["node"]["events"]["edges"] for one in listed["edges"])


def test_tables_that_hold_what_strangers_typed_are_gone(world: World) -> None:
    migrate_fleet()

    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'axes_%%'", [])
        assert cursor.fetchone() == (0,)


def test_a_post_that_does_not_fit_its_unit_ends_and_that_is_on_record(world: World) -> None:
    clerk = world.water_clerk.account_id
    with owner_connection() as owner:
        run(owner, [f"UPDATE {COUNTY}.people_post SET role = 'NPC_OFFICE' WHERE account_id = {clerk}"])

    migrate_fleet()

    with governing(COUNTY):
        assert Post.objects.get(account_id=clerk).until is not None
        assert [one.change for one in changes_of(int(clerk or 0))] == [AccountChangeKind.POST_ENDED]
