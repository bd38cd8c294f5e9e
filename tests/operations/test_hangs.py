"""Processes that hang: noticed by the age of their own work, ended and started anew, and nothing is lost."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.db import transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from lianban.processes.child import BEGINNING, MAX_CRASHES, Child, Program, lianban
from lianban.processes.heartbeat import Heartbeat, silence
from outbox.models import Message
from outbox.post import post
from supervision.public.models import LastScan

HUNG = 6.0  # seconds without a beat
KINDS = ("web", "relay", "worker", "scheduler")


class World:
    """The long-running processes of an installation, each tended as the supervisor does."""

    def __init__(self, home: Path) -> None:
        self.told: list[str] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        words = {
            kind: (kind, "--host", "127.0.0.1", "--port", port) if kind == "web" else (kind,)
            for kind in KINDS
        }
        surroundings = {"LIANBAN_HOME": str(home), "LIANBAN_DEV": "1"}
        self.heartbeats = {kind: home / kind for kind in KINDS}
        self.children = {
            kind: Child(
                Program(kind, lianban(*words[kind]), silent=HUNG),
                self.told.append,
                surroundings,
                heartbeat=self.heartbeats[kind],
            )
            for kind in KINDS
        }

    def until(self, condition: Callable[[], bool]) -> None:
        """Tend all of them until something is so."""
        end = time.monotonic() + 180
        while not condition():
            assert time.monotonic() < end, self.told
            for child in self.children.values():
                child.supervise()
            time.sleep(0.05)

    def pids(self) -> list[int]:
        return [child.process.pid for child in self.children.values() if child.process is not None]

    def beating(self) -> bool:
        """Whether each has begun its work."""
        return all(
            silence(heartbeat) is not None and self.children[kind].alive
            for kind, heartbeat in self.heartbeats.items()
        )

    def end(self) -> None:
        for child in self.children.values():
            child.send(signal.SIGKILL)
            child.stop(0.0)


@pytest.fixture
def world(committed: Government, tmp_path: Path) -> Iterator[World]:
    running = World(tmp_path)
    yield running
    running.end()


def test_stopped_processes_are_started_anew_and_their_work_goes_on(world: World) -> None:
    world.until(world.beating)
    before = world.pids()
    for pid in before:
        os.kill(pid, signal.SIGSTOP)
    with governing("yunzhou"), transaction.atomic():
        post("case.register", {"case": 1, "version": 1, "step": "register"})
    with platform_scope():
        LastScan.objects.all().delete()

    world.until(lambda: not set(before) & set(world.pids()) and len(world.pids()) == len(KINDS))
    with platform_scope():
        world.until(lambda: not Message.objects.exists() and LastScan.objects.exists())

    assert len([line for line in world.told if "没有进展" in line]) == len(KINDS)
    assert len([line for line in world.told if "没有回应，已由监督进程结束" in line]) == len(KINDS)
    assert not [line for line in world.told if "意外退出" in line]
    assert not any(psutil.pid_exists(pid) for pid in before)


def test_a_heartbeat_is_marked_in_its_place_and_read_by_the_same_clock(tmp_path: Path) -> None:
    now = [100.0]
    file = tmp_path / "heartbeat"
    os.environ["LIANBAN_HEARTBEAT"] = str(file)
    try:
        heartbeat = Heartbeat(lambda: now[0])
        unheard = silence(file, lambda: now[0])
        heartbeat.beat()
        size = file.stat().st_size
        now[0] += 7
        later = silence(file, lambda: now[0])
        heartbeat.beat()
    finally:
        del os.environ["LIANBAN_HEARTBEAT"]

    assert (unheard, later, silence(file, lambda: now[0])) == (None, 7.0, 0.0)
    assert file.stat().st_size == size
    assert heartbeat.beats()
    now[0] += 60
    assert not heartbeat.beats()


def test_one_that_never_begins_its_work_is_started_anew_too(tmp_path: Path) -> None:
    now = [0.0]
    told: list[str] = []
    stays = Program("relay", lianban("--help"), silent=HUNG)
    child = Child(stays, told.append, clock=lambda: now[0], heartbeat=tmp_path / "heartbeat")
    child.start()
    process = child.process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)

    now[0] += BEGINNING - 1
    child.supervise()
    patient = child.process is process
    now[0] += 2
    child.supervise()
    child.send(signal.SIGKILL)
    child.stop(0.0)

    assert patient
    assert process.returncode == -signal.SIGKILL


def test_one_that_hangs_each_time_is_given_up_as_such_and_a_crash_is_told_as_a_crash(tmp_path: Path) -> None:
    now = [0.0]
    told: list[str] = []
    stays = Program("relay", (sys.executable, "-c", "import signal; signal.pause()"), silent=HUNG)
    child = Child(stays, told.append, clock=lambda: now[0], heartbeat=tmp_path / "heartbeat")
    child.start()
    child.send(signal.SIGKILL)
    child.finish()

    child.supervise()
    crashed = list(told)
    for _ in range(MAX_CRASHES):
        while not child.alive and not child.given_up:
            now[0] += 1.0
            child.supervise()
        (tmp_path / "heartbeat").write_text(str(now[0]))  # its work has turned once
        now[0] += HUNG + 1
        child.supervise()

    assert ["意外退出（代码 -9）" in line for line in crashed] == [True]
    assert child.given_up
    assert "没有回应，已由监督进程结束" in told[-1]
    assert not [line for line in told[1:] if "意外退出" in line]
