"""Processes of the task queue, one command each; the supervisor and the containers start the same ones.

They are begun as Celery's own command line begins them, but without it: it brings a shell along, which costs more to
load than the rest of the process.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import click
from celery.exceptions import SecurityWarning
from django.conf import settings

from lianban.celery import app
from lianban.health.presence import presence_of
from lianban.processes.celery_liveness import HeartbeatStep
from lianban.tables import require_tables

ALONE: dict[str, Any] = {"without_gossip": True, "without_mingle": True, "without_heartbeat": True}


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=4, envvar="LIANBAN_WORKER_THREADS", show_default=True
)
@click.option(
    "--pool", type=click.Choice(["threads", "prefork", "solo"]), default="threads", show_default=True
)
def worker(concurrency: int, pool: str) -> None:
    """Takes tasks from the broker until it is asked to stop; running ones are finished first."""
    require_tables()
    _broker_folders()
    # Messages are JSON only, so the danger that this warning is about does not exist.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    app.steps["consumer"].add(HeartbeatStep)
    with presence_of("worker"):
        app.Worker(pool=pool, concurrency=concurrency, loglevel="WARNING", quiet=True, **ALONE).start()


@click.command()
def scheduler() -> None:
    """Queues timed work. Run exactly one."""
    require_tables()
    _broker_folders()
    with presence_of("scheduler"):
        app.Beat(
            scheduler_cls="lianban.processes.celery_liveness:MonotonicScheduler",
            loglevel="WARNING",
            quiet=True,
        ).run()


def _broker_folders() -> None:
    """The file transport expects its folders; with Redis there are none."""
    for name in ("data_folder_in", "control_folder"):
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get(name)
        if folder:
            Path(str(folder)).mkdir(parents=True, exist_ok=True)
