"""``lianban web``: one process that answers HTTP and WebSocket, or several that share the sockets."""

from __future__ import annotations

import os

import click

from lianban.http.serving import serve
from lianban.processes.installation import LOOPBACK, listen
from lianban.tables import require_tables

HOST = click.option(
    "--host", "hosts", multiple=True, default=LOOPBACK, show_default=True, help="监听地址 / address"
)
PORT = click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, envvar="LIANBAN_PORT", show_default=True
)
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, envvar="LIANBAN_WEB_WORKERS", show_default=True
)


@click.command()
@HOST
@PORT
@WORKERS
def web(hosts: tuple[str, ...], port: int, workers: int) -> None:
    """Serves until it is asked to stop; open requests get a few seconds to end."""
    os.environ.setdefault("LIANBAN_ROLE", "web")
    require_tables()
    serve(listen(hosts, port), workers)
