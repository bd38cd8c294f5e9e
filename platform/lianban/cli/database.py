"""``lianban database``: the embedded PostgreSQL alone, for a dump, a restore or a look: nothing else is started."""

from __future__ import annotations

import shlex
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from lianban.cli.trouble import Trouble, operations_text
from lianban.embedded import server as postgres
from lianban.processes.database import DatabaseProcess
from lianban.processes.installation import Installation

TICK = 0.2


@click.group()
def database() -> None:
    """Only for the embedded database; a server of your own is dumped and restored with its own tools."""


@database.command(help="只启动自带的数据库，Ctrl-C 停止\n\nRun the embedded database alone until Ctrl-C")
def run() -> None:
    """Makes an empty one where there is none. What is printed can be pasted into another terminal."""
    server = _embedded()
    installation = Installation(postgres.HOME)
    with installation.claimed(str(server.socket_folder)), _asked_to_stop() as stop:
        server.start(tied=True, report=click.echo)
        try:
            click.secho(operations_text("database_ready"), fg="green", bold=True)
            click.echo("\n".join(_lines(server)))
            process = DatabaseProcess(server, click.echo)
            while not stop.wait(TICK) and not process.given_up:
                process.supervise()
        finally:
            server.stop()
        if process.given_up:
            raise SystemExit(1)
    click.echo(operations_text("database_stopped"))


@database.command(help="显示自带数据库的连接方法，不启动\n\nHow to connect to the embedded database")
def show() -> None:
    """For ``eval "$(lianban database show)"``: then psql, pg_dump and pg_restore of this shell mean this database."""
    click.echo("\n".join(_lines(_embedded())))


def _embedded() -> postgres.Server:
    server = postgres.embedded()
    if server is None:
        raise Trouble("database_not_embedded")
    return server


def _lines(server: postgres.Server) -> list[str]:
    """Shell lines: the programs of the same version first in the path, and where they connect to."""
    folder = shlex.quote(str(postgres.BINARIES))
    where = f"PGHOST={shlex.quote(str(server.socket_folder))} PGUSER={postgres.SUPERUSER}"
    return [f'export PATH={folder}:"$PATH"', f"export {where}"]


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Set by Ctrl-C and SIGTERM, which then end nothing by themselves."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
