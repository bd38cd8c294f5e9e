"""Due jobs: each done once under its government's role, by however many schedulers and workers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from governments.daily import queue_daily
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from kernel.workdays import ONE_DAY
from people.models import Unit
from supervision.models import Reminder
from supervision.public.models import Clock, Job
from supervision.public.scan import scan
from supervision.public.work import Worker
from support.build import a_dispatched_case
from support.clocks import a_worker, noon, relayed
from support.session import identity, rows
from support.world import World

DISPATCHED, DUE = date(2026, 3, 2), date(2026, 6, 2)
LATE = DUE + ONE_DAY


@pytest.fixture
def overdue(lasting_world: World) -> World:
    """Two units whose answers, co-opinions and signatures are all overdue on LATE; committed."""
    with noon(DISPATCHED):
        a_dispatched_case(lasting_world, due_on=DUE, co_due_on=DUE)
        relayed()
    return lasting_world


def together(count: int, act: Callable[[], object]) -> None:
    """Let several threads, each with its own session in the platform's scope, begin at one moment."""
    ready = threading.Barrier(count, timeout=60)

    def run(_: int) -> None:
        with platform_scope(), noon(LATE):
            connection.ensure_connection()
            ready.wait()
            act()
        connection.close()

    with ThreadPoolExecutor(count) as threads:
        list(threads.map(run, range(count)))


def reminded() -> list[tuple[str, str]]:
    """What has rung."""
    return sorted(Reminder.objects.values_list("kind", "rung"))


ALL = [("CO", "T0"), ("LEAD", "T0"), ("SIGN", "T0"), ("SIGN", "T0")]


def test_schedulers_and_workers_at_once_ring_each_rung_once(overdue: World) -> None:
    together(4, scan)
    with platform_scope():
        queued = Job.objects.count()
    together(4, lambda: a_worker().work(most=100))

    assert queued == 4
    assert reminded() == ALL
    with platform_scope():
        assert Job.objects.count() == 0


def test_a_scan_passes_by_what_another_scheduler_has_just_taken(overdue: World) -> None:
    taken, finish, found = threading.Event(), threading.Event(), []

    def slow() -> None:
        with platform_scope(), transaction.atomic():
            found.append(scan(LATE))
            taken.set()
            finish.wait(60)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    taken.wait(60)
    with platform_scope():
        found.append(scan(LATE))
    finish.set()
    thread.join()

    assert found == [4, 0]


def test_a_worker_that_dies_leaves_the_job_and_no_trace(overdue: World) -> None:
    with platform_scope(), noon(LATE):
        scan()

        def die(**payload: object) -> None:
            a_worker().tasks["remind"](**payload)
            raise OperationalError("killed")

        with pytest.raises(OperationalError):
            Worker({"remind": die}, governing).one()
        after = Job.objects.filter(attempts=0).count()
        a_worker().work(most=100)

    assert after == 4
    assert reminded() == ALL


def test_a_job_runs_under_its_government_s_role(committed: Government, district: Government) -> None:
    seen: list[tuple[str, str]] = []
    with governing(district):
        Job.objects.create(task="look", key="look:1")

    with platform_scope():
        Worker({"look": lambda: seen.append(identity())}, governing).work(most=5)

    assert seen == [("gov_binjiang", "binjiang")]


def test_a_failing_job_waits_leaves_no_effect_and_lets_others_pass(committed: Government) -> None:
    Job.objects.create(task="fail", key="one", due_at=datetime(2026, 1, 1, tzinfo=UTC))
    Job.objects.create(task="pass", key="two")
    seen: list[str] = []

    def fail() -> None:
        Unit.objects.create(code="x", name="x", short_name="x")
        raise ValueError("not today")

    with platform_scope():
        Worker({"fail": fail, "pass": lambda: seen.append("passed")}, governing).work(most=5)
        left = Job.objects.get()

    assert seen == ["passed"]
    assert (left.key, left.attempts, left.last_error, left.dead_at) == (
        "one",
        1,
        "ValueError: not today",
        None,
    )
    assert left.due_at > datetime.now(UTC)
    assert not Unit.objects.exists()


def test_a_job_that_keeps_failing_is_given_up_and_stays_visible(
    committed: Government, caplog: pytest.LogCaptureFixture
) -> None:
    Job.objects.create(task="fail", key="one")

    with platform_scope():
        worker = Worker({}, governing, max_attempts=2)
        worker.one()
        Job.objects.update(due_at=datetime.now(UTC) - timedelta(seconds=1))
        worker.one()
        again = worker.one()
        left = Job.objects.get()

    assert (again, left.attempts) == (False, 2)
    assert left.dead_at is not None
    assert "KeyError" in left.last_error
    assert "job given up" in caplog.text


def test_jobs_of_a_suspended_government_wait_without_blame(overdue: World) -> None:
    with platform_scope(), noon(LATE):
        scan()
        Government.objects.filter(code="yunzhou").update(state=State.SUSPENDED)
        clear()
        a_worker().work(most=100)
        waiting = Job.objects.filter(attempts=0, dead_at=None, due_at__gt=datetime.now(UTC)).count()
        Government.objects.filter(code="yunzhou").update(state=State.ACTIVE)
        clear()

    assert (waiting, reminded()) == (4, [])


def test_daily_work_is_queued_once_for_each_government_in_service(committed: Government) -> None:
    with platform_scope():
        Government.objects.filter(code="heshan").update(state=State.SUSPENDED)
        times = {"expire_feedback": time(6, 10), "clear_sessions": time(23, 0)}
        morning = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # eight o'clock in the time zone of the business

        counts = [queue_daily(times, morning), queue_daily(times, morning)]
        early = queue_daily(times, morning - timedelta(hours=3))
        Job.objects.all().delete()
        counts.append(queue_daily(times, morning + timedelta(hours=1)))
        counts.append(queue_daily(times, morning + timedelta(days=1)))

        assert (counts, early) == ([2, 0, 0, 2], 0)
        assert sorted(Job.objects.values_list("government", "task")) == [
            ("binjiang", "expire_feedback"),
            ("yunzhou", "expire_feedback"),
        ]


def test_two_schedulers_at_once_queue_daily_work_once(committed: Government) -> None:
    together(4, lambda: queue_daily({"replan": time(0, 0)}))

    with platform_scope():
        assert Job.objects.count() == 3


def test_a_government_meets_only_its_own_clocks_and_jobs(overdue: World) -> None:
    with platform_scope():
        scan(LATE)
    own = Clock.objects.count(), Job.objects.count()

    with governing("binjiang"):
        foreign = Clock.objects.count(), Job.objects.count()
        touched = rows(
            "WITH gone AS (DELETE FROM public.supervision_clock RETURNING 1) SELECT count(*) FROM gone"
        )
        moved = rows(
            "WITH set AS (UPDATE public.supervision_clock SET due_on = '2030-01-01' RETURNING 1) TABLE set"
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            rows(
                "INSERT INTO public.supervision_job (government, task, key) VALUES ('yunzhou', 'remind', 'x')"
            )
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows("DELETE FROM public.supervision_job")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows("SELECT * FROM public.supervision_dailyround")

    assert (own, foreign, touched, moved) == ((4, 4), (0, 0), [(0,)], [])
    assert (Clock.objects.count(), Job.objects.count()) == own
