"""A database whose postmaster alone was killed: its children are waited for, and it is started again, whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import psutil
import psycopg
import pytest

from lianban.cli.trouble import Trouble
from lianban.embedded.server import Server
from lianban.processes.database import HANGS, STABLE, DatabaseProcess
from lianban.processes.database import MAX_CRASHES as DATABASE_PATIENCE

BUSY = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$"  # a statement that does not notice that its postmaster is gone


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server with a row in it; stopped afterwards."""
    running = Server(tmp_path_factory.mktemp("installation") / "postgres")
    running.start(report=lambda _text: None)
    with psycopg.connect(running.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '督办' AS text")
    yield running
    running.stop()


def _read(server: Server) -> list[str]:
    with psycopg.connect(server.url()) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM kept").fetchall()]


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def _cut_off(busy: psycopg.Connection) -> None:
    """A statement that ends with its server."""
    with pytest.raises(psycopg.OperationalError):
        busy.execute(BUSY)


@pytest.mark.parametrize("stopped", [False, True], ids=["busy", "stopped"])
def test_a_postmaster_killed_alone_is_started_again_once_its_children_are_gone(
    server: Server, stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianban.embedded.orphans.ASK_AFTER", 2.0)
    monkeypatch.setattr("lianban.embedded.orphans.KILL_AFTER", 4.0 if stopped else 60.0)
    told: list[str] = []
    busy = psycopg.connect(server.url(), autocommit=True)
    backend = psutil.Process(busy.info.backend_pid)
    thread = threading.Thread(target=_cut_off, args=[busy])
    thread.start()
    _until(lambda: backend.cpu_times().user > 0.2)
    if stopped:
        backend.suspend()
    psutil.Process(server.pid()).kill()
    _until(lambda: server.pid() is None)

    DatabaseProcess(server, told.append).supervise()
    thread.join()

    assert server.pid() is not None, "\n".join(told)
    assert _read(server) == ["督办"]
    assert [line for line in told if "第 1 次重新启动" in line]
    assert [line for line in told if "没有退出" in line]
    assert not backend.is_running() or backend.status() == psutil.STATUS_ZOMBIE


def test_children_that_cannot_be_ended_are_named_and_nothing_is_called_damaged(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianban.embedded.orphans.GIVE_UP_AFTER", -1.0)
    monkeypatch.setattr(Server, "pid", lambda _self: None)

    with pytest.raises(Trouble) as told:
        server.start(report=lambda _text: None)
    monkeypatch.undo()

    assert told.value.code == "pg_orphans"
    assert "没有损坏" in told.value.message


class Brittle:
    """A server that runs until the test lets it crash, and may refuse to start."""

    def __init__(self) -> None:
        self.runs, self.refuses, self.starts = True, False, 0

    def pid(self) -> int | None:
        return 1 if self.runs else None

    def start(self, *, tied: bool, report: Callable[[str], None]) -> None:
        self.starts += 1
        if self.refuses:
            raise Trouble("pg_memory")
        self.runs = True


def test_crashes_of_the_database_are_forgotten_after_a_healthy_while() -> None:
    now, told, server = [0.0], list[str](), Brittle()
    kept = DatabaseProcess(server, told.append, lambda: now[0])

    for _ in range(3 * DATABASE_PATIENCE):
        server.runs = False
        kept.supervise()
        now[0] += STABLE
        kept.supervise()

    assert (server.starts, kept.given_up) == (3 * DATABASE_PATIENCE, False)


def test_a_database_that_does_not_start_is_tried_again_and_then_it_is_said_how_to_go_on() -> None:
    now, told, server = [0.0], list[str](), Brittle()
    kept = DatabaseProcess(server, told.append, lambda: now[0])
    server.runs, server.refuses = False, True

    starts = []
    while not kept.given_up:
        kept.supervise()
        starts.append(server.starts)
        now[0] += 1.0

    assert server.starts == DATABASE_PATIENCE
    assert starts.count(3) > starts.count(2) > starts.count(1)  # the pauses grow
    assert "请勿删除" in told[-1]
    assert "重新启动" in told[-1]


def test_a_postmaster_that_was_stopped_is_let_go_on_and_serves_again(server: Server) -> None:
    now, told, pid = [0.0], list[str](), server.pid()
    kept = DatabaseProcess(server, told.append, lambda: now[0])
    assert pid is not None
    psutil.Process(pid).suspend()
    _until(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED)

    kept.supervise()
    patient = list(told)
    now[0] = HANGS
    kept.supervise()

    assert patient == []
    assert [line for line in told if "已被暂停 45 秒" in line]
    assert _read(server) == ["督办"]
    assert server.pid() == pid
