"""Real Redis (Debian's, or Valkey) on a free port, as durable as in production; can be killed and started again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

MISSING = "these tests need a Redis server: apt-get install redis-server (infra/scripts/bring does it)"
PATIENCE = 100  # attempts to connect, a tenth of a second apart


class RedisServer:
    """One server; ``url`` stays the same over ``kill`` and ``start``, and so do the data (``durable``)."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.port = _free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return when it answers."""
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert program is not None, MISSING
        # As infra/compose.yaml starts it; ``always`` because a test kills at any moment.
        kept = ["yes", "--appendfsync", "always"] if self.durable else ["no"]
        self._process = subprocess.Popen(
            [program, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
            + ["--save", "", "--maxmemory-policy", "noeviction", "--appendonly", *kept],
            stdout=subprocess.DEVNULL,
        )
        with self.client() as client:
            client.ping()

    def kill(self) -> None:
        """``kill -9``; returns when it is gone. Without ``durable`` all its data are lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def client(self) -> redis.Redis:
        """A client that waits for a server that is just starting."""
        retry = Retry(ConstantBackoff(0.1), PATIENCE)
        return redis.Redis.from_url(self.url, retry=retry, retry_on_error=[redis.ConnectionError])


@contextmanager
def redis_server(*, durable: bool = True) -> Iterator[RedisServer]:
    """A started server with an empty folder, ended afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lianban-redis-"))
    server = RedisServer(folder, durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
