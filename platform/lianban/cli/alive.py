"""``lianban alive``: whether the process of this container still does its work; for health checks."""

from __future__ import annotations

import os
from pathlib import Path

import click

from lianban.cli.trouble import Trouble, operations_text
from lianban.processes.heartbeat import SILENT, silence


@click.command()
def alive() -> None:
    """Reads the file that LIANBAN_HEARTBEAT names; exit code 1 when the work has not turned for a while."""
    silent = silence(Path(os.environ.get("LIANBAN_HEARTBEAT", "")))
    if silent is None:
        raise Trouble("heartbeat_missing")
    if silent > SILENT:
        raise Trouble("heartbeat_silent", seconds=int(silent))
    click.echo(operations_text("heartbeat_well", seconds=int(silent)))
