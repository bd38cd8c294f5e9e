"""Web process of its own, and the npm client graphql-ws talking to it: two programs that tests start and kill."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
PATIENCE = 60.0  # seconds until silence is a failed test


class Web:
    """``lianban web`` on a port; may be killed and started again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process = self._started()

    def kill(self) -> None:
        """SIGKILL, as a crash would be."""
        self.process.kill()
        self.process.wait()

    def again(self) -> None:
        """A new process on the same port."""
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "lianban.cli.main", "web", "--port", str(self.port)]
        process = subprocess.Popen(command, env=os.environ | {"LIANBAN_DEV": "1"}, stdout=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return process
            process.poll()
            threading.Event().wait(0.05)
        process.kill()
        raise AssertionError("the web process does not listen")


class NpmClient:
    """The node program, and its output."""

    def __init__(self, port: int, host: str, cookie: str) -> None:
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.process = subprocess.Popen(
            ["node", "tests/live/board-client.mjs", str(port), host, cookie],
            cwd=FRONTEND,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def hear(self, what: str) -> Any:
        """The next thing of this kind; others before it are passed over."""
        while True:
            told = self._told.get(timeout=PATIENCE)
            if what in told:
                return told[what]

    def stop(self) -> None:
        """End the program."""
        self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._told.put(json.loads(line))


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
