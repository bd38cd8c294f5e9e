"""With REDIS_URL the broker is a real Redis: killed in the middle and started again it costs time, never work."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from cases.models import FeedbackRound
from cases.states import FeedbackState
from governments.models import Government
from kernel.clock import today
from lianban.celery import HEADER, app
from supervision.public.models import Job
from support.build import a_delivered_case
from support.governments import CITY, DISTRICT
from support.redis import RedisServer, redis_server
from support.world import World, a_world

THERE = {"Host": f"{CITY}.localhost"}

# The worker's own command, with a task that writes where it runs; ``hold`` is in the middle of its work until released.
WORKER = """
import sys
import django
django.setup()
from celery import shared_task
from lianban.cli.processes import worker
from support.session import identity

@shared_task(name="tests.tell")
def tell(word):
    print(word, *identity()[:1], flush=True)

@shared_task(name="tests.hold")
def hold(word):
    print(word, "begins", flush=True)
    sys.stdin.readline()
    print(word, *identity()[:1], flush=True)

worker.main(["--concurrency", "1"])
"""


@pytest.fixture
def broker() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def world(committed: Government) -> World:
    return a_world()


def queue(broker: RedisServer, task: str, *arguments: str, government: str = "") -> None:
    """Hand a task to the broker as the product does."""
    with app.connection_for_write(broker.url) as connection:
        app.send_task(task, arguments, headers={HEADER: government}, connection=connection)


def a_due_feedback(world: World) -> FeedbackRound:
    """A feedback round whose day was yesterday."""
    asked_for = FeedbackRound.objects.get(case=a_delivered_case(world))
    FeedbackRound.objects.filter(pk=asked_for.pk).update(due_on=today() - timedelta(days=1))
    return asked_for


class Worker:
    """``lianban worker`` in a process of its own, which says what it does."""

    def __init__(self, broker: RedisServer) -> None:
        self.broker = broker
        surroundings = os.environ | {"REDIS_URL": broker.url, "PYTHONPATH": "tests"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            env=surroundings | {"DJANGO_SETTINGS_MODULE": "lianban.settings_dev"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def queue(self, task: str, *arguments: str, government: str = "") -> None:
        """Hand it a task through the broker."""
        queue(self.broker, task, *arguments, government=government)

    def says(self) -> str:
        """Its next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def says_until(self, last: str) -> list[str]:
        """Its lines before ``last``. A task whose receipt was lost with the broker comes again, and is let through."""
        said: list[str] = []
        while (line := self.says()) != last:
            assert line, f"the worker ended after {said}"
            said.append(line)
            if line.endswith(" begins"):
                self.goes_on()
        return said

    def goes_on(self) -> None:
        """Let the task that holds come to its end."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """Stop it, at once."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def worker(committed: Government, broker: RedisServer) -> Iterator[Worker]:
    started = Worker(broker)
    yield started
    started.end()


@pytest.fixture
def web(committed: Government, broker: RedisServer) -> Iterator[str]:
    """A web process; its address. It inherits a listening socket, so that nobody has to wait for it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-m", "uvicorn", "lianban.asgi:application", "--lifespan", "off"]
        process = subprocess.Popen(
            [*command, "--fd", str(listening.fileno()), "--log-level", "critical"],
            env=os.environ | {"REDIS_URL": broker.url},
            pass_fds=[listening.fileno()],
        )
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        process.terminate()
        process.wait()


def asked(address: str, path: str, **more: Any) -> httpx.Response:
    """An answer of 云州市's host."""
    return httpx.request("POST" if more else "GET", address + path, headers=THERE, timeout=30, **more)


def told(web: str, *, redis: bool) -> dict[str, Any]:
    """What health says once it finds Redis so (an answer serves for a second); meanwhile the web serves."""
    for _ in range(1000):
        served = asked(web, "/graphql", json={"query": "{ government { name } }"})
        ready = asked(web, "/health/ready")
        assert (ready.status_code, served.json()) == (200, {"data": {"government": {"name": "云州市"}}})
        if ready.json()["dependencies"]["redis"]["ok"] == redis:
            break
    report: dict[str, Any] = ready.json()
    return report


def test_a_task_works_in_its_government(worker: Worker) -> None:
    worker.queue("tests.tell", "one", government=CITY)
    worker.queue("tests.tell", "two", government=DISTRICT)
    worker.queue("tests.tell", "three")

    assert [worker.says() for _ in range(3)] == [
        f"one gov_{CITY}",
        f"two gov_{DISTRICT}",
        "three lianban_platform",
    ]


def test_killed_in_the_middle_of_a_task_it_loses_neither_that_one_nor_the_next(worker: Worker) -> None:
    worker.queue("tests.hold", "one", government=CITY)
    worker.queue("tests.tell", "two", government=DISTRICT)
    begun = worker.says()

    worker.broker.kill()
    worker.goes_on()
    ended = worker.says()
    worker.broker.start()
    afterwards = worker.says_until(f"two gov_{DISTRICT}")

    assert (begun, ended) == ("one begins", f"one gov_{CITY}")
    assert afterwards in ([], ["one begins", f"one gov_{CITY}"])


def test_what_is_queued_before_there_is_a_worker_survives_a_kill(
    committed: Government, broker: RedisServer
) -> None:
    queue(broker, "tests.tell", "one", government=CITY)
    broker.kill()
    broker.start()

    worker = Worker(broker)

    assert worker.says() == f"one gov_{CITY}"
    worker.end()


def test_without_it_health_names_it_and_the_web_goes_on(web: str, broker: RedisServer) -> None:
    well = told(web, redis=True)
    broker.kill()
    ill = told(web, redis=False)
    broker.start()
    again = told(web, redis=True)

    assert [one["status"] for one in (well, ill, again)] == ["degraded"] * 3  # no worker runs here
    assert [one["dependencies"]["broker"]["ok"] for one in (well, ill, again)] == [True, False, True]


def test_what_a_redis_loses_for_good_is_found_again_in_postgresql(world: World) -> None:
    due = a_due_feedback(world)
    with redis_server(durable=False) as broker:
        Job.objects.create(task="expire_feedback", key="expire_feedback:today")
        queue(broker, "lianban.tasks.keep_time")
        broker.kill()
        broker.start()
        worker = Worker(broker)
        worker.queue("tests.tell", "nothing")
        first = worker.says()
        before = FeedbackRound.objects.get(pk=due.pk).state

        worker.queue("lianban.tasks.keep_time")  # as the scheduler does the next time
        worker.queue("tests.tell", "queued")
        worker.says()
        worker.queue("tests.tell", "done")  # behind what was queued
        worker.says()
        worker.end()

    assert first.startswith("nothing")
    assert before == FeedbackState.SENT
    assert FeedbackRound.objects.get(pk=due.pk).state == FeedbackState.OVERDUE
