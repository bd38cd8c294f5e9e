"""Schedulers and workers as real processes: raced, killed in the middle, with a real Redis that is killed too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from django.db import connection, transaction

from governments.entering.scope import platform_scope
from kernel.workdays import ONE_DAY
from lianban.celery import HEADER, app
from supervision.models import Reminder
from supervision.public.models import Job
from supervision.public.scan import scan
from support.build import a_dispatched_case
from support.clocks import noon, relayed
from support.governments import CITY
from support.redis import RedisServer, redis_server
from support.world import World

DUE = date(2026, 6, 2)
CASES = 5
EXPECTED = sorted([("CO", "T0"), ("LEAD", "T0"), ("SIGN", "T0"), ("SIGN", "T0")] * CASES)

BEGIN = """
import sys
import django
django.setup()
from governments.entering.scope import governing, platform_scope
from lianban.wiring import JOBS
from support.clocks import a_worker

def tell(word):
    print(word, flush=True)
    sys.stdin.readline()
"""
SCHEDULER = (
    BEGIN
    + """
from supervision.public.scan import scan
with platform_scope():
    tell("ready")
    print(scan(), flush=True)
"""
)
WORKER = (
    BEGIN
    + """
with platform_scope():
    tell("ready")
    a_worker().work(most=1000)
"""
)
# Stops in the middle of its first job: the reminder is written, the transaction is open.
HALF = (
    BEGIN
    + """
ring = JOBS["remind"]
def remind(**payload):
    ring(**payload)
    tell("half")
JOBS["remind"] = remind
with platform_scope():
    a_worker().work(most=1000)
"""
)
CELERY = """
import sys
import django
django.setup()
from celery import shared_task
from lianban.cli.processes import worker
from lianban.wiring import JOBS

ring = JOBS["remind"]
def remind(**payload):
    ring(**payload)
    print("half", flush=True)
    sys.stdin.readline()
JOBS["remind"] = remind

@shared_task(name="tests.tell")
def tell(word):
    print(word, flush=True)

worker.main(["--concurrency", "1"])
"""


class Child:
    """A process of the product that says where it is, and goes on when asked."""

    def __init__(self, program: str, **surroundings: str) -> None:
        path = {"PYTHONPATH": "tests", "DJANGO_SETTINGS_MODULE": "lianban.settings_dev"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            env=os.environ | path | surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def says(self) -> str:
        """Its next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def goes_on(self) -> None:
        """Let it go on."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """End it at once, in whatever it does."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def children() -> Iterator[ExitStack]:
    """Processes are gone after the test."""
    with ExitStack() as started:
        yield started


@pytest.fixture
def overdue(lasting_world: World) -> World:
    """Cases of two units each whose clocks have all run out, committed."""
    with noon(date(2026, 3, 2)):
        for _ in range(CASES):
            a_dispatched_case(lasting_world, due_on=DUE, co_due_on=DUE)
        relayed()
    return lasting_world


def child(children: ExitStack, program: str, **surroundings: str) -> Child:
    started = Child(program, **surroundings)
    children.callback(started.kill)
    return started


def reminded() -> list[tuple[str, str]]:
    return sorted(Reminder.objects.values_list("kind", "rung"))


def left() -> int:
    """Reminders that still wait for a worker; daily work is not counted."""
    with platform_scope():
        return Job.objects.filter(task="remind").count()


def killed(one: Child) -> None:
    """Kill it, and wait until the server has noticed: a worker passes over what a dead one still locks."""
    one.kill()
    with platform_scope(), transaction.atomic(), connection.cursor() as cursor:
        list(Job.objects.select_for_update().values_list("pk"))
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('jobs:' || %s, 0))", [CITY])


def together(children: ExitStack, program: str) -> list[Child]:
    """Two processes that begin at one moment, at their end."""
    both = [child(children, program) for _ in range(2)]
    assert [one.says() for one in both] == ["ready", "ready"]
    for one in both:
        one.goes_on()
    return both


def test_two_schedulers_and_two_workers_ring_each_rung_once(overdue: World, children: ExitStack) -> None:
    queued = [int(one.says()) for one in together(children, SCHEDULER)]
    for one in together(children, WORKER):
        one.process.wait()

    assert sum(queued) == len(EXPECTED)
    assert (reminded(), left()) == (EXPECTED, 0)


def test_a_worker_killed_in_the_middle_has_rung_nothing_and_another_rings_once(
    overdue: World, children: ExitStack
) -> None:
    with platform_scope():
        scan(DUE + ONE_DAY)
    first = child(children, HALF)
    half = first.says()

    killed(first)
    after = reminded(), left()
    for one in together(children, WORKER):
        one.process.wait()

    assert half == "half"
    assert after == ([], len(EXPECTED))
    assert (reminded(), left()) == (EXPECTED, 0)


def wake(broker: RedisServer, task: str, *arguments: str) -> None:
    """Hand a task to the broker, as the scheduler does."""
    with app.connection_for_write(broker.url) as connection:
        app.send_task(task, arguments, headers={HEADER: ""}, connection=connection)


def test_a_redis_killed_in_the_middle_costs_no_reminder_and_doubles_none(
    overdue: World, children: ExitStack
) -> None:
    with redis_server(durable=False) as broker:
        worker = child(children, CELERY, REDIS_URL=broker.url)
        wake(broker, "lianban.tasks.keep_time")
        in_the_middle = worker.says()

        broker.kill()  # and with it every wake-up it held
        for _ in EXPECTED[1:]:
            worker.goes_on()
            worker.says()
        killed(worker)  # in the middle of its last job
        rung, waiting = len(reminded()), left()
        broker.start()
        again = child(children, CELERY, REDIS_URL=broker.url)
        wake(broker, "lianban.tasks.keep_time")
        wake(broker, "lianban.tasks.keep_time")
        last = again.says()
        again.goes_on()
        wake(broker, "tests.tell", "done")
        done = again.says()

    assert (in_the_middle, last, done) == ("half", "half", "done")
    assert (rung, waiting) == (len(EXPECTED) - 1, 1)
    assert (reminded(), left()) == (EXPECTED, 0)
