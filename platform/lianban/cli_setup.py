"""``lianban setup``: database, roles, public tables, every government's tables. May be run again any time."""

from __future__ import annotations

import time

import click

from governments.provisioning import migrate_public, prepare_cluster
from lianban.cli_fleet import migrate_all
from lianban.cli_home import with_database
from lianban.cli_trouble import say


@click.command()
@with_database
def setup() -> None:
    """Needs DATABASE_ADMIN_URL; the embedded database brings its own."""
    began = time.perf_counter()
    click.echo(say("setup_cluster"))
    prepare_cluster()
    click.echo(say("setup_public"))
    migrate_public()
    migrate_all()
    click.echo(say("setup_done", seconds=f"{time.perf_counter() - began:.1f}"))
