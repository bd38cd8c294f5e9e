"""Database for many test runs in turn (``make mutants``): run as a program, it keeps it until it is asked to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
from django.db import connections

from lianban.embedded.server import Server
from support.postgres import point_to

KEPT = "LIANBAN_TEST_SERVER"


@contextmanager
def kept_server(folder: Path) -> Iterator[None]:
    """The database that somebody else keeps there; each run leaves it as it was."""
    point_at(Server(folder, durable=False))
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].close_pool()


def point_at(server: Server) -> None:
    """Let this process and its children use that server's database."""
    point_to(server.url("lianban_app", "lianban"), server.url(database="lianban"))


def keep(folder: Path) -> None:
    """Start a server with the governments of the tests, say so, and stop it when the input ends."""
    server = Server(folder, durable=False)
    server.start(tied=True, report=lambda _text: None)
    try:
        point_at(server)
        import_module("support.governments").found_governments()  # models, after the settings
        connections["default"].close()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        connections["default"].close_pool()
        server.stop()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "support.settings"
    django.setup()
    keep(Path(sys.argv[1]))
