"""Whole installation as its users have it: the processes, the data folder, the command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from lianban.embedded.server import BINARIES, Server
from lianban.processes.parent_death import die_with_parent

ROOT = Path(__file__).resolve().parents[2]
FILLED, READY = "演示城市已填充，", "联办已就绪"
CITY = "city"
OURS = ("DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "LIANBAN_DEV", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Product:
    """A running installation: its port, its data folder, what it said until it was ready."""

    port: int
    home: Path
    said: str = ""

    @property
    def city(self) -> Path:
        """A copy of the database as it was when it was filled, if it was kept; no server runs on it."""
        return self.home / CITY

    def url(self, path: str = "/", government: str = "") -> str:
        """The address of a page of a government's host, or of the platform's."""
        host = f"{government}.localhost" if government else "localhost"
        return f"http://{host}:{self.port}{path}"

    def lianban(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product against this installation."""
        return self._run("lianban.cli.main", *words)

    def told(self, module: str, *words: str) -> Any:
        """What a program of ``support`` prints as JSON when it is run in this installation."""
        done = self._run(f"support.{module}", *words)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def _run(self, module: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", module, *words],
            env=surroundings(self.home) | {"PYTHONPATH": str(ROOT / "tests")},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a fresh terminal, with a data folder of the test's own."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {"LIANBAN_HOME": str(home), "PYTHONUNBUFFERED": "1"}


@contextmanager
def running_product(*, keep_city: bool = False) -> Iterator[Product]:
    """``lianban run`` on a free port with a new data folder, until it says that it is ready; ended afterwards."""
    home = Path(tempfile.mkdtemp(prefix="lianban-e2e-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "lianban.cli.main", "run", "--port", str(port)]
    process = subprocess.Popen(
        command,
        env=surroundings(home),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=die_with_parent(signal.SIGINT),
    )
    try:
        said = ""
        for line in _lines_until_ready(process):
            said += line
            if keep_city and FILLED in line:
                _keep_city(home)
        Thread(target=_read_on, args=[process], daemon=True).start()
        yield Product(port, home, said)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def _keep_city(home: Path) -> None:
    """Copy the database that has just been filled, before anybody, the installation's own clock too, works in it."""
    command = [str(BINARIES / "pg_basebackup"), "-d", Server(home / "postgres").url(), "-D", str(home / CITY)]
    subprocess.run([*command, "--checkpoint=fast", "--no-sync"], check=True, capture_output=True)


def _lines_until_ready(process: subprocess.Popen[str]) -> Iterator[str]:
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        yield line
        if READY in line:
            return
    raise AssertionError("the product did not start:\n" + "".join(said))


def _read_on(process: subprocess.Popen[str]) -> None:
    """Whatever it says later: a pipe that nobody reads would stop it."""
    assert process.stdout is not None
    for _ in process.stdout:
        pass
