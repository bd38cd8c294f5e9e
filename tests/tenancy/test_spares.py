"""Spare schemas: handed out once, by name only, of the newest version only, and never half."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import governing, platform_scope
from governments.migration.compiled import newest_version
from governments.models import Government, Spare, Tier
from governments.owner import owner_connection
from governments.provisioning import founding as provisioning
from governments.provisioning.founding import provision, remove
from governments.provisioning.refilling import ready, refill
from lianban.tasks import keep_spares
from people.models import Unit
from rules.models import RulePack
from support.session import identity, rows
from tenancy.test_provisioning import shape

CODES = ("xicheng", "dongcheng")
# Provisions, and is held in the middle of its seeds, the spare being renamed already.
PROGRAM = """
import os, sys
import django
django.setup()
from governments.provisioning import founding as provisioning
def hold(row):
    print("in the middle", flush=True)
    sys.stdin.readline()
provisioning.after_provision.append(hold)
from governments.entering.scope import platform_scope
with platform_scope():
    provisioning.provision("xicheng", "西城区", tier="DISTRICT")
"""


@pytest.fixture(autouse=True)
def tidy(committed: Government) -> Iterator[None]:
    """Neither spares nor the governments made of them are left."""
    yield
    refill(0)
    with platform_scope():
        Spare.objects.update(schema_version="of yesterday")
    refill(0)
    for code in CODES:
        if traces(code):
            remove(code)


def found(code: str = "xicheng", name: str = "西城区") -> Government:
    with platform_scope():
        return provision(code, name, tier=Tier.DISTRICT)


def traces(name: str) -> list[str]:
    """Schemas and roles of this name, and a registry row."""
    with owner_connection():
        return [
            one
            for (one,) in rows(
                "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'gov_' || %s || '%%'"
                " UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspname LIKE %s || '%%'"
                " UNION ALL SELECT code FROM public.governments_government WHERE code = %s ORDER BY 1",
                name,
                name,
                name,
            )
        ]


def oid(schema: str) -> int:
    with owner_connection():
        ((found,),) = rows("SELECT oid::int FROM pg_namespace WHERE nspname = %s", schema)
    return int(found)


def the_spare() -> Spare:
    with platform_scope():
        return Spare.objects.get()


def test_a_spare_becomes_a_government_that_can_be_worked_in_at_once() -> None:
    refill(1)
    spare = oid(the_spare().schema_name)

    row = found()

    with governing("xicheng"):
        Unit.objects.create(code="U1", name="区政府办公室", short_name="区府办")
        assert identity() == ("gov_xicheng", "xicheng")
        assert RulePack.objects.exists()
    assert oid("xicheng") == spare
    assert row.schema_version == newest_version()
    assert traces("xicheng") == ["gov_xicheng", "gov_xicheng_ro", "xicheng", "xicheng"]
    assert (ready(), traces("spare_")) == (0, [])


def test_what_was_handed_out_is_what_would_have_been_built() -> None:
    refill(1)
    found()
    found("dongcheng", "东城区")

    with owner_connection(), transaction.atomic():
        assert shape("xicheng") == shape("dongcheng") == shape("yunzhou")


def test_a_reading_seat_of_it_may_look_and_no_more() -> None:
    refill(1)
    found()

    with governing("xicheng", read_only=True):
        assert identity()[0] == "gov_xicheng_ro"
        assert Unit.objects.count() == 0


def test_without_a_spare_it_is_built() -> None:
    found()

    assert traces("xicheng") == ["gov_xicheng", "gov_xicheng_ro", "xicheng", "xicheng"]


def test_a_spare_of_another_version_is_never_handed_out() -> None:
    refill(1)
    with platform_scope():
        Spare.objects.update(schema_version="of yesterday")
    old = the_spare().schema_name

    found()

    assert the_spare().schema_name == old
    refill(1)
    assert (ready(), traces(old)) == (1, [])


def test_a_spare_cannot_be_entered() -> None:
    refill(1)

    with pytest.raises(GovernmentNotServed), governing(the_spare().schema_name):
        pass


def test_two_who_ask_at_once_get_two(django_db_blocker: DjangoDbBlocker) -> None:
    refill(2)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(found, CODES, ("西城区", "东城区")))

    assert {row.code for row in both} == set(CODES)
    assert len({oid(code) for code in CODES}) == 2
    assert ready() == 0


def test_killed_in_the_middle_it_leaves_nothing_half_made() -> None:
    refill(1)
    spare = the_spare().schema_name
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lianban.settings_dev"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in the middle\n"

    process.kill()
    process.communicate()

    row = found()  # waits until the server has noticed the death, then gets the very same spare
    assert row.code == "xicheng"
    assert (ready(), traces(spare)) == (0, [])


def test_a_failing_seed_gives_the_spare_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_row: Government) -> None:
        raise RuntimeError("the seed is bad")

    refill(1)
    monkeypatch.setattr(provisioning, "after_provision", [fail])

    with suppress(RuntimeError):
        found()

    assert (ready(), traces("xicheng")) == (1, [])


def test_the_worker_fills_the_pool_up_and_no_further(settings: pytest.FixtureRequest) -> None:
    settings.LIANBAN_SPARES = 2  # type: ignore[attr-defined]  # pytest-django's settings

    assert (keep_spares(), keep_spares(), ready()) == (2, 0, 2)


def test_a_worker_without_the_administrator_s_login_builds_none(settings: pytest.FixtureRequest) -> None:
    settings.DATABASE_ADMIN_URL, admin = "", settings.DATABASE_ADMIN_URL  # type: ignore[attr-defined]  # as above

    built = keep_spares()

    settings.DATABASE_ADMIN_URL = admin  # type: ignore[attr-defined]  # as above
    assert built == 0
