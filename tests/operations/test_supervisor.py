"""One process tree: crashes are answered with back-off, and nothing outlives its parent."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lianban.cli.trouble import Trouble
from lianban.processes.child import MAX_CRASHES, STABLE, Child, Program
from lianban.processes.installation import Installation, check_port
from lianban.processes.supervisor import Supervisor

CRASHES = (sys.executable, "-c", "raise SystemExit(3)")
STAYS = (sys.executable, "-c", "import signal; print('here', flush=True); signal.pause()")
IGNORES = (
    sys.executable,
    "-c",
    "import signal; signal.signal(15, signal.SIG_IGN); print('here', flush=True); signal.pause()",
)

# A parent that starts a child the way the supervisor does, says both process ids, and waits to be killed.
PARENT = """
import signal, sys
from lianban.processes.child import Child, Program
child = Child(Program("child", (sys.executable, "-c", "import signal; signal.pause()")), print)
child.start()
print(child.process.pid, flush=True)
signal.pause()
"""

# The same with a process that ties itself to whoever started it, as those that fill the demo city do.
FILLING = """
import os, signal, subprocess, sys
code = "import signal; from lianban.processes.parent_death import tie; tie(%d, 9); print(flush=True); signal.pause()"
child = subprocess.Popen([sys.executable, "-c", code % os.getpid()], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
signal.pause()
"""


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def told() -> list[str]:
    """What the person at the terminal reads."""
    return []


@pytest.fixture
def world(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "home")


@pytest.fixture
def free_port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield int(probe.getsockname()[1])


def _crash(child: Child) -> None:
    child.supervise()
    child.finish()


def test_a_crashed_process_is_started_again_at_once(told: list[str]) -> None:
    child = Child(Program("web", CRASHES), told.append, clock=Clock())
    _crash(child)

    child.supervise()

    assert child.process is not None
    assert child.crashes == 1
    child.finish()


def test_the_pauses_between_crashes_grow(told: list[str]) -> None:
    clock = Clock()
    child = Child(Program("web", CRASHES), told.append, clock=clock)
    _crash(child)
    _crash(child)

    child.supervise()
    waits = child.process is None
    clock.now += 1.0
    child.supervise()

    assert waits
    assert child.process is not None
    child.finish()


def test_it_gives_up_and_says_so(told: list[str]) -> None:
    clock = Clock()
    child = Child(Program("worker", CRASHES), told.append, clock=clock)

    for _ in range(2 * MAX_CRASHES):  # a turn that falls into a pause starts nothing
        clock.now += STABLE - 1
        _crash(child)

    assert child.given_up
    assert "worker" in told[-1]
    assert "停止重试" in told[-1]


def test_crashes_of_long_ago_are_forgotten(told: list[str]) -> None:
    clock = Clock()
    child = Child(Program("web", CRASHES), told.append, clock=clock)

    for _ in range(MAX_CRASHES * 2):
        _crash(child)
        clock.now += STABLE

    assert not child.given_up


def test_a_process_that_ignores_the_request_is_killed(
    told: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    child = Child(Program("web", IGNORES), told.append)
    child.start()

    child.send(signal.SIGTERM)
    child.stop(grace=0.0)

    assert not child.alive


@pytest.mark.parametrize("code", [PARENT, FILLING], ids=["a-program", "a-filling"])
def test_children_die_with_a_killed_parent(code: str) -> None:
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))

    parent.kill()
    parent.wait()

    gone, _ = psutil.wait_procs([child], timeout=60)
    assert gone == [child]


def test_a_stop_ends_every_process(world: Installation, told: list[str]) -> None:
    before = set(psutil.Process().children())

    code = Supervisor(world, None, told.append).run(
        [], [Program("web", STAYS), Program("relay", STAYS)], _interrupt
    )

    assert code == 0
    assert set(psutil.Process().children()) <= before


def test_it_ends_when_an_essential_process_gives_up(
    world: Installation, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianban.processes.child.MAX_CRASHES", 1)

    assert (
        Supervisor(world, None, told.append).run([], [Program("web", CRASHES, essential=True)], _nothing) == 1
    )


def test_a_failed_step_starts_nothing(world: Installation, told: list[str], tmp_path: Path) -> None:
    mark = tmp_path / "started"
    starts = (sys.executable, "-c", f"open({str(mark)!r}, 'w')")

    code = Supervisor(world, None, told.append).run(
        [Program("setup", CRASHES)], [Program("web", starts)], _nothing
    )

    assert code == 1
    assert not mark.exists()
    assert any("setup" in line for line in told)


def test_a_step_that_was_done_once_is_not_done_again(
    world: Installation, told: list[str], tmp_path: Path
) -> None:
    mark = tmp_path / "done"
    step = Program("demo", (sys.executable, "-c", "pass"), once=mark)
    again = Program("demo", CRASHES, once=mark)

    codes = [
        Supervisor(world, None, told.append).run([one], [Program("web", STAYS)], _interrupt)
        for one in (step, again)
    ]

    assert codes == [0, 0]


def test_a_second_installation_on_the_same_folder_is_refused(world: Installation) -> None:
    with (
        world.claimed("http://localhost:8000"),
        pytest.raises(Trouble) as told,
        world.claimed("http://localhost:9"),
    ):
        pass

    assert told.value.code == "already_running"
    assert "http://localhost:8000" in told.value.message


def test_what_a_killed_supervisor_left_is_ended_at_the_next_start(world: Installation) -> None:
    with world.claimed("x"):
        left = subprocess.Popen(STAYS, stdout=subprocess.PIPE)
        world.note([left.pid])
        note = world._note.read_text()
    world._note.write_text(note)

    with world.claimed("x"):
        assert left.poll() is not None


def test_a_stranger_with_a_reused_number_is_left_alone(world: Installation) -> None:
    with world.claimed("x"):
        stranger = subprocess.Popen(STAYS, stdout=subprocess.PIPE)
        world._note.write_text(f'[{{"pid": {stranger.pid}, "born": 1.0}}]')
        world.end_leftovers()

        assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_port_in_use_is_told_with_the_way_out(free_port: int) -> None:
    with pytest.raises(Trouble) as told:
        check_port(("127.0.0.1",), free_port)

    assert told.value.code == "port_in_use"
    assert f"LIANBAN_PORT={free_port + 1}" in told.value.message


def _interrupt() -> None:
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def _nothing() -> None:
    return None
