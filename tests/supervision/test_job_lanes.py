"""The job runner: what one government's jobs wait for, no other government's wait for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from governments.entering.scope import governing, platform_scope
from governments.migration.fleet import migrate_fleet
from governments.models import Government
from governments.owner import owner_connection
from lianban.cli.supervision import replan
from people.models import Unit
from supervision.public.models import Clock, Job, LastScan
from supervision.public.scan import scan, set_back
from supervision.public.work import Worker
from support.build import a_dispatched_case
from support.clocks import noon, relayed, rung
from support.locks import locked
from support.session import rows
from support.world import World

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
DISPATCHED, DUE = date(2026, 3, 2), date(2026, 6, 2)


@pytest.fixture
def as_platform(committed: Government) -> Iterator[None]:
    """The worker's own scope."""
    with platform_scope():
        yield


def queued(code: str, *keys: str, due_at: datetime = LONG_AGO) -> None:
    jobs = [Job(government=code, task="look", key=key, due_at=due_at) for key in keys]
    Job.objects.bulk_create(jobs)


def looking(seen: list[str]) -> Worker:
    """A worker whose jobs read the units of their government, and note that they did."""

    def look() -> None:
        Unit.objects.count()
        seen.append(rows("SELECT current_schema()")[0][0])

    return Worker({"look": look}, governing)


def test_a_locked_government_s_job_counts_an_attempt_and_the_others_are_done(as_platform: None) -> None:
    queued("binjiang", "1", "2", "3")
    queued("yunzhou", "4", due_at=LONG_AGO + timedelta(days=1))
    seen: list[str] = []

    with locked("binjiang.people_unit"):
        looking(seen).work(most=10)
        left = sorted(Job.objects.values_list("government", "attempts"))

    assert seen == ["yunzhou"]
    assert left == [("binjiang", 0), ("binjiang", 0), ("binjiang", 1)]  # behind the first none was tried


def test_many_jobs_of_one_government_do_not_come_before_the_one_of_another(as_platform: None) -> None:
    queued("binjiang", *(str(number) for number in range(200)))
    queued("yunzhou", "one", due_at=LONG_AGO + timedelta(days=30))
    seen: list[str] = []

    looking(seen).work(most=2)

    assert sorted(seen) == ["binjiang", "yunzhou"]


def test_a_government_s_slow_jobs_take_one_worker_and_no_more(as_platform: None) -> None:
    queued("binjiang", "1", "2")
    queued("yunzhou", "3")
    begun, finish = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow() -> None:
        begun.set()
        finish.wait(60)

    def first() -> None:
        with platform_scope():
            Worker({"look": slow}, governing)._one_of("binjiang")
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait(60)
    looking(seen).work(most=10)
    finish.set()
    thread.join()

    assert seen == ["yunzhou"]
    assert list(Job.objects.values_list("government", flat=True)) == ["binjiang"]


def test_what_fails_only_at_commit_is_an_attempt_of_that_job(as_platform: None) -> None:
    queued("binjiang", "1")
    queued("yunzhou", "2")
    with owner_connection():
        rows("CREATE TABLE public.late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        rows("INSERT INTO public.late VALUES (1)")
        rows("GRANT USAGE ON SCHEMA public TO lianban_government")
        rows("GRANT ALL ON public.late TO lianban_government")

    def insert() -> None:
        number = 1 if rows("SELECT current_schema()") == [("binjiang",)] else 2
        rows("INSERT INTO public.late VALUES (%s)", number)

    try:
        Worker({"look": insert}, governing).work(most=10)
        kept = rows("SELECT government, attempts FROM public.supervision_job")
    finally:
        with owner_connection():
            rows("DROP TABLE public.late")

    assert kept == [("binjiang", 1)]


def test_clocks_of_one_government_that_cannot_be_read_keep_no_other_from_ringing(
    lasting_world: World, as_platform: None
) -> None:
    with governing("yunzhou"), noon(DISPATCHED):
        a_dispatched_case(lasting_world, due_on=DUE, co_due_on=DUE)
        relayed()
    with governing("binjiang"):
        Clock.objects.create(
            case_id=1, assignment_id=1, unit_id=1, kind="LEAD", due_on=DUE, rings=[], rungs=[], next_on=DUE
        )
        rows("UPDATE public.supervision_clock SET rings = ARRAY[NULL]::date[]")

    queued_jobs = scan(DUE + timedelta(days=1))

    assert queued_jobs == 4
    assert LastScan.objects.get().day == DUE + timedelta(days=1)


def test_a_clock_that_was_ahead_and_came_back_stops_no_work(lasting_world: World, as_platform: None) -> None:
    with governing("yunzhou"), noon(DISPATCHED):
        a_dispatched_case(lasting_world, due_on=DUE, co_due_on=DUE)
        relayed()
    with noon(date(2027, 6, 1)):
        scan()
    rows("DELETE FROM public.supervision_job")
    queued("yunzhou", "chained", due_at=datetime(2027, 6, 1, tzinfo=UTC))
    Job.objects.create(
        government="yunzhou", task="go_over", key="of its day", due_at=datetime(2027, 6, 1, tzinfo=UTC)
    )

    with noon(DISPATCHED):
        back = [set_back(("go_over",)), set_back(("go_over",))]
        due = Job.objects.filter(due_at__lte=datetime.now(UTC)).values_list("key", flat=True)
        chained = list(due)
    Job.objects.all().delete()

    assert (back, chained) == ([True, False], ["chained"])
    assert rung(DUE + timedelta(days=1)) == 4


def test_replanning_all_leaves_out_a_locked_government_and_names_it(as_platform: None) -> None:
    with locked("binjiang.cases_assignment"):
        told = CliRunner().invoke(replan)

    assert told.exit_code == 1
    assert "yunzhou：" in told.output
    assert "binjiang" in str(told.exception) or "binjiang" in told.output


def test_a_migration_that_fails_in_one_government_stops_no_other(
    as_platform: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Government.objects.update(schema_version="old")

    def broken(row: Government, *_: object) -> None:
        if row.code == "binjiang":
            raise ValueError("a row that the migration did not expect")

    monkeypatch.setattr("governments.migration.fleet._migrate", broken)

    voyage = migrate_fleet()

    assert sorted(voyage.migrated) == ["heshan", "yunzhou"]
    assert list(voyage.failed) == ["binjiang"]
