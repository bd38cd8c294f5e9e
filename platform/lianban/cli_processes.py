"""The processes of the task queue, one command each; the supervisor and the containers start the same ones."""

from __future__ import annotations

import warnings
from pathlib import Path

import click
from celery.exceptions import SecurityWarning
from django.conf import settings

from lianban.celery import app
from lianban.health_presence import living

ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")


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
    with living("worker"):
        size = f"--concurrency={concurrency}"
        app.start(["--quiet", "worker", f"--pool={pool}", size, "--loglevel=WARNING", *ALONE])


@click.command()
def scheduler() -> None:
    """Queues timed work. Run exactly one."""
    _broker_folders()
    schedule = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    schedule.parent.mkdir(parents=True, exist_ok=True)
    with living("scheduler"):
        app.start(["--quiet", "beat", f"--schedule={schedule}", "--pidfile=", "--loglevel=WARNING"])


def _broker_folders() -> None:
    """The file transport expects its folders; with Redis there are none."""
    for name in ("data_folder_in", "control_folder"):
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get(name)
        if folder:
            Path(str(folder)).mkdir(parents=True, exist_ok=True)
