"""PostgreSQL of the test session (one per xdist worker): new, without durability, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from environ import Env

from lianban.embedded.server import Server


@contextmanager
def test_server(data: Path | None = None) -> Iterator[Server]:
    """A server in a temporary folder, and settings and environment (for child processes) that point to it.

    ``data`` is the folder of a stopped server to begin with: it is copied.
    """
    folder = Path(tempfile.mkdtemp(prefix="lianban-test-"))
    if data is not None:
        shutil.copytree(data, folder / "postgres" / "data")
    server = Server(folder / "postgres", durable=False)
    server.start(tied=True, report=lambda _text: None)
    try:
        point_to(server.url("lianban_app", "lianban"), server.url(database="lianban"))
        yield server
    finally:
        connections["default"].close()
        connections["default"].close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def point_to(url: str, admin_url: str) -> None:
    """Let this process and its children use a database; Django's description is changed in place."""
    described: dict[str, Any] = connections.settings["default"]
    given = Env.db_url_config(url, engine=described["ENGINE"])
    options = described["OPTIONS"] | given.pop("OPTIONS", {})
    described.update(given, OPTIONS=options)
    settings.DATABASE_ADMIN_URL = admin_url
    os.environ.update(DATABASE_URL=url, DATABASE_ADMIN_URL=admin_url, LIANBAN_DEV="1")
