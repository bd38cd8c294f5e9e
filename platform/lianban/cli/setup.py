"""``lianban setup``: database, roles, public tables, every government's tables. May be run again any time."""

from __future__ import annotations

import time

import click
import psycopg
from django.conf import settings

from governments.entering.scope import platform_scope
from governments.migration.compiled import newest_version
from governments.models import Government
from governments.provisioning.founding import migrate_public, prepare_cluster
from lianban.cli.fleet import migrate_all
from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble, operations_text
from lianban.tables import found, refuse_newer

IF_NEEDED = click.option(
    "--if-needed",
    is_flag=True,
    help="没有管理员连接时，只核对数据表是否最新 / without DATABASE_ADMIN_URL only check that the tables are newest",
)


@click.command()
@IF_NEEDED
@with_database
def setup(*, if_needed: bool) -> None:
    """Needs DATABASE_ADMIN_URL; the embedded database brings its own."""
    began = time.perf_counter()
    newest = _is_newest()
    if if_needed and newest and not settings.DATABASE_ADMIN_URL:
        return
    click.echo(operations_text("setup_cluster"))
    prepare_cluster()
    click.echo(operations_text("setup_public"))
    migrate_public()
    _print_failed(sorted(migrate_all().failed))
    click.echo(operations_text("setup_done", seconds=f"{time.perf_counter() - began:.1f}"))


def _is_newest() -> bool:
    """Whether there is nothing to do; raises Trouble where a newer program has been at work."""
    try:
        tables = found()
    except psycopg.OperationalError:
        if not settings.DATABASE_ADMIN_URL:
            raise
        return False  # there is no database yet, or nobody may connect to it before the roles are made
    if tables is None:
        return False
    refuse_newer(tables)
    return not tables.missing and not tables.behind


def _print_failed(failed: list[str]) -> None:
    """A government whose tables could not be changed is not served; the others are. Raises Trouble if none can be."""
    if not failed:
        return
    with platform_scope():
        others = Government.objects.filter(schema_version=newest_version()).exists()
    if not others:
        raise Trouble("fleet_failed", governments="、".join(failed))
    click.secho(operations_text("setup_left", governments="、".join(failed)), fg="yellow", err=True)
