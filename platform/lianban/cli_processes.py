"""The long-running processes, one command each; the supervisor and the containers start the same ones."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import uvicorn
from celery.exceptions import SecurityWarning
from django.conf import settings
from uvicorn.supervisors import Multiprocess

from governments.scope import platform_scope
from lianban.celery import app
from lianban.health_presence import Presence
from lianban.sentry import watch
from lianban.supervisor_house import LOOPBACK, listen
from lianban.wiring import wired_relay

GRACE = 5  # seconds that open requests get when the web process is told to end
LARGEST_MESSAGE = 64 * 1024  # bytes of one WebSocket message
ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")
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
    """Serves until it is told to stop; open requests get a few seconds to end."""
    os.environ.setdefault("LIANBAN_ROLE", "web")
    sockets = listen(hosts, port)
    config = uvicorn.Config(
        "lianban.asgi:application",
        workers=workers,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=GRACE,
    )
    server = uvicorn.Server(config)
    if workers > 1:
        Multiprocess(config, sockets).run()
    else:
        server.run(sockets=sockets)


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=4, envvar="LIANBAN_WORKER_THREADS", show_default=True
)
@click.option(
    "--pool", type=click.Choice(["threads", "prefork", "solo"]), default="threads", show_default=True
)
def worker(concurrency: int, pool: str) -> None:
    """Takes tasks from the broker until it is told to stop; running ones are finished first."""
    _broker_folders()
    # Messages are JSON only, so the danger that this warning is about does not exist.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    with _process("worker"):
        size = f"--concurrency={concurrency}"
        app.start(["--quiet", "worker", f"--pool={pool}", size, "--loglevel=WARNING", *ALONE])


@click.command()
def scheduler() -> None:
    """Queues timed work. Run exactly one."""
    _broker_folders()
    schedule = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    schedule.parent.mkdir(parents=True, exist_ok=True)
    with _process("scheduler"):
        app.start(["--quiet", "beat", f"--schedule={schedule}", "--pidfile=", "--loglevel=WARNING"])


@click.command()
def relay() -> None:
    """Hands committed events on to their handlers. Several may run; each event is taken by one."""
    watch()
    with _process("relay"), platform_scope():
        wired_relay().run_until_signal()


@contextmanager
def _process(kind: str) -> Iterator[None]:
    """Tell that this process lives, for as long as it does."""
    os.environ.setdefault("LIANBAN_ROLE", kind)
    presence = Presence(settings.DATABASE_URL, kind)
    presence.begin()
    try:
        yield
    finally:
        presence.end()


def _broker_folders() -> None:
    """The file transport expects its folders; with Redis there are none."""
    for name in ("data_folder_in", "control_folder"):
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get(name)
        if folder:
            Path(str(folder)).mkdir(parents=True, exist_ok=True)
