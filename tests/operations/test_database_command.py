"""``lianban database run``: the embedded server alone, in an empty folder too; a dump goes in and comes out of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from lianban.embedded.server import Server
from support.product import surroundings

COMMAND = (sys.executable, "-P", "-m", "lianban.cli.main", "database")
SHELL = """eval "$({command} show)" && {words}"""


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which nothing was ever started."""
    return tmp_path_factory.mktemp("h") / "home"


@contextmanager
def running(home: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, from the moment when it has said how to connect; ended hard if a test leaves it."""
    started = subprocess.Popen([*COMMAND, "run"], env=surroundings(home), stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    try:
        for line in started.stdout:
            if line.startswith("export PGHOST="):
                break
        else:
            pytest.fail("it ended without a word")
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.wait()


def told(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], env=surroundings(home), capture_output=True, text=True)


def in_a_shell(home: Path, words: str) -> str:
    """What an operator's shell says after the line of the manual."""
    text = SHELL.format(command=" ".join(COMMAND), words=words)
    return subprocess.run(
        ["bash", "-ec", text], env=surroundings(home), capture_output=True, text=True, check=True
    ).stdout


def stop(started: subprocess.Popen[str]) -> str:
    started.send_signal(signal.SIGINT)
    said, _ = started.communicate()
    assert started.returncode == 0, said
    return said


def test_a_dump_goes_into_an_empty_home(home: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump.sql"
    dump.write_text("CREATE TABLE kept (text text); INSERT INTO kept VALUES ('建议');")

    with running(home) as started:
        in_a_shell(home, f"createdb -T template0 -E UTF8 lianban && psql -q -d lianban -f {dump}")
        said = stop(started)

    assert "已停止，数据已保存" in said
    assert Server(home / "postgres").pid() is None
    with running(home) as started:
        assert in_a_shell(home, "psql -d lianban -Atc 'SELECT text FROM kept'") == "建议\n"
        stop(started)


def test_nothing_else_is_started_and_nothing_else_may_start(home: Path) -> None:
    with running(home) as started:
        second = told(home, "run")
        with psycopg.connect(Server(home / "postgres").url(), autocommit=True) as connection:
            found = connection.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()
        stop(started)

    assert [name for (name,) in found] == ["postgres", "template0", "template1"]
    assert second.returncode == 1
    assert f"联办已在运行（进程 {started.pid}" in second.stderr


def test_a_server_that_was_ended_comes_back(home: Path) -> None:
    server = Server(home / "postgres")
    with running(home) as started:
        first = server.pid()
        assert first is not None and started.stdout is not None
        os.kill(first, signal.SIGQUIT)
        for line in started.stdout:
            if "正在第 1 次重新启动" in line:
                break
        assert in_a_shell(home, "until psql -Atc 'SELECT 1'; do :; done").strip() == "1"
        assert server.pid() != first
        stop(started)


@pytest.mark.parametrize("words", ["run", "show"])
def test_a_server_of_one_s_own_is_left_to_its_own_tools(home: Path, words: str) -> None:
    elsewhere = surroundings(home) | {"DATABASE_URL": "postgres://lianban_app@db.example/lianban"}
    done = subprocess.run([*COMMAND, words], env=elsewhere, capture_output=True, text=True)

    assert done.returncode == 1
    assert "DATABASE_URL 指向外部数据库" in done.stderr
    assert not home.exists() or not (home / "postgres").exists()
