"""``lianban relay``: hands committed events on. It needs neither the task queue nor a web server, and loads neither."""

from __future__ import annotations

import click

from governments.entering.scope import platform_scope
from lianban.health.presence import presence_of
from lianban.processes.heartbeat import HEARTBEAT
from lianban.reporting.sentry import watch
from lianban.tables import require_tables
from lianban.wiring import wired_relay


@click.command()
def relay() -> None:
    """Hands committed events on to their handlers. Several may run; each event is taken by one."""
    watch()
    require_tables()
    with presence_of("relay"), platform_scope():
        wired_relay(HEARTBEAT.beat).run_until_signal()
