"""``lianban demo``: fills the fictional city. Does nothing where it is filled already."""

from __future__ import annotations

import time

import click
from django.conf import settings

from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble, operations_text
from lianban.demo.filling import clear, fill, others_are_here
from lianban.demo.role_picker import password, seats
from lianban.demo.world import GovernmentPlan


@click.command()
@click.option("--reset", is_flag=True, help="先清空演示城市再重新填充 / remove the demo city first")
@click.option("--yes", is_flag=True, help="不再询问 / do not ask")
@click.option(
    "--if-empty", is_flag=True, help="本机已有其他政府时不填充 / leave an installation in use alone"
)
@with_database
def demo(reset: bool, yes: bool, if_empty: bool) -> None:
    """Four governments, 600 papers, three years; everything is written through the commands."""
    if if_empty and others_are_here():
        click.echo(operations_text("demo_not_here"))
        return
    if reset:
        _reset(ask=not yes)
    began = time.perf_counter()
    click.echo(operations_text("demo_filling"))
    filled = fill(report=_print_progress)
    if not filled.codes:
        click.echo(operations_text("demo_is_filled"))
        return
    seconds = f"{time.perf_counter() - began:.1f}"
    click.echo(operations_text("demo_done", steps=filled.steps, seconds=seconds))
    click.echo(operations_text("demo_accounts", example=seats()[0]["username"], password=password()))


def _reset(*, ask: bool) -> None:
    if not settings.LIANBAN_DEMO and not settings.LIANBAN_DEV:
        raise Trouble("demo_reset_refused")
    if ask:
        click.confirm(operations_text("demo_reset_sure"), abort=True)
    clear()


def _print_progress(plan: GovernmentPlan, steps: int) -> None:
    click.echo(operations_text("demo_filled", name=plan.name, cases=sum(plan.cases), steps=steps))
